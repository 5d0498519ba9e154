// Tells a returning reader what is new on a story's page. What the page held at each visit is kept in this browser's
// localStorage and nowhere else: nothing is sent, nothing is asked of any host. Without this script, or where the browser
// keeps nothing, the page is complete and marks nothing.
//
// The page brings one hidden element [data-since], written by generator/render/story_page/since.py:
//   data-since="ENTRY ENTRY ..."   an entry: kind,id,words,place,state,claim,answers,sources,rest (see generator/substance.py)
//   data-story, data-aliases       the slug of the story, and those it had before
//   data-lang, data-w-NAME         the page's language, and every word shown (data-w-lead-one and so on for plural forms)
// Kept under 'ep-since:PATH': { base, since, now, at, seen }
//   base, since   what the reader has seen, and when that visit ended: what the page is compared with
//   now, at       what the page holds on this visit, and when the reader was last here
//   seen          whether the list stood before the reader's eyes (or there was none to see)
// A visit ends when the reader has been away for half an hour. If the list was seen in it, what it held is what the next
// visit is compared with; if not (somebody came by a link to a place far below it) the news waits.
(() => {
  "use strict";

  if (window.epSince) return;
  window.epSince = true;

  const PREFIX = "ep-since:";
  const OFF = "ep-since-off";
  const AWAY = 30 * 60 * 1000;
  const FORGOTTEN = 400 * 24 * 60 * 60 * 1000; // of a page not opened for so long nothing is kept
  const MOST = 12; // so many lines stand open; the others can be opened
  const LONGEST = 140; // of an entry's words in the list, in characters
  const [OPENS, CLOSES] = ["\u2983", "\u2984"]; // around a claim's words and its badge, while a line is cut
  const FIELDS = ["kind", "id", "words", "place", "state", "claim", "answers", "sources", "rest"];
  const ANCHORS = { c: "claim", d: "date", q: "quote", f: "figure", u: "unknown", x: "correction", y: "correction", n: "update" };
  const ORDER = "xyncdqfu"; // corrections first, then what the newsroom says is new
  const root = document.documentElement;

  let here = null; // the page that is being visited: { box, key, entries }
  let shown = null; // what this script has put into it: { section, marks }

  // -- the store: whatever goes wrong in it, nothing is said --

  const store = () => {
    try {
      return window.localStorage;
    } catch {
      return null;
    }
  };
  const isTime = (value) => typeof value === "number" && Math.abs(value) < 8e15; // what dates can be made of
  const isRecord = (value) =>
    value !== null && typeof value === "object" && typeof value.base === "string" && isTime(value.since) && isTime(value.at);
  const read = (key) => {
    try {
      const value = JSON.parse(store().getItem(key));
      if (!isRecord(value)) return null;
      return { ...value, now: typeof value.now === "string" ? value.now : value.base, seen: value.seen === true };
    } catch {
      return null;
    }
  };
  const write = (key, { base, since, now, at, seen }) => {
    try {
      store().setItem(key, JSON.stringify({ base, since, ...(now === base ? {} : { now }), at, seen }));
    } catch {}
  };
  const remove = (key) => {
    try {
      store().removeItem(key);
    } catch {}
  };
  const isOff = () => {
    try {
      return store().getItem(OFF) !== null;
    } catch {
      return true;
    }
  };
  const keys = () => {
    try {
      return Object.keys(store()).filter((key) => key.startsWith(PREFIX));
    } catch {
      return [];
    }
  };
  const prune = (time) => {
    for (const key of keys()) {
      const kept = read(key);
      if (!kept || time - kept.at > FORGOTTEN) remove(key);
    }
  };

  // -- which page this is: by its address, and by those it had before --

  const keysOf = (box) => {
    const path = location.pathname.replace(/index\.html$/, "");
    const slug = `stories/${box.dataset.story}`;
    const at = path.lastIndexOf(slug);
    if (at < 0) return [PREFIX + path];
    const named = (other) => `${PREFIX}${path.slice(0, at)}stories/${other}`;
    return [box.dataset.story, ...box.dataset.aliases.split(" ").filter(Boolean)].map(named);
  };
  const recall = ([key, ...former]) => {
    let kept = read(key);
    for (const old of former) {
      const moved = read(old);
      if (!kept && moved) kept = moved;
      if (moved) remove(old);
    }
    return kept;
  };

  // What is new on this visit, and since when; what is kept moves on.
  const visit = (box) => {
    const [key, ...former] = keysOf(box);
    const entries = box.dataset.since;
    const time = Date.now();
    const kept = recall([key, ...former]);
    if (!kept) {
      prune(time);
      write(key, { base: entries, since: time, now: entries, at: time, seen: true });
      return { key, news: [] };
    }
    if (Math.abs(time - kept.at) > AWAY && kept.seen) {
      kept.base = kept.now;
      kept.since = kept.at;
      kept.seen = false;
    }
    if (kept.now !== entries) kept.seen = false;
    kept.now = entries;
    kept.at = time;
    const news = compare(kept.base, entries);
    if (!news.length) kept.seen = true;
    write(key, kept);
    return { key, news, since: kept.since };
  };

  // -- comparing --

  const parsed = (entries) =>
    entries
      .split(" ")
      .filter(Boolean)
      .map((line) => {
        const parts = line.split(",");
        return Object.fromEntries(FIELDS.map((field, number) => [field, parts[number] || ""]));
      });

  // Which entry is which: by id, else by what it stands for and its words, the whole of them, how they begin, how they end;
  // else by either. So neither a word mended nor an id written down later makes an entry new, and of two on one day the one
  // that came is told.
  const paired = (old, now) => {
    const pairs = new Map();
    const left = new Set(old);
    const placed = (from, to) => (entry) => entry.place && entry.words && `${entry.place},${entry.words.slice(from, to)}`;
    const same = [
      (entry) => entry.id,
      placed(0, 4),
      placed(4, 6),
      placed(6, 8),
      (entry) => entry.place,
      (entry) => entry.words.slice(0, 4),
    ];
    for (const name of same) {
      const named = new Map();
      for (const entry of left) {
        const key = name(entry);
        if (key) named.set(`${entry.kind},${key}`, [...(named.get(`${entry.kind},${key}`) || []), entry]);
      }
      for (const entry of now) {
        const found = pairs.has(entry) ? null : named.get(`${entry.kind},${name(entry)}`)?.shift();
        if (!found) continue;
        pairs.set(entry, found);
        left.delete(found);
      }
    }
    return pairs;
  };

  // Each new or changed entry: { entry, old, why }, `why` empty for a new one. Those that only follow a claim which is told
  // of anyway are `quiet`: they are marked and not listed.
  const compare = (before, after) => {
    if (before === after) return [];
    const now = parsed(after);
    const pairs = paired(parsed(before), now);
    const claims = new Map();
    for (const [entry, old] of pairs) if (entry.kind === "c") claims.set(old.id, entry.id);
    const news = [];
    for (const entry of now) {
      const old = pairs.get(entry);
      if (!old) {
        news.push({ entry, why: [] });
        continue;
      }
      const why = ["state", "answers", "sources"].filter((field) => old[field] !== entry[field]);
      if (old.rest !== entry.rest || (claims.get(old.claim) || old.claim) !== entry.claim) why.push("rest");
      if (why.length) news.push({ entry, old, why });
    }
    const told = new Set(news.filter(({ entry, why }) => entry.kind === "c" && why.includes("state")).map(({ entry }) => entry.id));
    for (const one of news) one.quiet = one.why.join() === "state" && told.has(one.entry.claim);
    const rank = ({ entry, why }) => ("xy".includes(entry.kind) ? 0 : why.includes("state") ? 1 : why.length ? 2 : 3);
    const place = ({ entry }) => ORDER.indexOf(entry.kind);
    return news.sort((a, b) => rank(a) - rank(b) || place(a) - place(b));
  };

  // -- words --

  const filled = (sentence, parts) => sentence.replace(/\{(\w+)\}/g, (all, name) => (name in parts ? parts[name] : all));
  const word = (box, name) => box.getAttribute(`data-w-${name}`) || "";
  const counted = (box, name, n) => {
    let form = "other";
    try {
      form = new Intl.PluralRules(box.dataset.lang).select(n);
    } catch {}
    return word(box, `${name}-${form}`) || word(box, `${name}-other`);
  };
  const intl = (box, make) => {
    try {
      return make(box.dataset.lang);
    } catch {
      return make(undefined);
    }
  };
  const day = (box, time) => {
    const today = new Date().toDateString() === new Date(time).toDateString();
    const style = today ? { dateStyle: "long", timeStyle: "short" } : { dateStyle: "long" };
    return intl(box, (lang) => new Intl.DateTimeFormat(lang, style).format(time));
  };
  const number = (box, n) => intl(box, (lang) => new Intl.NumberFormat(lang).format(n));

  // What happened to an entry, in words: 'New', or each way in which it changed.
  const told = (box, { old, entry, why }) => {
    const said = [];
    for (const way of why) {
      const [was, is] = [old && word(box, `state-${old.state}`), word(box, `state-${entry.state}`)];
      if (way === "state" && was && is) said.push(filled(word(box, "status"), { old: was, new: is }));
      else if (way === "answers" || way === "sources") said.push(word(box, way));
    }
    return said.length ? said.join(" · ") : word(box, old ? "changed" : "new");
  };

  // -- the page --

  const element = (tag, name, text) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text) made.textContent = text;
    return made;
  };
  const target = ({ entry }) => document.getElementById(`${ANCHORS[entry.kind]}-${entry.id}`);

  // An entry's own words in one line, without the marks of sources and its own badge, which come beside them. A claim that
  // it mentions is there with its badge or not at all, wherever the line is cut.
  const called = (place) => {
    const part = place.matches("h2, h3, h4") ? place : place.closest("li, p") || place;
    const parts = [part];
    if (place.id.startsWith("quote-")) parts.push(place.parentElement.querySelector("blockquote"));
    if (place.id.startsWith("update-")) parts.push(part.nextElementSibling);
    const text = parts
      .filter(Boolean)
      .map((one) => {
        const copy = one.cloneNode(true);
        for (const sign of copy.querySelectorAll(".headerlink, sup, .ep-where, .ep-icon, .ep-since-mark, .ep-last-known")) sign.remove();
        if (one === place) for (const badge of copy.querySelectorAll(".ep-badge")) badge.remove();
        for (const badge of copy.querySelectorAll("a + .ep-badge")) {
          badge.previousElementSibling.prepend(OPENS);
          badge.append(CLOSES);
        }
        return copy.textContent;
      })
      .join(" ")
      .replace(/\s+/g, " ")
      .trim();
    const signs = [...text];
    const bare = (some) => some.filter((sign) => sign !== OPENS && sign !== CLOSES).join("").trim();
    if (bare(signs).length <= LONGEST) return bare(signs);
    let end = LONGEST - 1;
    const open = signs.lastIndexOf(OPENS, end);
    if (open > signs.lastIndexOf(CLOSES, end)) end = bare(signs.slice(0, open)) ? open : signs.indexOf(CLOSES, end) + 1;
    return `${bare(signs.slice(0, end))}…`;
  };

  // What carries a status is never named without it.
  const badge = (box, state) => {
    const there = state && document.querySelector(`.ep-badge.ep-${CSS.escape(state)}`);
    if (there) return there.cloneNode(true);
    return state ? element("span", `ep-badge ep-${state}`, word(box, `state-${state}`)) : "";
  };

  const line = (box, one) => {
    const place = target(one);
    const item = element("li");
    const link = element("a", "", called(place));
    link.href = `#${place.id}`;
    // A name that the page keeps to itself, because it runs the other way, is kept to itself here too.
    const kept = place.querySelector("bdi");
    if (kept && kept.textContent.trim() === link.textContent) link.dir = kept.dir || "auto";
    const kind = word(box, `kind-${one.entry.kind}`);
    if (kind) item.append(element("span", "ep-since-kind", kind), " · ");
    item.append(link, " ");
    if (one.entry.state) item.append(badge(box, one.entry.state), " ");
    item.append("· ", element("span", "ep-since-what", told(box, one)));
    return item;
  };

  const listOf = (box, news) => {
    const list = element("ul");
    list.append(...news.map((one) => line(box, one)));
    return list;
  };

  const button = (text, pressed) => {
    const made = element("button", "", text);
    made.type = "button";
    made.addEventListener("click", pressed);
    return made;
  };

  const show = (box, news, since) => {
    const found = news.filter(target);
    const listed = found.filter((one) => !one.quiet);
    if (!listed.length) return;
    const section = element("section", "ep-since");
    const title = element("h2", "", word(box, "title"));
    const lead = filled(counted(box, "lead", listed.length), { n: number(box, listed.length), date: day(box, since) });
    title.id = "since";
    section.setAttribute("aria-labelledby", "since");
    section.append(title, element("p", "", lead), listOf(box, listed.slice(0, MOST)));
    const rest = listed.slice(MOST);
    if (rest.length) {
      const more = element("details");
      more.append(element("summary", "", filled(counted(box, "more", rest.length), { n: number(box, rest.length) })), listOf(box, rest));
      section.append(more);
    }
    const buttons = element("p", "ep-since-buttons");
    buttons.append(button(word(box, "seen"), dismiss), button(word(box, "forget"), forget));
    section.append(buttons);
    // After the list, which takes the entries' words from the page.
    const marks = found.map((one) => mark(box, one));
    box.after(section);
    shown = { section, marks };
    announce(lead);
    watch(section);
  };

  const mark = (box, one) => {
    const place = target(one);
    const made = element(place.matches("h2, h3, h4") ? "p" : "span", "ep-since-mark");
    const said = one.why.length ? told(box, one) : "";
    const changed = word(box, one.old ? "mark-changed" : "mark-new");
    made.textContent = said && said !== word(box, "changed") ? `${changed} · ${said}` : changed;
    place.after(made);
    return made;
  };

  // Once, politely, after the page: a list that is there from the start is not announced by itself.
  const announce = (text) => {
    const status = element("p", "ep-since-told");
    status.setAttribute("role", "status");
    shown.section.append(status);
    setTimeout(() => (status.textContent = text), 1000);
    setTimeout(() => status.remove(), 6000);
  };

  const changeKept = (change) => {
    const kept = here && read(here.key);
    // Another tab may hold a newer page, or none is to be remembered any more.
    if (!kept || kept.now !== here.entries) return;
    change(kept);
    write(here.key, kept);
  };

  // The list was seen when it stood in the window for a second: whoever follows a link to a place below passes it by.
  const watch = (section) => {
    const done = () => changeKept((kept) => (kept.seen = true));
    if (!window.IntersectionObserver) return done();
    let waiting = 0;
    const eye = new IntersectionObserver((found) => {
      clearTimeout(waiting);
      if (found[found.length - 1].isIntersecting) waiting = setTimeout(() => (eye.disconnect(), done()), 1000);
    });
    eye.observe(section.querySelector("ul"));
  };

  const unmark = () => {
    const { section, marks } = shown;
    for (const one of marks) one.remove();
    shown = null;
    return section;
  };

  // The focus goes to a sentence in the list's place: it is read out, and whoever uses the keyboard goes on from there.
  const replaced = (section, text, ...more) => {
    const done = element("p", "ep-since-done", text);
    done.tabIndex = -1;
    done.append(...more.flatMap((one) => [" ", one]));
    section.replaceWith(done);
    done.focus();
    return done;
  };

  const keepAsSeen = ({ key, entries }) => {
    const time = Date.now();
    write(key, { base: entries, since: time, now: entries, at: time, seen: true });
  };

  const dismiss = () => {
    keepAsSeen(here);
    replaced(unmark(), word(here.box, "seen-done"));
  };

  const forget = () => {
    for (const key of keys()) remove(key);
    try {
      store().setItem(OFF, "1");
    } catch {}
    const again = button(word(here.box, "remember"), () => {
      remove(OFF);
      keepAsSeen(here);
      replaced(done, word(here.box, "remember-done"));
    });
    const done = replaced(unmark(), word(here.box, "forget-done"), again);
  };

  // -- when --

  // A preview shows the writer's own half-finished changes: no reader's visit.
  const isPreview = () => Boolean(document.querySelector("link[href^='/_preview/']"));

  // The page's text has been read in full as soon as what follows it is there.
  const whenParsed = (then) => {
    let done = false;
    const finish = () => {
      if (done || (document.readyState === "loading" && !document.querySelector(".md-footer"))) return;
      done = true;
      watcher.disconnect();
      then();
    };
    const watcher = new MutationObserver(finish);
    watcher.observe(document, { childList: true, subtree: true });
    document.addEventListener("readystatechange", finish);
    finish();
  };

  const begin = () => {
    const box = document.querySelector("[data-since]:not([data-equipped])");
    if (!box) return false;
    box.dataset.equipped = "";
    here = null;
    shown = null;
    if (isPreview() || isOff()) return true;
    const { key, news, since } = visit(box);
    here = { box, key, entries: box.dataset.since };
    if (!news.length) return true;
    if (document.readyState !== "loading") {
      show(box, news, since);
      return true;
    }
    root.classList.add("ep-since-waiting");
    whenParsed(() => {
      try {
        show(box, news, since);
      } finally {
        root.classList.remove("ep-since-waiting");
      }
    });
    return true;
  };

  const away = () => changeKept((kept) => (kept.at = Date.now()));
  addEventListener("pagehide", away);
  document.addEventListener("visibilitychange", () => document.hidden && away());
  // Dismissed or switched off in another tab: here too, without a word, and without moving what is being read.
  addEventListener("storage", ({ key }) => {
    if (!shown || (key !== null && key !== here.key && key !== OFF)) return;
    const kept = read(here.key);
    if (kept && kept.base !== here.entries && !isOff()) return;
    unmark().remove();
  });

  if (document.readyState === "loading") {
    const watcher = new MutationObserver(() => begin() && watcher.disconnect());
    watcher.observe(document, { childList: true, subtree: true });
    document.addEventListener("DOMContentLoaded", () => {
      watcher.disconnect();
      begin();
      // Material swaps pages without loading them where `navigation.instant` is on, and then says so.
      if (window.document$) window.document$.subscribe(begin);
    });
  } else {
    begin();
    if (window.document$) window.document$.subscribe(begin);
  }
})();
