"""The law as an agency knows it: the package, what was entered on top, and one name for both."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.lawbook import actions
from gongkai.lawbook.models import CheckedFact, HolidayNotice, OfficeClosure, RegionalHoliday
from gongkai.lawbook.queries import calendar_of, known_fact, law_of, laws_of, notice_for
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.people.models import Agency
from tests.factories.lawbook import ClosureFactory, NoticeFactory, notice_text
from tests.factories.people import AgencyFactory, Bureau, staffed_bureau
from tests.factories.publishing import AT

THIRD_OF_MARCH = date(2027, 4, 9)


@pytest.fixture
def southern(db: None) -> Bureau:
    """A bureau in a region with festivals of its own."""
    return staffed_bureau(region="451400")


def last_entry(verb: str) -> LedgerEntry:
    return LedgerEntry.objects.filter(verb=verb).order_by("-pk")[0]


def test_an_imported_notice_replaces_what_was_guessed(bureau: Bureau) -> None:
    assert notice_for(2027) is None
    assert not calendar_of(bureau.agency).is_announced(date(2027, 6, 1))
    kept = NoticeFactory(bureau=bureau)
    calendar = calendar_of(bureau.agency)
    assert calendar.is_announced(date(2027, 6, 1))
    assert calendar.is_workday(date(2027, 1, 9))
    entry = last_entry("calendar.notice-imported")
    assert (entry.by, entry.subject_id) == (bureau.operator, str(kept.pk))
    assert entry.chain.agency is None
    assert entry.details["number"] == "示办发〔2026〕1号"


def test_of_several_notices_the_last_counts_and_the_others_stay(bureau: Bureau) -> None:
    NoticeFactory(bureau=bureau)
    corrected = (("元旦", ("2027-01-01",), ()),)
    NoticeFactory(bureau=bureau, text=notice_text(festivals=corrected, number="示办发〔2026〕2号"))
    assert not calendar_of(bureau.agency).is_workday(date(2027, 1, 9))
    assert list(HolidayNotice.objects.values_list("number", flat=True)) == [
        "示办发〔2026〕1号",
        "示办发〔2026〕2号",
    ]
    NoticeFactory(bureau=bureau)
    assert calendar_of(bureau.agency).is_workday(date(2027, 1, 9))
    assert HolidayNotice.objects.count() == 3


def test_a_notice_that_says_nothing_new_is_named_and_not_kept(bureau: Bureau) -> None:
    NoticeFactory(bureau=bureau)
    entries = LedgerEntry.objects.count()
    with pytest.raises(actions.AlreadyKnown, match="与现行的2027年放假安排相同，没有改动"):
        NoticeFactory(bureau=bureau, text=notice_text() + "\n# 另一份")
    assert HolidayNotice.objects.count() == 1
    assert LedgerEntry.objects.count() == entries


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("year = ", id="cut-off"),
        pytest.param("\x00\ud7ff" * 100, id="noise"),
        pytest.param(notice_text(2026), id="another-year"),
        pytest.param("a = " + "[" * 20_000, id="nested"),
    ],
)
def test_a_bad_notice_is_refused_and_nothing_is_kept(bureau: Bureau, text: str) -> None:
    with pytest.raises(Refused) as refused:
        NoticeFactory(bureau=bureau, text=text)
    assert all(obstacle.endswith("。") for obstacle in refused.value.obstacles)
    assert not HolidayNotice.objects.exists()


def test_every_problem_of_a_notice_is_told_at_once(bureau: Bureau) -> None:
    text = notice_text(festivals=(("", ("2029-01-01",), ("2027-01-04",)),), title="")
    with pytest.raises(Refused) as refused:
        NoticeFactory(bureau=bureau, text=text)
    assert len(refused.value.obstacles) >= 4


@pytest.mark.parametrize("role", ["clerk", "head", "secrecy", "office", "leader"])
def test_only_an_operator_keeps_the_law(bureau: Bureau, role: str) -> None:
    by = getattr(bureau, role)
    holiday = RegionalHoliday(region="guangxi", year=2027, name="三月三", off=["2027-04-09"])
    day = date(2024, 3, 6)
    closure = OfficeClosure(agency=bureau.agency, first_on=day, last_on=day, cause="防汛停办")
    for change in (
        lambda: actions.import_notice(notice_text(), by=by, at=AT),
        lambda: actions.arrange_region(holiday, by=by, at=AT),
        lambda: actions.check_fact("document-report", value="10", source="…", by=by, at=AT),
    ):
        with pytest.raises(Refused, match="只有系统管理员可以修改"):
            change()
    with pytest.raises(Refused, match=f"只有“{bureau.agency}”的系统管理员"):
        actions.close_office(closure, by=by, at=AT)
    assert not LedgerEntry.objects.filter(verb__startswith="calendar.").exists()


def test_the_law_of_all_is_kept_by_the_agency_above_the_others(bureau: Bureau) -> None:
    lower = staffed_bureau(upper=bureau.agency)
    with pytest.raises(Refused, match=f"由“{bureau.agency}”的系统管理员维护"):
        NoticeFactory(bureau=lower)
    ClosureFactory(bureau=lower)
    NoticeFactory(bureau=bureau)
    assert calendar_of(lower.agency).is_announced(date(2027, 6, 1))


def test_a_closure_counts_for_its_own_agency_until_it_is_lifted(bureau: Bureau) -> None:
    closure = ClosureFactory(bureau=bureau)
    assert not calendar_of(bureau.agency).is_workday(closure.first_on)
    assert "防汛" in calendar_of(bureau.agency).reason(closure.first_on)
    assert calendar_of(AgencyFactory()).is_workday(closure.first_on)
    assert last_entry("calendar.office-closed").chain.agency == bureau.agency
    actions.lift_closure(closure, reason="当天照常办公。", by=bureau.operator, at=AT)
    assert calendar_of(bureau.agency).is_workday(closure.first_on)
    assert last_entry("calendar.closure-lifted").details["reason"] == "当天照常办公。"
    assert OfficeClosure.objects.get().lifted_by == bureau.operator


@pytest.mark.parametrize(
    ("days", "told"),
    [
        pytest.param(("2024-03-08", "2024-03-07"), "结束日期早于开始日期", id="reversed"),
        pytest.param(("2024-03-08", "2024-07-01"), "一次最多登记92天", id="too-long"),
        pytest.param(("2034-03-08", "2034-03-08"), "请核对年份", id="another-decade"),
        pytest.param(("2024-03-05", "2024-03-06"), "日期重叠", id="overlapping"),
    ],
)
def test_a_closure_with_wrong_days_is_refused(
    bureau: Bureau, days: tuple[str, str], told: str
) -> None:
    ClosureFactory(bureau=bureau)
    first_on, last_on = map(date.fromisoformat, days)
    with pytest.raises(Refused, match=told):
        ClosureFactory(bureau=bureau, first_on=first_on, last_on=last_on)
    assert OfficeClosure.objects.count() == 1


def test_a_closure_needs_a_cause_and_its_lifting_a_reason_once(bureau: Bureau) -> None:
    with pytest.raises(Refused, match="请写明事由和依据"):
        ClosureFactory(bureau=bureau, cause="停")
    closure = ClosureFactory(bureau=bureau)
    with pytest.raises(Refused, match="请写明撤销理由"):
        actions.lift_closure(closure, reason=" ", by=bureau.operator, at=AT)
    actions.lift_closure(closure, reason="登记错了日期", by=bureau.operator, at=AT)
    with pytest.raises(Refused, match="已经撤销过"):
        actions.lift_closure(closure, reason="再撤销一次", by=bureau.operator, at=AT)


def test_the_region_of_an_agency_follows_from_its_code(southern: Bureau) -> None:
    assert not calendar_of(southern.agency).is_workday(THIRD_OF_MARCH)
    assert calendar_of(AgencyFactory(region="440100")).is_workday(THIRD_OF_MARCH)


def test_what_a_region_announced_takes_the_place_of_what_was_computed(southern: Bureau) -> None:
    before = calendar_of(southern.agency)
    for off in (["2027-04-08"], ["2027-04-12", "2027-04-13"]):
        holiday = RegionalHoliday(
            region="guangxi", year=2027, name="三月三", off=off, makeup=["2027-04-17"],
            source="示例区放假通知〔2027〕1号",
        )  # fmt: skip
        actions.arrange_region(holiday, by=southern.operator, at=AT)
    calendar = calendar_of(southern.agency)
    assert [day for day in range(5, 18) if not calendar.is_workday(date(2027, 4, day))] == [
        10, 11, 12, 13,
    ]  # fmt: skip
    assert calendar.is_workday(date(2028, 3, 28)) is before.is_workday(date(2028, 3, 28)) is False
    assert last_entry("calendar.region-arranged").details["after"]["off"] == off


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        pytest.param({"off": []}, "请至少填写一天", id="no-day"),
        pytest.param({"off": ["2028-04-09"]}, "不在2027年", id="another-year"),
        pytest.param({"makeup": ["2027-04-09"]}, "既放假又上班", id="both"),
        pytest.param({"source": ""}, "请写明依据", id="no-source"),
        pytest.param({"region": ""}, "没有对应的地方节假日地区", id="no-region"),
    ],
)
def test_a_regions_arrangement_that_cannot_be_is_refused(
    southern: Bureau, changed: dict[str, object], told: str
) -> None:
    given = {
        "region": "guangxi", "year": 2027, "name": "三月三", "off": ["2027-04-09"], "makeup": [],
        "source": "示例区放假通知〔2027〕1号",
    }  # fmt: skip
    with pytest.raises(Refused, match=told):
        actions.arrange_region(RegionalHoliday(**given | changed), by=southern.operator, at=AT)
    assert not RegionalHoliday.objects.exists()


def check(bureau: Bureau, key: str = "document-report", **changed: str) -> CheckedFact:
    given = {"value": "15", "source": "对照办法原文第八条", "reason": "", "key": key}
    return actions.check_fact(**given | changed, by=bureau.operator, at=AT)


def test_a_checked_fact_is_known_and_its_history_stays(bureau: Bureau) -> None:
    assert not known_fact("document-report").is_verified
    check(bureau)
    assert known_fact("document-report").is_verified
    check(bureau, value="10", reason="本机关承诺十个工作日")
    assert law_of(bureau.agency).terms.of("document-report", AT.date()).value == 10
    assert [one.value for one in CheckedFact.objects.all()] == ["15", "10"]
    entry = last_entry("law.fact-checked")
    assert (entry.details["before"], entry.details["after"]) == ("15", "10")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        pytest.param({"key": "nothing"}, "没有这一事项", id="unknown"),
        pytest.param({"value": "十五"}, "应当写整数", id="words"),
        pytest.param({"value": "-3"}, "应当写整数", id="negative"),
        pytest.param({"value": "9" * 500}, "应当写整数", id="huge"),
        pytest.param({"value": "0"}, "应当在1至", id="zero"),
        pytest.param({"value": "²"}, "应当写整数", id="superscript"),
        pytest.param({"source": "见"}, "请写明核对所据的原文", id="no-source"),
        pytest.param({"value": "10"}, "请写明与原数值不同的理由", id="no-reason"),
        pytest.param(
            {"key": "holidays.2026.number", "value": "另一个文号"}, "不能在这里改", id="no-term"
        ),
    ],
)
def test_a_check_that_does_not_hold_is_refused(
    bureau: Bureau, changed: dict[str, str], told: str
) -> None:
    with pytest.raises(Refused, match=told):
        check(bureau, **changed)
    assert not CheckedFact.objects.exists()


def test_what_is_no_term_can_only_be_confirmed_as_packaged(bureau: Bureau) -> None:
    packaged = known_fact("holidays.2026.number").value
    check(bureau, key="holidays.2026.number", value=packaged)
    assert known_fact("holidays.2026.number").is_verified


def test_a_confirmed_regional_festival_no_longer_says_that_it_waits(southern: Bureau) -> None:
    assert "待核对" in calendar_of(southern.agency).reason(THIRD_OF_MARCH)
    check(southern, key="holidays.guangxi.1", value=known_fact("holidays.guangxi.1").value)
    assert "待核对" not in calendar_of(southern.agency).reason(THIRD_OF_MARCH)


def versions(agencies: list[Agency]) -> list[str]:
    return [law.version for law in laws_of(agencies).values()]


def test_the_version_changes_with_every_change_and_comes_back_with_its_reversal(
    bureau: Bureau,
) -> None:
    first = law_of(bureau.agency).version
    closure = ClosureFactory(bureau=bureau)
    second = law_of(bureau.agency).version
    actions.lift_closure(closure, reason="登记错了日期", by=bureau.operator, at=AT)
    assert law_of(bureau.agency).version == first != second
    changes: list[Callable[[], object]] = [
        lambda: NoticeFactory(bureau=bureau),
        lambda: check(bureau, value="10", reason="本机关承诺十个工作日"),
    ]
    seen = {first}
    for change in changes:
        change()
        seen.add(law_of(bureau.agency).version)
    assert len(seen) == 3


def test_a_closure_changes_the_version_of_no_other_agency(bureau: Bureau) -> None:
    other = AgencyFactory()
    before = law_of(other).version
    ClosureFactory(bureau=bureau)
    assert law_of(other).version == before != law_of(bureau.agency).version


def test_the_law_of_many_agencies_costs_as_many_queries_as_that_of_one(bureau: Bureau) -> None:
    ClosureFactory(bureau=bureau)
    many = [bureau.agency, *AgencyFactory.create_batch(9)]
    with CaptureQueriesContext(connection) as for_one:
        law_of(bureau.agency)
    with CaptureQueriesContext(connection) as for_many:
        assert len(versions(many)) == 10
    assert len(for_many) == len(for_one)
