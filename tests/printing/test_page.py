"""The page of a letter: GB/T 9704's paper, margins, grid, head, foot and seal."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from gongkai.printing.fonts import DEBIAN_FANDOL, typefaces
from gongkai.printing.letters import Form, Letterhead, letter_pdf
from gongkai.rules.letters import letter
from tests.printing.cases import FACTS, ONE_OF_EACH, TOLD, facts_for
from tests.printing.paper import (
    HEAD,
    MADE_AT,
    MM,
    NOTO,
    fonts,
    joined,
    lines,
    pages,
    printed,
    signs,
)

LONG = replace(FACTS, told=TOLD | {"reasons": "测" * 1400})
LEFT, RIGHT, TOP, BOTTOM = 28, 210 - 26, 37, 297 - 35


def test_the_paper_is_a4() -> None:
    with pypdfium2.PdfDocument(printed("R-1", FACTS)) as document:
        width, height = document[0].get_size()
    assert (round(width / MM), round(height / MM)) == (210, 297)


def test_a_full_page_has_22_lines_of_28_characters_inside_the_margins() -> None:
    pdf = printed("R-3.1", LONG)
    body = [line for line in lines(pdf, 2) if line[0].sign == "测"]
    assert len(body) == 22
    assert {len(line) for line in body} == {28}
    assert abs(body[0][0].top - TOP) < 2
    assert body[-1][0].bottom < BOTTOM
    assert abs(min(sign.left for line in body for sign in line) - LEFT) < 1
    assert abs(max(sign.right for line in body for sign in line) - RIGHT) < 1
    pitches = [below[0].bottom - above[0].bottom for above, below in pairwise(body)]
    assert all(abs(pitch - 225 / 22) < 0.1 for pitch in pitches)


def test_a_paragraph_begins_two_characters_in() -> None:
    text = signs(printed("R-3.1", FACTS), 1)
    first = next(sign for at, sign in enumerate(text) if sign.sign + text[at + 1].sign == "本机")
    assert abs(first.left - LEFT - 2 * 156 / 28) < 1


@pytest.mark.parametrize("number", [2, 3])
def test_the_page_number_stands_below_the_text_outside(number: int) -> None:
    foot = lines(printed("R-3.1", LONG), number)[-1]
    assert "".join(sign.sign for sign in foot) == f"—{number}—"
    assert abs(foot[1].top - BOTTOM - 7) < 2
    if number % 2:
        assert abs(RIGHT - 156 / 28 - foot[-1].right) < 2
    else:
        assert abs(foot[0].left - LEFT - 156 / 28) < 2


def test_the_first_page_of_a_letter_bears_no_number_and_that_of_a_document_does() -> None:
    assert "— 1 —" not in pages(printed("R-3.1", FACTS))[0]
    assert pages(printed("R-3.1", FACTS, Form.DOCUMENT))[0].endswith("— 1 —")


def test_the_mark_of_a_letter_stands_30_mm_and_of_a_document_72_mm_from_the_top() -> None:
    # A glyph is a little lower than the top of its square.
    for form, top in ((Form.LETTER, 30), (Form.DOCUMENT, 37 + 35)):
        mark = lines(printed("R-1", FACTS, form), 1)[0]
        assert "".join(sign.sign for sign in mark) == "清河市交通运输局"
        assert abs(mark[0].bottom - mark[0].top) > 12
        assert top - 5 < mark[0].top < top + 2
        assert abs((mark[0].left + mark[-1].right) / 2 - (LEFT + RIGHT) / 2) < 1.5


def test_the_date_ends_four_characters_in_and_the_name_is_centred_above_it() -> None:
    rows = lines(printed("R-1", FACTS, link=""), 1)
    text = ["".join(sign.sign for sign in row) for row in rows]
    day = rows[text.index("2026年3月20日")]
    name = rows[text.index("2026年3月20日") - 1]
    assert "".join(sign.sign for sign in name) == "清河市交通运输局"
    assert abs(RIGHT - 4 * 156 / 28 - day[-1].right) < 2
    assert abs((name[0].left + name[-1].right) / 2 - (day[0].left + day[-1].right) / 2) < 1


def test_a_long_name_of_an_office_stays_on_the_paper() -> None:
    agency = "清河市交通运输综合行政执法支队清河经济技术开发区大队第一执法中队"
    pdf = printed("R-1", replace(FACTS, agency=agency))
    assert agency in joined(pdf)
    # A bracket at the start of a line is set half a character to the left.
    body = [sign for sign in signs(pdf, 1) if sign.top > 60 and sign.sign != "（"]
    assert min(sign.left for sign in body) > LEFT - 1
    assert max(sign.right for sign in body) < RIGHT + 1


def test_no_page_holds_a_signature_alone() -> None:
    for length in range(0, 700, 28):
        facts = replace(FACTS, told=TOLD | {"reasons": "测" * (length + 1)}, contact="")
        last = pages(printed("R-3.1", facts))[-1]
        assert "提起行政诉讼。" in last
        assert "2026年3月20日" in last


def test_the_imprint_stands_at_the_foot_of_an_even_page() -> None:
    head = {"copies_to": "清河市人民政府办公室", "printed_by": "清河市交通运输局办公室"}
    for documents in (
        (ONE_OF_EACH[0], ONE_OF_EACH[2]),
        ONE_OF_EACH,
        ONE_OF_EACH * 2,
        ONE_OF_EACH * 3,
    ):
        shown = Letterhead(
            issuer="清河市交通运输局文件", form=Form.DOCUMENT, printed_on=date(2026, 3, 20), **head
        )
        facts = replace(FACTS, documents=documents)
        found = pages(letter_pdf(letter("R-2", facts), shown, made_at=MADE_AT, faces=NOTO))
        assert len(found) % 2 == 0
        assert "抄送：清河市人民政府办公室。" in found[-1]
        assert "2026年3月20日印发" in found[-1]
        assert found[-1].endswith(f"— {len(found)} —")


def test_only_a_draft_says_so_and_where_the_seal_goes() -> None:
    made = {
        is_draft: joined(
            letter_pdf(letter("R-1", FACTS), HEAD, made_at=MADE_AT, is_draft=is_draft, faces=NOTO)
        )
        for is_draft in (False, True)
    }
    for word in ("草稿", "（此处加盖印章）"):
        assert word in made[True]
        assert word not in made[False]


def test_every_font_is_in_the_file_and_the_file_says_what_it_is() -> None:
    pdf = printed("R-2", facts_for("R-2"))
    assert fonts(pdf)
    assert all(fonts(pdf).values())
    with pikepdf.open(BytesIO(pdf)) as document:
        told = document.open_metadata()
        assert told["pdfaid:part"] == "2"
        assert told["pdfaid:conformance"] == "A"
        assert told["pdfuaid:part"] == "1"
        assert told["dc:title"] == "政府信息公开申请答复书"
        assert document.Root.Lang == "zh-CN"
        assert document.Root.MarkInfo.Marked


@pytest.mark.skipif(not DEBIAN_FANDOL.is_dir(), reason="needs Debian's texlive-lang-chinese")
def test_body_text_is_in_fangsong_where_the_computer_has_it() -> None:
    pdf = letter_pdf(letter("R-1", FACTS), HEAD, made_at=MADE_AT, faces=typefaces())
    assert any("FandolFang" in name for name in fonts(pdf))
