"""What was read from a file goes in; a problem comes out for each place where YAML lost or changed words in silence.

The data stays as it was read; keys that are half a sentence are named, so that nobody complains about them twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.problem import Problem, Severity, place_at_mark
from generator.reading.document import Data, Holder, KeyPath, Node, Spot
from generator.reading.syntax import JUST_QUOTES, USE_QUOTES, advice, key_and_text, list_in_list
from generator.text import CONTROLS, name_of, unseen

_PLAIN_NAME = re.compile(r"[a-z0-9_][a-z0-9_-]*")


@dataclass
class Traps:
    """One look over a whole file; afterwards `problems` and `odd_keys` hold what was found.

    **Remarks.** A `#` after unquoted text and a space starts a remark, and the rest of the line is lost. `#` and a
    letter or digit at once (`#1`, `#metoo`) is an error. `# words` after a single space is a warning; two spaces or
    more mark a remark that was meant as one, and nothing is said.

    **Colons.** `- Whether: it works` is a field named `Whether`. An error where the only name in an item of a list
    (not in braces) is none that a field or id could have, and elsewhere where it holds a space and text follows.
    """

    file: str
    lines: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)
    odd_keys: list[KeyPath] = field(default_factory=list)

    def look(self, data: Data, node: Node | None) -> None:
        """Look at everything below `node`; the nesting was limited when it was read."""
        self._remarks = any(" #" in row or "\t#" in row for row in self.lines)
        if node is not None:
            self._node(data, node, (), None)

    def _say(self, line: int, column: int, code: str, message: str, hint: str, sure: bool = True) -> None:
        severity = Severity.ERROR if sure else Severity.WARNING
        self.problems.append(Problem(place_at_mark(self.file, line, column), code, message, hint, severity))

    def _node(self, data: Data, node: Node, path: KeyPath, parent: Holder | None) -> None:
        if isinstance(node, Spot):
            if node.style == "":
                self._plain(data, node, path, parent)
            elif node.style == '"' and isinstance(data, str):
                self._escaped(data, node)
        elif isinstance(data, dict) and isinstance(node.items, dict):
            self._fields(data, node, path, parent)
            for key, child in node.items.items():
                self._node(data[key], child, (*path, key), node)
        elif isinstance(data, list) and isinstance(node.items, list) and not self._double_brackets(node):
            for number, child in enumerate(node.items):
                self._node(data[number], child, (*path, number), node)

    def _escaped(self, data: str, node: Spot) -> None:
        """Characters that nobody sees, written with a backslash."""
        control = CONTROLS.search(data)
        code, at = (
            ("control-character", control.start()) if control else ("invisible-character", next(unseen(data), -1))
        )
        typed = "\n".join(self.lines[node.line : node.end_line + 1])
        if at >= 0 and (control or data[at] not in typed):
            message = f"The text in these quotes holds an invisible character, written with a backslash ({name_of(data[at])})."
            self._say(node.line, node.column, code, message, "Take it out.")

    def _double_brackets(self, node: Holder) -> bool:
        """`[[musk]]` alone is a list in a list, which no field of a story takes."""
        assert isinstance(node.items, list)
        first = node.items[0] if node.items else None
        if not (isinstance(first, Holder) and first.flow and node.flow and isinstance(first.items, list)):
            return False
        if (first.line, first.column) != (node.line, node.column + 1):
            return False
        self._say(*list_in_list(self.lines[node.line], node.line, node.column))
        return True

    def _fields(self, data: dict[str, Data], node: Holder, path: KeyPath, parent: Holder | None) -> None:
        assert isinstance(node.items, dict)
        braces = node.flow and self.lines[node.line][node.column : node.column + 1] == "{"
        if braces:
            after_field = False
            for key, child in node.items.items():
                if data[key] is None and isinstance(child, Spot) and self._bare(node.keys[key], child):
                    self._comma(key, node.keys[key], path, after_field)
                else:
                    after_field = True
        elif len(data) == 1 and parent is not None:
            self._colon(data, node, path, isinstance(parent.items, list))

    def _bare(self, spot: Spot, child: Spot) -> bool:
        """Whether no colon follows this name in braces."""
        typed = self.lines[spot.end_line][spot.end_column :].lstrip()
        return not (typed.startswith(":") or (not typed and child.line > spot.end_line))

    def _comma(self, key: str, spot: Spot, path: KeyPath, after_field: bool) -> None:
        """A name in braces that no colon follows: most often the words behind a comma."""
        tight = re.match(r"([A-Za-z_][\w-]*):(?=\S)", key)
        self.odd_keys.append((*path, key))
        if tight and not spot.style:
            hint = f"Type a space after the colon: `{tight[1]}: {key[tight.end() :][:40]}`."
            self._say(
                spot.line,
                spot.column + tight.end() - 1,
                "space-after-colon",
                f"There is no space after `{tight[1]}:`.",
                hint,
            )
        elif after_field:
            message = f"In braces a comma begins a new field, so `{key[:40]}` is read as the name of one."
            self._say(
                spot.line,
                spot.column,
                "comma-in-braces",
                message,
                "If the comma belongs to the text before it, put that text in quotes.",
            )
        else:
            message = f"`{key[:40]}` in braces has no colon and no value after it."
            self._say(
                spot.line,
                spot.column,
                "comma-in-braces",
                message,
                f"Type `{key[:40]}: ` and its value, or put a text in quotes instead of braces.",
            )

    def _colon(self, data: dict[str, Data], node: Holder, path: KeyPath, in_list: bool) -> None:
        key, value = next(iter(data.items()))
        if not isinstance(value, str) or value.startswith(("http://", "https://")):
            return
        odd = not _PLAIN_NAME.fullmatch(key) if in_list else " " in key
        if odd:
            spot = node.keys[key]
            self.odd_keys.append((*path, key))
            message = f"`{key[:40]}:` is read as the name of a field, not as the beginning of a text."
            row = self.lines[spot.line][spot.column :]
            one_line = spot.style == "" and row.endswith(value)
            self._say(
                spot.line,
                spot.column,
                "colon-in-text",
                message,
                JUST_QUOTES if node.flow else advice("", row if one_line else ""),
            )

    def _plain(self, data: Data, spot: Spot, path: KeyPath, parent: Holder | None) -> None:
        if self._remarks:
            self._remark(data, spot, parent)
        if isinstance(data, str) and spot.line < spot.end_line:
            self._dash_below(spot)
        if isinstance(data, str) and data.startswith("-") and re.match(r"-[^\W\d]|-[\"'“‘«\[]", data):
            rows = [self.lines[spot.line][spot.column :], *self.lines[spot.line + 1 : spot.end_line + 1]]
            alone = not self.lines[spot.line][: spot.column].strip()
            if alone and all(re.match(r"\s*-[^\s-]", row) for row in rows):
                hint = f"Type `- ` and then the text: `- {rows[0][1:41].strip()}`."
                self._say(spot.line, spot.column, "space-after-dash", "There is no space after this dash.", hint)

    def _dash_below(self, spot: Spot) -> None:
        """A dash further right than its list: YAML joins the line to the text above."""
        for number in range(spot.line + 1, spot.end_line + 1):
            row = self.lines[number]
            lead = len(row) - len(row.lstrip(" "))
            if row[lead:].startswith("- "):
                message = "This dash stands further right than the line above, so its words join the text there."
                hint = "Begin an item in the column of the dashes above; put a text with a dash in quotes."
                self._say(number, lead, "bad-indent", message, hint)
                return

    def _remark(self, data: Data, spot: Spot, parent: Holder | None) -> None:
        row = self.lines[spot.end_line] if spot.end_line < len(self.lines) else ""
        found = re.compile(r"[ \t]+(#.*)").match(row, spot.end_column)
        if found:
            self._same_line(data, spot, parent, found)
            return
        if data is None or parent is None or parent.flow or row[spot.end_column :].strip():
            return
        below = self.lines[spot.end_line + 1] if spot.end_line + 1 < len(self.lines) else ""
        lead = len(below) - len(below.lstrip(" "))
        if re.match(r"#[^\s#]", below[lead:]) and lead > parent.column:
            message = f"`{below[lead:][:40]}` is read as a remark and is not part of the text above."
            hint = f"{USE_QUOTES} If it is a remark, type a space after `#`."
            self._say(spot.end_line + 1, lead, "comment-in-text", message, hint, sure=False)

    def _same_line(self, data: Data, spot: Spot, parent: Holder | None, found: re.Match[str]) -> None:
        remark = found[1]
        tight = bool(re.match(r"#[^\s#]", remark))
        if not tight and (found.end() - found.start() - len(remark) > 1 or not remark.strip("# ")):
            return
        key, start, text = key_and_text(found.string)
        hint = (
            advice(key, text) if (spot.line, spot.column) == (spot.end_line, start) or data is None else advice("", "")
        )
        if parent is not None and parent.flow:
            hint = JUST_QUOTES
        if not tight:
            hint += " If it is a remark, type two spaces before it."
        message = f"`{remark[:40]}` is read as a remark and is lost from the text."
        self._say(spot.end_line, found.start(1), "comment-in-text", message, hint, sure=tight)
