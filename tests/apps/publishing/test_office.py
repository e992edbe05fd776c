"""The publishing office: who reaches what, what a refusal gives back, what today says."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.media.storing import store
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Edition, Signature
from gongkai.people.models import Role, User
from gongkai.timetable.models import Heartbeat
from tests.factories.people import Bureau, LeaveFactory, UnitFactory, UserFactory, staffed_bureau
from tests.factories.publishing import EditionFactory, set_steps

State = Edition.State
SCREENS = ("", "text/", "findings/", "facts/", "submit/", "review/")
ACTS = (
    "check/", "review/sign/", "review/urgent/", "review/confirm/", "recall/", "publish/",
    "reschedule/", "revise/", "drop/", "withdraw/",
)  # fmt: skip


@pytest.fixture
def now_edition(bureau: Bureau) -> Callable[..., Edition]:
    """An edition brought to a stage at the present time, which is what the screens look at."""
    return lambda **given: EditionFactory(bureau=bureau, at=timezone.now(), **given)


@pytest.mark.parametrize("screen", SCREENS + ACTS)
def test_another_agencys_edition_does_not_exist(
    bureau: Bureau, as_: Callable[[User], Client], screen: str
) -> None:
    theirs = staffed_bureau()
    set_steps(theirs.agency)
    edition = EditionFactory(bureau=theirs, submitted=True)
    address = f"/office/editions/{edition.pk}/{screen}"
    client = as_(bureau.office)
    answer = client.get(address) if screen in SCREENS else client.post(address)
    assert answer.status_code == 404


def test_another_units_edition_does_not_exist_for_a_clerk(
    bureau: Bureau, as_: Callable[[User], Client], now_edition: Callable[..., Edition]
) -> None:
    elsewhere = UnitFactory(agency=bureau.agency)
    stranger = UserFactory(agency=bureau.agency, role=Role.CLERK, role__unit=elsewhere)
    edition = now_edition()
    client = as_(stranger)
    assert client.get(f"/office/editions/{edition.pk}/").status_code == 404
    assert client.get("/office/mine/").status_code == 200


@pytest.mark.parametrize("act", ACTS)
def test_what_changes_something_is_never_a_link(
    bureau: Bureau, as_: Callable[[User], Client], now_edition: Callable[..., Edition], act: str
) -> None:
    edition = now_edition(submitted=True)
    assert as_(bureau.office).get(f"/office/editions/{edition.pk}/{act}").status_code == 405
    edition.refresh_from_db()
    assert edition.state == State.IN_REVIEW


def test_a_changed_content_is_refused_and_the_reviewers_words_are_kept(
    bureau: Bureau, as_: Callable[[User], Client], now_edition: Callable[..., Edition]
) -> None:
    edition = now_edition(submitted=True)
    words = "第三段请补充联系单位"
    answer = as_(bureau.head).post(
        f"/office/editions/{edition.pk}/review/sign/",
        {"digest": "0" * 64, "verdict": "returned", "reason": words},
    )
    seen = answer.content.decode()
    assert answer.status_code == 422
    assert "您看到的不是现在送审的内容" in seen
    assert words in seen
    assert edition.digest in seen
    assert not Signature.objects.exists()


def test_a_return_without_a_reason_is_refused(
    bureau: Bureau, as_: Callable[[User], Client], now_edition: Callable[..., Edition]
) -> None:
    edition = now_edition(submitted=True)
    answer = as_(bureau.head).post(
        f"/office/editions/{edition.pk}/review/sign/",
        {"digest": edition.digest, "verdict": "returned", "reason": ""},
    )
    assert answer.status_code == 422
    assert "退回理由" in answer.content.decode()


def test_the_author_sees_why_there_are_no_buttons(
    bureau: Bureau, as_: Callable[[User], Client], now_edition: Callable[..., Edition]
) -> None:
    edition = now_edition(submitted=True)
    seen = as_(bureau.clerk).get(f"/office/editions/{edition.pk}/review/").content.decode()
    assert "您是这篇稿件的作者" in seen
    assert 'value="agreed"' not in seen


def test_a_later_edition_shows_what_changed_since_the_public_one(
    bureau: Bureau, as_: Callable[[User], Client], now_edition: Callable[..., Edition]
) -> None:
    public = now_edition(published=True, text="甲段不变。\n施工到三月五日为止。")
    client = as_(bureau.clerk)
    client.post(f"/office/editions/{public.pk}/revise/")
    later = Edition.objects.get(number=2)
    text = "甲段不变。\n施工到三月九日为止。"
    client.post(f"/office/editions/{later.pk}/write/", {"title": later.title, "text": text})
    described = {
        "title": later.title,
        "issuer": later.issuer,
        "formed_on": "2024-03-01",
        "columns": [later.placements.get().column_id],
        "disclosure": "proactive",
        "validity": "in_force",
        "change_note": "更正施工结束日期",
    }
    client.post(f"/office/editions/{later.pk}/facts/", described)
    client.post(f"/office/editions/{later.pk}/submit/", {"release": "on_clearance"})
    seen = as_(bureau.head).get(f"/office/editions/{later.pk}/review/").content.decode()
    assert "与现在公开的内容相比" in seen
    assert "<del>五</del><ins>九</ins>" in seen
    assert "更正施工结束日期" in seen


def test_facts_with_an_error_come_back_with_what_was_typed(
    bureau: Bureau, as_: Callable[[User], Client], now_edition: Callable[..., Edition]
) -> None:
    edition = now_edition()
    answer = as_(bureau.clerk).post(
        f"/office/editions/{edition.pk}/facts/",
        {"title": "改过的标题", "formed_on": "三月", "summary": "写好的概述"},
    )
    seen = answer.content.decode()
    assert answer.status_code == 422
    assert "改过的标题" in seen
    assert "写好的概述" in seen
    assert 'href="#field-formed_on"' in seen


def test_an_excuse_needs_a_reason_and_keeps_what_was_typed(
    bureau: Bureau, as_: Callable[[User], Client], now_edition: Callable[..., Edition]
) -> None:
    edition = now_edition(checked=True, text="请致电13812345678咨询。")
    finding = edition.check_runs.get().findings.filter(severity="block").first()
    address = f"/office/editions/{edition.pk}/findings/{finding.pk}/excuse/"
    answer = as_(bureau.clerk).post(address, {"reason": "公"})
    assert answer.status_code == 422
    assert ">公</textarea>" in answer.content.decode()
    as_(bureau.clerk).post(address, {"reason": "对外公布的值班电话"})
    assert edition.excuses.get().reason == "对外公布的值班电话"


def test_urgent_release_waits_on_today_for_a_second_person(
    bureau: Bureau, as_: Callable[[User], Client], now_edition: Callable[..., Edition]
) -> None:
    edition = now_edition(submitted=True)
    home = f"/office/editions/{edition.pk}/"
    urgent = {"digest": edition.digest, "reason": "暴雨红色预警"}
    assert as_(bureau.leader).post(f"{home}review/urgent/", urgent).status_code == 302
    assert "还剩 47 小时" in as_(bureau.office).get("/office/").content.decode()
    assert f"复核：{edition.title}" not in as_(bureau.leader).get("/office/").content.decode()
    client = as_(bureau.office)
    assert f"复核：{edition.title}" in client.get("/office/").content.decode()
    client.post(f"{home}review/confirm/", {"digest": edition.digest})
    assert "还剩 47 小时" not in client.get("/office/").content.decode()


def test_today_says_who_is_away_and_what_nobody_can_sign(
    bureau: Bureau, as_: Callable[[User], Client], now_edition: Callable[..., Edition]
) -> None:
    edition = now_edition(submitted=True)
    LeaveFactory(user=bureau.head, cover=bureau.clerk)
    seen = as_(bureau.office).get("/office/").content.decode()
    assert "今天没有人能签的稿件" in seen
    assert edition.title in seen
    assert f"由 <strong>{bureau.clerk}</strong> 代理" in seen


def test_today_warns_when_the_worker_has_fallen_silent(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    client = as_(bureau.clerk)
    assert "后台没有运行" in client.get("/office/").content.decode()
    Heartbeat.objects.create(worker="one", at=timezone.now())
    assert "后台没有运行" not in client.get("/office/").content.decode()


def test_today_names_what_lies_about_and_what_should_be_out(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    old = timezone.now() - timedelta(days=9)
    lying = EditionFactory(bureau=bureau, at=old)
    due = EditionFactory(
        bureau=bureau, at=old, stage="cleared", release="at_time",
        release_at=old + timedelta(days=1),
    )  # fmt: skip
    seen = as_(bureau.clerk).get("/office/").content.decode()
    assert f"{lying.title}</a>" in seen
    assert "以后没有动过" in seen
    assert "到时没有公开" in seen
    assert due.title in seen


@pytest.mark.parametrize(
    "address", ["/office/", "/office/mine/", "/office/to-review/", "/office/published/"]
)
def test_a_list_costs_the_same_for_one_row_and_for_ten(
    bureau: Bureau,
    client: Client,
    flat_queries: Callable[..., None],
    now_edition: Callable[..., Edition],
    address: str,
) -> None:
    client.force_login(bureau.clerk if address == "/office/mine/" else bureau.office)

    def grow() -> None:
        for stage in ("returned", "submitted", "cleared", "published"):
            now_edition(stage=stage)

    flat_queries(address, grow)


def test_files_are_for_those_who_reach_the_edition(
    bureau: Bureau, as_: Callable[[User], Client], now_edition: Callable[..., Edition]
) -> None:
    edition = now_edition()
    public = store("公开件".encode(), content_type="text/plain")
    original = store("原件".encode(), content_type="text/plain")
    file = actions.NewFile(
        part="annex", name="附表.txt", public=public, original=original, format="TXT"
    )
    actions.attach(edition, file, by=bureau.clerk, at=timezone.now())
    address = f"/office/editions/{edition.pk}/files/{edition.attachments.get().pk}"
    answer = as_(bureau.head).get(f"{address}/original/")
    assert b"".join(answer.streaming_content).decode() == "原件"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert as_(staffed_bureau().office).get(f"{address}/original/").status_code == 404
    client = Client()
    assert client.get(f"{address}/original/").status_code == 302
