"""From bytes to checked entries: files of a newsroom go in, documents, stories and problems with their places come out.

This room never links one story to another and never judges.
"""

from generator.reading.bytes import LARGEST, Read, read_bytes, read_file, read_text
from generator.reading.check_words import GUESSES, did_you_mean, near
from generator.reading.docs_links import docs_faults
from generator.reading.document import Document
from generator.reading.entries import PLACEHOLDER, Checked, check
from generator.reading.find import DEEPEST, ENDINGS, SHARED_FILES, StoryFile, find_stories, leads_out, printable
from generator.reading.logo import logo_problems, with_logo
from generator.reading.policies import policy_problems, with_policies
from generator.reading.unknown_rules import EXPLANATIONS, rule_problems

__all__ = [
    "EXPLANATIONS",
    "Checked",
    "DEEPEST",
    "Document",
    "ENDINGS",
    "GUESSES",
    "LARGEST",
    "PLACEHOLDER",
    "Read",
    "SHARED_FILES",
    "StoryFile",
    "check",
    "did_you_mean",
    "docs_faults",
    "find_stories",
    "leads_out",
    "logo_problems",
    "near",
    "policy_problems",
    "printable",
    "read_bytes",
    "read_file",
    "read_text",
    "rule_problems",
    "with_logo",
    "with_policies",
]
