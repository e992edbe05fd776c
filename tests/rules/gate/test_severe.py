"""Wording that must be exact stops a draft; spoken of in quotes it passes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.gate.confusables import Hit, SetPhrase, judge, set_phrases, triggers
from gongkai.rules.gate.findings import Severity
from gongkai.rules.law import law

GROUPS = law("wording/severe")["group"]


PHRASES = [pytest.param(phrase, id=phrase.text) for phrase in set_phrases()]
# A sign that no phrase has.
STRANGER = "囧"


def hits(text: str) -> list[Hit]:
    return [
        hit
        for trigger in triggers()
        if trigger in text
        for at in range(len(text))
        if text.startswith(trigger, at)
        for hit in judge(trigger, text, at)
    ]


def examples(kind: str) -> list[Any]:
    return [
        pytest.param(group, entry, example, id=f"{group['key']}-{number}-{example}")
        for group in GROUPS
        for number, entry in enumerate(group["wrong"], start=1)
        for example in entry[kind]
    ]


@pytest.mark.parametrize(("group", "entry", "text"), examples("hit"))
def test_wrong_wording_is_told_with_its_reason(
    group: dict[str, Any], entry: dict[str, Any], text: str
) -> None:
    (hit,) = hits(text)
    word = text[hit.start : hit.end]
    assert hit.rule == f"severe-wording/{group['key']}"
    assert hit.severity == entry.get("severity", "block")
    assert hit.suggestion == entry["words"][word]
    assert entry.get("why", group["why"]) in hit.message
    assert hit.suggestion in hit.message


@pytest.mark.parametrize(("group", "entry", "text"), examples("miss"))
def test_right_wording_passes(group: dict[str, Any], entry: dict[str, Any], text: str) -> None:
    assert hits(text) == []


@pytest.mark.parametrize(("group", "entry", "text"), examples("hit"))
def test_the_right_wording_passes_in_its_place(
    group: dict[str, Any], entry: dict[str, Any], text: str
) -> None:
    (hit,) = hits(text)
    if hit.suggestion:
        assert hits(text[: hit.start] + hit.suggestion + text[hit.end :]) == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        pytest.param(wrong, right, id=wrong)
        for group in GROUPS
        for entry in group["wrong"]
        for wrong, right in entry["words"].items()
        if right
    ],
)
def test_no_suggestion_is_itself_wrong(wrong: str, right: str) -> None:
    assert right != wrong
    assert hits(right) == []


def test_every_entry_says_why_and_names_a_source() -> None:
    sources = law("wording/severe")["sources"]
    assert sum(len(group["wrong"]) for group in GROUPS) >= 160
    assert len(set_phrases()) >= 100
    for group in GROUPS:
        assert group["why"]
        assert group["source"] in sources
        assert group["verified"] in (True, False)
        for entry in group["wrong"]:
            assert Severity(entry.get("severity", "block"))
            assert entry["hit"]
            assert entry["miss"]


def told(text: str, phrase: SetPhrase) -> list[str]:
    return [text[hit.start : hit.end] for hit in hits(text) if hit.suggestion == phrase.text]


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_passes_to_the_letter(phrase: SetPhrase) -> None:
    assert hits(f"我们讲：{phrase.text}。") == []


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_with_one_wrong_sign_is_told(phrase: SetPhrase) -> None:
    for at in filter(phrase.may_slip, range(len(phrase.text))):
        wrong = phrase.text[:at] + STRANGER + phrase.text[at + 1 :]
        assert told(f"我们讲：{wrong}。", phrase) == [wrong]


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_with_a_sign_missing_or_doubled_is_told(phrase: SetPhrase) -> None:
    inner = [at for at in range(1, len(phrase.text) - 1) if phrase.may_slip(at)]
    for at in inner:
        for times in (0, 2):
            wrong = phrase.text[:at] + phrase.text[at] * times + phrase.text[at + 1 :]
            if wrong not in phrase.fine:
                assert wrong in told(f"我们讲：{wrong}。", phrase)


@pytest.mark.parametrize(
    ("phrase", "fine"),
    [
        pytest.param(phrase, fine, id=fine)
        for phrase in set_phrases()
        for fine in sorted(phrase.fine)
    ],
)
def test_a_right_wording_one_sign_away_passes(phrase: SetPhrase, fine: str) -> None:
    text = f"我们讲：{fine}。"
    for half in phrase.halves:
        for at in range(len(text)):
            if text.startswith(half, at):
                assert list(phrase.judge(half, text, at)) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("推进全面从严治校、全面依法治县", id="same-beginning"),
        pytest.param("省工业和信息化厅和市住房和城乡建设局", id="lower-organs"),
        pytest.param("人民检察机关和人民检察官", id="same-beginning-of-an-organ"),
        pytest.param("坚持社会主义义务教育方向", id="next-word-begins-alike"),
        pytest.param("提高人民法院工作水平，其中共产党员12名", id="words-that-meet"),
        pytest.param("中央政治局常务委员出席，支部纪律检查委员到会", id="a-post-of-an-organ"),
        pytest.param("树立安全发展理念、绿色发展理念", id="same-ending"),
        pytest.param("团结各国共产党和中国共产主义青年团", id="other-parties"),
        pytest.param("落实“五位一体”的总体布局", id="a-particle-between"),
        pytest.param("中华人民共\n和国", id="broken-line"),
    ],
)
def test_neighbours_of_set_phrases_pass(text: str) -> None:
    assert hits(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        pytest.param("增强“四个意思”，坚定", "增强“四个意思”", id="formula"),
        pytest.param("协调推进“四个全部”战略布局", "“四个全部”战略布局", id="layout"),
        pytest.param("全国人民代表大会常务委员汇审议", "人民代表大会常务委员汇", id="last-sign"),
        pytest.param("中国共产党中央委会印发", "中国共产党中央委会", id="missing-sign"),
        pytest.param("构建人类命运同共体", "人类命运同共体", id="out-of-order"),
        pytest.param("入类命运共同体", "入类命运共同体", id="first-sign"),
    ],
)
def test_a_slip_is_told_where_it_stands(text: str, wrong: str) -> None:
    assert [text[hit.start : hit.end] for hit in hits(text)] == [wrong]


@given(st.sampled_from(set_phrases()), st.text(max_size=20), st.text(max_size=20), st.data())
def test_a_broken_phrase_never_fails_the_scan(
    phrase: SetPhrase, before: str, after: str, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(phrase.text)))
    text = before + phrase.text[:cut] + after + phrase.text[cut:]
    for hit in hits(text):
        assert 0 <= hit.start < hit.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("反对“台独”分裂活动", id="quoted-word"),
        pytest.param("所谓“台湾总统府”的网页", id="opens-before"),
        pytest.param("非法的“中华民国政府”名义", id="quoted-name"),
        pytest.param("《东突厥斯坦真相》一书", id="title"),
        pytest.param('日方所谓"尖阁列岛"', id="straight-quotes"),
        pytest.param("挂出「台湾国旗」的图片", id="corner-quotes"),
    ],
)
def test_a_wording_in_quotes_is_only_spoken_of(text: str) -> None:
    assert hits(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“两岸”往来中，台湾总统称", id="quotes-closed-before"),
        pytest.param("在“某某某某某某某某某某某某某某某某某某”之后台湾总统称", id="far-away"),
    ],
)
def test_quotes_around_other_words_spare_nothing(text: str) -> None:
    assert [hit.severity for hit in hits(text)] == [Severity.BLOCK]


@pytest.mark.parametrize(
    "text",
    [
        "坚持以习近平新时代中国特色社会主义思想为指导，深刻领悟“两个确立”的决定性意义，"
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”",
        "高举中国特色社会主义伟大旗帜，坚持马克思列宁主义、毛泽东思想、邓小平理论、"
        "“三个代表”重要思想、科学发展观，全面贯彻习近平新时代中国特色社会主义思想",
        "统筹推进“五位一体”总体布局、协调推进“四个全面”战略布局",
        "贯彻党的二十大和二十届历次全会精神，落实党的十九届四中全会部署",
        "富强、民主、文明、和谐，自由、平等、公正、法治，爱国、敬业、诚信、友善",
        "根据《中华人民共和国公路法》和国务院办公厅有关规定",
        "全国人民代表大会常务委员会、中国人民政治协商会议全国委员会、中央纪律检查委员会、"
        "国家监察委员会、最高人民法院、最高人民检察院",
        "香港特别行政区、澳门特别行政区和台湾地区居民可以凭有效证件办理",
        "来自日本、韩国、中国台湾、中国香港等国家和地区的旅客",
        "新疆维吾尔自治区、广西壮族自治区、宁夏回族自治区、内蒙古自治区、西藏自治区",
    ],
)
def test_the_exact_wording_of_official_papers_passes(text: str) -> None:
    assert hits(text) == []
