"""The linked stories: checked stories and shared entries go in, an Archive of stories that know each other comes out.

This room never reads a file and never puts anything into words.
"""

from generator.archive.editions import Edition, edition_for, editions_of, same_language, versions_of
from generator.archive.headline import Headline
from generator.archive.linking import (
    Found,
    Known,
    alias_problems,
    known_stories,
    known_through,
    link,
    link_story,
    used_entries,
)
from generator.archive.merge_shared import merge
from generator.archive.namespace import Shared
from generator.archive.picture import Photo, PhotoFile
from generator.archive.references import citation_paths, uses
from generator.archive.shared import read_shared
from generator.archive.source_graph import (
    Chain,
    CitationPath,
    Support,
    Web,
    carriers_of,
    chains_through_all,
    list_chains,
    support_without,
    web_of,
)
from generator.archive.stories import Archive, AsKnown, LinkedStory, Neighbour, Neighbourhood, Neighbours, TimelineEntry

__all__ = [
    "Archive",
    "AsKnown",
    "Chain",
    "CitationPath",
    "Edition",
    "Found",
    "Headline",
    "Known",
    "LinkedStory",
    "Neighbour",
    "Neighbourhood",
    "Neighbours",
    "Photo",
    "PhotoFile",
    "Shared",
    "Support",
    "TimelineEntry",
    "Web",
    "alias_problems",
    "carriers_of",
    "chains_through_all",
    "read_shared",
    "citation_paths",
    "edition_for",
    "editions_of",
    "known_stories",
    "known_through",
    "link",
    "link_story",
    "list_chains",
    "merge",
    "same_language",
    "support_without",
    "used_entries",
    "uses",
    "versions_of",
    "web_of",
]
