"""The installed Babel goes in; the files of what CLDR knows come out, `locale/cldr.json` and `locale/TAG/cldr.json`, or what Babel now has otherwise.

Only whoever changes the program runs this: `python -m generator.desk.reference.cldr_made` writes the files, `... --compare` prints the
differences. It never changes a word of ours, and nothing that makes pages uses it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import time
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from generator.language import FOLDER, tags

if TYPE_CHECKING:
    from babel import Locale

_SPANS = {"year": "y", "month": "yMMM", "day": "yMMMd"}
_UNSEEN = re.compile("[\u00a0\u061c\u2000-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_READ_IN_DATES = re.compile(r"y|MMMM|MM?|LLLL|dd?")
_READ_IN_TIMES = re.compile(r"hh?|HH?|mm|a+|B+")


def made() -> dict[str, Any]:
    """Every file by name, as it is with the installed Babel."""
    from babel import Locale, localedata

    locales = {id: Locale.parse(id) for id in sorted(localedata.locale_identifiers())}
    files: dict[str, Any] = {"cldr.json": _tags(locales)}
    for tag in tags():
        base = tag.replace("-", "_")
        language, script = locales[base].language, locales[base].script
        own = {id: one for id, one in locales.items() if one.language == language and one.script in (script, None)}
        if script is None:
            own |= {id: one for id, one in locales.items() if one.language == language}
        files[f"{tag}/cldr.json"] = _language(base, {id: one for id, one in own.items() if _speaks(one, base)})
    return files


def kept() -> dict[str, Any]:
    """Every file by name, as it is kept."""
    return {
        path.relative_to(FOLDER).as_posix(): json.loads(path.read_text("utf-8"))
        for path in sorted(FOLDER.rglob("cldr.json"))
    }


def babel_of_the_files() -> str:
    """The version of Babel that the files were made with."""
    return str(json.loads((FOLDER / "cldr.json").read_text("utf-8"))["made_with"])


def differences(old: Any, new: Any, at: str = "") -> Iterator[str]:
    """Each value that two files or sets of files have otherwise, in a line of its own.

    >>> list(differences({"a": {"b": 1}, "c": 2}, {"a": {"b": 3}}))
    ['a/b: 1 is now 3', 'c: 2 is gone']
    """
    if isinstance(old, dict) and isinstance(new, dict):
        for key in (*old, *(key for key in new if key not in old)):
            path = f"{at}/{key}" if at else str(key)
            if key not in new:
                yield f"{path}: {_shown(old[key])} is gone"
            elif key not in old:
                yield f"{path}: {_shown(new[key])} is new"
            else:
                yield from differences(old[key], new[key], path)
    elif old != new:
        yield f"{at}: {_shown(old)} is now {_shown(new)}"


def compared() -> tuple[str, ...]:
    """What the installed Babel has otherwise than the files, locale by locale; nothing is written."""
    return tuple(differences(_by_locale(kept()), _by_locale(made())))


def main(words: list[str]) -> int:
    """Write the files, or with `--compare` print what would be otherwise in them."""
    if words == ["--compare"]:
        found = compared()
        sys.stdout.write("".join(f"{line}\n" for line in found))
        sys.stdout.write(f"{len(found)} values differ between our files and Babel {version('babel')}.\n")
        return 0
    for name, table in made().items():
        (FOLDER / name).write_text(_as_file(table), "utf-8")
    return 0


def _as_file(table: Any) -> str:
    """A file as text in which blanks and signs that nobody sees are spelled out."""
    text = json.dumps(table, ensure_ascii=False, indent=1) + "\n"
    return _UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True) if isinstance(value, str) else json.dumps(value)[:200]


def _by_locale(files: Mapping[str, Any]) -> dict[str, Any]:
    """The files with each locale's own facts under its id, so that a group that grew does not hide what changed."""
    flat = {}
    for name, table in files.items():
        if "regions" in table:
            own = {id: group["facts"] for group in table["regions"] for id in group["in"]}
            table = {"everywhere": table["everywhere"], **dict(sorted(own.items()))}
        flat[name.removesuffix(".json")] = {key: value for key, value in table.items() if key != "made_with"}
    return flat


def _speaks(locale: Locale, base: str) -> bool:
    """Whether a locale is one of a language's own: of `zh_Hant` only those in that script."""
    return "_" not in base or str(locale) == base or str(locale).startswith(f"{base}_")


def _tags(locales: Mapping[str, Locale]) -> dict[str, Any]:
    """What a language tag may be, and what short and old ones mean, for languages and regions that have a locale."""
    from babel.core import get_global

    languages = {one.language for one in locales.values()}
    regions = {one.territory for one in locales.values() if one.territory}
    likely = {
        short: usual
        for short, usual in sorted(get_global("likely_subtags").items())
        if usual.split("_")[0] in languages and short.split("_")[0] in languages
    }
    renamed = {old: now for old, now in sorted(get_global("language_aliases").items()) if now in languages}
    renamed |= {old: now[0] for old, now in sorted(get_global("territory_aliases").items()) if now[0] in regions}
    return {
        "made_with": version("babel"),
        "locales": {id: _name(one, one) for id, one in locales.items()},
        "right_to_left": [id for id, one in locales.items() if one.text_direction == "rtl"],
        "likely": likely,
        "renamed": {old: now for old, now in renamed.items() if not old.isdigit() and old not in regions},
    }


def _name(named: Locale, reader: Locale) -> str:
    # CLDR has names of its own for languages in a script: '繁體中文', not '中文 (繁體)'.
    return reader.languages.get(str(named)) or named.get_display_name(reader) or ""


def _language(base: str, locales: Mapping[str, Locale]) -> dict[str, Any]:
    """The facts of a language, and under `regions` those that are otherwise somewhere, once for all places alike."""
    everywhere = _facts(locales[base])
    groups: dict[str, list[str]] = {}
    for id, locale in locales.items():
        if own := _otherwise(everywhere, _facts(locale)):
            groups.setdefault(json.dumps(own, ensure_ascii=False), []).append(id)
    return {
        "everywhere": everywhere,
        "regions": [{"in": ids, "facts": json.loads(own)} for own, ids in groups.items()],
    }


def _otherwise(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """What a region has otherwise than its language; a name that only the language has is None."""
    found: dict[str, Any] = {}
    for key, value in own.items():
        if isinstance(value, dict):
            changed = {
                name: value.get(name) for name in {**base[key], **value} if base[key].get(name) != value.get(name)
            }
            if changed:
                found[key] = changed
        elif value != base[key]:
            found[key] = value
    return found


def _facts(locale: Locale) -> dict[str, Any]:
    signs = locale.number_symbols["latn"]
    return {
        **_dates(locale),
        "number": locale.decimal_formats[None].pattern,
        "percent": locale.percent_formats[None].pattern,
        "money": locale.currency_formats["standard"].pattern,
        "signs": {
            "decimal": signs["decimal"],
            "group": signs["group"],
            "minus": signs["minusSign"],
            "percent": signs["percentSign"],
        },
        "currencies": {code: locale.currency_symbols.get(code, code) for code in sorted(locale.currencies)},
        "plurals": dict(locale.plural_form.rules),
        "ordinals": dict(locale.ordinal_form.rules),
        **_names(locale),
    }


def _dates(locale: Locale) -> dict[str, Any]:
    spans = {
        kind: {
            differs: _prose(ends)
            for differs, ends in locale.interval_formats.get(skeleton, {}).items()
            if differs in "yMd"
        }
        for kind, skeleton in _SPANS.items()
    }
    year, month, month_and_day = (_skeleton(locale, one) for one in ("y", "yMMMM", "MMMMd"))
    day, clock = str(locale.date_formats["long"].pattern), str(locale.time_formats["short"].pattern)
    ends = (end for kind in spans.values() for both in kind.values() for end in both)
    _only((year, month, month_and_day, day, *ends), _READ_IN_DATES)
    _only((clock,), _READ_IN_TIMES)
    return {
        "year": year,
        "month": month,
        "month_and_day": month_and_day,
        "day": day,
        "spans": spans,
        "months": [locale.months["format"]["wide"][number] for number in range(1, 13)],
        "months_alone": [locale.months["stand-alone"]["wide"][number] for number in range(1, 13)],
        "time": clock,
        "day_periods": _day_periods(locale, clock),
        "day_and_time": str(locale.datetime_formats["medium"]),
    }


def _names(locale: Locale) -> dict[str, Any]:
    """The names of languages, and of what parts them: only those that have a locale are ever named."""
    from babel import localedata

    parts = {part for id in localedata.locale_identifiers() for part in id.split("_")}
    languages = [str(key) for key in locale.languages if str(key).split("_")[0] in parts]

    def of(names: Mapping[str, str], wanted: Iterable[str]) -> dict[str, str]:
        return {key: names[key] for key in sorted(set(wanted) & set(names))}

    return {
        "languages": of(locale.languages, languages),
        "scripts": of(locale.scripts, parts),
        "regions": of(locale.territories, parts),
        "variants": of(locale.variants, parts),
    }


def _skeleton(locale: Locale, wanted: str) -> str:
    from babel.dates import match_skeleton

    known = locale.datetime_skeletons
    return str(known[wanted if wanted in known else match_skeleton(wanted, known)].pattern)


def _prose(ends: Iterable[object]) -> list[str]:
    """CLDR has spans with short names of months only; prose wants whole ones."""
    return [re.sub(r"(?<![ML])([ML])\1\1(?![ML])", r"\1\1\1\1", str(end)) for end in ends]


def _day_periods(locale: Locale, pattern: str) -> list[list[str]]:
    from babel.dates import format_time

    sign = re.search(r"a+|B+", re.sub(r"'[^']*'", "", pattern))
    found: list[list[str]] = []
    if sign is None:
        return found
    for minute in range(24 * 60):
        clock = time(*divmod(minute, 60))
        word = format_time(clock, sign[0], locale=locale)
        if not found or word != found[-1][1]:
            found.append([f"{clock:%H:%M}", word])
    return found


def _only(patterns: Iterable[str], read: re.Pattern[str]) -> None:
    """See to it that the patterns hold nothing that `date_forms` cannot read."""
    for pattern in patterns:
        for letters in re.finditer(r"([A-Za-z])\1*", re.sub(r"'[^']*'", "", pattern)):
            if not read.fullmatch(letters[0]):
                raise ValueError(f"CLDR's pattern {pattern!r} has {letters[0]!r}, which is not read yet.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
