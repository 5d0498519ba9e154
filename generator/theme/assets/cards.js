// A short card beside a mention: a copy of the entry, or of the source note, that the link leads to. It opens on hover, on
// focus by keyboard and on tap; it can be hovered itself, Esc closes it, and a second tap follows the link. Without this
// script a mention is what it is in the page, a link to its entry. Nothing is fetched, and nothing is copied before it is
// asked for.
(() => {
  "use strict";

  const WAIT = 250; // milliseconds of hovering before a card opens, and after which it closes
  const LINKS = "a[href^='#claim-'], a[href^='#actor-'], a[href^='#quote-'], a[href^='#date-'], a[href^='#figure-'], a[href^='#source-'], a.footnote-ref";
  const ENTRIES = ".ep-card, .ep-date, .footnote li";
  // What makes an entry long, or only works in its place.
  const LEFT_OUT = ".headerlink, .footnote-backref, .ep-facts, .ep-chains, .ep-chain-pictures, .ep-history, .ep-copy, .ep-sublabel, .ep-marks, .ep-links, svg, table, details, figure, picture, ul, ol, form, button, [hidden]";
  const MOST_PARTS = 4;

  let card = null;
  let link = null; // whose card is open
  let dismissed = null; // closed with Esc: stays closed until it is left
  let timer = 0;

  const place = () => {
    if (!card) card = document.querySelector(".ep-peek[data-full]");
    // On the page itself, so that no box it stands in cuts it off.
    if (card && card.parentElement !== document.body) {
      document.body.append(card);
      card.classList.add("md-typeset");
    }
    return card;
  };

  const entryOf = (from) => {
    const target = document.getElementById(decodeURIComponent(from.hash.slice(1)));
    const entry = target && target.closest(ENTRIES);
    return entry && !entry.contains(from) ? entry : null;
  };

  const plain = (part) => {
    const copy = part.cloneNode(true);
    for (const one of copy.querySelectorAll(LEFT_OUT)) one.remove();
    for (const one of [copy, ...copy.querySelectorAll("*")]) {
      for (const name of ["id", "aria-labelledby", "aria-describedby"]) one.removeAttribute(name);
      // The card is read by eye and pointer; by keyboard its entry is one press away.
      if (one.matches("a")) one.tabIndex = -1;
    }
    if (/^H[1-6]$/.test(copy.tagName)) {
      const title = document.createElement("p");
      title.className = "ep-peek-title";
      title.append(...copy.childNodes);
      return title;
    }
    return copy;
  };

  const fill = (entry, from) => {
    const parts = [...entry.children].filter((part) => !part.matches(LEFT_OUT)).map(plain).filter((part) => part.textContent.trim());
    const body = document.createElement("div");
    const said = document.createElement("p");
    const full = document.createElement("a");
    body.className = "ep-peek-body";
    body.setAttribute("aria-hidden", "true");
    body.append(...parts.slice(0, MOST_PARTS));
    full.className = "ep-peek-full";
    full.href = from.hash;
    full.tabIndex = -1;
    full.textContent = card.dataset.full;
    body.append(full);
    // What assistive technology says after the link's own words: the beginning, the title left out where the link says it.
    const words = [...body.children].filter((part) => part !== full && part.textContent.trim() !== from.textContent.trim());
    said.id = "ep-peek-said";
    said.hidden = true;
    said.textContent = words.map((part) => part.textContent.trim().replace(/\s+/g, " ")).join(" ").slice(0, 240);
    const spoken = entry.closest("[lang]");
    if (spoken && spoken !== document.documentElement) {
      body.lang = spoken.lang;
      body.dir = getComputedStyle(spoken).direction;
    }
    card.replaceChildren(body, said);
  };

  const position = (from) => {
    // A link may break over two lines: the card stands at the line that is pointed at, or at the first.
    const box = [...from.getClientRects()].at(0) || from.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    // The card begins where the link's text does: at its right end where the page runs from right to left.
    const begin = getComputedStyle(from).direction === "rtl" ? box.right - card.offsetWidth : box.left;
    const start = Math.max(8, Math.min(begin, width - card.offsetWidth - 8));
    const below = box.bottom + 6;
    const above = box.top - card.offsetHeight - 6;
    const top = below + card.offsetHeight > window.innerHeight && above > 60 ? above : below;
    card.style.left = `${start + window.scrollX}px`;
    card.style.top = `${top + window.scrollY}px`;
  };

  const close = () => {
    clearTimeout(timer);
    if (link) link.removeAttribute("aria-describedby");
    if (card) card.hidden = true;
    link = null;
  };

  const open = (from) => {
    clearTimeout(timer);
    if (from === link || from === dismissed || !place()) return;
    const entry = entryOf(from);
    if (!entry) return;
    close();
    link = from;
    fill(entry, from);
    card.hidden = false;
    from.setAttribute("aria-describedby", "ep-peek-said");
    position(from);
  };

  const later = (act) => {
    clearTimeout(timer);
    timer = setTimeout(act, WAIT);
  };

  const mention = (target) => {
    const found = target instanceof Element ? target.closest(LINKS) : null;
    return found && found.closest("article") && !found.closest("svg, .headerlink, .footnote-backref") ? found : null;
  };
  const inCard = (target) => Boolean(card && target instanceof Node && card.contains(target));

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (inCard(event.target)) return clearTimeout(timer);
    const from = mention(event.target);
    if (from) later(() => open(from));
    else if (link && document.activeElement !== link) later(close);
    else if (!link) clearTimeout(timer);
    if (!from) dismissed = null;
  });

  document.addEventListener("focusin", (event) => {
    const from = mention(event.target);
    dismissed = null;
    // By keyboard only: a press of the mouse focuses a link as well.
    if (from && from.matches(":focus-visible")) open(from);
    else if (link && !inCard(event.target)) close();
  });

  document.addEventListener("focusout", (event) => {
    if (event.target === link && !inCard(event.relatedTarget)) later(close);
  });

  // The first tap shows the card, the second follows the link.
  let touched = false;
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (link && !inCard(event.target) && mention(event.target) !== link) close();
  });
  document.addEventListener("click", (event) => {
    const from = mention(event.target);
    if (inCard(event.target)) {
      if (event.target.closest("a")) close();
      return;
    }
    if (!from) return;
    if (!touched || from === link || event.metaKey || event.ctrlKey) return close();
    open(from);
    if (from === link) event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !link) return;
    dismissed = link;
    close();
  });

  window.addEventListener("resize", close);
  window.addEventListener("hashchange", close);
  window.addEventListener("beforeprint", close);
  // Material swaps pages without loading them where `navigation.instant` is on, and then says so: the new page has a place
  // for cards of its own.
  if (window.document$)
    window.document$.subscribe(() => {
      close();
      if (card && document.querySelector("article .ep-peek")) {
        card.remove();
        card = null;
      }
    });
})();
