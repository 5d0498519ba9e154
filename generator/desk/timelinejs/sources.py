"""The media of a timeline's slides go in; sources come out, one for each address, with their ids.

A picture, film or post is kept as a source with address, caption and credit; it is never loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit

from generator.desk.timelinejs.html import blocks_of, words_of
from generator.desk.timelinejs.ids import Ids, slug_of
from generator.desk.timelinejs.yaml_text import Data
from generator.text import Blocks, Paragraph, Text, web_address_fault

Say = Callable[[str], None]

_POSTS = (
    "twitter.com",
    "x.com",
    "facebook.com",
    "instagram.com",
    "bsky.app",
    "tiktok.com",
    "threads.net",
    "reddit.com",
)
_BROADCASTS = [
    "youtube.com",
    "youtu.be",
    "youtube-nocookie.com",
    "vimeo.com",
    "dailymotion.com",
    "dai.ly",
    "soundcloud.com",
    "spotify.com",
    "twitch.tv",
    "vine.co",
]
_ARTICLES = ("wikipedia.org",)
_DOCUMENTS = ("documentcloud.org",)
_RECORDING = re.compile(r"\.(?:mp3|mp4|m4a|m4v|mov|ogg|oga|ogv|wav|webm|avi)$", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif|tiff?|bmp)$", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|odt|txt)$", re.IGNORECASE)


@dataclass
class FoundSources:
    """The sources found so far, by id, in the order in which the events name them."""

    ids: Ids
    sources: dict[str, dict[str, Data]] = field(default_factory=dict)
    _by_url: dict[str, str] = field(default_factory=dict)

    def put(self, url: str, caption: str, credit: str, say: Say) -> str:
        """The id of the source at this address; made if the address is new.

        A second caption or credit for the same address is told, since a source has one title.
        """
        kind = kind_of(url)
        holder = "author" if kind == "post" else "publisher"
        wanted: dict[str, Data] = {"title": caption} if caption else {}
        if credit:
            wanted[holder] = credit
        known = self._by_url.get(url)
        if known is None:
            known = self.ids.take(_name(url, credit), "source")
            self._by_url[url] = known
            self.sources[known] = {"kind": kind, **wanted, "url": url}
            return known
        there = self.sources[known]
        names = {"title": "caption", "publisher": "credit", "author": "credit"}
        for name, words in wanted.items():
            if name not in there:
                self.sources[known] = there = {
                    "kind": kind,
                    **{name: words},
                    **{k: v for k, v in there.items() if k != "kind"},
                }
            elif there[name] != words:
                say(f"the {names[name]} of its media ({words}); the source '{known}' has another one already")
        return known


def kind_of(url: str) -> str:
    """What kind of source an address clearly is; `website` where it does not say.

    >>> kind_of("https://youtu.be/abc"), kind_of("https://en.wikipedia.org/wiki/Quay"), kind_of("https://harrow.example/")
    ('broadcast', 'article', 'website')
    """
    host, path = _parts(url)
    named = ((_POSTS, "post"), (_BROADCASTS, "broadcast"), (_ARTICLES, "article"), (_DOCUMENTS, "document"))
    for hosts, kind in named:
        if any(host == known or host.endswith(f".{known}") for known in hosts):
            return kind
    if re.search(r"/@[\w.-]+/[0-9]{6,}$", path):
        # The form that the servers of Mastodon give every post.
        return "post"
    if _RECORDING.search(path):
        return "broadcast"
    return "document" if _DOCUMENT.search(path) else "website"


def is_picture(url: str) -> bool:
    """Whether the address is a picture's."""
    return bool(_PICTURE.search(_parts(url)[1]))


def _parts(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").lower().removeprefix("www."), parts.path
    except ValueError:
        return "", ""


def _name(url: str, credit: str) -> str:
    """What a source's id is made of: who is credited, else the site's name."""
    host, _ = _parts(url)
    labels = [label for label in host.split(".") if label not in ("www", "m", "en")]
    site = labels[-2] if len(labels) > 1 else (labels[0] if labels else "")
    return slug_of(re.split(r"[,;:|/(]", credit)[0]) or slug_of(site)


@dataclass(frozen=True, slots=True)
class Media:
    """What a slide's media come to: an address or '', words for title and credit, and a quotation where it holds one."""

    url: str = ""
    caption: str = ""
    credit: str = ""
    quotation: Blocks = ()


def media_of(raw: dict[str, str], say: Say, unread: Collection[str] = ()) -> Media:
    """Read a slide's media fields, already texts; `say` is told what is not carried over.

    `url` may be an address, the code to embed a frame (its address is taken), or a quotation in HTML.
    """
    caption = words_of(raw.get("caption", ""), lambda words: say(f"from the caption: {words}"))
    credit = words_of(raw.get("credit", ""), lambda words: say(f"from the credit: {words}"))
    typed = raw.get("url", "").strip()
    url = ""
    quotation: Blocks = ()
    if typed:
        url = web_address(typed)
        if not url and typed.startswith("<"):
            url, quotation = _embedded(typed, say)
        elif not url:
            say(f"its media, which have no whole web address: {typed}")
        elif url != typed and not typed.startswith("//"):
            say(f"the address of its media as typed ({typed}); it is {url} now")
    for name, what in (
        ("alt", "the words for those who cannot see it"),
        ("title", "its title"),
        ("link", "where it led"),
    ):
        if raw.get(name):
            say(f"of its media: {what} ({raw[name]})")
    if raw.get("thumbnail"):
        say(f"the small picture on the line: {raw['thumbnail']}")
    if url and is_picture(url):
        say(
            f"the picture itself: save it under stories/ and give it as 'image'; its address is kept as a source: {url}"
        )
    if quotation and (caption or credit):
        # Who said it stands below the quotation, as the timeline shows it.
        quotation = (*quotation, Paragraph((Text("— " + ", ".join(filter(None, (caption, credit)))),)))
    elif not url:
        told = "; ".join(f"{name}: {words}" for name, words in (("caption", caption), ("credit", credit)) if words)
        if told:
            say(f"words beside media without an address ({told})")
    return Media(url, caption, credit, quotation)


def web_address(typed: str) -> str:
    """A whole web address, or ''; blanks in it are written as addresses write them.

    >>> web_address("//harrow.example/a b.jpg"), web_address("a.jpg")
    ('https://harrow.example/a%20b.jpg', '')
    """
    url = f"https:{typed}" if typed.startswith("//") else typed
    url = (
        re.sub(r"\s", "%20", url.strip())
        .replace('"', "%22")
        .replace("<", "%3C")
        .replace(">", "%3E")
        .replace("\\", "%5C")
    )
    return "" if web_address_fault(url) else url


def _embedded(typed: str, say: Say) -> tuple[str, Blocks]:
    """The address in an embed code; or the blocks of a quotation."""
    if re.match(r"<blockquote\b", typed, re.IGNORECASE):
        return "", blocks_of(typed, say)
    found = re.search(r"\b(?:src|href|data)\s*=\s*[\"']?([^\"'\s>]+)", typed, re.IGNORECASE)
    url = web_address(unescape(found[1])) if found else ""
    say(f"the code that embeds its media: {typed}" + ("; its address is kept as a source" if url else ""))
    return url, ()
