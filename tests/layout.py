"""What can be measured of a page's layout in a browser: an open page goes in, the places where it does not hold come out.

Nothing is judged by taste here: words outside the window, words cut off by their box, words that lie on other words.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

# Every line of visible words with the box it takes, wherever it stands: the frame round the page too.
_MEASURED = """() => {
  const seen = new Map();
  const look = e => {
    if (seen.has(e)) return seen.get(e);
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    const up = e.parentElement ? look(e.parentElement) : { shown: true, scrolls: null, fixed: false, clip: [-1e9, -1e9, 1e9, 1e9] };
    const one = Object.assign({}, up);
    one.shown = up.shown && style.display !== 'none' && style.visibility === 'visible' && Number(style.opacity) > 0
      && !(box.width <= 1 && box.height <= 1 && style.position === 'absolute') && style.clipPath !== 'inset(50%)';
    one.fixed = up.fixed || style.position === 'fixed' || style.position === 'sticky';
    if (['auto', 'scroll'].includes(style.overflowX)) one.scrolls = e;
    const hides = ['hidden', 'clip'];
    if (e !== document.body && e !== document.documentElement && !(e instanceof SVGElement)) {
      if (hides.includes(style.overflowX)) one.clip = [Math.max(up.clip[0], box.left), one.clip[1], Math.min(up.clip[2], box.right), one.clip[3]];
      if (hides.includes(style.overflowY)) one.clip = [one.clip[0], Math.max(up.clip[1], box.top), one.clip[2], Math.min(up.clip[3], box.bottom)];
    }
    one.elided = up.elided || style.textOverflow === 'ellipsis';
    seen.set(e, one);
    return one;
  };
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || node.parentElement.closest('script, style, noscript, title, option, defs')) continue;
    const how = look(node.parentElement);
    // What is folded away has boxes all the same; the browser knows that they are not shown.
    if (!how.shown || !node.parentElement.checkVisibility()) continue;
    range.selectNodeContents(node);
    // Letters take less than their line's box: what counts is the height that a letter can have.
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      const slack = box.height * .18;
      lines.push({ words: node.data.trim().slice(0, 60), tag: node.parentElement.tagName + '.' + (node.parentElement.getAttribute('class') || ''),
        box: [box.left, box.top + slack, box.right, box.bottom - slack], fixed: how.fixed, scrolls: Boolean(how.scrolls),
        elided: Boolean(how.elided), clip: how.clip, node: lines.length });
    }
  }
  const width = document.documentElement.clientWidth, found = [];
  for (const { words, tag, box, scrolls, elided, clip } of lines) {
    if (!scrolls && (box[0] < -1 || box[2] > width + 1) && !(clip[2] <= 0 || clip[0] >= width)) {
      if (!(elided && clip[2] <= width)) found.push(['outside', tag, words, box.map(Math.round)]);
    }
    const gone = box[2] <= clip[0] || box[0] >= clip[2] || box[3] <= clip[1] || box[1] >= clip[3];
    if (!gone && !elided && (box[0] < clip[0] - 1.5 || box[2] > clip[2] + 1.5 || box[1] < clip[1] - 1.5 || box[3] > clip[3] + 1.5))
      found.push(['cut', tag, words, box.map(Math.round)]);
  }
  // What stays at its place while the page scrolls lies over the page on purpose.
  const still = lines.filter(l => !l.fixed && !(l.box[2] <= l.clip[0] || l.box[0] >= l.clip[2])).sort((a, b) => a.box[1] - b.box[1]);
  for (let i = 0; i < still.length && found.length < 40; i++) {
    const a = still[i];
    for (let j = i + 1; j < still.length && still[j].box[1] < a.box[3] - 2; j++) {
      const b = still[j];
      if (Math.min(a.box[2], b.box[2]) - Math.max(a.box[0], b.box[0]) > 2 && Math.min(a.box[3], b.box[3]) - b.box[1] > 2)
        found.push(['overlap', a.tag + ' / ' + b.tag, a.words + ' / ' + b.words, a.box.concat(b.box).map(Math.round)]);
    }
  }
  return found.slice(0, 40);
}"""

_DRAWN = """() => [...document.querySelectorAll('.ep-picture > svg, .ep-chain svg, .ep-plot svg')].flatMap(svg => {
  const frame = (svg.closest('.ep-plot') || svg).getBoundingClientRect();
  return [...svg.querySelectorAll('text')].filter(t => t.getClientRects().length && t.textContent.trim()).flatMap(t => {
    const box = t.getBoundingClientRect(), scale = t.getScreenCTM().d;
    const size = Math.abs(parseFloat(getComputedStyle(t).fontSize) * scale), out = [];
    if (size < 10) out.push(['small', t.textContent, size]);
    if (box.left < 0 || box.right > document.documentElement.clientWidth) out.push(['outside', t.textContent, box.left, box.right]);
    if (box.top < frame.top - 3 || box.bottom > frame.bottom + 3) out.push(['cut', t.textContent, box.top - frame.top, box.bottom - frame.bottom]);
    return out;
  });
})"""

# Blocks that follow each other in the text stand below or beside each other, never above.
_ORDER = """() => {
  const found = [];
  const walk = parent => {
    let before = null;
    for (const e of parent.children) {
      const style = getComputedStyle(e);
      if (!e.checkVisibility() || e instanceof SVGElement || ['absolute', 'fixed'].includes(style.position) || style.float !== 'none') continue;
      const box = e.getBoundingClientRect();
      if (box.height < 4 || box.width < 4) continue;
      if (!style.display.startsWith('inline')) {
        if (before && box.top < before.top - 2 && box.left < before.right - 2 && box.right > before.left + 2)
          found.push([before.words, e.textContent.trim().slice(0, 40), Math.round(before.top), Math.round(box.top)]);
        before = { top: box.top, left: box.left, right: box.right, words: e.textContent.trim().slice(0, 40) };
        walk(e);
      }
    }
  };
  walk(document.querySelector('main'));
  return found.slice(0, 10);
}"""


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window; a busy machine gets a moment to lay it out."""
    wide = 0
    for _ in range(20):
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide <= 0:
            break
        page.wait_for_timeout(50)
    return wide


def broken(page: Page) -> list[list[Any]]:
    """Words outside the window, cut off by their box or lying on other words: kind, where, which words, the boxes."""
    found: list[list[Any]] = page.evaluate(_MEASURED)
    return found


def illegible(page: Page) -> list[list[Any]]:
    """Words in pictures and charts that are too small to read or stand outside their frame."""
    found: list[list[Any]] = page.evaluate(_DRAWN)
    return found


def out_of_order(page: Page) -> list[list[Any]]:
    """Blocks of the page's main part that are seen above what is read before them."""
    found: list[list[Any]] = page.evaluate(_ORDER)
    return found
