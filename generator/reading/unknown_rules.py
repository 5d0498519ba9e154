"""Which codes a newsroom may turn off: its settings go in, a problem for each code that no rule has comes out.

This module never turns anything off itself.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.problem import Problem, Severity
from generator.reading.check_words import GUESSES, did_you_mean, near
from generator.reading.entries import Checked
from generator.story import Settings

EXPLANATIONS = Path(__file__).parent / "explanations"


def rule_problems(checked: Checked[Settings]) -> tuple[Problem, ...]:
    """A warning for each code under `rules` that is none, or that always is an error."""
    if not checked.value.rules:
        return ()
    severities = _severities()
    warnings = [code for code, severity in severities.items() if severity is Severity.WARNING]
    problems: list[Problem] = []
    for number, code in enumerate(checked.value.rules):
        if severities.get(code) is Severity.WARNING:
            continue
        if code in severities:
            message = f"'{code}' is always an error, since pages would break; it cannot be changed."
            hint = "Delete this line."
        else:
            message = f"There is no rule '{code}'."
            meant = near(code, warnings) if number < GUESSES + len(severities) else ()
            hint = did_you_mean(code, meant) if meant else "Run 'explainer check --explain x' for a list of all codes."
        problems.append(Problem(checked.key_place(("rules", code)), "unknown-rule", message, hint, Severity.WARNING))
    return tuple(problems)


@cache
def _severities() -> dict[str, Severity]:
    import yaml

    found: dict[str, Severity] = {}
    for path in sorted(EXPLANATIONS.glob("*.yaml")):
        for code, entry in yaml.load(path.read_text("utf-8"), yaml.CBaseLoader).items():
            if isinstance(entry, dict):
                found[code] = Severity(entry.get("severity", Severity.ERROR))
    return found
