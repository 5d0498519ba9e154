"""What published lists of trust ask of a newsroom and of a story: settings and linked stories go in, what they lack comes out.

It says what is not written down, in the order of the page on these lists; this module never judges whether what is there is good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.archive import Archive, LinkedStory
from generator.rules.claims import no_right_of_reply
from generator.rules.facts import Facts
from generator.rules.rule import Case
from generator.story import CorrectionKind, Policies, Settings, Source, SourceKind, quoted

# Sources that have no address on the web by their nature.
_SPOKEN = (SourceKind.PERSON, SourceKind.INTERVIEW)


@dataclass(frozen=True, slots=True)
class Checklist:
    """A published list: its short name for reports, what it is called in full, and where it stands."""

    short: str
    name: str
    url: str


IFCN = Checklist(
    "IFCN",
    "Code of Principles of the International Fact-Checking Network",
    "https://ifcncodeofprinciples.poynter.org/",
)
TRUST = Checklist("Trust Project", "Trust Indicators of The Trust Project", "https://thetrustproject.org/")
JTI = Checklist(
    "JTI", "Journalism Trust Initiative, CEN Workshop Agreement 17493", "https://www.journalismtrustinitiative.org/"
)
SPJ = Checklist(
    "SPJ", "Code of Ethics of the Society of Professional Journalists", "https://www.spj.org/spj-code-of-ethics/"
)
GOOGLE = Checklist(
    "Google News",
    "What Google News says it looks at under 'transparency'",
    "https://developers.google.com/search/blog/2021/06/google-news-sources",
)
CLAIM_REVIEW = Checklist(
    "ClaimReview",
    "Google's guidelines for pages with ClaimReview data",
    "https://developers.google.com/search/docs/appearance/structured-data/factcheck",
)
SCHEMA = Checklist(
    "schema.org", "Properties of schema.org for news and their publishers", "https://schema.org/NewsArticle"
)
BERKELEY = Checklist(
    "Berkeley Protocol",
    "Berkeley Protocol on Digital Open Source Investigations, of the UN Human Rights Office",
    "https://www.ohchr.org/en/publications/policy-and-methodological-publications/berkeley-protocol-digital-open-source",
)
_WHERE = {
    "policies": "Under 'policies', type",
    "how_we_know": "Under 'how_we_know', type",
    "sources": "With each of these sources, type",
    "sources.anonymous": "Under 'anonymous' of each of these sources, type",
    "responses": "Under 'responses', type",
}
CHECKLISTS = (IFCN, TRUST, JTI, SPJ, GOOGLE, CLAIM_REVIEW, SCHEMA, BERKELEY)


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that lists ask for: the field that holds it, what it is, what to type for example, and who asks.

    The words before the last dot of `field` say under which other field it stands, `policies.ethics` under `policies`.
    """

    field: str
    what: str
    typed: str
    by: tuple[Checklist, ...]

    @property
    def where(self) -> str:
        """The words before what to type.

        >>> REPLY.where
        "Under 'responses', type"
        """
        return _WHERE.get(self.field.rpartition(".")[0] or self.field, "Type")


@dataclass(frozen=True, slots=True)
class Lack:
    """A thing asked for that is not there, and in a sentence what was looked for in vain."""

    asked: Asked
    sentence: str


NEWSROOM = (
    Asked("name", "The publisher's name", "name: The Made-up Courier", (JTI, SCHEMA)),
    Asked("description", "One line on what the site does", "description: Explainers from Harrow Bay.", (JTI, SCHEMA)),
    Asked("url", "The address of the site", "url: https://courier.example/", (JTI, SCHEMA)),
    Asked("policies.about", "A page on what this site is", "about: about.md", (JTI, GOOGLE)),
    Asked(
        "policies.methodology",
        "A page on how you check, and what your words mean",
        "methodology: methodology.md",
        (IFCN, TRUST, JTI, CLAIM_REVIEW, SCHEMA),
    ),
    Asked(
        "policies.corrections",
        "A page on how mistakes are mended",
        "corrections: corrections-policy.md",
        (IFCN, TRUST, JTI, CLAIM_REVIEW, SCHEMA),
    ),
    Asked(
        "policies.unnamed_sources",
        "A page on when sources go unnamed",
        "unnamed_sources: methodology.md#unnamed-sources",
        (TRUST, JTI, SPJ, SCHEMA),
    ),
    Asked(
        "policies.ethics",
        "A code of ethics, or editorial guidelines",
        "ethics: ethics.md",
        (TRUST, JTI, GOOGLE, SCHEMA),
    ),
    Asked(
        "policies.mission",
        "A page on what you report on, and what you stand for",
        "mission: about.md#mission",
        (TRUST, JTI, GOOGLE, SCHEMA),
    ),
    Asked(
        "policies.ownership",
        "A page on who owns the newsroom",
        "ownership: about.md#ownership",
        (IFCN, TRUST, JTI, GOOGLE, SCHEMA),
    ),
    Asked(
        "policies.funding",
        "A page on who pays for the newsroom",
        "funding: about.md#funding",
        (IFCN, TRUST, JTI, GOOGLE, SCHEMA),
    ),
    Asked(
        "policies.masthead",
        "A page on who edits and writes, by name",
        "masthead: about.md#people",
        (IFCN, TRUST, JTI, GOOGLE, SCHEMA),
    ),
    Asked("policies.diversity", "A page on whose views are heard", "diversity: about.md#diversity", (TRUST, SCHEMA)),
    Asked(
        "policies.feedback",
        "A page on what readers can ask and complain of, and what happens then",
        "feedback: feedback.md",
        (TRUST, JTI, SCHEMA),
    ),
    Asked(
        "policies.contact",
        "A way to reach the newsroom",
        "contact: mailto:desk@courier.example",
        (IFCN, TRUST, JTI, GOOGLE),
    ),
)

BY = Asked("by", "The names of the authors", "by: [{name: Ada Brandt, role: reporter}]", (TRUST, GOOGLE, SCHEMA))
PUBLISHED = Asked("published", "The day of publication", "published: 2031-06-01", (GOOGLE, SCHEMA))
UPDATED = Asked("updated", "The day of the last change, after a correction or update", "updated: 2031-06-08", (SCHEMA,))
SHORT_ANSWER = Asked(
    "short_answer",
    "What the page concludes",
    "short_answer: Not established. One newspaper reported it.",
    (CLAIM_REVIEW,),
)
MAIN_CLAIM = Asked("main_claim", "Which claim the page is about", "main_claim: closed", (CLAIM_REVIEW, SCHEMA))
HOW = Asked("how_we_know.how", "How you worked", "how: We read the log of the harbour.", (IFCN, TRUST, CLAIM_REVIEW))
URL = Asked("sources.url", "Where readers can look a source up", "url: https://courier.example/gates", (IFCN, TRUST))
ARCHIVED = Asked(
    "sources.archived", "A kept copy of each source on the web", "archived: https://archive.example/gates", (BERKELEY,)
)
UNNAMED = Asked(
    "sources.anonymous.why_unnamed",
    "How unnamed people know it, and why they are not named",
    "why_unnamed: not-stated",
    (IFCN, JTI, SPJ),
)
REPLY = Asked(
    "responses",
    "What those say whom an allegation is about",
    "- {by: brandt, response: not-asked, to: closed}",
    (SPJ,),
)
REVIEWED = Asked("reviewed", "When the page was last looked through", "reviewed: 2031-12-01", (SCHEMA,))

# In the order of the report.
STORY = (BY, PUBLISHED, UPDATED, SHORT_ANSWER, MAIN_CLAIM, HOW, URL, ARCHIVED, UNNAMED, REPLY, REVIEWED)


def newsroom_lacks(settings: Settings) -> tuple[Lack, ...]:
    """What a newsroom's settings do not say."""
    return tuple(
        Lack(asked, f"{asked.what}: readers find none.") for asked in NEWSROOM if not _set(settings, asked.field)
    )


def _set(settings: Settings, field: str) -> bool:
    group, _, name = field.rpartition(".")
    holder: Settings | Policies = settings.policies if group else settings
    return bool(getattr(holder, name))


def story_lacks(archive: Archive, story: LinkedStory) -> tuple[Lack, ...]:
    """What a story does not say; nothing of a story that was taken back, as its page no longer tells it."""
    if story.story.withdrawn:
        return ()
    return tuple(lack for find in _FINDERS for lack in find(archive, story))


def _plain(archive: Archive, story: LinkedStory) -> Iterator[Lack]:
    """Fields that stand or do not."""
    typed = story.story
    changed = bool(typed.updates) or any(one.kind is not CorrectionKind.TYPO for one in typed.corrections)
    how = typed.how_we_know.how if typed.how_we_know else None
    for asked, there, sentence in (
        (BY, typed.by, "Nobody is named as its author."),
        (PUBLISHED, typed.published, "It has no day of publication, and so is a draft."),
        (UPDATED, typed.updated or not changed, "It was corrected or updated, and no day of the last change is given."),
        (SHORT_ANSWER, typed.short_answer, "No answer in one or two sentences is given."),
        (MAIN_CLAIM, typed.main_claim or not typed.claims, "It does not say which of its claims the page is about."),
        (HOW, how, "It does not say how you worked: what you read, whom you asked."),
    ):
        if not there:
            yield Lack(asked, sentence)


def _sources(archive: Archive, story: LinkedStory) -> Iterator[Lack]:
    """What readers need in order to find a source again, or to know why somebody is not named."""
    looked_at: tuple[tuple[Asked, Callable[[Source], bool], str], ...] = (
        (
            URL,
            lambda one: bool(one.read_on) and not one.url and not one.anonymous and one.kind not in _SPOKEN,
            "Read, and no address is given",
        ),
        (ARCHIVED, lambda one: bool(one.url) and not one.archived, "On the web, and no kept copy is named"),
        (
            UNNAMED,
            lambda one: bool(one.anonymous and not (one.anonymous.knows_how and one.anonymous.why_unnamed)),
            "Not named, and it is not said how they know or why they are not named",
        ),
    )
    for asked, lacking, sentence in looked_at:
        ids = [id for id, source in story.sources.items() if lacking(source)]
        if ids:
            yield Lack(asked, f"{sentence}: {', '.join(map(quoted, ids))}.")


def _replies(archive: Archive, story: LinkedStory) -> Iterator[Lack]:
    # What counts as an answer is decided in one place, the editorial rule.
    for finding in no_right_of_reply(Case(archive, story, Facts(archive.newsroom.today))):
        yield Lack(REPLY, finding.message)


def _reviews(archive: Archive, story: LinkedStory) -> Iterator[Lack]:
    if not story.story.reviewed and not story.story.review_by:
        yield Lack(REVIEWED, "Nothing says when it was last looked through ('reviewed') or will be ('review_by').")


_FINDERS = (_plain, _sources, _replies, _reviews)
