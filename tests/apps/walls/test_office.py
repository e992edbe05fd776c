"""五上墙 in the office: starting, typing, pasting, importing, and who may not."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Edition, Elements, Finding
from tests.factories.people import Bureau, UnitFactory, staffed_bureau
from tests.factories.publishing import AT, set_steps
from tests.factories.walls import commitments, fines, organisation, released

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    made = staffed_bureau(slug="shili")
    set_steps(made.agency)
    return made


@pytest.fixture
def clerk(client: Client, bureau: Bureau) -> Client:
    client.force_login(bureau.clerk)
    return client


def _started(bureau: Bureau, kind: str = "fines") -> Edition:
    said = {"fines": fines(0), "organisation": organisation(0), "commitments": commitments(0)}
    return actions.start_with(kind, said[kind], unit=bureau.unit, by=bureau.clerk, at=AT)


def _book(rows: list[list[object]]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    return SimpleUploadedFile("罚款.xlsx", kept.getvalue())


def test_the_first_draft_of_the_organisation_knows_the_units(clerk: Client, bureau: Bureau) -> None:
    UnitFactory(agency=bureau.agency, name="运输管理科")
    answer = clerk.post("/office/walls/new/organisation/", {"unit": bureau.unit.pk})
    edition = Edition.objects.get()
    assert answer["Location"] == f"/office/walls/{edition.pk}/elements/"
    shown = clerk.get(answer["Location"]).content.decode()
    assert "运输管理科" in shown
    assert "没有写明负责人及其分工。" in shown


def test_pasted_rows_become_elements_and_text(clerk: Client, bureau: Bureau) -> None:
    edition = _started(bureau)
    pasted = "未悬挂标志牌\t一般\t200元\t《条例》第七条\n\n超越许可｜严重｜1万元|《条例》第八条\n"
    answer = clerk.post(
        f"/office/walls/{edition.pk}/elements/", {"title": "罚款标准", "rows": pasted, "note": ""}
    )
    assert answer.status_code == 302
    said = Elements.objects.get(edition=edition).said
    assert said["rows"] == [
        ["未悬挂标志牌", "一般", "200元", "《条例》第七条"],
        ["超越许可", "严重", "1万元", "《条例》第八条"],
    ]
    edition.refresh_from_db()
    assert "超越许可\t严重\t1万元\t《条例》第八条" in edition.body_text
    shown = clerk.get(f"/office/walls/{edition.pk}/elements/").content.decode()
    assert "未悬挂标志牌｜一般｜200元｜《条例》第七条" in shown


def test_faulty_rows_are_named_and_come_back(clerk: Client, bureau: Bureau) -> None:
    edition = _started(bureau)
    typed = f"行为｜一｜二｜三｜四｜五\n｜一般\n{'长' * 1001}｜一般"
    answer = clerk.post(
        f"/office/walls/{edition.pk}/elements/", {"title": "罚款标准", "rows": typed, "note": ""}
    )
    shown = answer.content.decode()
    assert answer.status_code == 422
    for fault in ("第1行：有6列", "第2行：第一列没有填", "第3行：有一格超过1000个字"):
        assert fault in shown
    assert "行为｜一｜二｜三｜四｜五" in shown
    assert Elements.objects.get(edition=edition).said["rows"] == []


def test_a_spreadsheet_takes_the_place_of_the_list(clerk: Client, bureau: Bureau) -> None:
    edition = _started(bureau)
    book = _book([["行为", "档次", "幅度", "依据"], ["未带证", "轻微", 50, "《条例》第九条"]])
    answer = clerk.post(
        f"/office/walls/{edition.pk}/elements/",
        {"title": "罚款标准", "rows": "旧的｜一般", "note": "", "sheet": book},
    )
    assert answer.status_code == 302
    said = Elements.objects.get(edition=edition).said
    assert said["rows"] == [["未带证", "轻微", "50", "《条例》第九条"]]


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04broken", b"not a book", b"x" * 2_000_001], ids=["zip", "text", "long"]
)
def test_what_is_no_spreadsheet_is_refused(clerk: Client, bureau: Bureau, content: bytes) -> None:
    edition = _started(bureau)
    answer = clerk.post(
        f"/office/walls/{edition.pk}/elements/",
        {
            "title": "罚款标准", "rows": "甲｜乙", "note": "",
            "sheet": SimpleUploadedFile("a.xlsx", content),
        },
    )  # fmt: skip
    assert answer.status_code == 422
    assert "甲｜乙" in answer.content.decode()


def test_a_formula_is_never_reckoned(clerk: Client, bureau: Bureau) -> None:
    edition = _started(bureau)
    book = _book([["行为"], ["=1+1", "一般"], ["第二种", "一般"]])
    answer = clerk.post(
        f"/office/walls/{edition.pk}/elements/",
        {"title": "罚款标准", "rows": "甲", "note": "", "sheet": book},
    )
    assert answer.status_code == 422
    assert "第1行：第一列没有填" in answer.content.decode()


def test_what_is_missing_stops_the_draft(bureau: Bureau) -> None:
    edition = actions.start_with(
        "fines",
        {"title": "罚款标准", "rows": [["未带证"]], "note": ""},
        unit=bureau.unit, by=bureau.clerk, at=AT,
    )  # fmt: skip
    actions.check(edition, by=bureau.clerk, at=AT)
    found = Finding.objects.filter(run__edition=edition, rule="element")
    assert {one.label for one in found} == {"rows.1.basis", "rows.1.range"}
    assert {one.severity for one in found} == {"block"}


def test_every_kind_has_a_form_that_keeps_what_is_there(clerk: Client, bureau: Bureau) -> None:
    for kind in ("organisation", "fines", "commitments"):
        made = {"organisation": organisation(3), "fines": fines(3), "commitments": commitments(3)}
        edition = actions.start_with(kind, made[kind], unit=bureau.unit, by=bureau.clerk, at=AT)
        address = f"/office/walls/{edition.pk}/elements/"
        form = clerk.get(address).context["form"]
        typed = {field.html_name: field.value() or "" for field in form if field.name != "sheet"}
        assert clerk.post(address, typed).status_code == 302
        assert Elements.objects.get(edition=edition).said == made[kind]


def test_another_agencys_draft_is_not_found(client: Client, bureau: Bureau) -> None:
    edition = _started(bureau)
    client.force_login(staffed_bureau(slug="bieju").clerk)
    assert client.get(f"/office/walls/{edition.pk}/elements/").status_code == 404
    assert client.post(f"/office/walls/{edition.pk}/elements/", {}).status_code == 404


def test_who_may_not_write_starts_nothing(client: Client, bureau: Bureau) -> None:
    client.force_login(bureau.operator)
    answer = client.post("/office/walls/new/fines/", {"unit": bureau.unit.pk})
    assert answer.status_code == 422
    assert not Edition.objects.exists()


def test_a_unit_of_another_agency_is_no_choice(clerk: Client, bureau: Bureau) -> None:
    other = staffed_bureau(slug="bieju")
    answer = clerk.post("/office/walls/new/fines/", {"unit": other.unit.pk})
    assert answer.status_code == 422
    assert clerk.post("/office/walls/new/nothing/", {"unit": bureau.unit.pk}).status_code == 404


def test_the_office_page_lists_sheets_and_drafts(clerk: Client, bureau: Bureau) -> None:
    released("fines", fines(), bureau)
    _started(bureau, "commitments")
    shown = clerk.get("/office/walls/").content.decode()
    assert "/shili/walls/fees/a1.pdf" in shown
    assert "正在办理" in shown
    assert "还没有公开的“机构职能”" in shown


def test_published_elements_are_not_typed_over(clerk: Client, bureau: Bureau) -> None:
    edition = released("fines", fines(), bureau)
    answer = clerk.post(
        f"/office/walls/{edition.pk}/elements/",
        {"title": "改", "rows": "甲｜乙｜丙｜丁第一条", "note": ""},
    )
    assert answer.status_code == 422
    assert Elements.objects.get(edition=edition).said["title"] == "道路运输罚款标准"


def test_there_is_one_organisation_of_an_agency(clerk: Client, bureau: Bureau) -> None:
    released("organisation", organisation(), bureau)
    answer = clerk.post("/office/walls/new/organisation/", {"unit": bureau.unit.pk})
    assert answer.status_code == 422
    assert "修订" in answer.content.decode()
    assert Edition.objects.count() == 1
