/* The filter of the register of claims: reads the rows of the page, and hides those that do not fit what is chosen. Without
   this script the register stands whole. The choice is kept in the address, so that it can be sent to others. */
(() => {
  "use strict"
  const start = () => {
    const [place, ...others] = document.querySelectorAll(".ep-filter")
    if (!place || !place.hidden) return
    others.forEach(one => one.remove())
    const words = place.dataset
    const rows = [...document.querySelectorAll(".md-content .ep-rows > ul > li")]
    if (rows.length < 2) return
    const texts = (row, selector) => [...row.querySelectorAll(selector)].map(one => one.textContent.trim()).filter(Boolean)
    // Letter case and accents do not count: 'cafe' finds 'Café'.
    const folded = text => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase()
    const known = rows.map(row => ({
      row,
      words: folded(row.textContent),
      status: (row.querySelector(".ep-badge")?.lastChild?.textContent ?? "").trim(),
      actor: texts(row, ".ep-row-by a"),
      story: texts(row, ".ep-row-in a"),
    }))
    const collator = new Intl.Collator(document.documentElement.lang || undefined)
    const options = {
      status: [...new Set(known.map(one => one.status).filter(Boolean))],
      actor: [...new Set(known.flatMap(one => one.actor))].sort(collator.compare),
      story: [...new Set(known.flatMap(one => one.story))].sort(collator.compare),
    }
    const fields = {}
    const add = (name, field) => {
      const label = document.createElement("label")
      label.append(words[name], field)
      field.name = name
      fields[name] = field
      place.append(label)
    }
    const input = document.createElement("input")
    input.type = "search"
    input.autocomplete = "off"
    add("words", input)
    for (const [name, values] of Object.entries(options)) {
      if (values.length < 2) continue
      const select = document.createElement("select")
      for (const value of ["", ...values]) select.append(new Option(value || words.all, value))
      add(name, select)
    }
    const state = document.createElement("p")
    state.className = "ep-filter-state"
    const said = document.createElement("span")
    said.setAttribute("role", "status")
    const clear = document.createElement("button")
    clear.type = "button"
    clear.textContent = words.clear
    state.append(said, clear)
    place.append(state)
    place.setAttribute("role", "search")
    place.setAttribute("aria-label", words.label)

    const headings = [...document.querySelectorAll(".md-content h2")].map(heading => {
      const list = []
      for (let next = heading.nextElementSibling; next && next.tagName !== "H2"; next = next.nextElementSibling)
        if (next.matches(".ep-rows")) list.push(next)
      return { heading, list }
    })
    const parted = /\/claims\/[^/]+\/?$/.test(location.pathname)

    const show = () => {
      const chosen = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value.trim()]))
      const wanted = folded(chosen.words || "").split(/\s+/).filter(Boolean)
      let shown = 0
      for (const one of known) {
        const fits =
          wanted.every(word => one.words.includes(word)) &&
          (!chosen.status || one.status === chosen.status) &&
          (!chosen.actor || one.actor.includes(chosen.actor)) &&
          (!chosen.story || one.story.includes(chosen.story))
        one.row.toggleAttribute("data-left-out", !fits)
        if (fits) shown++
      }
      const any = Object.values(chosen).some(Boolean)
      for (const { heading, list } of headings) {
        const empty = any && list.length > 0 && list.every(one => !one.querySelector("li:not([data-left-out])"))
        for (const element of [heading, ...list]) element.toggleAttribute("data-left-out", empty)
      }
      clear.hidden = !any
      const counted = words.shown.replace("{shown}", shown).replace("{all}", known.length)
      said.textContent = [any && shown === 0 ? words.none : counted, parted ? words.page : ""].filter(Boolean).join(" ")
      return chosen
    }
    const keep = chosen => {
      const address = new URL(location.href)
      for (const [name, value] of Object.entries(chosen)) value ? address.searchParams.set(name, value) : address.searchParams.delete(name)
      // Some browsers refuse when they are asked too often: then the address stays behind, and nothing else suffers.
      try {
        history.replaceState(history.state, "", address)
      } catch {}
    }
    const given = new URLSearchParams(location.search)
    for (const [name, field] of Object.entries(fields)) {
      const value = given.get(name)
      if (value && (field === input || options[name].includes(value))) field.value = value
    }
    place.hidden = false
    // The place stands below the first heading; the filter is about all of them.
    headings[0]?.heading.before(place)
    show()
    place.addEventListener("input", () => keep(show()))
    clear.addEventListener("click", () => {
      for (const field of Object.values(fields)) field.value = ""
      keep(show())
      input.focus()
    })
  }
  // Material, and a preview, swap parts of a page without loading it, and then say so.
  if (window.document$) window.document$.subscribe(start)
  else start()
})()
