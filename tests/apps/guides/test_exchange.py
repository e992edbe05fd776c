"""Guides into files and from files, in the office and as open data."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.outbound.guides.exchanging import as_file, guide_in_file
from gongkai.outbound.guides.workbooks import as_workbook, read_workbook
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Edition, Elements
from gongkai.rules.guides.plain import guide_of
from gongkai.rules.guides.sheets import WHOLE, Unreadable, sheets_of
from tests.factories.guides import drafted_guide, published_guide, service_guide
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.publishing import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return staffed_bureau()


@pytest.fixture
def clerk(bureau: Bureau, client: Client) -> Client:
    client.force_login(bureau.clerk)
    return client


def _upload(content: bytes, name: str = "指南.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("shape", ["json", "xlsx"])
def test_an_exported_guide_is_brought_in_as_it_was(
    bureau: Bureau, clerk: Client, shape: str
) -> None:
    edition = drafted_guide(bureau)
    exported = clerk.get(f"/office/editions/{edition.pk}/guide/export.{shape}")
    assert exported.status_code == 200
    sent = {"unit": bureau.unit.pk, "file": _upload(exported.content, f"指南.{shape}")}
    answer = clerk.post("/office/guides/import/", sent)
    assert answer.status_code == 302
    brought = Edition.objects.exclude(pk=edition.pk).get()
    assert guide_of(Elements.objects.get(edition=brought).said) == service_guide()
    assert brought.record_id != edition.record_id


def test_a_file_takes_the_place_of_all_elements(bureau: Bureau, clerk: Client) -> None:
    edition = drafted_guide(bureau)
    wanted = service_guide(conditions=("只有一条",), fees=(), is_charged=False)
    address = f"/office/editions/{edition.pk}/guide/import/"
    answer = clerk.post(address, {"file": _upload(as_file(wanted, "xlsx"))})
    assert answer["Location"] == f"/office/editions/{edition.pk}/guide/"
    assert guide_of(Elements.objects.get(edition=edition).said) == wanted
    edition.refresh_from_db()
    assert "只有一条" in edition.body_text


def test_every_fault_is_told_and_nothing_changes(bureau: Bureau, clerk: Client) -> None:
    edition = drafted_guide(bureau)
    sheets = sheets_of(service_guide())
    sheets["申请材料"][1][4] = "两份"
    sheets["收费"][0].append("折扣")
    sheets[WHOLE].append(["nobody_knows", "", "甲"])
    address = f"/office/editions/{edition.pk}/guide/import/"
    answer = clerk.post(address, {"file": _upload(as_workbook(sheets))})
    assert answer.status_code == 422
    page = answer.content.decode()
    for said in ("工作表“申请材料”E2", "折扣", "nobody_knows"):
        assert said in page
    assert guide_of(Elements.objects.get(edition=edition).said) == service_guide()


def test_what_is_under_review_takes_no_file(bureau: Bureau, clerk: Client) -> None:
    record = published_guide(bureau)
    edition = record.live_edition
    address = f"/office/editions/{edition.pk}/guide/import/"
    answer = clerk.post(address, {"file": _upload(as_file(service_guide(), "xlsx"))})
    assert answer.status_code == 422
    assert "不能再改" in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "不是 JSON"),
        (b"[" * 100_000, "不是 JSON|嵌套太深"),
        (b"{}" + b"\xff", "UTF-8"),
        (b'{"format": "gongkai-guide/1", "guide": 3}', "没有办事指南"),
        (b'{"visits": 1e400}', "整数"),
        (b'{"visits": ' + b"9" * 5000 + b"}", "数字太长"),
        (b'{"task_name": {"a": 1}}', "应当是文字"),
        (b'{"by_law": [[1]]}', "分项填写"),
        (b'{"__class__": "x"}', "没有“__class__”"),
        ('{"limit_scene_num": "٣"}'.encode(), "整数"),
        (b'{"task_name": "\\ud800"}', "控制字符"),
    ],
)
def test_hostile_json_is_refused_in_words(content: bytes, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        guide_in_file(content)


def test_an_empty_form_and_a_foreign_unit_are_refused(bureau: Bureau, clerk: Client) -> None:
    assert clerk.post("/office/guides/import/").status_code == 422
    foreign = staffed_bureau(slug="bieju").unit
    sent = {"unit": foreign.pk, "file": _upload(as_file(service_guide(), "json"))}
    assert clerk.post("/office/guides/import/", sent).status_code == 422
    assert not Edition.objects.exists()


def test_the_blank_workbook_names_every_field(bureau: Bureau, clerk: Client) -> None:
    sheets = read_workbook(clerk.get("/office/guides/blank.xlsx").content)
    fields = {row[1].text for row in sheets[WHOLE].values()}
    assert {"task_name", "anticipate_day", "accept_condition", "supervise_way"} - fields == {
        "supervise_way"
    }
    assert "申请材料" in sheets


def test_other_editions_and_other_shapes_are_not_there(bureau: Bureau, clerk: Client) -> None:
    edition = drafted_guide(bureau)
    assert clerk.get(f"/office/editions/{edition.pk}/guide/export.exe").status_code == 404
    foreign = drafted_guide(staffed_bureau(slug="bieju"))
    for place in ("export.json", "import/"):
        assert clerk.get(f"/office/editions/{foreign.pk}/guide/{place}").status_code == 404


def test_public_guides_are_open_data(bureau: Bureau, client: Client) -> None:
    record = published_guide(bureau)
    drafted_guide(bureau, name="还没有公开")
    home = f"/{bureau.agency.slug}/services/"
    answer = client.get(f"{home}guides.json")
    assert answer["Content-Type"] == "application/json"
    told = json.loads(answer.content)
    assert [one["guide"]["task_name"] for one in told["guides"]] == ["道路普通货物运输经营许可"]
    assert told["guides"][0]["address"].endswith(record.get_absolute_url())
    for shape in ("json", "xlsx"):
        answer = client.get(f"{home}{record.pk}/guide.{shape}")
        assert guide_in_file(answer.content) == service_guide()
        again = client.get(f"{home}{record.pk}/guide.{shape}", HTTP_IF_NONE_MATCH=answer["ETag"])
        assert again.status_code == 304


def test_a_withdrawn_guide_is_open_data_no_more(bureau: Bureau, client: Client) -> None:
    record = published_guide(bureau)
    actions.withdraw(record, reason="事项已经取消。", by=bureau.office, at=AT)
    home = f"/{bureau.agency.slug}/services/"
    assert json.loads(client.get(f"{home}guides.json").content)["guides"] == []
    assert client.get(f"{home}{record.pk}/guide.json").status_code == 410
    assert client.get(f"{home}999/guide.json").status_code == 404


@pytest.mark.parametrize("guides", [1, 6])
def test_the_open_data_of_many_guides_costs_no_more_questions(
    bureau: Bureau, client: Client, guides: int, django_assert_num_queries: object
) -> None:
    for number in range(guides):
        published_guide(bureau, name=f"事项{number}")
    with django_assert_num_queries(2):
        told = client.get(f"/{bureau.agency.slug}/services/guides.json").content
    assert len(json.loads(told)["guides"]) == guides
