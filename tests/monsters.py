"""Stories that no newsroom would write and that a page must hold all the same: nothing goes in, stories as text by file name come out.

All of it is invented; each story carries one thing too much or too little, so that what breaks is known by its name.
"""

from __future__ import annotations

from textwrap import dedent

# A word of 300 letters, as a slip of the keyboard or a pasted address makes one.
UNBROKEN = "Harrowbaygates" * 21 + "closed"
# One person as five scripts write her.
FIVE_SCRIPTS = "Ада Брандт 白浪港長 آدا براندت अदा ब्रांट Ada Brandt"

_HEAD = """
title: {title}
published: 2031-06-01
fictional: Invented to test the tool.
short_answer: "Nobody knows [@courier]."
main_claim: closed
actors:
  brandt: {{name: "{name}", kind: person, role: harbour master, names: {{ru: Ада Брандт, zh-Hant: 白浪港長, ar: آدا براندت, hi: अदा ब्रांट}}}}
  wick: {{name: Jonas Wick, kind: person, role: clerk}}
sources:
  courier: {{kind: article, publisher: "{publisher}", published: 2031-05-02, read: 2031-05-03}}
"""
_CLAIM = """
claims:
  closed: {text: Ada Brandt had the gates closed., by: wick, about: brandt, status: disputed, because: She denies it., sources: courier}
  lit: {text: The lamps were lit at nine., by: courier, about: brandt, status: confirmed, because: So., sources: courier}
  said: {text: Wick put them out., by: courier, about: wick, status: reported, sources: courier}
responses: [{by: brandt, to: closed, response: denies, sources: courier}]
"""


def _story(rest: str, *, title: str, name: str = "Ada Brandt", publisher: str = "The Made-up Courier") -> str:
    head = dedent(_HEAD).lstrip().format(title=title, name=name, publisher=publisher)
    rest = dedent(rest).lstrip()
    return head + (rest if rest.startswith("claims:") else _CLAIM.lstrip() + rest)


def _dates(lines: list[str]) -> str:
    return "dates:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


def monsters() -> dict[str, str]:
    """The stories by file name; the names say what is wrong with each."""
    kinds = ("claim: said", "claim: lit", "sources: [courier], actors: [brandt]", "sources: [courier]")
    crowd = [
        f"id: e{n}, date: {2000 + n % 31}-{n % 12 + 1:02}-{n % 28 + 1:02}, title: Entry {n} of a long story, {kinds[n % 4]}"
        for n in range(500)
    ]
    day = [
        f"id: d{n}, date: '2030-05-01{f'T{n:02}:30' if n % 2 else ''}', title: A thing that happened on the one day, {kinds[n % 4]}"
        for n in range(24)
    ]
    ages = [
        "date: '0000', title: The first stone of the quay, sources: [courier]",
        "date: '0476-09', title: The quay falls, sources: [courier]",
        "date: 12XX, title: A chronicle names the bay, claim: said",
        "date: 1648/1789, title: The long peace, era: true, sources: [courier]",
        "date: 2030-05-01, title: The gates close, claim: closed",
        "date: 2030-05-02, title: The day after, sources: [courier]",
        "date: 2100, title: The lease ends, happened: planned, sources: [courier]",
    ]
    phrase = "the harbour master who had come late that evening saw the gates and said nothing of it to "
    words = (phrase * 118).strip()
    many = "".join(
        f'  s{n}: {{kind: article, publisher: The Made-up Courier No. {n}, title: "Part {n}: on gates and tides", '
        f'published: 2031-05-{n % 28 + 1:02}, read: 2031-06-01, url: "https://fictional.example/{n}"}}\n'
        for n in range(80)
    )
    cited = "; ".join(f"@s{n}, page {n}" for n in range(80))
    return {
        "headline.yaml": _story(
            f"""
            sections:
              - {{heading: {UNBROKEN}, text: "Before {UNBROKEN} after [@courier, {UNBROKEN[:120]}]."}}
            quotes: {{cry: {{text: {UNBROKEN}, by: brandt, context: {UNBROKEN}, sources: courier}}}}
            dates:
              - {{id: one, date: 2030, title: {UNBROKEN}, sources: [courier]}}
              - {{id: two, date: 2031, title: {UNBROKEN}, claim: closed}}
            topics: [{UNBROKEN}]
            questions: [{{question: {UNBROKEN}, answer: {UNBROKEN}}}]
            unknowns: [{{text: {UNBROKEN}}}]
            by: [{{name: {UNBROKEN}, role: reporter}}]
            figures: {{many: {{value: 3, label: {UNBROKEN}, unit: {UNBROKEN[:40]}, sources: [courier]}}}}
            """,
            title=UNBROKEN,
            name=UNBROKEN,
            publisher=UNBROKEN,
        ),
        "five-scripts.yaml": _story(
            """
            dates:
              - {date: 2030, title: Something happens, actors: [brandt], sources: [courier]}
              - {date: 2031, title: Something else happens, claim: closed}
            quotes: {never: {text: 我沒有。 Никогда! أبداً, by: brandt, sources: courier}}
            timeline: {lanes: [brandt, wick]}
            """,
            title=f"Who is {FIVE_SCRIPTS}?",
            name=FIVE_SCRIPTS,
        ),
        "five-hundred.yaml": _story(_dates(crowd), title="Five hundred things that happened"),
        "one-entry.yaml": _story(_dates([crowd[0]]), title="One thing that happened"),
        "one-day.yaml": _story(_dates(day), title="A day on which everything happened"),
        "ages.yaml": _story(_dates(ages), title="From the first stone to the end of the lease"),
        "long-claim.yaml": _story(
            f"""
            claims:
              closed: {{text: "{words}.", by: wick, about: brandt, status: disputed, because: She denies it., sources: courier}}
            dates:
              - {{id: one, date: 2030, title: Before, sources: [courier]}}
              - {{id: two, date: 2031, title: The claim, claim: closed}}
            sections: [{{heading: What is said, text: "It is said that [[closed]]."}}]
            responses: [{{by: brandt, to: closed, response: denies, sources: courier}}]
            """,
            title="A claim of two thousand words",
        ),
        "one-character.yaml": _story(
            """
            quotes:
              no: {text: "n", by: brandt, sources: courier}
              hm: {text: 不, by: wick, form: translated, original: {lang: zh-Hant, text: 不}, sources: courier}
            sections: [{heading: N, text: "One sign. [[no]]\\n\\n![[no]]"}]
            """,
            title="A",
            name="Ö",
        ),
        "eighty-sources.yaml": _story(
            f"""
            claims:
              closed: {{text: Ada Brandt had the gates closed., by: wick, about: brandt, status: reported, because: "All say so [{cited}].", sources: [{", ".join(f"s{n}" for n in range(80))}]}}
            sections: [{{heading: Everybody, text: "All of them say so [{cited}], and once more [{cited}]."}}]
            """,
            title="A story with eighty sources",
        ).replace("sources:\n", "sources:\n" + many, 1),
    }
