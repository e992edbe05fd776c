"""Letters as PDF: the approved texts, and whatever a person may type into them."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gongkai.printing.letters import letter_pdf
from gongkai.printing.typesetting import CannotPrint, MissingGlyph
from gongkai.printing.word import docx, text_of
from gongkai.rules.letter_kinds import letters
from gongkai.rules.letters import letter
from tests.printing.cases import FACTS, ONE_OF_EACH, TOLD, facts_for
from tests.printing.paper import HEAD, MADE_AT, NOTO, joined, pages, printed

GOLDEN = Path(__file__).parents[1] / "golden" / "letters"
REVIEW_FIRST = [f"R-3.{number}" for number in range(1, 8)]
HOSTILE = (
    '#import "@preview/x:1.0.0": *', "$x^2$", "\\u{41} \\ \\n", "`#panic()`", "```typ #sys```",
    "#read(\"/etc/passwd\")", "<label> @end *粗* _斜_ = 标题", "{{ 7*7 }}{% raw %}",
    "<w:t>&amp;</w:t>",
    "// 注释 /* */", "'\"; --", "~ -- --- ...",
)  # fmt: skip


@pytest.mark.parametrize("key", letters())
def test_a_letter_is_the_approved_one(key: str) -> None:
    facts = facts_for(key)
    written = (
        "\f\n".join(pages(printed(key, facts)))
        + "\n\n==== DOCX ====\n"
        + text_of(docx(letter(key, facts)))
        + "\n"
    )
    path = GOLDEN / f"{key}.txt"
    if os.environ.get("GONGKAI_GOLDEN") == "write":
        path.write_text(written, "utf-8")
    assert path.read_text("utf-8") == written


def test_every_approved_letter_is_of_a_letter_there_is() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(letters())


@pytest.mark.parametrize("key", REVIEW_FIRST)
def test_a_refusal_on_paper_says_that_review_comes_first(key: str) -> None:
    for text in (joined(printed(key, FACTS)), text_of(docx(letter(key, FACTS)))):
        assert "应当自收到本答复之日起60日内先向清河市人民政府申请行政复议" in text
        assert "未经行政复议，不能直接提起行政诉讼。" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_is_shown_and_never_obeyed(text: str) -> None:
    facts = replace(
        FACTS, told=TOLD | {"reasons": text, "asked": text}, addressee=text, annexes=(text,)
    )
    said = "".join(text.split())
    assert joined(printed("R-3.1", facts)).count(said) == 4
    assert "".join(text_of(docx(letter("R-3.1", facts))).split()).count(said) == 4


def test_rare_characters_of_names_are_printed() -> None:
    rare = "镕喆堃昇垚玥赟"
    pdf = printed("R-3.1", replace(FACTS, addressee=rare))
    assert f"{rare}：" in joined(pdf)


def test_a_character_no_font_has_is_refused_by_name_before_typesetting() -> None:
    facts = replace(FACTS, addressee="𠮷\U0001f600某", told=TOLD | {"reasons": "𠮷"})
    with pytest.raises(MissingGlyph) as refused:
        printed("R-3.1", facts)
    assert refused.value.characters == ("\U0001f600", "𠮷")
    assert str(refused.value) == (
        "字体里没有这些字：“\U0001f600”（U+1F600）、“𠮷”（U+20BB7）。"
        "请换用别的字，或者请管理员补充字体。"
    )


def test_a_long_addressee_keeps_its_lines_inside_the_page() -> None:
    name = "清河市某某交通建设工程质量安全监督技术咨询服务有限责任公司清河经济技术开发区分公司"
    text = joined(printed("R-3.1", replace(FACTS, addressee=name * 3)))
    assert f"{name * 3}：" in text


def test_a_long_address_without_blanks_breaks_and_stays_whole() -> None:
    link = "https://gongkai.example.cn/" + "a1b2c3d4" * 40
    pdf = printed("R-1-public", replace(FACTS, told=TOLD | {"way": link}))
    assert link in joined(pdf)
    assert max(map(len, "\n".join(pages(pdf)).split("\n"))) < 70


def test_an_address_too_long_for_a_code_is_refused_in_words() -> None:
    with pytest.raises(CannotPrint, match="网址有5000个字符，做不成二维码，请换短的网址。"):
        printed("R-1", FACTS, link="x" * 5000)


def test_fifty_documents_in_one_decision_are_all_there() -> None:
    rulings = [
        replace(ONE_OF_EACH[number % 4], document=f"《养护月报》第{number}期")
        for number in range(1, 51)
    ]
    pdf = printed("R-2", replace(FACTS, documents=tuple(rulings)))
    for number in range(1, 51):
        assert f"{number}．《养护月报》第{number}期：" in joined(pdf)
    assert len(pages(pdf)) > 8


def test_the_same_letter_is_the_same_file() -> None:
    written = letter("R-2", facts_for("R-2"))
    first = letter_pdf(written, HEAD, made_at=MADE_AT, faces=NOTO)
    assert first == letter_pdf(written, HEAD, made_at=MADE_AT, faces=NOTO)
    later = letter_pdf(written, HEAD, made_at=MADE_AT + timedelta(days=1), faces=NOTO)
    assert first != later
    moment = MADE_AT + timedelta(microseconds=123456)
    assert letter_pdf(written, HEAD, made_at=moment, faces=NOTO) == first
    assert docx(written) == docx(written)


def test_dates_and_numbers_are_written_as_an_official_document_writes_them() -> None:
    text = joined(printed("R-6.2", FACTS))
    assert "清交公开〔2026〕12号" in text
    assert "缴纳期限至2026年3月5日" in text
    assert "03月" not in text
