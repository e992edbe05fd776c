"""A clerk's Word file: uploaded, corrected, returned once, cleared by three, public, withdrawn."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.outbound.content.models import Upload
from gongkai.outbound.publishing.models import Edition
from gongkai.people.models import User
from gongkai.timetable import rounds
from tests.factories.people import Bureau
from tests.factories.publishing import ColumnFactory
from tests.flows.word_files import GOOD, TITLE, WITH_A_PHONE, upload


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, address: str, **expected: Any) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == expected.get("status", 200)
    return answer.content.decode()


def act(client: Client, address: str, **typed: Any) -> str:
    answer = client.post(address, typed)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def facts(edition: Edition, column: int, **changed: Any) -> dict[str, Any]:
    return {
        "title": edition.title,
        "issuer": edition.issuer,
        "formed_on": "2024-02-27",
        "columns": [column],
        "unit": edition.record.unit_id,
        "keywords": "公交、线路",
        "disclosure": "proactive",
        "validity": "in_force",
    } | changed


@pytest.fixture
def column(bureau: Bureau) -> int:
    return ColumnFactory(agency=bureau.agency, name="通知公告").pk


def test_from_a_word_file_to_the_public_and_out_again(bureau: Bureau, column: int) -> None:
    clerk, head = as_(bureau.clerk), as_(bureau.head)

    place = act(
        clerk, "/office/upload/", file=upload(WITH_A_PHONE), unit=bureau.unit.pk, columns=[column]
    )
    assert "正在读取" in page(clerk, place)
    rounds.run_due(timezone.now())
    read = page(clerk, place)
    assert "读取结果" in read
    assert "一路公交车延长至客运总站" in read
    edition = Edition.objects.get(title=TITLE)
    home = f"/office/editions/{edition.pk}/"

    found = page(clerk, f"{home}findings/")
    assert "<mark>13812345678</mark>" in found
    assert f"{home}text/#b" in found
    assert "还有1处" in page(clerk, f"{home}submit/")

    place = act(clerk, f"{home}replace/", file=upload(GOOD))
    rounds.run_due(timezone.now())
    page(clerk, place)
    assert "没有必须处理的问题" in page(clerk, f"{home}findings/")

    edition.refresh_from_db()
    act(clerk, f"{home}facts/", **facts(edition, column))
    asked = page(clerk, f"{home}submit/")
    for reviewer in (bureau.head, bureau.secrecy, bureau.office):
        assert reviewer.name in asked
    act(clerk, f"{home}submit/", release="on_clearance")

    edition.refresh_from_db()
    seen = page(head, f"{home}review/")
    assert "首次送审，全文" in seen
    assert edition.digest in seen
    returning = {"digest": edition.digest, "verdict": "returned", "reason": "请写明末班车时间"}
    act(head, f"{home}review/sign/", **returning)
    assert "请写明末班车时间" in page(clerk, "/office/")

    changed = [line.replace("首班车时间为六时", "首班车六时、末班车二十二时") for line in GOOD]
    place = act(clerk, f"{home}replace/", file=upload(changed))
    rounds.run_due(timezone.now())
    page(clerk, place)
    act(clerk, f"{home}submit/", release="on_clearance")

    seen = page(head, f"{home}review/")
    assert "与上一次送审相比" in seen
    assert "末班车" in seen.split("<ins>", 1)[1]
    for reviewer in (bureau.head, bureau.secrecy, bureau.office):
        edition.refresh_from_db()
        act(as_(reviewer), f"{home}review/sign/", digest=edition.digest, verdict="agreed")

    edition.refresh_from_db()
    assert edition.state == Edition.State.PUBLISHED
    assert TITLE in page(clerk, "/office/published/?q=公交")
    assert edition.authors.count() == 1

    act(as_(bureau.office), f"{home}withdraw/", reason="线路方案又有变化")
    assert "线路方案又有变化" in page(clerk, home)
    assert TITLE in page(clerk, "/office/published/?state=withdrawn")


def test_a_file_that_cannot_be_read_says_why_and_offers_another_try(bureau: Bureau) -> None:
    clerk = as_(bureau.clerk)
    broken = upload(GOOD)
    broken.file.seek(0)
    broken.file.truncate(400)
    place = act(clerk, "/office/upload/", file=broken, unit=bureau.unit.pk)
    rounds.run_due(timezone.now())
    seen = page(clerk, place)
    assert Upload.objects.get().refusal in seen
    assert "另选文件" in seen
    assert "通知.docx" in page(clerk, "/office/")


def test_text_typed_by_hand_is_checked_and_comes_back_when_refused(bureau: Bureau) -> None:
    clerk = as_(bureau.clerk)
    typed = {"title": "停水期间厕所关闭的通知", "text": "一、时间\n三月五日上午。"}
    refused = clerk.post("/office/write/", typed | {"unit": 0})
    assert refused.status_code == 422
    assert "三月五日上午" in refused.content.decode()
    place = act(clerk, "/office/write/", **typed, unit=bureau.unit.pk)
    assert place.endswith("/findings/")
    edition = Edition.objects.get()
    assert edition.body_text == "一、时间\n三月五日上午。"
    assert edition.check_runs.exists()
    act(clerk, f"/office/editions/{edition.pk}/write/", title=edition.title, text="改为下午。")
    edition.refresh_from_db()
    assert edition.body_text == "改为下午。"


def test_an_annex_is_added_and_removed_while_the_draft_is_open(bureau: Bureau) -> None:
    clerk = as_(bureau.clerk)
    act(clerk, "/office/write/", title="附表的通知", text="附表见后。", unit=bureau.unit.pk)
    home = f"/office/editions/{Edition.objects.get().pk}/"
    place = act(clerk, f"{home}annex/", file=upload(GOOD, name="附表.docx"))
    rounds.run_due(timezone.now())
    seen = page(clerk, place)
    assert "附表" in seen
    annex = Edition.objects.get().attachments.get(part="annex")
    act(clerk, f"{home}files/{annex.pk}/detach/")
    assert not Edition.objects.get().attachments.exists()
