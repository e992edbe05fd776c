"""Standing excuses: signed by those who answer for them, remembered without the words, ended."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.media.storing import store
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Edition, Finding, StandingExcuse
from gongkai.outbound.publishing.obstacles import a_year_after
from gongkai.outbound.publishing.queries import open_findings
from gongkai.people.models import User
from gongkai.rules.gate.hidden_content import Hidden, Kind
from tests.apps.publishing.conftest import AT, TEXT, Bureau, build, write

NUMBER = "13800138000"
ON = AT.date()
UNTIL = ON + timedelta(days=100)
REASON = "市民热线值班手机，长期对外公布"
LIST = "/office/standing-excuses/"


def with_the_number(bureau: Bureau, title: str, *, by: User | None = None) -> Edition:
    return write(bureau, title=title, text=f"{TEXT}值班手机{NUMBER}。", by=by)


def phone_in(edition: Edition) -> Finding:
    return Finding.objects.get(run__edition=edition, rule="mobile-number")


@pytest.fixture
def excused(bureau: Bureau) -> Finding:
    """A number that the clerk has excused in one text."""
    finding = phone_in(with_the_number(bureau, "公布值班手机的通知"))
    actions.excuse(finding, reason="对外公布的值班手机", by=bureau.clerk, at=AT)
    return finding


def make(finding: Finding, by: User, **changed: object) -> StandingExcuse:
    given = {"reason": REASON, "until_on": UNTIL} | changed
    return actions.make_standing(finding, **given, by=by, at=AT)


def test_the_same_words_pass_in_every_later_text(excused: Finding, bureau: Bureau) -> None:
    make(excused, bureau.secrecy)
    later = with_the_number(bureau, "第二份通知的标题")
    assert not open_findings(later, on=ON).filter(rule="mobile-number").exists()
    assert actions.submit(later, by=bureau.clerk, at=AT).state == Edition.State.IN_REVIEW


def test_other_words_of_the_same_rule_are_still_found(excused: Finding, bureau: Bureau) -> None:
    make(excused, bureau.secrecy)
    later = write(bureau, title="第二份通知的标题", text=f"{TEXT}联系人手机13900139000。")
    assert open_findings(later, on=ON).filter(rule="mobile-number").exists()


def test_another_agency_is_not_covered(excused: Finding, bureau: Bureau) -> None:
    make(excused, bureau.secrecy)
    theirs = with_the_number(build("waiju"), "他局的通知标题")
    assert open_findings(theirs, on=ON).filter(rule="mobile-number").exists()
    assert phone_in(theirs).subject != excused.subject


def test_the_number_is_kept_nowhere(excused: Finding, bureau: Bureau) -> None:
    one = make(excused, bureau.secrecy)
    row = str(StandingExcuse.objects.values().get())
    assert NUMBER not in row
    assert one.excerpt == "138****8000"
    assert NUMBER not in str(LedgerEntry.objects.get(verb="excuse.made-standing").details)


def test_it_ends_on_its_last_day(excused: Finding, bureau: Bureau) -> None:
    make(excused, bureau.secrecy)
    later = with_the_number(bureau, "第二份通知的标题")
    assert not open_findings(later, on=UNTIL).filter(rule="mobile-number").exists()
    after = UNTIL + timedelta(days=1)
    assert open_findings(later, on=after).filter(rule="mobile-number").exists()


def test_once_ended_the_words_are_found_again_in_open_drafts(
    excused: Finding, bureau: Bureau
) -> None:
    one = make(excused, bureau.secrecy)
    later = with_the_number(bureau, "第二份通知的标题")
    actions.end_standing_excuse(one, by=bureau.office, at=AT)
    assert open_findings(later, on=ON).filter(rule="mobile-number").exists()
    with pytest.raises(Refused, match="1处"):
        actions.submit(later, by=bureau.clerk, at=AT)
    with pytest.raises(Refused, match="已经停止"):
        actions.end_standing_excuse(one, by=bureau.office, at=AT)
    assert LedgerEntry.objects.filter(verb="excuse.standing-ended").exists()


@pytest.mark.parametrize("who", ["clerk", "head", "leader"])
def test_only_the_office_or_the_reviewer_of_secrecy_signs_and_ends(
    excused: Finding, bureau: Bureau, who: str
) -> None:
    with pytest.raises(Refused, match="只有领导小组办公室或保密审查员"):
        make(excused, getattr(bureau, who))
    one = make(excused, bureau.office)
    with pytest.raises(Refused, match="只有领导小组办公室或保密审查员"):
        actions.end_standing_excuse(one, by=getattr(bureau, who), at=AT)


def test_another_agencys_reviewer_neither_signs_nor_ends(excused: Finding, bureau: Bureau) -> None:
    stranger = build("waiju")
    with pytest.raises(Refused):
        make(excused, stranger.secrecy)
    one = make(excused, bureau.office)
    with pytest.raises(Refused):
        actions.end_standing_excuse(one, by=stranger.secrecy, at=AT)


def test_an_author_does_not_sign_for_good(bureau: Bureau) -> None:
    finding = phone_in(with_the_number(bureau, "办公室自己写的通知", by=bureau.office))
    actions.excuse(finding, reason="对外公布的值班手机", by=bureau.office, at=AT)
    with pytest.raises(Refused, match="参与了起草"):
        make(finding, bureau.office)


def test_what_may_never_pass_does_not_pass_for_good(bureau: Bureau) -> None:
    edition = write(bureau, title="一份带密级的文件", text=f"机密★10年\n{TEXT}")
    finding = Finding.objects.get(run__edition=edition, rule="secrecy-mark")
    with pytest.raises(Refused, match="必须改正"):
        make(finding, bureau.secrecy)


def test_only_what_was_excused_with_a_reason_can_stand(bureau: Bureau) -> None:
    finding = phone_in(with_the_number(bureau, "公布值班手机的通知"))
    with pytest.raises(Refused, match="请先由经办人"):
        make(finding, bureau.secrecy)


@pytest.mark.parametrize(
    ("changed", "match"),
    [
        pytest.param({"reason": "可"}, "请写明长期放行的理由", id="no-reason"),
        pytest.param({"reason": f"热线{NUMBER}"}, "手机号", id="the-number-in-the-reason"),
        pytest.param({"until_on": None}, "放行到哪一天", id="no-day"),
        pytest.param({"until_on": ON - timedelta(days=1)}, "已经过去", id="over-already"),
        pytest.param({"until_on": ON + timedelta(days=366)}, "最多放行一年", id="over-a-year"),
    ],
)
def test_it_needs_a_reason_and_a_day_within_a_year(
    excused: Finding, bureau: Bureau, changed: dict[str, object], match: str
) -> None:
    with pytest.raises(Refused, match=match):
        make(excused, bureau.secrecy, **changed)
    assert not StandingExcuse.objects.exists()


def test_a_year_after_a_leap_day_is_the_last_of_february() -> None:
    assert a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)
    assert a_year_after(date(2026, 11, 24)) == date(2027, 11, 24)


def test_it_is_signed_once_at_a_time(excused: Finding, bureau: Bureau) -> None:
    make(excused, bureau.secrecy)
    with pytest.raises(Refused, match="已经长期放行到"):
        make(excused, bureau.office)


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(
            {"hidden": (Hidden(Kind.COMMENTS, 2),), "text": "附表里的文字写在这里。"},
            id="hidden-content",
        ),
        pytest.param({"text": ""}, id="a-scan"),
    ],
)
def test_what_is_not_about_certain_words_cannot_stand(
    bureau: Bureau, draft: Edition, file: dict[str, object]
) -> None:
    stored = store(b"x", content_type="application/pdf")
    new = actions.NewFile(part="annex", name="附表.pdf", public=stored, format="PDF", **file)
    actions.attach(draft, new, by=bureau.clerk, at=AT)
    finding = actions.check(draft, by=bureau.clerk, at=AT).findings.get(part="attachment")
    actions.excuse(finding, reason="已经逐页看过", by=bureau.clerk, at=AT)
    with pytest.raises(Refused, match="只能逐篇说明理由"):
        make(finding, bureau.secrecy)


def test_an_excuse_never_carries_a_number_into_the_ledger(bureau: Bureau) -> None:
    finding = phone_in(with_the_number(bureau, "公布值班手机的通知"))
    with pytest.raises(Refused, match="会留在台账里"):
        actions.excuse(finding, reason=f"热线是{NUMBER}", by=bureau.clerk, at=AT)


def test_reviewers_and_clerks_read_who_signed_why_and_until_when(
    excused: Finding, bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    until = timezone.localdate() + timedelta(days=9)
    actions.make_standing(
        excused, reason=REASON, until_on=until, by=bureau.secrecy, at=timezone.now()
    )
    later = with_the_number(bureau, "第二份通知的标题")
    actions.submit(later, by=bureau.clerk, at=timezone.now())
    for user, screen in ((bureau.clerk, "findings"), (bureau.head, "review")):
        seen = as_(user).get(f"/office/editions/{later.pk}/{screen}/").content.decode()
        assert f"长期放行：{REASON}" in seen
        assert f"{bureau.secrecy} 签署，至" in seen
        assert "138****8000" in seen


def test_it_is_signed_from_the_reviewers_page_and_ended_from_the_list(
    excused: Finding, bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    edition = excused.run.edition
    actions.submit(edition, by=bureau.clerk, at=timezone.now())
    client = as_(bureau.secrecy)
    home = f"/office/editions/{edition.pk}/"
    address = f"{home}findings/{excused.pk}/standing/"
    assert address in client.get(f"{home}review/").content.decode()
    assert "对外公布的值班手机" in client.get(address).content.decode()
    late = {"reason": "这句话要留住", "until_on": "2099-01-01"}
    answer = client.post(address, late)
    assert answer.status_code == 422
    assert "这句话要留住" in answer.content.decode()
    until = timezone.localdate() + timedelta(days=9)
    typed = {"reason": REASON, "until_on": str(until)}
    assert client.post(address, typed).headers["Location"] == f"{home}review/"
    assert address not in client.get(f"{home}review/").content.decode()
    one = StandingExcuse.objects.get()
    assert REASON in client.get(LIST).content.decode()
    assert client.post(f"{LIST}{one.pk}/end/").status_code == 302
    assert REASON not in client.get(LIST).content.decode()
    assert REASON in client.get(f"{LIST}?state=over").content.decode()


def test_doors_of_the_standing_excuses(
    excused: Finding, bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    one = make(excused, bureau.secrecy, until_on=UNTIL)
    edition = excused.run.edition
    address = f"/office/editions/{edition.pk}/findings/{excused.pk}/standing/"
    assert Client().get(LIST).status_code == 302
    assert Client().post(f"{LIST}{one.pk}/end/").status_code == 302
    clerk = as_(bureau.clerk)
    assert clerk.get(LIST).status_code == 200
    assert clerk.post(f"{LIST}{one.pk}/end/").status_code == 422
    assert clerk.post(address, {"reason": REASON, "until_on": "2027-01-01"}).status_code == 422
    outsider = as_(build("waiju").secrecy)
    assert outsider.post(f"{LIST}{one.pk}/end/").status_code == 404
    assert outsider.get(address).status_code == 404
    assert REASON not in outsider.get(f"{LIST}?state=over").content.decode()
    assert StandingExcuse.objects.get().ended_at is None
    assert StandingExcuse.objects.count() == 1


def test_the_list_costs_the_same_for_one_row_and_for_ten(
    bureau: Bureau, client: Client, flat_queries: Callable[..., None]
) -> None:
    client.force_login(bureau.office)
    count = iter(range(100))

    def grow() -> None:
        StandingExcuse.objects.create(
            agency=bureau.agency, rule="mobile-number", subject=f"{next(count):064}",
            message="发现", reason=REASON, until_on=date(2099, 1, 1), by=bureau.secrecy, at=AT,
        )  # fmt: skip

    flat_queries(LIST, grow)
