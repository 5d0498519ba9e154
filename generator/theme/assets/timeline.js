// Filters a timeline, leads through it by keyboard, and keeps the address at the entry being read. The page is complete
// without this script: it only hides, shows and moves. Every word comes from the page; nothing is asked of another host.
//
// The markup it needs, for one timeline or several on a page:
//   <ol id="LIST" data-timeline>            the list (any element), with entries anywhere inside:
//     <li data-tl="ID"                      an entry. What is given of the rest can be chosen by:
//         data-tl-status="reported"           one word: how it stands
//         data-tl-settled="yes"               given only where it is confirmed or told in our own voice
//         data-tl-actors="a b" data-tl-topics="c d">   ids with blanks between
//       <h3 id="ANCHOR">                      the first element inside with an id (or the entry itself, if it has one)
//                                             is what the address names and what gets the focus
//   <div data-timeline-tools="LIST" hidden  the filter, worded by the page (generator/timeline_tools.py writes it):
//        data-shown data-filtered data-lifted>   sentences with {n} {all} {hidden} {what}
//     <details> <form> <select name="tl-actor|tl-topic|tl-status"> <input type="checkbox" name="tl-settled">
//     <p class="ep-tl-told"> <span role="status"> <button>   what is shown, and 'Show all'
//   <div data-timeline-picture="LIST">      a picture: whatever in it has data-tl-ids="ID ID" is drawn for these entries;
//                                           a link whose own svg > text counts its entries is counted anew
//   <section data-tl-part>                  a part of the list under a heading of its own: goes when all in it are hidden
// Tools and pictures are optional. In the address: ?tl-actor= ?tl-topic= ?tl-status= (status 'settled' is the checkbox).
(() => {
  "use strict";

  const WAYS = ["actor", "topic", "status"];
  const NAMED = 3; // so many members of a group are named in its tooltip, as when the page was made
  const timelines = [];
  let moved = false; // whether the reader has moved the page since the last jump
  let own = ""; // the entry that this script has put into the address

  const words = (text) => (text || "").replace(/\s+/g, " ").trim();
  const filled = (sentence, parts) =>
    (sentence || "").replace(/\{(\w+)\}/g, (all, name) => (name in parts ? parts[name] : all));
  const replaced = (change) => {
    const url = new URL(location.href);
    change(url);
    // Some browsers refuse when it is asked too often: then the address stays behind, and nothing else suffers.
    try {
      if (url.href !== location.href) history.replaceState(history.state, "", url);
    } catch {}
  };

  class Timeline {
    constructor(list) {
      const beside = (name) => document.querySelector(`[data-timeline-${name}="${CSS.escape(list.id)}"]`);
      this.list = list;
      this.tools = beside("tools");
      this.picture = beside("picture");
      this.entries = [...list.querySelectorAll("[data-tl]")];
      this.byId = new Map(this.entries.map((entry) => [entry.dataset.tl, entry]));
      this.marks = this.picture ? [...this.picture.querySelectorAll("[data-tl-ids]")] : [];
      for (const area of [list, this.tools]) if (area) area.addEventListener("keydown", (event) => this.pressed(event));
      if (this.tools) this.equip();
    }

    equip() {
      const [form] = this.tools.getElementsByTagName("form");
      this.selects = new Map();
      for (const way of WAYS) {
        const select = form.elements[`tl-${way}`];
        if (select) this.selects.set(way, select);
      }
      this.box = form.elements["tl-settled"];
      this.told = this.tools.querySelector("[role=status]");
      this.all = this.tools.querySelector(".ep-tl-told button");
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("change", ({ target }) => {
        // The box says the same as one of the choices: either of them moves the other.
        const status = this.selects.get("status");
        if (target === this.box && status) status.value = this.box.checked ? "settled" : "";
        this.apply();
        this.address();
      });
      this.all.addEventListener("click", () => {
        this.clear();
        this.address();
        this.tools.querySelector("summary").focus();
      });
      this.fromAddress();
      this.tools.hidden = false;
      if (this.chosen().length) {
        this.tools.querySelector("details").open = true;
        this.apply();
      }
    }

    fromAddress() {
      const asked = new URLSearchParams(location.search);
      for (const [way, select] of this.selects) {
        const value = asked.get(`tl-${way}`) || "";
        select.value = [...select.options].some((option) => option.value === value) ? value : "";
      }
    }

    address() {
      replaced((url) => {
        for (const [way, select] of this.selects) {
          if (select.value) url.searchParams.set(`tl-${way}`, select.value);
          else url.searchParams.delete(`tl-${way}`);
        }
        // An address that names a hidden entry would lift the filter for whoever gets it.
        const target = this.entryOf(aim(url.hash));
        if (target && target.hidden) url.hash = "";
      });
    }

    chosen() {
      return this.selects ? [...this.selects].filter(([, select]) => select.value) : [];
    }

    fits(entry) {
      return this.chosen().every(([way, { value }]) => {
        if (way === "status") return value === "settled" ? "tlSettled" in entry.dataset : entry.dataset.tlStatus === value;
        const given = way === "actor" ? entry.dataset.tlActors : entry.dataset.tlTopics;
        return (given || "").split(" ").includes(value);
      });
    }

    clear() {
      for (const select of this.selects.values()) select.value = "";
      this.apply();
    }

    apply() {
      const chosen = this.chosen();
      if (this.box) this.box.checked = this.selects.get("status")?.value === "settled";
      for (const entry of this.entries) entry.hidden = !this.fits(entry);
      for (const part of this.list.querySelectorAll("[data-tl-part]"))
        part.hidden = !part.querySelector("[data-tl]:not([hidden])");
      for (const mark of this.marks) this.draw(mark);
      const n = this.entries.filter((entry) => !entry.hidden).length;
      const what = chosen.map(([, select]) => words(select.selectedOptions[0].textContent)).join(" + ");
      const said = filled(this.tools.dataset.shown, { n, all: this.entries.length, hidden: this.entries.length - n });
      this.told.textContent = chosen.length ? `${said} ${filled(this.tools.dataset.filtered, { what })}` : "";
      this.all.hidden = !chosen.length;
    }

    // A mark goes with its entries; of a group it counts, names and leads to those that are left.
    draw(mark) {
      const shown = mark.dataset.tlIds.split(" ").map((id) => this.byId.get(id)).filter((entry) => entry && !entry.hidden);
      if (!shown.length) return mark.setAttribute("display", "none");
      mark.removeAttribute("display");
      const count = mark.querySelector(":scope > svg > text");
      if (!count) return;
      const title = mark.querySelector("title");
      mark.dataset.tlTitle ||= title.textContent;
      count.textContent = shown.length;
      mark.setAttribute("href", `#${anchor(shown[0]).id}`);
      const between = (this.tools.dataset.between || "a; b").slice(1, -1);
      const more = shown.length > NAMED ? `${between}+${shown.length - NAMED}` : "";
      title.textContent =
        shown.length === mark.dataset.tlIds.split(" ").length
          ? mark.dataset.tlTitle
          : shown.slice(0, NAMED).map(called).join(between) + more;
    }

    entryOf(element) {
      const entry = element && this.list.contains(element) ? element.closest("[data-tl]") : null;
      return entry && this.list.contains(entry) ? entry : null;
    }

    // What somebody follows a link to is shown, whatever was chosen, and the reader is told.
    reveal(element) {
      const entry = this.entryOf(element);
      if (!entry || !entry.hidden) return false;
      this.clear();
      this.address();
      this.told.textContent = filled(this.tools.dataset.lifted, { all: this.entries.length });
      return true;
    }

    // J and K, as long as the focus is in the timeline: not in a list of choices, where letters choose, and never with
    // another key. A letter that the keyboard's language does not have counts by its place.
    pressed(event) {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      if (event.isComposing || event.target.closest("select, textarea, [contenteditable], input:not([type=checkbox])")) return;
      const key = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace("Key", "").toLowerCase();
      const step = { j: 1, k: -1 }[key];
      if (!step) return;
      const shown = this.entries.filter((entry) => !entry.hidden);
      const here = shown.indexOf(this.entryOf(event.target));
      const next = shown[here < 0 ? (step > 0 ? 0 : shown.length - 1) : here + step];
      event.preventDefault();
      event.stopPropagation();
      if (!next) return;
      focused(anchor(next));
      anchor(next).scrollIntoView({ block: "start" });
      follow(next);
    }

    // The entry that the reader's eye has reached: the last one that begins above the upper third of the window.
    read(line) {
      const box = this.list.getBoundingClientRect();
      if (box.top > line || box.bottom < line) return null;
      let found = null;
      for (const entry of this.entries) {
        if (entry.hidden) continue;
        if (entry.getBoundingClientRect().top > line) break;
        found = entry;
      }
      return found;
    }
  }

  const anchor = (entry) => (entry.id ? entry : entry.querySelector("[id]") || entry);
  // An entry in one line, as in the pictures: without the marks of sources, the sign of its status, the permalink.
  const called = (entry) => {
    const copy = anchor(entry).cloneNode(true);
    for (const sign of copy.querySelectorAll(".headerlink, .ep-icon, sup")) sign.remove();
    return words(copy.textContent);
  };
  const aim = (hash) => {
    try {
      return hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    } catch {
      return null;
    }
  };
  const focused = (element) => {
    if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
    element.focus({ preventScroll: true });
  };

  const follow = (entry) => {
    own = `#${anchor(entry).id}`;
    moved = false;
    replaced((url) => {
      url.hash = own;
    });
  };
  const leave = () => {
    if (own && location.hash === own)
      replaced((url) => {
        url.hash = "";
      });
    own = "";
  };

  // -- what readers do --

  const jumped = () => {
    moved = false;
    own = "";
    const target = aim(location.hash);
    if (!target) return;
    for (const timeline of timelines) {
      if (timeline.reveal(target)) target.scrollIntoView({ block: "start" });
      const entry = timeline.entryOf(target);
      // Whoever comes by a link can go on from here by keyboard.
      if (entry && anchor(entry) === target) focused(target);
    }
  };

  let waiting = 0;
  const scrolled = () => {
    if (!moved || waiting) return;
    waiting = setTimeout(() => {
      waiting = 0;
      if (!moved) return;
      const entry = timelines.map((timeline) => timeline.read(innerHeight * 0.3)).find(Boolean);
      if (!entry) leave();
      else if (location.hash !== `#${anchor(entry).id}`) {
        follow(entry);
        moved = true;
      }
    }, 250);
  };

  let listening = false;
  const listen = () => {
    if (listening) return;
    listening = true;
    for (const way of ["wheel", "touchmove", "mousedown"]) addEventListener(way, () => (moved = true), { passive: true });
    addEventListener("keydown", ({ key }) => {
      if (["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " "].includes(key)) moved = true;
    });
    addEventListener("scroll", scrolled, { passive: true });
    addEventListener("hashchange", jumped);
    // Before the browser follows a link, so that what it leads to can be seen when it comes there; this catches a second
    // press on the same link too, which changes no address.
    document.addEventListener(
      "click",
      (event) => {
        const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
        if (!link) return;
        const url = new URL(link.getAttribute("href"), location.href);
        if (url.origin !== location.origin || url.pathname !== location.pathname || !url.hash) return;
        const target = aim(url.hash);
        moved = false;
        for (const timeline of timelines) timeline.reveal(target);
      },
      true,
    );
  };

  const start = () => {
    timelines.length = 0;
    for (const list of document.querySelectorAll("[data-timeline]")) timelines.push(new Timeline(list));
    if (!timelines.length) return;
    const target = aim(location.hash);
    for (const timeline of timelines) {
      // Hiding entries has moved the page under the reader, and what the address names may be among them.
      const lifted = timeline.tools && timeline.reveal(target);
      if (lifted || (target && timeline.chosen().length)) target.scrollIntoView({ block: "start" });
    }
    listen();
  };

  // Material swaps pages without loading them where `navigation.instant` is on, and then says so.
  if (window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
