// Keeps an open page in step with the stories. It is part of the preview only, never of the built site.
// The server says "something changed"; the page then asks whether it is concerned, and swaps its content
// in place. Where more than the content changed it loads anew. Either way the reader stays where they were.
(() => {
  "use strict";
  const KEPT = "explainer-preview-place";
  const PARTS = ["announce", "header-topic", "container"];
  const script = document.getElementById("preview-script");
  let version = script.dataset.version;
  const look = script.dataset.look;
  let busy = false;
  let again = false;
  let wait = 300;

  const part = (page, name) => page.querySelector(`[data-md-component="${name}"]`);

  // -- where the reader is: the first named thing in view, and how far from the top of the window it stands --

  function place() {
    if (scrollY < 40) return { y: 0 };
    for (const one of document.querySelectorAll("main [id]")) {
      const box = one.getBoundingClientRect();
      if (box.bottom > 60 && box.height) return { id: one.id, top: box.top, y: scrollY };
    }
    return { y: scrollY };
  }

  function goTo(kept) {
    const one = kept.id && document.getElementById(kept.id);
    const y = one ? scrollY + one.getBoundingClientRect().top - kept.top : kept.y;
    scrollTo({ top: y, behavior: "instant" });
  }

  function reload() {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ at: location.pathname, ...place() }));
      history.scrollRestoration = "manual";
    } catch { /* without storage the browser's own memory of the place has to do */ }
    location.reload();
  }

  function comeBack() {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT));
      sessionStorage.removeItem(KEPT);
    } catch { return; }
    if (!kept || kept.at !== location.pathname) return;
    goTo(kept);
    let moved = false;
    const stop = () => { moved = true; };
    for (const sign of ["wheel", "touchstart", "keydown", "mousedown"]) addEventListener(sign, stop, { once: true, passive: true });
    addEventListener("load", () => {
      if (!moved) goTo(kept);
      history.scrollRestoration = "auto";
    }, { once: true });
  }

  // -- showing a new version --

  const scripts = (page) => [...page.querySelectorAll("body script[src]")].map((one) => one.getAttribute("src")).sort().join("\n");
  // The theme's scripts begin anew when they are told of new parts; what others do with a page is not known.
  const OURS = /bundle\.[^/]*\.js$|\/_preview\/|assets\/(copy|cards|timeline|search|claims-filter)\.js$/;
  const ownScripts = (page) => scripts(page).split("\n").filter((src) => !OURS.test(src)).length > 0 && scripts(page) !== "";

  function canSwap(fresh, mark) {
    return mark && mark.dataset.look === look && window.document$ && part(document, "container") && part(fresh, "container")
      && scripts(document) === scripts(fresh) && !ownScripts(fresh);
  }

  function show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const mark = fresh.getElementById("preview-script");
    if (!canSwap(fresh, mark)) return reload();
    const kept = place();
    const open = new Set([...document.querySelectorAll("main details[open][id]")].map((one) => one.id));
    const focused = document.activeElement && document.activeElement.id;
    document.title = fresh.title;
    document.documentElement.lang = fresh.documentElement.lang;
    for (const name of PARTS) {
      const [old, next] = [part(document, name), part(fresh, name)];
      if (old && next) old.replaceWith(document.adoptNode(next));
    }
    document.getElementById("preview-bar")?.replaceWith(document.adoptNode(fresh.getElementById("preview-bar")));
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    // Material binds its own behaviour to the new parts, as after one of its instant page changes.
    window.document$.next(document);
    goTo(kept);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    version = mark.dataset.version;
  }

  async function refresh() {
    if (document.hidden) { again = true; return; }
    if (busy) { again = true; return; }
    busy = true;
    try {
      do {
        again = false;
        const answer = await fetch(location.pathname + location.search, { headers: { "If-None-Match": `"${version}"` } });
        if (answer.status !== 304) show(await answer.text());
      } while (again && !document.hidden);
    } catch { /* the server is away: the next connection asks again */ }
    busy = false;
  }

  // -- the live channel --

  function connect() {
    const live = new WebSocket(`ws://${location.host}/_preview/live`);
    live.onmessage = refresh;
    live.onopen = () => { wait = 300; };
    live.onclose = () => { setTimeout(connect, wait); wait = Math.min(wait * 1.5, 2000); };
  }

  document.addEventListener("visibilitychange", () => { if (!document.hidden && again) refresh(); });
  comeBack();
  connect();
})();
