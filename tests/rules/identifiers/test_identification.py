"""What a text is or holds: alone, inside sentences, labelled, and in hostile amounts."""

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.identifiers.identification import identify
from gongkai.rules.identifiers.judging import JUDGES, KIND_NAMES, Kind, judge
from gongkai.rules.identifiers.personal_numbers import identity_check_sign, passes_luhn

ON = date(2026, 3, 2)
ADULT = "451400199001010014"
MILLION = 1_000_000


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        pytest.param(ADULT, "identity-number", "广西壮族自治区", id="identity"),
        pytest.param("451400 19900101 0014", "identity-number", "校验码相符", id="with-blanks"),
        pytest.param(
            "４５１４００１９９００１０１００１４", "identity-number", "", id="full-width"
        ),
        pytest.param("11010519491231002x", "identity-number", "北京市", id="small-x"),
        pytest.param("110105491231002", "identity-number", "15 位旧号码", id="old-identity"),
        pytest.param("451400201506010028", "identity-number", "未满 18 周岁", id="minor"),
        pytest.param("13812345678", "mobile-number", "", id="mobile"),
        pytest.param("138-1234-5678", "mobile-number", "", id="mobile-with-dashes"),
        pytest.param("+8613812345678", "mobile-number", "", id="mobile-with-country-code"),
        pytest.param("6222 0212 3456 7890 128", "bank-card", "校验码相符", id="card-in-fours"),
        pytest.param("4111111111111111", "bank-card", "校验码相符", id="card-of-sixteen"),
        pytest.param("11370830004335422F", "credit-code", "004335422", id="credit-code"),
        pytest.param("01418471X", "organisation-code", "", id="organisation"),
        pytest.param("01418471-X", "organisation-code", "", id="organisation-with-dash"),
        pytest.param("000014349/2017-00110", "index-number", "2017年第110号", id="index"),
        pytest.param(
            "11341702486344515H/202110-00013", "index-number", "2021年10月第13号", id="index-month"
        ),
        pytest.param("4114000053-sqsjtysj-00000008", "index-number", "第8号", id="index-region"),
        pytest.param("国办函〔2020〕109号", "document-number", "“国办函”", id="document"),
        pytest.param("国务院令第711号", "document-number", "第711号", id="order"),
        pytest.param(
            "12441500196720244T3442199806003", "service-code", "实施编码", id="service-task"
        ),
        pytest.param("000118010000", "service-code", "行政许可", id="service-basic"),
        pytest.param("Z109-WS·2011-Y-BGS-0001", "archive-code", "2011 年度", id="archive"),
        pytest.param("bm55000001", "site-code", "bm", id="site-of-a-ministry"),
        pytest.param("3406000012", "site-code", "安徽省", id="site-of-a-city"),
        pytest.param("451400", "region-code", "广西壮族自治区", id="region"),
    ],
)
def test_a_right_number_alone_is_named(text: str, kind: str, reason: str) -> None:
    (found,) = identify(f" {text}\n", ON)
    assert (found.kind.value, found.valid) == (kind, True)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        pytest.param("451400199001010015", "identity-number", "校验码不符", id="identity"),
        pytest.param("45140019901301001X", "identity-number", "出生日期不存在", id="month"),
        pytest.param("451400202712310018", "identity-number", "晚于今天", id="not-yet-born"),
        pytest.param("110105491331002", "identity-number", "出生日期不存在", id="old-identity"),
        pytest.param("11370830004335422G", "credit-code", "校验码不符，应为“F”", id="credit-code"),
        pytest.param("1137083000433542IF", "credit-code", "不含 I", id="letter-never-used"),
        pytest.param("914514000000000119", "credit-code", "校验码不符", id="credit-code-of-digits"),
        pytest.param("035210000", "organisation-code", "虚拟代码", id="virtual-organisation"),
        pytest.param("6222021234567890123", "bank-card", "校验码不符", id="card"),
        pytest.param("000014348/2017-00110", "index-number", "校验码", id="index"),
        pytest.param("000014349/2027-00110", "index-number", "晚于今年", id="index-next-year"),
        pytest.param("000014349/2017-0110", "index-number", "模板", id="index-short-serial"),
        pytest.param(
            "交办办【2021】75号", "document-number", "“交办办〔2021〕75号”", id="document"
        ),
        pytest.param("商交120号", "document-number", "缺少年份", id="document-without-year"),
        pytest.param("〔2020〕109号", "document-number", "缺少机关代字", id="without-sign"),
        pytest.param("Z109-WS.2011-Y-BGS-0001", "archive-code", "U+00B7", id="archive"),
        pytest.param("12441500196720244T9442199806003", "service-code", "行使层级", id="service"),
    ],
)
def test_a_wrong_number_alone_says_what_is_wrong(text: str, kind: str, reason: str) -> None:
    (found,) = identify(text, ON)
    assert (found.kind.value, found.valid) == (kind, False)
    assert reason in found.reason


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" \n\t ", id="blank"),
        pytest.param("你好", id="words"),
        pytest.param("2023", id="year"),
        pytest.param("长安街5号", id="house"),
        pytest.param("公交12路", id="bus-line"),
        pytest.param("0" * 18, id="zeros"),
        pytest.param("1" * 17, id="seventeen-digits"),
        pytest.param("电话110105491331002", id="fifteen-digits-in-a-text"),
        pytest.param("9" * 18, id="nines"),
        pytest.param("联系电话：0771-5812345", id="landline"),
        pytest.param("总额13812345678.50元", id="amount"),
        pytest.param("3.13812345678", id="decimals"),
        pytest.param("20231231138123456780001", id="long-serial"),
        pytest.param("身份证号：45*************014", id="already-masked"),
        pytest.param("手机：138****5678", id="masked-mobile"),
        pytest.param("2020-05-00000008", id="date-like-an-index-number"),
        pytest.param("\ud800\udfff😀﹏", id="odd-unicode"),
    ],
)
def test_what_is_no_identifier_is_left_alone(text: str) -> None:
    assert identify(text, ON) == ()


def test_a_text_gives_up_all_its_numbers_in_order_with_their_places() -> None:
    text = (
        f"根据国办函〔2020〕109号和桂政办发【2021】7号，申请人身份证号{ADULT}，"
        "单位11370830004335422F，索引号000014349/2017-00110，网站标识码：4514000012。"
    )
    found = identify(text, ON)
    assert [(one.kind.value, one.valid) for one in found] == [
        ("document-number", True),
        ("document-number", False),
        ("identity-number", True),
        ("credit-code", True),
        ("index-number", True),
        ("site-code", True),
    ]
    assert text[found[0].start : found[0].end] == found[0].text == "国办函〔2020〕109号"
    assert text[found[2].start : found[2].end] == ADULT


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("依据《办法》（桂政办发〔2023〕5号）", "桂政办发〔2023〕5号", id="brackets"),
        pytest.param("现转发桂政办发〔2023〕5号", "桂政办发〔2023〕5号", id="verb"),
        pytest.param("见崇交发〔2023〕5号", "崇交发〔2023〕5号", id="see"),
        pytest.param("本局文件崇交发〔2023〕5号", "崇交发〔2023〕5号", id="letter-head"),
        pytest.param(
            "根据经信发〔2023〕5号", "经信发〔2023〕5号", id="sign-that-looks-like-a-verb"
        ),
        pytest.param("国务院令第711号公布", "国务院令第711号", id="order"),
    ],
)
def test_words_before_a_document_number_are_not_its_sign(text: str, number: str) -> None:
    assert [one.text for one in identify(text, ON)] == [number]


def test_numbers_joined_by_a_word_are_two() -> None:
    found = identify("国办函〔2020〕109号和崇交发〔2023〕5号", ON)
    assert [one.text for one in found] == ["国办函〔2020〕109号", "崇交发〔2023〕5号"]


def test_a_label_makes_a_number_of_any_form_answerable() -> None:
    found = identify("身份证号45140019900101001；组织机构代码：035210000；区划代码 990000", ON)
    assert [(one.kind.value, one.valid) for one in found] == [
        ("identity-number", False),
        ("organisation-code", False),
        ("region-code", False),
    ]


def test_a_number_that_is_two_things_is_called_both() -> None:
    found = identify("442199806003", ON)
    assert [one.kind.value for one in found] == ["service-code", "region-code"]


def test_an_identity_number_is_not_also_a_card() -> None:
    firsts = [f"45140019900101{serial:03}" for serial in range(1000)]
    numbers = [first + identity_check_sign(first) for first in firsts]
    assert any(passes_luhn(number) for number in numbers)
    assert {one.kind for number in numbers for one in identify(number, ON)} == {
        Kind.IDENTITY_NUMBER
    }


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param(ADULT, "45*************014", id="identity"),
        pytest.param("451400-19900101-0014", "45****-********-*014", id="dashes-stay"),
        pytest.param("451400199001010015", "45*************015", id="wrong-identity"),
        pytest.param("13812345678", "138****5678", id="mobile"),
        pytest.param("4111111111111111", "************1111", id="card"),
    ],
)
def test_a_personal_number_is_shown_masked_and_its_birth_date_nowhere(
    text: str, shown: str
) -> None:
    for context in (text, f"号码{text}，请核对"):
        (found,) = identify(context, ON)
        assert found.text == shown
        assert "1990" not in repr(found)
        assert text not in repr(found)


def test_every_kind_has_a_judge_and_a_name() -> None:
    assert set(JUDGES) == set(KIND_NAMES) == set(Kind)


@given(st.sampled_from(Kind), st.text(max_size=40))
def test_no_judge_is_thrown_by_any_text(kind: Kind, text: str) -> None:
    verdict = judge(kind, text, ON)
    assert verdict.valid or verdict.reason


pieces = st.one_of(
    st.text(alphabet="0123456789ABXx -/·〔〕（）号第令年", max_size=30),
    st.sampled_from([ADULT, "国办函〔2020〕109号", "Z109-WS·2011-Y-BGS-0001", "档号", "身份证"]),
    st.text(max_size=8),
)


@given(st.lists(pieces, max_size=8))
def test_places_lie_in_the_text_in_order_and_apart(parts: list[str]) -> None:
    text = "".join(parts)
    found = identify(text, ON)
    alone = len({(one.start, one.end) for one in found}) == 1
    assert alone or all(one.end <= two.start for one, two in pairwise(found))
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert len(one.text) == one.end - one.start
    assert identify(text, ON, most=1) in (found[:1], found)


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("1", id="digits"),
        pytest.param(" ", id="blanks"),
        pytest.param("办", id="characters"),
        pytest.param("〔2020〕", id="years"),
        pytest.param("发〔2020〕1号", id="document-numbers"),
        pytest.param("令第1号", id="orders"),
        pytest.param("身份证号", id="labels"),
        pytest.param("档号A1-·····", id="half-archive-codes"),
        pytest.param("A182-ZP·2022-", id="archive-codes-without-end"),
        pytest.param("6222 ", id="groups-of-four"),
        pytest.param(f"{ADULT} ", id="identity-numbers"),
        pytest.param("000014349/2017-00110,", id="index-numbers"),
    ],
)
def test_a_million_characters_take_a_moment(pattern: str) -> None:
    began = time.process_time()
    assert len(identify(pattern * (MILLION // len(pattern)), ON, most=10_000)) <= 10_000
    assert time.process_time() - began < 2  # a fifth of that where nothing else runs
