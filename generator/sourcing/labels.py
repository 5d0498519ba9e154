"""How a date, a status, an entry is shown on any page: a value and a language's words go in, Markdown that stands on its own comes out.

This module never knows which page it is on, and never shows a claim's words without its status.
"""

from __future__ import annotations

from generator.archive import Archive, LinkedStory
from generator.dates import When, edtf, html_datetimes
from generator.language import Words, figure_text, language_name
from generator.sourcing.words import source_name
from generator.story import Block, BlockWithEmbeds, Citation, Claim, Figure, Inline, Status
from generator.text import Md, Mention, html_attribute, html_text, link, plain, plain_blocks


def status_badge(status: Status, words: Words) -> Md:
    """A status as sign and word."""
    word = html_text(words.text(f"status_{status}"))
    return Md(
        f'<span class="ep-badge ep-{status}"><span class="ep-icon" aria-hidden="true">{status.row.sign}</span> {word}</span>'
    )


def claim_badge(claim: Claim, words: Words) -> Md:
    """A claim's status now, as sign and word; empty where it has none."""
    return status_badge(claim.standing, words) if claim.standing else Md("")


def when_md(when: When, words: Words) -> Md:
    """A date in the reader's words, with the machine-readable form where HTML has one."""
    from generator.language import word

    said, stamps = word(when, words.locale), html_datetimes(when)
    if not stamps:
        return Md(f'<span data-edtf="{html_attribute(edtf(when))}">{html_text(said)}</span>')
    if len(stamps) == 1:
        return Md(f'<time datetime="{stamps[0]}">{html_text(said)}</time>')
    return _span(when, said, stamps, words)


def _span(when: When, said: str, stamps: tuple[str, ...], words: Words) -> Md:
    """The two ends of a span as two `time` elements, where the words tell them apart."""
    from generator.language import word

    first, last = (word(end, words.locale) if end else "" for end in (when.start, when.end))
    if first and last and first != last and said.count(first) == 1 and said.count(last) == 1:
        before, _, rest = said.partition(first)
        between, _, after = rest.partition(last)
        return Md(
            f'{_with_blanks(before)}<time datetime="{stamps[0]}">{html_text(first)}</time>{_with_blanks(between)}'
            f'<time datetime="{stamps[1]}">{html_text(last)}</time>{_with_blanks(after)}'
        )
    return Md(f'<span data-edtf="{html_attribute(edtf(when))}">{html_text(said)}</span>')


def _with_blanks(text: str) -> str:
    """Words between two elements: the blanks at their ends part them from their neighbours."""
    before, after = " " if text[:1] == " " else "", " " if text[-1:] == " " else ""
    return f"{before}{html_text(text)}{after}"


def quoted(text: str, words: Words) -> str:
    """Words between the language's quotation marks, once."""
    return words.text("quote_mark", open=words.text("quote_open"), words=text, close=words.text("quote_close"))


def entry_text(id: str, archive: Archive, story: LinkedStory, words: Words, *, inside: bool = False) -> str:
    """What an entry of a story is called in a sentence; a claim, by its words alone.

    `inside` the words of another claim a claim goes by its id: claims that mention each other would have no end.
    """
    typed, kind = story.story, story.kinds.get(id)
    if kind == "actor":
        actor = story.actors.get(id)
        return actor.name if actor and actor.name else id
    if kind == "source":
        return source_name(id, story, words.locale)
    if kind == "claim" and id in typed.claims and not inside:
        return plain_text(typed.claims[id].text, archive, story, words, inside=True)
    if kind == "quote" and id in typed.quotes:
        return quoted(typed.quotes[id].text, words)
    if kind == "figure" and id in typed.figures:
        return figure_text(id, typed.figures[id], words)
    entry = story.date(id)
    return entry.entry.title if entry else id


def headline_text(slug: str, archive: Archive, words: Words) -> str:
    """What another story is called in a sentence: its title, with the standing that must stand before it; else its slug."""
    headline = archive.headlines.get(slug)
    return headline.text(words) if headline else slug


def plain_text(
    prose: Inline | Block | BlockWithEmbeds, archive: Archive, story: LinkedStory, words: Words, *, inside: bool = False
) -> str:
    """Prose without marks, for headings, descriptions and links: a claim that it mentions still has its status beside it."""

    def mention_text(mention: Mention) -> str:
        if mention.story:
            return mention.words or headline_text(mention.id, archive, words)
        said = mention.words or entry_text(mention.id, archive, story, words, inside=inside)
        standing = standing_of(mention.id, story)
        if standing is None:
            return said
        return words.text("plain_status", words=said.rstrip(".。 "), status=words.text(f"status_{standing}"))

    return plain(prose.tree, mention_text) if isinstance(prose, Inline) else plain_blocks(prose.tree, mention_text)


def standing_of(id: str, story: LinkedStory) -> Status | None:
    """The status that an entry must be shown with: a claim's own, or that of the claim which a timeline entry or a figure carries."""
    kind = story.kinds.get(id)
    figure = story.story.figures.get(id) if kind == "figure" else None
    id = str(figure.claim) if figure and figure.claim else id
    claim = story.story.claims.get(id) if kind == "claim" or figure else None
    entry = story.date(id) if kind == "date" else None
    claim = entry.claim if entry else claim
    return claim.standing if claim else None


def figure_sources(figure: Figure, story: LinkedStory) -> tuple[Citation, ...]:
    """What a figure stands on: its own sources and those of its points, or else those of the claim that it carries."""
    claim = story.story.claims.get(str(figure.claim)) if figure.claim else None
    return figure.all_sources or (claim.sources if claim else ())


def language_link(lang: str, address: str) -> Md:
    """A link to a page in another language, by the name that the readers of that language know it by."""
    name = f'<span lang="{html_attribute(lang)}" dir="auto">{html_text(language_name(lang, lang))}</span>'
    return link(Md(name), address)
