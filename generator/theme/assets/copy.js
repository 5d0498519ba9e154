// Buttons that copy what stands beside them. A box with the words for them (data-copy, data-copied, data-failed) holds
// elements marked data-copies; each gets a button after it. Without this script the box is there to be read and marked
// by hand. Nothing is copied before a press, and nothing is asked of another host.
(() => {
  "use strict";

  const marked = (source) => {
    const range = document.createRange();
    range.selectNodeContents(source);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  // Browsers give the clipboard only to pages that came safely (https, or this computer): elsewhere the older way is
  // tried, which copies what is marked. What could not be copied stays marked.
  const copied = async (source) => {
    try {
      await navigator.clipboard.writeText(source.textContent);
      return true;
    } catch {
      marked(source);
      try {
        if (!document.execCommand("copy")) return false;
        window.getSelection().removeAllRanges();
        return true;
      } catch {
        return false;
      }
    }
  };

  const equip = (box, source) => {
    const line = document.createElement("div");
    const button = document.createElement("button");
    const told = document.createElement("span");
    line.className = "ep-copy";
    button.type = "button";
    button.append(box.dataset.copy);
    if (source.dataset.called) button.append(" ", source.dataset.called);
    told.setAttribute("role", "status");
    told.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      told.textContent = "";
      const done = await copied(source);
      // Emptied and filled in two steps: a second press must be told as well.
      setTimeout(() => {
        told.textContent = done ? box.dataset.copied : box.dataset.failed;
      }, 50);
    });
    line.append(button, " ", told);
    source.after(line);
  };

  const start = () => {
    for (const box of document.querySelectorAll("[data-copy]:not([data-equipped])")) {
      box.dataset.equipped = "";
      for (const source of box.querySelectorAll("[data-copies]")) equip(box, source);
    }
  };

  // Material swaps pages without loading them where `navigation.instant` is on, and then says so.
  if (window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
