"""From bytes to checked entries: files of a newsroom go in, documents, stories and problems with their places come out.

This room never links one story to another and never judges.
"""

from generator.reading.bytes import LARGEST, Read, read_bytes, read_file, read_text
from generator.reading.check_words import GUESSES, did_you_mean, near
from generator.reading.checked_file import CheckedFiles, check_file
from generator.reading.docs_links import docs_faults
from generator.reading.entries import PLACEHOLDER, Checked, check
from generator.reading.find import DEEPEST, ENDINGS, SHARED_FILES, StoryFile, find_stories, leads_out, printable
from generator.reading.settings import CheckFile, common_file, read_newsroom
from generator.reading.unknown_rules import EXPLANATIONS

__all__ = [
    "CheckFile",
    "Checked",
    "CheckedFiles",
    "DEEPEST",
    "ENDINGS",
    "EXPLANATIONS",
    "GUESSES",
    "LARGEST",
    "PLACEHOLDER",
    "Read",
    "SHARED_FILES",
    "StoryFile",
    "check",
    "check_file",
    "common_file",
    "did_you_mean",
    "docs_faults",
    "find_stories",
    "leads_out",
    "near",
    "printable",
    "read_bytes",
    "read_file",
    "read_newsroom",
    "read_text",
]
