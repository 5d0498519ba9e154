"""Rules on names that deceive the eye: a case goes in, letters that are not what they seem and names that look alike come out.

They never say which of two names is the right one.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.rules.facts import spelled_names
from generator.rules.rule import Case, Finding, Rule
from generator.text import folded, name_of, stray_letter


def look_alike(case: Case) -> Iterator[Finding]:
    """A name holds a letter of another alphabet, or looks like another name of the newsroom and is not the same."""
    for kind, path, name in spelled_names(case.story.story):
        if stray := stray_letter(name):
            at, letter, instead = stray
            yield Finding(
                path,
                f"In '{name}' the letter '{letter}' ({name_of(letter)}) looks like '{instead}' ({name_of(instead)}) and is none.",
                f"Type '{instead}', so that the name is found and sorted as what it seems to be.",
                offset=at,
            )
            continue
        for other, file in case.facts.spelled.get((kind, folded(name)), ()):
            if other.casefold() != name.casefold():
                yield Finding(
                    path,
                    f"'{name}' looks like '{other}' in {file} and has other letters.",
                    "Type both with the same letters, if they are meant to be the same.",
                )
                break


RULES = (Rule("look-alike", look_alike),)
