"""The screens and the public pages of boards, and the paper that hangs."""

import re

import pypdfium2
import pytest
from django.test import Client

from gongkai.outbound.boards import actions as boards
from gongkai.outbound.boards import papers
from gongkai.outbound.boards.models import BoardIssue
from gongkai.outbound.publishing.actions import withdraw
from gongkai.outbound.publishing.sheets import sheet_path
from gongkai.rules.posters import Points, Table, Words
from tests.factories.boards import a_board, approved, composed, hung, photo, started
from tests.factories.guides import corrected_guide, published_guide
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.publishing import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return staffed_bureau(slug="shili")


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_sheet_says_what_the_record_says(bureau: Bureau) -> None:
    record = published_guide(bureau)
    issue = composed(bureau, record)
    said = re.sub(r"\s", "", _text(papers.hung_pdf(issue.sheets.get())))
    for part in ("道路普通货物运输经营许可办事指南", "每证10元", "2024年第1期", "第1版"):
        assert part in said
    assert sheet_path(record.live_edition) in said


def test_only_the_first_sheets_hang_where_there_is_no_room(bureau: Bureau) -> None:
    record = published_guide(bureau, conditions=tuple(f"第{n}项条件：有制度" for n in range(120)))
    issue = composed(bureau, record)
    sheet = issue.sheets.get()
    sheet.pages = papers.pages_of(issue.board, record.live_edition)
    assert sheet.pages > 2
    assert len(pypdfium2.PdfDocument(papers.hung_pdf(sheet))) == 1


def test_html_becomes_blocks() -> None:
    made = papers.blocks_of(
        "<h2>一、条件</h2><ol><li>有车</li></ol><h2>二、收费</h2><p>如下：</p>"
        "<table><tr><th>项目</th><th>标准</th></tr><tr><td>补证</td></tr></table><p>完</p>"
    )
    assert made == (
        Points((("有车", ()),), "一、条件"),
        Words(("如下：",), "二、收费"),
        Table(("项目", "标准"), (("补证", ""),), (1, 1)),
        Words(("完",)),
    )


def test_nothing_of_a_text_is_said_twice_or_lost() -> None:
    made = papers.blocks_of(
        "<ul><li>甲<ul><li>乙</li></ul></li></ul>"
        "<section><table><tr><td>a</td><td>1</td></tr></table></section>"
        '<figure><img src="picture:1" alt="线路图"></figure>'
    )
    assert made == (
        Points((("甲", ("乙",)),)),
        Table(("a", "1"), (), (1, 1)),
        Words(("（图：线路图，见网页）",)),
    )


def test_paper_is_made_of_what_was_approved_and_is_public(bureau: Bureau, client: Client) -> None:
    record = published_guide(bureau)
    issue = composed(bureau, record)
    here = f"/office/notice-boards/issues/{issue.pk}/sheets/{issue.sheets.get().pk}/print.pdf"
    client.force_login(bureau.clerk)
    assert client.get(here).status_code == 422
    issue = boards.submit(issue, by=bureau.clerk, at=AT)
    boards.approve(issue, digest=issue.digest, by=bureau.office, at=AT)
    boards.put_up(issue, photo=photo(), by=bureau.clerk, at=AT)
    assert client.get(here).status_code == 200
    corrected_guide(record, bureau, quantity_limit="每年十家")
    assert "每年十家" in re.sub(r"\s", "", _text(client.get(here).content))
    withdraw(record, reason="内容有误，重新核对。", by=bureau.office, at=AT)
    assert "不能再打印" in client.get(here).content.decode()


def test_an_issue_goes_its_way_through_the_screens(bureau: Bureau, client: Client) -> None:
    record = published_guide(bureau)
    client.force_login(bureau.office)
    board = {"name": "大厅", "place": "一楼", "unit": bureau.unit.pk, "slots": 9, "paper": "a4",
             "is_open": "on"}  # fmt: skip
    assert client.post("/office/notice-boards/new/", board).status_code == 302
    client.force_login(bureau.clerk)
    (kept,) = bureau.agency.board_set.all()
    days = {"planned_on": "2090-01-01", "expires_on": "2090-02-01"}
    assert client.post(f"/office/notice-boards/{kept.pk}/start/", days).status_code == 302
    issue = BoardIssue.objects.get()
    here = f"/office/notice-boards/issues/{issue.pk}/"
    assert client.post(f"{here}add/", {"record": record.pk, "slots": 1}).status_code == 302
    assert "还空 8 个位置" in client.get(here).content.decode()
    assert client.post(f"{here}submit/").status_code == 302
    issue.refresh_from_db()
    assert client.post(f"{here}judge/", {"verdict": "approve"}).status_code == 422
    client.force_login(bureau.office)
    refused = client.post(f"{here}judge/", {"digest": issue.digest, "reason": "短"})
    assert refused.status_code == 422
    verdict = {"verdict": "approve", "digest": issue.digest}
    assert client.post(f"{here}judge/", verdict).status_code == 302
    client.force_login(bureau.clerk)
    assert client.get(f"{here}sheets/{issue.sheets.get().pk}/print.pdf").content[:4] == b"%PDF"
    assert client.post(f"{here}post/", {"act": "up"}).status_code == 422
    note = {"act": "up", "note": "手机没电，下午补拍。"}
    assert client.post(f"{here}post/", note).status_code == 302
    issue.refresh_from_db()
    assert issue.state == BoardIssue.State.UP


def test_the_public_sees_what_hangs_and_whether_it_holds(bureau: Bureau, client: Client) -> None:
    record = published_guide(bureau)
    assert "还没有登记公开栏" in client.get("/shili/boards/").content.decode()
    issue = hung(bureau, record)
    page = client.get("/shili/boards/").content.decode()
    assert "2024年第1期" in page
    assert "（现行）" in page
    corrected_guide(record, bureau, quantity_limit="每年十家")
    assert "不是现行版本" in client.get(issue.get_absolute_url()).content.decode()
    old = client.get(f"/sheets/{record.pk}/1/").content.decode()
    assert "已更新" in old


def test_what_does_not_hang_is_not_public(bureau: Bureau, client: Client) -> None:
    issue = approved(bureau, published_guide(bureau))
    assert client.get(issue.get_absolute_url()).status_code == 404
    assert issue.label not in client.get("/shili/boards/").content.decode()
    assert client.get("/shili/boards/").cookies == {}


def test_another_agencys_boards_are_not_found(bureau: Bureau, client: Client) -> None:
    issue = started(bureau)
    client.force_login(staffed_bureau(slug="bieju").clerk)
    assert client.get(f"/office/notice-boards/issues/{issue.pk}/").status_code == 404
    assert client.post(f"/office/notice-boards/issues/{issue.pk}/submit/").status_code == 404
    assert client.get(f"/office/notice-boards/{issue.board_id}/start/").status_code == 404
    assert client.get(f"/bieju/boards/{issue.board_id}/2024-1/").status_code == 404


def test_findings_wait_on_the_first_screen(bureau: Bureau, client: Client) -> None:
    hung(bureau, published_guide(bureau), board=a_board(bureau, name="东墙"))
    client.force_login(bureau.clerk)
    assert "过期没有取下" in client.get("/office/").content.decode()
