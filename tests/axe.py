"""The rules of axe, asked of a page that is open in a browser: the page goes in, what breaks a rule comes out.

Best-practice rules are asked too, and WCAG 2.2's size of targets, which axe leaves out unless told.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

_RUN = """() => axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
  .then(found => found.violations.map(fault => [fault.id, fault.nodes.filter(node => {
      // A link in a line of text is as high as the line: WCAG 2.5.8 leaves such targets out.
      const it = fault.id === 'target-size' && document.querySelector(node.target[0]);
      return !it || getComputedStyle(it).display !== 'inline';
    }).slice(0, 3).map(node => node.html.slice(0, 200))]).filter(([, nodes]) => nodes.length))"""


@cache
def _source() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def violations(page: Page) -> list[list[object]]:
    """Each rule that is broken, with some of the elements that break it; the script is put into a page but once."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_source())
    found: list[list[object]] = page.evaluate(_RUN)
    return found
