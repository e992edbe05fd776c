"""The page of a public record, and what its address says when the record is no longer public."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.outbound.content.reading import prepare
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.actions import Description
from gongkai.outbound.publishing.models import Attachment, Edition
from tests.factories.people import Bureau
from tests.factories.publishing import AT, BODY, EditionFactory, sign_all

MOST_QUERIES = 10


def page(client: Client, edition: Edition) -> str:
    return client.get(f"/documents/{edition.record_id}/").content.decode()


def test_the_page_shows_what_a_reader_asks_for(
    client: Client, published_file: Callable[..., Edition]
) -> None:
    edition = published_file(
        title="上半年工作总结",
        description={"document_number": "示交发〔2024〕3号", "keywords": ["首问责任"]},
    )
    shown = page(client, edition)
    for fact in (
        "上半年工作总结", "示交发〔2024〕3号", edition.record.index_number, "2024-03-05 09:00",
        "工作总结.docx", "DOCX", "10.00KB", "约6页（估计）", "首问责任", edition.digest,
        edition.record.unit.name, "公开有关信息",
    ):  # fmt: skip
        assert fact in shown


def test_the_tags_for_machines_are_those_of_the_guideline(client: Client, bureau: Bureau) -> None:
    bureau.agency.site_code = "1234567890"
    bureau.agency.save()
    shown = page(client, EditionFactory(bureau=bureau, published=True, title="施工通告"))
    for tag in (
        '<meta name="SiteName"', '<meta name="SiteDomain"',
        'name="SiteIDCode" content="1234567890"',
        'name="ArticleTitle" content="施工通告"', 'name="PubDate" content="2024-03-05 09:00"',
        '<meta name="ContentSource"', '<meta name="ColumnName"', '<meta name="ColumnType"',
    ):  # fmt: skip
        assert tag in shown


def test_everybody_gets_the_same_bytes_and_no_cookie(client: Client, bureau: Bureau) -> None:
    address = f"/documents/{EditionFactory(bureau=bureau, published=True).record_id}/"
    stranger = client.get(address)
    client.force_login(bureau.clerk)
    officer = client.get(address)
    assert officer.content == stranger.content
    assert not stranger.cookies
    assert not officer.cookies
    assert "Cookie" not in officer.get("Vary", "")


def test_an_unchanged_page_is_not_sent_again(client: Client, bureau: Bureau) -> None:
    address = f"/documents/{EditionFactory(bureau=bureau, published=True).record_id}/"
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_the_page_costs_few_queries(
    client: Client, published_file: Callable[..., Edition], bureau: Bureau
) -> None:
    edition = published_file()
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/documents/{edition.record_id}/")
    assert len(captured) <= MOST_QUERIES


def test_what_was_never_public_is_not_found(client: Client, bureau: Bureau) -> None:
    edition = EditionFactory(bureau=bureau, submitted=True)
    assert client.get(f"/documents/{edition.record_id}/").status_code == 404
    assert client.get(f"/documents/{'9' * 30}/").status_code == 404


def test_a_withdrawn_record_says_so_at_its_address(client: Client, bureau: Bureau) -> None:
    edition = EditionFactory(bureau=bureau, withdrawn=True, title="已经过时的通告")
    answer = client.get(f"/documents/{edition.record_id}/")
    assert answer.status_code == 410
    shown = answer.content.decode()
    for fact in ("已经过时的通告", "内容已经过时。", "2024-03-06 09:00", 'role="search"'):
        assert fact in shown
    assert "公开有关信息" not in shown


def test_a_withdrawn_title_can_be_hidden(client: Client, bureau: Bureau) -> None:
    edition = EditionFactory(bureau=bureau, published=True, title="某某某的处罚")
    actions.withdraw(
        edition.record, reason="涉及个人信息。", hides_title=True, by=bureau.office, at=AT
    )
    notice = client.get(f"/documents/{edition.record_id}/").content.decode()
    list_of_acts = client.get(f"/{bureau.agency.slug}/oversight/").content.decode()
    assert "某某某" not in notice + list_of_acts
    assert "涉及个人信息。" in notice


def test_a_replaced_document_leads_to_the_one_in_force(client: Client, bureau: Bureau) -> None:
    old = EditionFactory(bureau=bureau, published=True, title="旧办法")
    new = EditionFactory(bureau=bureau, published=True, title="新办法")
    amended = actions.revise(old, by=bureau.clerk, at=AT)
    facts = Description(
        title="旧办法", columns=list(old.columns.all()), issuer="局", formed_on=date(2024, 3, 1),
        validity=Edition.Validity.REPEALED, replaced_by=new.record, change_note="新办法已施行。",
    )  # fmt: skip
    amended = actions.describe(amended, facts, by=bureau.clerk, at=AT)
    actions.check(amended, by=bureau.clerk, at=AT)
    sign_all(actions.submit(amended, by=bureau.clerk, at=AT), bureau)
    assert f'已废止，现行文件是：<a href="/documents/{new.record_id}/">新办法' in page(
        client, amended
    )
    assert "本文件替代了" in page(client, new)


def test_a_term_that_ran_out_shows_without_anybody_doing_anything(
    client: Client, bureau: Bureau
) -> None:
    edition = EditionFactory(
        bureau=bureau, published=True, description={"valid_until": date(2024, 4, 1)}
    )
    assert "已失效" in page(client, edition)
    column = edition.columns.get()
    listed = client.get(f"/{bureau.agency.slug}/columns/{column.slug}/").content.decode()
    assert "validity--expired" in listed


def test_an_urgent_release_is_marked_until_confirmed(client: Client, bureau: Bureau) -> None:
    edition = EditionFactory(bureau=bureau, submitted=True)
    actions.release_urgently(
        edition, digest=edition.digest, reason="桥梁险情。", by=bureau.leader, at=AT
    )
    assert "未经复核" in page(client, edition)
    actions.confirm(edition, digest=edition.digest, by=bureau.head, at=AT + timedelta(hours=1))
    assert "未经复核" not in page(client, edition)


def test_conversion_losses_are_told(client: Client, bureau: Bureau) -> None:
    edition = EditionFactory(bureau=bureau, described=True)
    actions.fill(
        edition, title=edition.title, body_html=f'<p id="b1">{BODY}</p>', body_text=BODY,
        losses=["第3段的艺术字没有转换。"], files=[], by=bureau.clerk, at=AT,
    )  # fmt: skip
    actions.check(edition, by=bureau.clerk, at=AT)
    sign_all(actions.submit(edition, by=bureau.clerk, at=AT), bureau)
    assert "第3段的艺术字没有转换。" in page(client, edition)


def test_pictures_get_their_address_and_tables_a_box() -> None:
    picture = Attachment(pk=7, name="图 1.png")
    body = (
        '<p id="b1"><img src="picture:图 1.png"></p><p><img src="picture:gone.png"></p>'
        "<table><tbody><tr><td><table><tbody><tr><td>内</td></tr></tbody></table></td></tr>"
        "</tbody></table>尾"
    )
    html = prepare(3, body, [picture]).html
    assert 'src="/documents/3/files/7/%E5%9B%BE%201.png"' in html
    assert 'alt="正文图片（原文件没有文字说明）"' in html
    assert "gone.png" not in html
    assert html.count('class="scroll"') == 1
    assert html.endswith("尾")


def test_an_outline_is_drawn_from_three_headings_on() -> None:
    two = '<h2 id="b1">一、甲</h2><h3 id="b2">（一）乙</h3>'
    assert not prepare(1, two, []).outline
    three = prepare(1, two + '<h2 id="b3">二、丙</h2>', []).outline
    assert [(heading.text, heading.anchor, heading.level) for heading in three] == [
        ("一、甲", "b1", 2), ("（一）乙", "b2", 3), ("二、丙", "b3", 2),
    ]  # fmt: skip


def test_the_qr_leads_to_the_page(client: Client, bureau: Bureau) -> None:
    edition = EditionFactory(bureau=bureau, published=True)
    answer = client.get(f"/documents/{edition.record_id}/qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert b"<svg" in answer.content


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_reading_pages_only_read(client: Client, bureau: Bureau, method: str) -> None:
    edition = EditionFactory(bureau=bureau, published=True)
    assert getattr(client, method)(f"/documents/{edition.record_id}/").status_code == 405
