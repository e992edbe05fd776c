"""Part release: a passage is taken out of a file, or the copy is not made."""

import hashlib
import json
import zipfile
from io import BytesIO

import docx
import openpyxl
import pypdfium2 as pdfium
import pytest
from django.db import connection
from PIL import Image

from gongkai.inbound.cases import actions
from gongkai.inbound.cases.models import Case, CaseFile, Redaction
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.rules.exemptions import Withheld
from tests.factories.case_files import DAY, SECRET, a_pdf, a_word_file, a_workbook, in_hand, laid
from tests.factories.people import Bureau, UserFactory


@pytest.fixture
def case(bureau: Bureau) -> Case:
    return in_hand(bureau)


def released(file: CaseFile, bureau: Bureau, *passages: Withheld, **more: bool) -> CaseFile:
    return actions.release(file, passages=passages, by=bureau.clerk, at=DAY, **more)


def everything_in(package: bytes) -> str:
    with zipfile.ZipFile(BytesIO(package)) as parts:
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def test_a_passage_split_over_runs_is_taken_out_of_a_word_file(bureau: Bureau, case: Case) -> None:
    content = a_word_file("中标人为示例公司，联系人", "张", "三", "丰", "，张三丰电话另附。")
    file = laid(case, bureau, content)
    copy = released(file, bureau, SECRET)
    paragraphs = docx.Document(BytesIO(copy.content())).paragraphs
    assert paragraphs[0].text == "中标人为示例公司，联系人■■■，■■■电话另附。"
    assert "张三丰" not in everything_in(copy.content()).replace("\n", "")
    assert "起草人示例" not in everything_in(copy.content())
    assert file.content() == content
    row = Redaction.objects.get()
    assert (row.file, row.copy, row.places, row.ground) == (file, copy, 2, "EX15")
    assert row.passage == "张三丰"
    assert copy.sha256 == hashlib.sha256(copy.content()).hexdigest()


def test_an_amount_is_taken_out_of_a_workbook_as_it_is_shown(bureau: Bureau, case: Case) -> None:
    content = a_workbook("单价", 1250000, "示例公司报价1250000元", 125)
    price = Withheld("1250000", "EX15", "商业秘密")
    copy = released(laid(case, bureau, content, name="报价.xlsx"), bureau, price)
    row = next(openpyxl.load_workbook(BytesIO(copy.content())).active.iter_rows(values_only=True))
    assert row == ("单价", "■■■■■■■", "示例公司报价■■■■■■■元", 125)
    assert "1250000" not in everything_in(copy.content())


def test_a_passage_over_two_lines_is_taken_out_of_a_pdf(bureau: Bureau, case: Case) -> None:
    content = a_pdf("The contact is Zhang Sanfeng of", "Ten Street, room 5")
    address = Withheld("Zhang Sanfeng of Ten Street", "EX15", "第三方的个人隐私")
    copy = released(laid(case, bureau, content, name="contact.pdf"), bureau, address)
    read = pdfium.PdfDocument(copy.content())[0].get_textpage().get_text_bounded()
    assert "Sanfeng" not in read
    assert "Ten Street" not in copy.text
    assert "room 5" in copy.text
    assert "已涂黑并改为整页图片" in copy.made_by


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("说明.txt", "联系人张三丰。".encode(), id="text"),
        pytest.param("说明.html", "<p>联系人张<b>三</b>丰。</p>".encode(), id="web-page"),
    ],
)
def test_texts_and_web_pages_lose_it_as_well(
    bureau: Bureau, case: Case, name: str, content: bytes
) -> None:
    copy = released(laid(case, bureau, content, name=name), bureau, SECRET)
    assert "联系人■■■。" in copy.content().decode()


def test_personal_numbers_go_by_one_tick_and_are_logged(bureau: Bureau, case: Case) -> None:
    file = laid(case, bureau, a_word_file("张三丰，手机13800138000。"))
    copy = released(file, bureau, SECRET, masks_numbers=True)
    assert docx.Document(BytesIO(copy.content())).paragraphs[0].text == "■■■，手机138****8000。"
    rows = list(Redaction.objects.values_list("ground", "places"))
    assert rows == [("EX15", 1), ("EX15", 1)]


def test_what_is_not_found_is_named_and_nothing_is_made(bureau: Bureau, case: Case) -> None:
    file = laid(case, bureau)
    other = Withheld("李四光", "EX15", "第三方的个人隐私")
    with pytest.raises(Refused, match="没有找到第2段“李四光”"):
        released(file, bureau, SECRET, other)
    assert not CaseFile.objects.ready().exists()
    assert not Redaction.objects.exists()


def test_a_passage_left_over_two_paragraphs_refuses_the_copy(bureau: Bureau, case: Case) -> None:
    document = docx.Document()
    for text in ("联系人张三丰", "代表张", "三丰签字"):
        document.add_paragraph(text)
    out = BytesIO()
    document.save(out)
    with pytest.raises(Refused, match="“张三丰”没有能够完全去掉"):
        released(laid(case, bureau, out.getvalue()), bureau, SECRET)
    assert not CaseFile.objects.ready().exists()


def test_a_picture_and_a_layout_file_are_refused_with_a_way_out(bureau: Bureau, case: Case) -> None:
    out = BytesIO()
    Image.new("RGB", (40, 40), "white").save(out, "PNG")
    file = laid(case, bureau, out.getvalue(), name="扫描.png")
    with pytest.raises(Refused, match="不能自动隐去文字。请在原文件里隐去"):
        released(file, bureau, SECRET)
    assert released(file, bureau).content().startswith(b"\x89PNG")


def test_a_whole_file_goes_out_clean(bureau: Bureau, case: Case) -> None:
    file = laid(case, bureau)
    copy = released(file, bureau)
    assert "起草人示例" in everything_in(file.content())
    assert "起草人示例" not in everything_in(copy.content())
    assert not Redaction.objects.exists()
    assert LedgerEntry.objects.filter(verb="case.file-released").count() == 1


def test_the_name_of_the_copy_tells_nothing_either(bureau: Bureau, case: Case) -> None:
    file = laid(case, bureau, name="关于张三丰的决定.docx")
    assert released(file, bureau, SECRET).name == "关于■■■的决定.docx"


def test_a_copy_made_anew_takes_the_place_of_the_one_before(bureau: Bureau, case: Case) -> None:
    file = laid(case, bureau)
    first = released(file, bureau)
    second = released(file, bureau, SECRET)
    assert list(CaseFile.objects.ready()) == [second]
    assert first.sha256 != second.sha256


@pytest.mark.parametrize(
    ("passage", "says"),
    [
        pytest.param(Withheld("张", "EX15", "个人隐私"), "第1段太短", id="one-sign"),
        pytest.param(Withheld("字" * 501, "EX15", "个人隐私"), "超过500个字", id="too-long"),
        pytest.param(Withheld("张三丰", "EX99", "个人隐私"), "不予公开的情形", id="no-ground"),
        pytest.param(Withheld("张三丰", "EX15", " "), "不予公开的理由", id="no-reason"),
    ],
)
def test_a_passage_needs_words_a_ground_and_a_reason(
    bureau: Bureau, case: Case, passage: Withheld, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        released(laid(case, bureau), bureau, passage)


def test_the_same_passage_twice_and_too_many_are_refused(bureau: Bureau, case: Case) -> None:
    file = laid(case, bureau)
    with pytest.raises(Refused, match="第2段和前面的一段相同"):
        released(file, bureau, SECRET, Withheld("张 三丰", "EX15", "个人隐私"))
    many = [Withheld(f"第{n}个人", "EX15", "个人隐私") for n in range(41)]
    with pytest.raises(Refused, match="最多隐去40段"):
        released(file, bureau, *many)


def test_only_whoever_works_on_the_case_makes_a_copy(bureau: Bureau, case: Case) -> None:
    file = laid(case, bureau)
    outsider = UserFactory(agency=bureau.agency)
    with pytest.raises(Refused, match="不在您手里"):
        actions.release(file, by=outsider, at=DAY)
    paper = laid(case, bureau, part=CaseFile.Part.INTERNAL)
    with pytest.raises(Refused, match="只有“拟提供的信息”"):
        released(paper, bureau)
    with pytest.raises(Refused, match="这是处理后的副本"):
        released(released(file, bureau), bureau)


def test_neither_the_ledger_nor_the_tables_tell_what_was_withheld(
    bureau: Bureau, case: Case
) -> None:
    file = laid(case, bureau, name="张三丰的申请.docx")
    copy = released(file, bureau, SECRET)
    actions.read_file(copy, purpose="核对副本", by=bureau.clerk, at=DAY)
    with connection.cursor() as cursor:
        for table in ("cases_casefile", "cases_redaction", "ledger_ledgerentry"):
            cursor.execute(f"SELECT * FROM {table}")
            rows = json.dumps(cursor.fetchall(), default=str, ensure_ascii=False)
            assert "张三丰" not in rows, table
            assert "个人隐私" not in rows, table
    told = LedgerEntry.objects.get(verb="case.file-redacted").details
    assert (told["file"], told["copy"], told["places"]) == (file.pk, copy.pk, [1])
    assert told["grounds"] == ["EX15"]
    assert told["digests"] == [hashlib.sha256(f"{case.code}张三丰".encode()).hexdigest()]
