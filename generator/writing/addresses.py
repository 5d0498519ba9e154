"""Where the pages about all stories stand: an id, a slug or a topic's name goes in, the path of its page under `docs/` comes out.

An address comes from the name alone and never changes with what else there is; this module never looks whether the page exists.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from generator.writing.page import path_fault

_LOOSE = re.compile(r"[\s_-]+")
_SAFE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# MkDocs takes a page of either name for that of the whole folder.
_FOLDERS_OWN = ("index", "readme")
# Longer names of files some disks do not take; room is left for an ending.
_LONGEST = 240


def web_path(path: str) -> str:
    """Where a page of the site is published, from the site's own address on; for sites with addresses that end in `/`.

    >>> web_path("stories/gates.md"), web_path("zh-Hant/claims/index.md"), web_path("index.md")
    ('stories/gates/', 'zh-Hant/claims/', '')
    """
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}" if name.casefold() in ("index.md", "readme.md") else f"{path.removesuffix('.md')}/"


def story_path(slug: str) -> str:
    """The page of a story."""
    return f"stories/{slug}.md"


def actor_path(id: str) -> str:
    """The page of a shared actor, which no other id has; one that no disk takes as a file's name, or that is the list's, gets an ending.

    >>> actor_path("brandt"), actor_path("index"), actor_path("index-")
    ('actors/brandt.md', 'actors/index-.md', 'actors/index--.md')
    """
    if len(id) > _LONGEST:
        # No id holds `_`, so that no other becomes this one.
        return f"actors/{id[:_LONGEST]}_{hashlib.sha256(id.encode()).hexdigest()[:8]}.md"
    # What 'index' becomes is an id too: that one must go on to the next.
    bare = id.rstrip("-")
    taken = bare in _FOLDERS_OWN or path_fault(f"{bare}.md")
    return f"actors/{id}-.md" if taken else f"actors/{id}.md"


def topic_path(slug: str) -> str:
    """The page of a topic, by its slug (see `topic_slug`)."""
    return f"topics/{slug}.md"


def folded(topic: str) -> str:
    """A topic without what does not tell topics apart: letter case, ways to write an accent, hyphens for blanks.

    >>> folded("Star-Link"), folded("star link")
    ('star link', 'star link')
    """
    return _LOOSE.sub(" ", unicodedata.normalize("NFKC", topic).casefold()).strip() or topic


def topic_slug(topic: str) -> str:
    """The address of a topic, from its name alone, so that it never changes with what else there is.

    A name that is no plain Latin word keeps what it can and gets eight digits of a SHA-256 of the folded name.

    >>> topic_slug("Harbour gates"), topic_slug("白浪港")
    ('harbour-gates', 'topic-3020bf1a')
    """
    name = folded(topic)
    plain = name.replace(" ", "-")
    if _SAFE.fullmatch(plain) and plain not in _FOLDERS_OWN and len(plain) <= 60 and not path_fault(f"{plain}.md"):
        return plain
    latin = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    kept = "-".join(re.findall(r"[a-z0-9]+", latin))[:40].strip("-")
    return f"{kept or 'topic'}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"
