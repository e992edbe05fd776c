"""The office: a list in, every mistake told, and files from outside that mean harm."""

import io
import zipfile

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from gongkai.outbound.decisions.models import Decision, EndedDisplay
from gongkai.outbound.decisions.sheets import written
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Edition
from gongkai.rules.decisions.columns import Kind
from tests.factories.decisions import (
    ADULT,
    AT,
    drafted_batch,
    penalty,
    person,
    published_batch,
    table,
)
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.publishing import set_steps

pytestmark = pytest.mark.django_db
IMPORT = "/office/decisions/import/"


@pytest.fixture
def bureau() -> Bureau:
    return staffed_bureau()


@pytest.fixture
def clerk(bureau: Bureau, client: Client) -> Client:
    client.force_login(bureau.clerk)
    return client


def _sent(bureau: Bureau, content: bytes, name: str = "处罚.xlsx", **more: str) -> dict:
    return {
        "kind": "penalty",
        "unit": bureau.unit.pk,
        "batch": "2026年第1批",
        "file": SimpleUploadedFile(name, content),
    } | more


def _import(client: Client, sent: dict):
    with time_machine.travel(AT, tick=False):
        return client.post(IMPORT, sent)


@pytest.mark.parametrize("how", ["xlsx", "utf-8", "gb18030"])
def test_a_list_becomes_a_checked_batch(bureau: Bureau, clerk: Client, how: str) -> None:
    lines = table(Kind.PENALTY, [penalty(1), person(2)])
    content, name = written(lines, "xlsx"), "处罚.xlsx"
    if how != "xlsx":
        content, name = written(lines, "csv").decode("utf-8-sig").encode(how), "处罚.csv"
    answer = _import(clerk, _sent(bureau, content, name))
    assert answer.status_code == 302
    edition = Edition.objects.get()
    assert answer["Location"].endswith(f"/editions/{edition.pk}/facts/")
    assert edition.check_runs.exists()
    assert Decision.objects.count() == 2
    assert not edition.attachments.exists()


def test_one_mistake_imports_nothing_and_keeps_what_was_typed(
    bureau: Bureau, clerk: Client
) -> None:
    rows = [penalty(1), person(2, identity="", severity="中")]
    content = written(table(Kind.PENALTY, rows), "xlsx")
    answer = _import(clerk, _sent(bureau, content))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "第3行“证件号码”" in page
    assert "第3行“失信程度”" in page
    assert "2026年第1批" in page
    assert not Edition.objects.exists()
    assert _import(clerk, _sent(bureau, content, only_good="on")).status_code == 302
    assert Decision.objects.count() == 1


def test_a_decision_that_is_public_already_is_recognised(bureau: Bureau, clerk: Client) -> None:
    published_batch(bureau, [penalty(1)])
    content = written(table(Kind.PENALTY, [penalty(1)]), "xlsx")
    answer = _import(clerk, _sent(bureau, content))
    assert "已经在公示或者待公示的批次里" in answer.content.decode()
    assert _import(clerk, _sent(bureau, content, only_good="on")).status_code == 422


def _bomb() -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 80_000_000)
    return into.getvalue()


def _with_entities() -> bytes:
    into = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(written([["甲"]], "xlsx")))
    with zipfile.ZipFile(into, "w") as packed:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith("sheet1.xml"):
                part = b'<!DOCTYPE a [<!ENTITY b "c">]>' + part
            packed.writestr(name, part)
    return into.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(_bomb(), "a.xlsx", id="bomb"),
        pytest.param(_with_entities(), "a.xlsx", id="entities"),
        pytest.param(b"PK\x03\x04broken", "a.xlsx", id="broken"),
        pytest.param(written([["甲", "乙"]], "xlsx")[:900], "a.xlsx", id="cut"),
        pytest.param(b"\xd0\xcf\x11\xe0" * 20, "a.xls", id="old"),
        pytest.param(b"\x89PNG\x00\x00", "a.csv", id="picture"),
        pytest.param('"没有关上的引号\n'.encode(), "a.csv", id="quote"),
        pytest.param(b"a,b\n" * 6000, "a.csv", id="long"),
        pytest.param(b"," * 100, "a.csv", id="wide"),
        pytest.param(b"a" * (5 * 1024 * 1024 + 1), "a.csv", id="large"),
        pytest.param(b"<html></html>", "a.html", id="page"),
    ],
)
def test_a_hostile_file_gets_a_sentence(
    bureau: Bureau, clerk: Client, content: bytes, name: str
) -> None:
    answer = _import(clerk, _sent(bureau, content, name))
    assert answer.status_code == 422
    assert not Edition.objects.exists()


def test_a_formula_is_never_reckoned(bureau: Bureau, clerk: Client) -> None:
    book, into = Workbook(), io.BytesIO()
    for line in table(Kind.PENALTY, [penalty(1, fine="=1+1")]):
        book.active.append(line)
    book.save(into)
    answer = _import(clerk, _sent(bureau, into.getvalue()))
    assert "公式" in answer.content.decode()


def test_another_agency_reaches_nothing(bureau: Bureau, client: Client) -> None:
    record = published_batch(bureau, [penalty(1)])
    client.force_login(staffed_bureau().office)
    row = Decision.objects.get()
    assert client.get(f"/office/decisions/{row.pk}/").status_code == 404
    assert client.get(f"/office/editions/{record.live_edition_id}/decisions/").status_code == 404
    assert row.number not in client.get("/office/decisions/live/").content.decode()


def test_the_office_takes_one_down_and_the_clerk_cannot(bureau: Bureau, client: Client) -> None:
    published_batch(bureau, [penalty(1), person(2)])
    row = Decision.objects.first()
    assert row is not None
    sent = {"cause": "void", "happened_on": "2026-09-26", "reason": "决定被确认无效。"}
    address = f"/office/decisions/{row.pk}/"
    with time_machine.travel(AT, tick=False):
        client.force_login(bureau.clerk)
        refused = client.post(address, sent)
        assert refused.status_code == 422
        assert "决定被确认无效。" in refused.content.decode()
        client.force_login(bureau.office)
        assert client.post(address, sent).status_code == 302
        assert "已撤回" in client.get(address).content.decode()
        assert "已撤回" in client.get("/office/decisions/live/").content.decode()
    assert EndedDisplay.objects.get().key == row.key


def test_screens_tell_what_waits(bureau: Bureau, clerk: Client) -> None:
    lines = table(Kind.PENALTY, [penalty(1, decided_on="2026-09-01")])
    _import(clerk, _sent(bureau, written(lines, "xlsx")))
    edition = Edition.objects.get()
    with time_machine.travel(AT, tick=False):
        for address in ("/office/decisions/", "/office/"):
            assert "逾期" in clerk.get(address).content.decode()
        rows = clerk.get(f"/office/editions/{edition.pk}/decisions/").content.decode()
    assert "未按规定检测车辆" in rows
    assert ADULT not in rows


@pytest.mark.parametrize("kind", ["licence", "penalty"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_templates_are_handed_out(clerk: Client, kind: str, ending: str) -> None:
    assert clerk.get(f"/office/decisions/template/{kind}.{ending}").status_code == 200
    assert clerk.get(f"/office/decisions/template/{kind}.exe").status_code == 404
    assert clerk.get(f"/office/decisions/template/x.{ending}").status_code == 404


def test_a_mended_list_takes_the_place_of_the_rows(bureau: Bureau, clerk: Client) -> None:
    lines = table(Kind.PENALTY, [penalty(1), penalty(2)])
    _import(clerk, _sent(bureau, written(lines, "xlsx")))
    edition = Edition.objects.get()
    mended = written(table(Kind.PENALTY, [penalty(2, fine="0.2"), penalty(3)]), "xlsx")
    address = f"/office/editions/{edition.pk}/decisions/"
    with time_machine.travel(AT, tick=False):
        answer = clerk.post(address, _sent(bureau, mended))
        assert answer.status_code == 302
        wrong = clerk.post(address, _sent(bureau, b"PK", batch="改过的名称"))
    assert wrong.status_code == 422
    assert "改过的名称" in wrong.content.decode()
    rows = Decision.objects.filter(edition=edition).order_by("id")
    assert [row.number for row in rows] == ["示交罚〔2026〕2号", "示交罚〔2026〕3号"]


def test_a_reviewer_finds_every_row(bureau: Bureau, client: Client) -> None:
    set_steps(bureau.agency)
    edition = drafted_batch(bureau, [person(1)])
    actions.check(edition, by=bureau.clerk, at=AT)
    actions.submit(edition, by=bureau.clerk, at=AT)
    client.force_login(bureau.head)
    with time_machine.travel(AT, tick=False):
        page = client.get(f"/office/editions/{edition.pk}/review/").content.decode()
        assert f"/office/editions/{edition.pk}/elements/" in page
        rows = client.get(f"/office/editions/{edition.pk}/elements/", follow=True)
    assert "黄某某" in rows.content.decode()
    assert "替换全部行" not in rows.content.decode()
