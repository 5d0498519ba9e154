"""What a preview adds to a page, as HTML: problems and standings come in, boxes, the bar and whole pages of its own come out.

Everything that a person typed is escaped here; this module never reads a story or a file other than its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources

from generator.problem import Problem, Severity, as_text, has_errors

HOME = "/_preview/"
LIVE = "/_preview/live"
SCRIPT = "/_preview/preview.js"
STYLE = "/_preview/preview.css"
FILES: Mapping[str, tuple[str, str]] = {
    SCRIPT: ("preview.js", "text/javascript; charset=utf-8"),
    STYLE: ("preview.css", "text/css; charset=utf-8"),
}
MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class ListRow:
    """One story in the list of all: what it is called, where it is shown and how it stands."""

    title: str
    file: str
    address: str
    draft: bool
    errors: int
    warnings: int


def own_file(name: str) -> bytes:
    """The preview's style sheet or script."""
    return resources.files("generator.desk.preview").joinpath("files", name).read_bytes()


def count(problems: Sequence[Problem]) -> tuple[int, int]:
    """How many errors and how many warnings."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    return errors, len(problems) - errors


def counted(errors: int, warnings: int) -> str:
    """Both numbers in words.

    >>> counted(2, 1), counted(0, 0)
    ('2 errors and 1 warning', '')
    """
    parts = [(errors, "error"), (warnings, "warning")]
    return " and ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in parts if n)


def error_box(problems: Sequence[Problem], lines: Mapping[str, Sequence[str]], below: str) -> str:
    """The errors that keep a page from being made anew; `below` says what stands under the box."""
    errors = [problem for problem in problems if has_errors((problem,))]
    files = sorted({problem.place.file for problem in errors})
    title = f"{counted(len(errors), 0).capitalize()} in {_listed(files)}"
    shown = "".join(_item(problem, lines) for problem in errors[:MOST_SHOWN])
    more = len(errors) - MOST_SHOWN
    rest = f"<p>And {more} more: <code>explainer check</code> lists all of them.</p>" if more > 0 else ""
    return (
        '<section class="ep-preview-errors" id="preview-errors" aria-labelledby="preview-errors-title">'
        f'<p class="ep-preview-title" id="preview-errors-title" role="heading" aria-level="2">{escape(title)}</p>'
        f"<ol>{shown}</ol>{rest}</section>"
        f'<p class="ep-preview-below">{escape(below)}</p>'
    )


def warning_box(problems: Sequence[Problem], lines: Mapping[str, Sequence[str]], said: Sequence[str] = ()) -> str:
    """Warnings, folded up; `said` are lines of MkDocs about this page."""
    warnings = [problem for problem in problems if not has_errors((problem,))]
    if not warnings and not said:
        return ""
    items = "".join(_item(problem, lines) for problem in warnings[:MOST_SHOWN])
    items += "".join(f"<li><p>MkDocs: {escape(line)}</p></li>" for line in said)
    summary = counted(0, len(warnings) + len(said))
    return (
        '<details class="ep-preview-warnings" id="preview-warnings">'
        f"<summary>{summary.capitalize()}</summary><ol>{items}</ol></details>"
    )


def _item(problem: Problem, lines: Mapping[str, Sequence[str]]) -> str:
    hint = f'<p class="ep-preview-hint">{_sentence(problem.hint)}</p>' if problem.hint else ""
    place = f"<strong>Line {problem.place.line}, column {problem.place.column}</strong>"
    return (
        f'<li><p class="ep-preview-what">{_sentence(problem.message)}</p>{hint}{_source_line(problem, lines)}'
        f'<p class="ep-preview-place">{place} of <code>{escape(problem.place.file)}</code>'
        f" · <code>{escape(problem.code)}</code></p></li>"
    )


def _sentence(text: str) -> str:
    """A sentence of a problem, with what it sets between backticks as code."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(text))


def _source_line(problem: Problem, lines: Mapping[str, Sequence[str]]) -> str:
    """The line as typed with a caret below; the letter is marked too, since letters are not equally wide everywhere."""
    shown = as_text(problem, lines).split("\n")[1:]
    if len(shown) != 2:
        return ""
    line, caret = shown[0][4:], shown[1][4:]
    at = len(caret) - 1
    marked = f"{escape(line[:at])}<mark>{escape(line[at : at + 1])}</mark>{escape(line[at + 1 :])}"
    return f'<pre class="ep-preview-line" tabindex="0"><code>{marked}<span class="ep-preview-caret">\n{caret}</span></code></pre>'


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def bar(*, errors: int, warnings: int, draft: bool) -> str:
    """The small bar at the foot of every page: that this is a preview, how the page stands, the way to all stories."""
    parts = ["<strong>Preview</strong>"]
    if draft:
        parts.append("<span>Draft: not published</span>")
    if errors:
        parts.append(f'<a class="ep-preview-bad" href="#preview-errors">{counted(errors, 0).capitalize()}</a>')
    if warnings:
        parts.append(f'<a href="#preview-warnings">{counted(0, warnings).capitalize()}</a>')
    parts.append(f'<a href="{HOME}">All stories</a>')
    state = " ep-preview-broken" if errors else ""
    return f'<aside class="ep-preview-bar{state}" id="preview-bar" aria-label="Preview">{"".join(parts)}</aside>'


def with_preview(html: str, *, version: str, look: str, below: str) -> str:
    """A page with the preview's style, bar and script; `version` and `look` tell the script what it holds."""
    style = f'<link rel="stylesheet" href="{STYLE}">'
    script = f'<script src="{SCRIPT}" id="preview-script" data-version="{escape(version)}" data-look="{escape(look)}"></script>'
    html = _before(html, "</head>", style)
    return _before(html, "</body>", f"{below}{script}")


def _before(html: str, mark: str, what: str) -> str:
    at = html.rfind(mark)
    return f"{html}{what}" if at < 0 else f"{html[:at]}{what}{html[at:]}"


def plain_page(title: str, content: str) -> str:
    """A page of the preview itself, for when the site's own frame cannot be had or is not wanted."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{escape(title)}</title></head>'
        f'<body class="ep-preview-page"><main class="md-typeset">{content}</main></body></html>'
    )


def still_reading() -> str:
    """What a page shows while the stories are read for the first time; it comes back by itself, also without its script."""
    page = plain_page("Preview", "<h1>Reading the stories</h1><p>The page appears as soon as they are read.</p>")
    return page.replace("<title>", '<meta http-equiv="refresh" content="3"><title>', 1)


def list_of_all(rows: Iterable[ListRow], pages: Iterable[tuple[str, str]], problems: str) -> str:
    """The list of all stories, those with errors first, then drafts, then the others; and the site's other pages."""
    rows = sorted(rows, key=lambda row: (not row.errors, not row.draft, row.file))
    stories = (
        "".join(map(_row, rows)) or "<li>There is no story yet. Make one: <code>explainer new my-story</code>.</li>"
    )
    others = "".join(f'<li><a href="{escape(address)}">{escape(path)}</a></li>' for address, path in pages)
    rest = f"<h2>Other pages</h2><ul>{others}</ul>" if others else ""
    return plain_page(
        "All stories: preview",
        f'<h1>All stories</h1>{problems}<ul class="ep-preview-list">{stories}</ul>{rest}',
    )


def _row(row: ListRow) -> str:
    marks = '<span class="ep-preview-draft">Draft: not published</span>' if row.draft else ""
    if row.errors:
        marks += f'<span class="ep-preview-bad">{counted(row.errors, 0)}</span>'
    if row.warnings:
        marks += f'<span class="ep-preview-mild">{counted(0, row.warnings)}</span>'
    return (
        f'<li><a href="{escape(row.address)}">{escape(row.title)}</a> '
        f'<span class="ep-preview-file"><code>{escape(row.file)}</code>{marks}</span></li>'
    )


def gone_box(file: str, home: str, now: tuple[str, str] | None) -> str:
    """What an open page says whose story was renamed or removed."""
    moved = ""
    if now is not None:
        address, name = now
        moved = f' It is at <a href="{escape(address)}">{escape(name)}</a> now.'
    return (
        '<h1>This story is not here any more</h1><section class="ep-preview-gone">'
        f"<p><code>{escape(file)}</code> was renamed or removed.{moved}</p>"
        f'<p><a href="{escape(home)}">Home page</a> · <a href="{HOME}">All stories</a></p></section>'
    )


def missing_box(home: str) -> str:
    """What stands at an address that no page has."""
    return (
        '<h1>There is no page at this address</h1><section class="ep-preview-gone">'
        f'<p><a href="{escape(home)}">Home page</a> · <a href="{HOME}">All stories</a></p></section>'
    )
