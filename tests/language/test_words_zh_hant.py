"""Traditional Chinese as readers in Taiwan see it: dates, numbers, whole sentences on sourcing, and signs without blanks between them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.dates.forms import parse_when
from generator.language.dates import word
from generator.language.words import words_for
from generator.outputs.drawing.text import wrapped
from generator.sourcing.support import sourcing_of
from generator.sourcing.words import claim_sentence, page_sentence, root_count_words
from tests.newsrooms import linked, page, problems, write

TAG = "zh-Hant"

DATES = [
    ("2031-05-02", "2031年5月2日"),
    ("2031-05", "2031年5月"),
    ("2031", "2031年"),
    ("2031-05-02T09:30", "2031年5月2日上午9:30"),
    ("2031-05-02T12:30", "2031年5月2日中午12:30"),
    ("2031-05-02T14:05Z", "2031年5月2日下午2:05（UTC）"),
    ("2031-05-02T09:30+08:00", "2031年5月2日上午9:30（UTC+8）"),
    ("2031-05-02T09:30-03:30", "2031年5月2日上午9:30（UTC−3:30）"),
    ("2031-21", "2031年春季"),
    ("2031-22", "2031年夏季"),
    ("2031-23", "2031年秋季"),
    ("2031-24", "2031年至2032年冬季"),
    ("2099-24", "2099年至2100年冬季"),
    ("203X", "2030年代"),
    ("200X", "2000年至2009年"),
    ("20XX", "21世紀"),
    ("00XX", "1世紀"),
    ("-0043", "西元前44年"),
    ("-0043-03-15", "西元前44年3月15日"),
    ("0079", "西元79年"),
    ("2031~", "約2031年"),
    ("2031-05-02?", "可能是2031年5月2日"),
    ("2031%", "可能約2031年"),
    ("203X~", "約2030年代"),
    ("20XX?", "可能是21世紀"),
    ("2029/2031", "2029年至2031年"),
    ("2031-05-01/2031-05-03", "2031年5月1日至3日"),
    ("2031-05-30/2031-06-02", "2031年5月30日至6月2日"),
    ("2031-05/2031-06", "2031年5月至6月"),
    ("2030-12-30/2031-01-02", "2030年12月30日至2031年1月2日"),
    ("2029/2031-05", "2029年至2031年5月"),
    ("2029~/2031", "約2029年至2031年"),
    ("-0043/0014", "西元前44年至西元14年"),
    ("2029/..", "2029年起"),
    ("2029?/..", "可能是2029年起"),
    ("199X/..", "1990年代起"),
    ("../2031", "至2031年為止"),
    ("not before 2031-05-02", "2031年5月2日或之後"),
    ("not before 2031-05-02T09:30", "2031年5月2日上午9:30或之後"),
    ("not before 2031", "2031年或之後"),
    ("not before 2031?", "可能是2031年或之後"),
    ("not after 2031-05-02", "2031年5月2日或之前"),
    ("not after 2031", "2031年或之前"),
    ("not after 2031~", "約2031年或之前"),
    ("between 2031-05-02 and 2031-06-05", "2031年5月2日與2031年6月5日之間"),
    ("between 203X and 204X", "2030年代與2040年代之間"),
]


@pytest.mark.parametrize(("typed", "phrase"), DATES)
def test_a_date_reads_as_a_chinese_phrase(typed: str, phrase: str) -> None:
    assert word(parse_when(typed), TAG) == phrase


@pytest.mark.parametrize("typed", [typed for typed, _ in DATES])
def test_a_date_stands_before_what_happened_then(typed: str) -> None:
    said = words_for(TAG).text("published", date=word(parse_when(typed), TAG))
    assert said.endswith("發布") and " " not in said


NUMBERS = [0, 1, 2, 3, 5, 11, 21, 100]


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [
        ("minutes", "閱讀約需", "分鐘"),
        ("chains_more", "另有", "條轉述鏈未列出。"),
        ("gone_title", "本頁有", "個來源已撤回"),
        ("site_count_stories", "", "篇專題"),
        ("site_for_claims", "", "項說法的依據"),
        ("figure_series", "一組", "個數值"),
    ],
)
def test_one_form_serves_every_number(key: str, start: str, end: str) -> None:
    assert [words_for(TAG).text(key, n=str(n)) for n in NUMBERS] == [f"{start}{n}{end}" for n in NUMBERS]


STORY = """
title: 誰關了白浪港的閘門？
lang: zh-Hant
published: 2031-06-01
fictional: 為測試而虛構。
actors:
  brandt: {name: 白若蘭, kind: person}
  office: {name: 白浪港務局, kind: organisation}
sources:
  courier: {kind: article, publisher: 虛構信使報, title: 閘門關閉, read: 2031-05-03}
  second: {kind: article, publisher: 虛構信使報, published: 2031-05-09, read: 2031-05-09}
  herald: {kind: article, publisher: 白浪前鋒報, read: 2031-05-03}
  post: {kind: broadcast, publisher: 港灣電台, read: 2031-05-03, relies_on: [herald, not-stated]}
  gazette: {kind: article, publisher: 白浪公報, read: no, relies_on: not-stated}
  clerk: {kind: person, read: no, anonymous: {described_as: 港務局職員}}
  caller: {kind: person, read: 2031-05-07, anonymous: {described_as: 守門人, how_many: 一人}}
  log: {kind: document, title: 港務日誌, read: 2031-05-05, primary: true}
  letter: {kind: letter, author: brandt, read: no, primary: true}
  notice: {kind: statement, publisher: 港務局公告, by: brandt, read: 2031-05-06}
  study: {kind: study, title: 潮汐, read: 2031-05-06, relies_on: [log, not-stated], retracted: {date: 2031-05-20}}
claims:
  closed: {text: 白若蘭下令關閉閘門。, by: courier, about: [brandt, office], status: reported, sources: SOURCES}
"""


SENTENCES = [
    ("[]", "未附來源。"),
    ("[courier]", "這項說法的依據，是虛構信使報自身的陳述。"),
    ("[caller]", "這項說法只有一個源頭：守門人（未具名）。"),
    (
        "[{source: courier, citing: clerk}]",
        "依現有描述，這項說法只有一個源頭：港務局職員（未具名），由虛構信使報轉述。",
    ),
    (
        "[{source: courier, citing: clerk}, {source: courier, citing: gazette}]",
        "依現有描述，這項說法只有一個源頭：港務局職員（未具名），由虛構信使報轉述；白浪公報是否另有源頭，未說明。",
    ),
    (
        "[courier, herald, {source: herald, citing: clerk}]",
        "依現有描述，這項說法有3個互不依賴的源頭：虛構信使報、白浪前鋒報和港務局職員（未具名）。",
    ),
    (
        "[courier, second]",
        "依現有描述，這項說法的源頭是虛構信使報「閘門關閉」和虛構信使報（2031年5月9日），彼此並不獨立。",
    ),
    ("[{source: courier, citing: gazette}]", "虛構信使報轉述白浪公報；後者依據為何，未說明。"),
    (
        "[post]",
        "依現有描述，這項說法只有一個源頭：白浪前鋒報，由港灣電台轉述。港灣電台另外還依據什麼，未說明。",
    ),
    ("[notice]", "這項說法的依據，是港務局公告自身的陳述。這個源頭出自這項說法的當事方。"),
    ("[log]", "港務日誌是原始文件。"),
    ("[study]", "港務日誌是原始文件，在此由潮汐轉述。潮汐另外還依據什麼，未說明。潮汐已被撤回。"),
    (
        "[{source: courier, citing: letter}]",
        "白若蘭的信是原始文件；我們只透過虛構信使報得知其內容。白若蘭的信出自這項說法的當事方。",
    ),
]


@pytest.mark.parametrize(("sources", "sentence"), SENTENCES)
def test_a_claim_says_in_chinese_what_it_rests_on(tmp_path: Path, sources: str, sentence: str) -> None:
    story = linked(tmp_path, STORY, sources)
    claim = story.story.claims["closed"]
    assert claim_sentence(sourcing_of(story, claim.sources, claim), story, TAG).plain() == sentence


@pytest.mark.parametrize("sources", [sources for sources, _ in SENTENCES])
def test_passing_on_is_never_called_confirming(tmp_path: Path, sources: str) -> None:
    story = linked(tmp_path, STORY, sources)
    claim = story.story.claims["closed"]
    found = sourcing_of(story, claim.sources, claim)
    said = claim_sentence(found, story, TAG).plain()
    assert "證實" not in said and ("未說明" in said) == bool(found.open_ends)


@pytest.mark.parametrize(
    ("sources", "counted"),
    [
        ("[]", "未描述任何源頭"),
        ("[{source: courier, citing: gazette}]", "未描述任何源頭；1條轉述鏈的終點未說明"),
        ("[courier]", "1個獨立源頭"),
        ("[{source: courier, citing: clerk}]", "一個源頭，未具名"),
        ("[log]", "一份文件"),
        ("[courier, {source: herald, citing: clerk}]", "2個獨立源頭；其中1個未具名"),
    ],
)
def test_a_table_counts_roots_in_few_words(tmp_path: Path, sources: str, counted: str) -> None:
    story = linked(tmp_path, STORY, sources)
    claim = story.story.claims["closed"]
    assert root_count_words(sourcing_of(story, claim.sources, claim), TAG) == counted


@pytest.mark.parametrize(
    ("sources", "more", "sentences"),
    [
        (
            "[{source: courier, citing: [gazette, clerk]}]",
            "",
            "本頁所有內容都來自虛構信使報的一篇報導。白浪公報和港務局職員的內容，我們全都透過上述來源得知，並非第一手。"
            "兩家媒體報導同一個源頭的內容，不等於獲得兩次證實。"
            "依現有描述，本頁唯一一項說法的源頭全是未具名的人，別無其他源頭。",
        ),
        ("[log]", "", "本頁所有內容都來自一份文件：港務日誌。"),
        (
            "[courier]",
            "dates: [{date: 2031-05-01, title: 閘門關閉}]\n",
            "本頁所列的來源全都經由虛構信使報的一篇報導而來；並非本頁所有內容都附有來源。",
        ),
    ],
)
def test_the_page_says_in_chinese_what_it_comes_through(
    tmp_path: Path, sources: str, more: str, sentences: str
) -> None:
    assert page_sentence(linked(tmp_path, STORY, sources, more), TAG).plain() == sentences


# -- signs and blanks --


def test_names_lists_and_brackets_have_chinese_signs(tmp_path: Path) -> None:
    more = """
by: [{name: 林虛構, role: 記者}]
responses:
  - {by: brandt, response: denies, to: closed, date: 2031-05-04, asked_by: courier, text: 她說閘門開著。, sources: [{source: courier, where: 第3段}]}
  - {by: office, response: none-reported, to: closed, sources: [courier]}
corrections: [{date: 2031-06-10, text: 是中午。, was: 是一點。}]
"""
    linked(tmp_path, STORY, "[{source: courier, citing: clerk}]", more)
    text = re.sub(r"\]\([^)]*\)|<[^>]*>|\[", "", page(tmp_path))
    for line in (
        "撰文：林虛構（記者） · 2031年6月1日發布 · 閱讀約需1分鐘",
        "- 白若蘭：否認；2031年5月4日；由虛構信使報詢問；由虛構信使報轉述。她說閘門開著。^courier] （第3段）",
        "- 白浪港務局：未見回應的報導；虛構信使報未提及回應^courier]",
        "- 2031年6月10日 · 更正：是中午。 本頁原先寫道：是一點。",
        "^courier]: **虛構信使報**：閘門關閉（報導；我們於2031年5月3日讀過）。 #",
    ):
        assert line in text.split("\n")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("{value: 3, unit: 艘}", "3艘"),
        ("{value: 3, of: 14 艘渡輪, unit: 艘}", "14艘渡輪中的3艘"),
        ("{value: 40, unit: percent, of: 旅客}", "旅客中的40%"),
        ("{low: 3, high: 5, unit: 公里}", "3至5公里"),
        ("{value: 12, unit: km}", "12\u00a0km"),
    ],
)
def test_no_blank_stands_between_a_number_and_a_chinese_unit(tmp_path: Path, typed: str, shown: str) -> None:
    linked(tmp_path, STORY, "[courier]", f"figures: {{ferries: {typed[:-1]}, sources: [log]}}}}\n")
    assert f"**{shown}**" in page(tmp_path)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("港務局，一名未具名的職員", ("港務局，一", "名未具名的", "職員")),
        # A closing sign goes with what it closes, an opening one with what it opens.
        ("他說閘門開。後來關上", ("他說閘門", "開。後來關", "上")),
        ("他說那個「閘門」關上", ("他說那個", "「閘門」關", "上")),
        # Between Chinese and Latin signs a line may end; a Latin word stays whole.
        ("使用Starlink服務", ("使用", "Starlink", "服務")),
    ],
)
def test_lines_in_a_picture_break_as_chinese_lines_do(text: str, lines: tuple[str, ...]) -> None:
    assert wrapped(text, 60, 12, 4) == (lines, False)


def test_a_long_answer_is_cut_near_its_end_for_the_description(tmp_path: Path) -> None:
    linked(tmp_path, STORY, "[courier]", f"short_answer: 查核 {'閘門並未關閉' * 80}\n")
    described = page(tmp_path).split("description: ")[1].split("\n")[0]
    assert len(described.strip("'\"")) == 300 and described.strip("'\"").endswith("…")


# -- words that mean another time --


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("閘門去年關閉。", ["去年"]),
        ("他近日表示閘門開著，上週也說過。", ["近日", "上週"]),
        ("2030年的報導說閘門去年關閉。", []),
        # The year stands in another sentence.
        ("報導於2030年刊出。閘門去年關閉。", ["去年"]),
        ("他說閘門「去年」關閉。", []),
        ("他說過『昨天』。", []),
        # Other words in which the same signs stand side by side.
        ("船隻接近日本領海。本週刊說明天氣不佳，港口在鎮上周邊。", []),
        ("過去年年如此，附近日落很早。", []),
    ],
)
def test_words_that_will_mean_another_time_are_found_in_chinese(tmp_path: Path, prose: str, found: list[str]) -> None:
    write(tmp_path, {"stories/gates.yaml": f"{STORY.replace('SOURCES', '[courier]')}summary: {prose} [@courier]\n"})
    told = [line for line in problems(tmp_path) if "[relative-words]" in line]
    assert [word for line in told for word in re.findall("“(.+?)”", line)] == found
