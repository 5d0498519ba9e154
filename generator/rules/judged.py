"""Editorial rules: the linked stories and the facts go in, warnings for the editor come out. One rule, one small function with a code.

A rule never reads files and never stops a page from being written; a newsroom can turn it off or make it an error.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.archive import Archive
from generator.problem import Place, Problem, Severity
from generator.rules import claims, figures, names, quotes, sources, support, upkeep, versions, words
from generator.rules.facts import Facts
from generator.rules.rule import Case, Finding, Rule
from generator.story import Level

RULES: tuple[Rule, ...] = (
    *support.RULES,
    *claims.RULES,
    *quotes.RULES,
    *words.RULES,
    *figures.RULES,
    *sources.RULES,
    *upkeep.RULES,
    *versions.RULES,
    *names.RULES,
)


def judge(archive: Archive, facts: Facts) -> tuple[Problem, ...]:
    """Run every rule over every story, each as severe as the newsroom wants it; a rule that crashes becomes a problem that names it."""
    levels = archive.newsroom.settings.rules
    wanted = [
        _ActiveRule(rule, level) for rule in RULES if (level := levels.get(rule.code, rule.level)) is not Level.OFF
    ]
    cases = (Case(archive, story, facts) for story in archive.stories)
    return tuple(problem for case in cases for one in wanted for problem in one.run(case))


@dataclass(frozen=True, slots=True)
class _ActiveRule:
    """A rule that this newsroom has not turned off."""

    rule: Rule
    level: Level

    def run(self, case: Case) -> tuple[Problem, ...]:
        try:
            return tuple(self._problem(case, finding) for finding in self.rule.find(case))
        except Exception as error:  # noqa: BLE001  one broken rule must not hide what the others found
            message = f"The rule '{self.rule.code}' failed on this story ({type(error).__name__}); this is a fault of the program, not of the story."
            return (Problem(Place(case.story.file), "rule-failed", message, "Please report it.", Severity.WARNING),)

    def _problem(self, case: Case, finding: Finding) -> Problem:
        checked = case.story.checked
        place = checked.key_place(finding.path) if finding.at_key else checked.place(finding.path, finding.offset)
        return Problem(place, self.rule.code, finding.message, finding.hint, Severity(self.level.value))
