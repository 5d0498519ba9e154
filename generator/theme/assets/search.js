/* The site's search: answers the search box from an index in small parts, of which only those are loaded that are needed.
   Without this script, or where the parts cannot be loaded, the box says so; every page can be reached through the lists. */
(() => {
  "use strict"
  const box = document.querySelector(".ep-search")
  const toggle = document.getElementById("__search")
  if (!box || !toggle) return
  const input = box.querySelector("input")
  const list = box.querySelector(".md-search-result__list")
  const meta = box.querySelector(".md-search-result__meta")
  const scroller = box.querySelector(".md-search__scrollwrap")
  const base = new URL(box.dataset.base, document.baseURI).href
  const config = document.getElementById("__config")
  const words = config ? JSON.parse(config.textContent).translations : {}
  const PAGES = 8
  const ENTRIES = 3
  const BEFORE = 8
  const AFTER = 18
  // Signs of scripts that are written without blanks; the index holds a blank around each (generator/search_text.py).
  const SIGN = "[\\u3040-\\u30ff\\u3105-\\u312f\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]"
  const SIGNS = new RegExp(`(${SIGN})`, "gu")
  const RUNS = new RegExp(`${SIGN}+`, "gu")
  const POINT = "[\\u3000-\\u303f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65]"
  const BLANKS = new RegExp(`(${SIGN}|${POINT})\\s+(?=${SIGN}|${POINT})`, "gu")
  const MARKS = /[\u2983\u2984]/g
  const LONGEST = 40

  let engine = null
  let asked = 0

  const load = () => {
    engine ||= import(new URL(box.dataset.index, document.baseURI).href)
      .then(async found => {
        await found.options({ baseUrl: base })
        await found.init()
        return found
      })
      .catch(() => {
        engine = null
        return null
      })
    return engine
  }

  const together = text => text.replace(BLANKS, "$1").replace(MARKS, "").replace(/\s+/g, " ").trim()

  const tell = text => {
    if (meta.textContent !== text) meta.textContent = text
  }

  const counted = number =>
    number === 0 ? words["search.result.none"] : number === 1 ? words["search.result.one"] : words["search.result.other"].replace("#", number)

  // -- what is shown --

  const make = (tag, name, ...children) => {
    const element = document.createElement(tag)
    if (name) element.className = name
    element.append(...children)
    return element
  }

  // The stretches of a page's words that stand with a status: from which word to before which, and what it says.
  const stretches = (all, marked) => {
    const done = []
    const open = []
    let opened = 0
    all.forEach((word, at) => {
      for (const [sign] of word.matchAll(MARKS)) {
        if (sign === "\u2983") open.push({ from: at, to: all.length, said: marked[opened++] || "" })
        else if (open.length) done.push(Object.assign(open.pop(), { to: at + 1 }))
      }
    })
    return [...done, ...open]
  }

  /* Words around the place found, with those found marked. Words that stand with a status are shown whole, the status
     among them; of a long stretch a part is shown, and the status after it. */
  const passage = (all, start, end, hits, marked) => {
    const first = hits.find(place => place >= start && place < end)
    let from = Math.max(start, (first ?? start) - BEFORE)
    let to = Math.min(end, (first ?? start) + AFTER)
    for (let before = -1; before !== to - from; ) {
      before = to - from
      for (const one of marked) {
        if (one.to <= from || one.from >= to || one.to - one.from > LONGEST) continue
        from = Math.max(start, Math.min(from, one.from))
        to = Math.min(end, Math.max(to, one.to))
      }
    }
    const cut = marked.filter(one => one.from < to && one.to > from && (one.from < from || one.to > to))
    const found = new Set(hits)
    const parts = []
    let plain = from > start ? "… " : ""
    for (let at = from; at < to; at++) {
      if (found.has(at)) {
        const before = parts.at(-1)
        const word = all[at].replace(MARKS, "")
        if (before instanceof Element && !plain.trim()) before.append(" ", word)
        else parts.push(plain, make("mark", "", word))
        plain = " "
      } else plain += `${all[at].replace(MARKS, "")} `
    }
    parts.push(plain + (to < end ? "…" : ""))
    const said = [...new Set(cut.map(one => one.said))].filter(Boolean).map(standing)
    const shown = make("p", "ep-search-words", ...parts.filter(part => part !== ""))
    shown.normalize()
    for (const part of shown.childNodes) {
      let text = part.textContent.replace(BLANKS, "$1")
      // A blank of the index may stand where a mark begins or ends.
      const before = part.previousSibling?.textContent.at(-1) ?? ""
      if (`${before}${text}`.replace(BLANKS, "$1").length < `${before}${text}`.length) text = text.trimStart()
      const after = part.nextSibling?.textContent.trimStart().slice(0, 2) ?? ""
      if (`${text}${after}`.replace(BLANKS, "$1").length < `${text}${after}`.length) text = text.trimEnd()
      part.textContent = text
    }
    shown.append(...said.flatMap(one => [" ", one]))
    return shown
  }

  // A title is in the direction of its page, unless it has letters of the other direction alone, as a topic's name may have.
  const RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/g
  const way = (text, page) => {
    const right = text.search(RIGHT) >= 0
    const left = /\p{L}/u.test(text.replace(RIGHT, ""))
    return right === left ? page : right ? "rtl" : "ltr"
  }

  const standing = text => {
    const shown = make("span", "ep-search-status", text)
    shown.dir = "auto"
    return shown
  }

  // How an entry stands comes beside the text: what a writer typed is never taken for a status.
  const heading = (name, text, page, [before, after] = []) => {
    const title = together(text)
    const kept = make("bdi", "", title)
    kept.dir = way(title, page)
    const shown = make("div", name, kept.dir === page ? title : kept)
    if (before) shown.prepend(standing(before), " ")
    if (after) shown.append(" ", standing(after))
    return shown
  }

  const link = (address, name, ...children) => {
    const shown = make("a", `md-search-result__link ${name}`, make("div", "md-search-result__article md-typeset", ...children))
    shown.href = address
    return shown
  }

  const entries = (data, all) => {
    const anchors = (data.anchors || []).filter(one => /^h[1-3]$/.test(one.element)).sort((a, b) => a.location - b.location)
    const ends = new Map(anchors.map((one, n) => [one.id, anchors[n + 1]?.location ?? all.length]))
    return data.sub_results
      .filter(one => one.anchor && one.anchor.element !== "h1")
      .map(one => ({
        one,
        worth: one.weighted_locations.reduce((sum, place) => sum + place.balanced_score, 0),
        start: one.anchor.location,
        end: ends.get(one.anchor.id) ?? all.length,
      }))
      .sort((a, b) => b.worth - a.worth)
  }

  const item = data => {
    const all = data.raw_content.split(/[\r\n\s]+/)
    const found = entries(data, all)
    // A page in another language keeps its direction among results that run the other way.
    const page = data.meta.dir || "ltr"
    const told = data.meta.standing ? JSON.parse(data.meta.standing) : {}
    const marked = stretches(all, told.marked || [])
    const stands = id => told.entries?.[id]
    const headline = (data.anchors || []).find(one => one.element === "h1")
    const title = heading("ep-search-title", data.meta.title || data.url, page, stands(headline?.id))
    const top = data.sub_results.find(one => !one.anchor || one.anchor.element === "h1")
    const shown = make("li", "md-search-result__item")
    shown.dir = page
    const first = [title]
    if (top && !found.length) {
      const next = (data.anchors || []).map(one => one.location).filter(place => place > 0).sort((a, b) => a - b)[0]
      const length = (data.meta.title || "").trim().split(/\s+/).length
      first.push(passage(all, length, next ?? all.length, top.locations, marked))
    }
    shown.append(link(data.url, "ep-search-page", ...first))
    for (const { one, start, end } of found.slice(0, ENTRIES)) {
      const length = one.anchor.text ? one.anchor.text.trim().split(/\s+/).length : 0
      shown.append(
        link(one.url, "ep-search-entry", heading("ep-search-name", one.title, page, stands(one.anchor.id)), passage(all, start + length, end, one.locations, marked)),
      )
    }
    return shown
  }

  // -- asking --

  const fail = () => {
    list.replaceChildren()
    tell(box.dataset.failed)
  }

  const ask = async () => {
    const typed = input.value.trim()
    const mine = ++asked
    if (!typed) {
      list.replaceChildren()
      tell(words["search.result.placeholder"])
      return
    }
    const pagefind = await load()
    if (mine !== asked) return
    if (!pagefind) return fail()
    // A part that cannot be loaded, or a host that forbids WebAssembly, shows only here.
    const answer = await pagefind.search(typed.replace(SIGNS, " $1 ").replace(/\s+/g, " ")).catch(() => null)
    if (mine !== asked) return
    if (!answer?.results) return fail()
    const runs = typed.match(RUNS) || []
    const holds = data => runs.every(run => together(data.raw_content).includes(run))
    let shown = 0
    const more = async () => {
      const next = await Promise.all(answer.results.slice(shown, shown + PAGES).map(one => one.data())).catch(() => null)
      if (mine !== asked) return
      if (!next) return fail()
      const fit = next.filter(holds)
      if (!shown) list.replaceChildren()
      shown += next.length
      list.append(...fit.map(item))
      const rest = answer.results.length - shown
      tell(rest > 0 ? counted(answer.results.length) : counted(list.querySelectorAll(".ep-search-page").length))
      if (rest > 0) {
        const button = make("button", "ep-search-more md-button", box.dataset.more)
        button.type = "button"
        const line = make("li", "md-search-result__item", button)
        button.addEventListener("click", async () => {
          const before = list.querySelectorAll("a").length
          line.remove()
          await more()
          list.querySelectorAll("a")[before]?.focus()
        })
        list.append(line)
      }
    }
    await more()
    scroller.scrollTop = 0
  }

  // -- keys and the box --

  const open = () => {
    toggle.checked = true
    input.focus()
    load()
  }
  const close = () => {
    toggle.checked = false
    input.blur()
  }
  let waiting = 0
  input.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(ask, 120)
  })
  input.addEventListener("focus", () => {
    toggle.checked = true
    load()
  })
  toggle.addEventListener("change", () => (toggle.checked ? open() : input.blur()))
  box.querySelector("form").addEventListener("submit", event => event.preventDefault())
  box.querySelector("form").addEventListener("reset", () => setTimeout(() => (ask(), input.focus())))
  list.addEventListener("click", event => {
    if (event.target.closest("a")) close()
  })
  const typing = element => element && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName))
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const inside = box.contains(document.activeElement)
    if (!inside) {
      if (["/", "f", "s"].includes(event.key) && !typing(document.activeElement)) {
        event.preventDefault()
        open()
      }
      return
    }
    if (event.key === "Escape") {
      close()
      event.preventDefault()
      return
    }
    const links = [...list.querySelectorAll("a")]
    const at = links.indexOf(document.activeElement)
    if (event.key === "Enter" && document.activeElement === input && links.length) {
      event.preventDefault()
      links[0].click()
    } else if (event.key === "ArrowDown" && links.length) {
      event.preventDefault()
      links[Math.min(at + 1, links.length - 1)].focus()
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault()
      at === 0 ? input.focus() : links[at - 1].focus()
    }
  })
  // Leaving the box by Tab closes it, so that it does not cover what has the focus.
  box.addEventListener("focusout", event => {
    if (event.relatedTarget && !box.contains(event.relatedTarget)) toggle.checked = false
  })
})()
