"""The text of a new story: a title and the way to the editor's schema go in, a YAML file that passes `check` comes out.

This module never writes a file and never makes up facts: what it fills in are questions to the writer.
"""

from __future__ import annotations

import re

# Text that YAML reads as itself without quotes: begins with a letter, and holds no sign that could mean something.
_PLAIN = re.compile(r"[^\W\d_][\w .,;?!'’“”()–—/-]*")
_NOT_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})

PLACEHOLDER_TITLE = "What is this story about?"

_TEXT = """\
# yaml-language-server: $schema={schema}
# Lines that begin with a hash sign are remarks for you. Readers never see them.
# Put your own words in the place of the questions, and delete what you do not need.
# To see what is wrong or missing: explainer check

title: {title}

# The claim whose status stands at the top of the page; its id stands below, under 'claims'.
main_claim: first-claim

short_answer: What is the answer, in one or two sentences [@first-source]?

summary: |
  What should a reader know who stops here? Write a paragraph or two [@first-source].

# The page is a draft until it has a day here, and stays one until that day has come.
# published: 2031-06-01

actors:
  first-actor:
    name: Who takes part?
    kind: person  # or organisation, company, state, place, service, group

sources:
  first-source:
    kind: article  # or document, statement, letter, interview, post, study, person, ...
    title: What did you read?
    publisher: Who published it?
    # published: 2031-05-02
    # read: 2031-05-03  # the day you read it; 'no' for a source known only through another
    # url: https://...

claims:
  first-claim:
    text: What is claimed?
    by: [first-source]
    about: [first-actor]
    status: unverified  # or confirmed, reported, disputed, refuted, withdrawn, pending
    because: Why does it have this status?
    sources:
      - {{source: first-source, where: first paragraph}}
    would_settle_it: What evidence would settle it?

# What the people concerned say. No comment is not a denial.
# responses:
#   - by: first-actor
#     response: denies  # or confirms, partly-denies, declined-to-comment, no-response, not-asked, none-reported
#     to: [first-claim]
#     sources: [first-source]

# The timeline, in any order. A date may be 2031, 2031-05, 2031-05-02, 2031~ (about), 'not before 2031-05-02'.
# dates:
#   - id: first-report
#     date: 2031-05-02
#     title: What happened?
#     sources: [first-source]

sections:
  - id: what-happened
    heading: What happened
    text: |
      Tell the story here. Name people by their id, like [[first-actor]], and cite every statement [@first-source].

unknowns:
  - text: What is not known?
    about: first-claim
"""


def skeleton(title: str, schema: str) -> str:
    """The text of a new story; `schema` is the path of the editor's schema, from the story's folder.

    The title is one line without control characters; it is put in quotes where YAML wants them.

    >>> skeleton("Harrow Bay: who?", "../story.schema.json").splitlines()[5]
    'title: "Harrow Bay: who?"'
    """
    return _TEXT.format(title=in_yaml(title), schema=schema)


def in_yaml(text: str) -> str:
    """One line of text as YAML reads it back.

    >>> in_yaml("Who closed the gates?"), in_yaml('The "gate"')
    ('Who closed the gates?', '"The \\\\"gate\\\\""')
    """
    if _PLAIN.fullmatch(text) and text.casefold() not in _NOT_WORDS and text == text.strip():
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
