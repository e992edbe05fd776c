"""The inbox of readers' reports."""

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.inbound.cases import actions
from gongkai.inbound.cases.models import DocumentReport
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.publishing import EditionFactory


@pytest.fixture
def report(bureau: Bureau) -> DocumentReport:
    edition = EditionFactory(bureau=bureau, published=True)
    return actions.report_document(
        edition.record,
        reason="wrong",
        message="第二段的日期写错了，应当是二月二十八日。",
        contact="",
        seed="ABCDEFGHJKLMNPQRSTUV",
        at=timezone.now(),
    )


def test_a_report_waits_on_today_until_it_is_answered(
    bureau: Bureau, client: Client, report: DocumentReport
) -> None:
    client.force_login(bureau.clerk)
    assert "第二段的日期写错了" in client.get("/office/").content.decode()
    address = f"/office/document-reports/{report.pk}/"
    assert client.post(address, {"text": "已核实，并于今日更正。"}).status_code == 302
    report.refresh_from_db()
    assert report.answered_by == bureau.clerk
    assert "第二段的日期写错了" not in client.get("/office/").content.decode()
    seen = client.get("/office/document-reports/?state=answered").content.decode()
    assert "第二段的日期写错了" in seen


def test_a_refused_answer_comes_back(
    bureau: Bureau, client: Client, report: DocumentReport
) -> None:
    client.force_login(bureau.clerk)
    typed = "请致电13812345678说明"
    answer = client.post(f"/office/document-reports/{report.pk}/", {"text": typed})
    assert answer.status_code == 422
    assert typed in answer.content.decode()
    report.refresh_from_db()
    assert report.answered_at is None


def test_another_agency_does_not_see_it(client: Client, report: DocumentReport) -> None:
    client.force_login(staffed_bureau().office)
    assert client.get(f"/office/document-reports/{report.pk}/").status_code == 404
    assert "第二段" not in client.get("/office/document-reports/").content.decode()
