"""Rules on a story in several languages: a case goes in; where its versions do not say the same comes out.

They compare what can be compared in any language, the claims and how they stand, and never words.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.archive import LinkedStory, same_language
from generator.rules.rule import Case, Finding, Rule, status_path


def translation_language(case: Case) -> Iterator[Finding]:
    """A translation that is in another language than is said of it."""
    stories = {story.slug: story for story in case.archive.stories}
    for lang, ref in case.story.story.translations.items():
        other = stories.get(str(ref))
        if other and other.slug == case.story.slug:
            yield Finding(
                ("translations", lang),
                "This is the story itself.",
                "Name the story that tells it in another language, or take the line out.",
            )
        elif other and not same_language(other.lang, lang):
            yield Finding(
                ("translations", lang),
                f"The story '{other.slug}' is in '{other.lang}', not in '{lang}'.",
                f"Type '{other.lang}: {other.slug}', or name the story that is in '{lang}'.",
            )

    first = stories.get(case.facts.first_versions.get(case.story.slug, ""))
    if first and same_language(first.lang, case.story.lang):
        yield Finding(
            _where(case.story),
            f"By the 'translations' of the stories, this story and '{first.slug}' are one story told in several languages, and both "
            f"are in '{case.story.lang}'.",
            "Under 'translations' name only the same story in another language; another story belongs under 'related'.",
            at_key=True,
        )


def versions_differ(case: Case) -> Iterator[Finding]:
    """A version whose claims, or their status, are not those of the version that the newsroom's language order puts first."""
    first = case.facts.first_versions.get(case.story.slug)
    model = next((story for story in case.archive.stories if story.slug == first), None)
    if model is None:
        return
    if same_language(model.lang, case.story.lang):
        return  # these are no versions of one story, and the other rule says so
    mine, theirs = case.story.story.claims, model.story.claims
    for id, claim in mine.items():
        if id in theirs and claim.standing != theirs[id].standing:
            yield Finding(
                status_path(id, claim),
                f"The claim '{id}' is {_standing(claim.standing)} here, and {_standing(theirs[id].standing)} in '{first}', "
                "the same story in another language.",
                "Bring the one that is behind up to date.",
            )
    for key, astray in (("lacks", theirs.keys() - mine.keys()), ("has", mine.keys() - theirs.keys())):
        if astray:
            names = ", ".join(f"'{id}'" for id in sorted(astray))
            yield Finding(_where(case.story), _ASTRAY[key].format(names=names, first=first), _SAME_IDS, at_key=True)


_ASTRAY = {
    "lacks": "This story does not have claims that '{first}' has, the same story in another language: {names}.",
    "has": "This story has claims that '{first}' does not have, the same story in another language: {names}.",
}
_SAME_IDS = "Give a claim the same id in every language; bring the version that is behind up to date."


def _standing(status: object) -> str:
    return f"'{status}'" if status else "without a status"


def _where(story: LinkedStory) -> tuple[str]:
    return ("translations",) if story.story.translations else ("title",)


RULES = (Rule("translation-language", translation_language), Rule("versions-differ", versions_differ))
