"""五上墙 online: the five to read, to download by size, and nothing of what is not public."""

from io import BytesIO

import pypdfium2
import pytest
from django.test import Client
from PIL import Image

from gongkai.outbound.publishing import actions
from gongkai.outbound.walls.structures import KINDS
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.publishing import AT
from tests.factories.walls import commitments, fines, organisation, released

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return staffed_bureau(slug="shili")


def test_an_empty_wall_says_what_should_be_there(client: Client, bureau: Bureau) -> None:
    shown = client.get("/shili/walls/").content.decode()
    for label in ("机构职能图", "办事流程图", "收费和罚款标准", "办理结果公示", "服务承诺"):
        assert f"{label}应当在这里公开，目前还没有。" in shown


def test_the_wall_shows_what_is_public_and_its_files(client: Client, bureau: Bureau) -> None:
    released("organisation", organisation(), bureau)
    released("fines", fines(50), bureau)
    actions.start_with("commitments", commitments(), unit=bureau.unit, by=bureau.clerk, at=AT)
    answer = client.get("/shili/walls/")
    shown = answer.content.decode()
    assert not answer.cookies
    assert "第1运输科" in shown
    assert "第10种擅自" in shown
    assert "第11种擅自" not in shown
    assert "还有40项" in shown
    assert "补证申请" not in shown
    for name in ("a1.pdf", "a4.pdf", "wide-1.png", "tall-1.png"):
        assert f'href="/shili/walls/fees/{name}"' in shown


@pytest.mark.parametrize(("paper", "width"), [("a4", 210), ("a3", 297), ("a2", 420), ("a1", 594)])
def test_the_files_are_of_the_size_they_say(
    client: Client, bureau: Bureau, paper: str, width: int
) -> None:
    released("fines", fines(), bureau)
    answer = client.get(f"/shili/walls/fees/{paper}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["ETag"] == client.get(f"/shili/walls/fees/{paper}.pdf")["ETag"]
    with pypdfium2.PdfDocument(answer.content) as document:
        assert round(document[0].get_width() * 25.4 / 72) == width


def test_a_screen_has_a_picture_for_each_sheet_and_no_more(client: Client, bureau: Bureau) -> None:
    released("fines", fines(30), bureau)
    for number in (1, 2):
        picture = client.get(f"/shili/walls/fees/wide-{number}.png").content
        assert Image.open(BytesIO(picture)).size == (1920, 1080)
    assert client.get("/shili/walls/fees/wide-99.png").status_code == 404


@pytest.mark.parametrize(
    "name",
    ["a0.pdf", "a5.pdf", "wide-0.png", "wide-1000.png", "huge-1.png", "a4.pdf.exe", "..%2fa4.pdf"],
)
def test_an_invented_file_is_not_found(client: Client, bureau: Bureau, name: str) -> None:
    released("fines", fines(), bureau)
    assert client.get(f"/shili/walls/fees/{name}").status_code == 404


def test_a_withdrawn_source_has_no_file(client: Client, bureau: Bureau) -> None:
    edition = released("fines", fines(), bureau)
    actions.withdraw(edition.record, reason="已停止执行。", by=bureau.office, at=AT)
    assert client.get("/shili/walls/fees/a4.pdf").status_code == 404
    assert "擅自" not in client.get("/shili/walls/").content.decode()


def test_a_sign_without_a_glyph_is_a_doubt_before_it_is_a_failure(bureau: Bureau) -> None:
    said = {**fines(1), "note": "微笑\U0001f600"}
    kind = next(one for one in KINDS if one.kind == "fines")
    assert any("印不出来" in doubt.message for doubt in kind.doubts(said, AT.date()))


def test_a_missing_glyph_is_told_in_words(
    client: Client, bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    released("fines", fines(), bureau)
    type(bureau.agency).objects.filter(pk=bureau.agency.pk).update(name="示例\U0001f600局")
    answer = client.get("/shili/walls/fees/a4.pdf")
    assert answer.status_code == 422
    assert "U+1F600" in answer.content.decode()


def test_queries_stay_flat(client: Client, bureau: Bureau, flat_queries) -> None:
    def grow() -> None:
        released("fines", fines(2), bureau)
        released("commitments", commitments(2), bureau)

    flat_queries("/shili/walls/", grow)


def test_queries_of_a_sheet_stay_flat(client: Client, bureau: Bureau, flat_queries) -> None:
    def grow() -> None:
        released("fines", fines(2), bureau)

    flat_queries("/sheets/shili/fees/000000000000/", grow)
