"""The screens of the calendar and of the facts of law: what they show, change and refuse."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.inbound.cases import codes
from gongkai.inbound.cases.models import Case
from gongkai.lawbook import actions
from gongkai.lawbook.models import CheckedFact, HolidayNotice, OfficeClosure, RegionalHoliday
from gongkai.lawbook.office.today import missing_year
from gongkai.ledger.models import LedgerEntry
from gongkai.people.models import User
from gongkai.rules.law_facts import facts
from tests.factories.lawbook import ClosureFactory, NoticeFactory, morning, notice_text
from tests.factories.people import Bureau, staffed_bureau

Reported = Callable[..., Case]
NOW = morning("2026-12-28")
CALENDAR, FACTS = "/office/calendar/", "/office/law-facts/"


@pytest.fixture(autouse=True)
def in_december() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def operator(client: Client, bureau: Bureau) -> Client:
    client.force_login(bureau.operator)
    return client


def notice_file(text: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile("2027.toml", (text or notice_text()).encode())


def seen(client: Client, address: str, **given: str) -> str:
    return client.get(address, given).content.decode()


def test_the_year_is_shown_as_announced(operator: Client) -> None:
    page = seen(operator, CALENDAR)
    assert "国务院办公厅关于2026年部分节假日安排的通知" in page
    assert "2月15日至23日（9天）" in page
    assert "2027年（未公布）" in page
    assert "还没有导入过通知" in page


def test_a_year_without_a_notice_says_so_and_what_to_do(operator: Client) -> None:
    page = seen(operator, CALENDAR, year="2027")
    assert "2027年的放假安排还没有导入" in page
    assert "暂定" in page


@pytest.mark.parametrize("year", ["", "0", "99999999", "-5", "²²²²", "一九九九", "9999", "0000"])
def test_any_year_asked_for_gives_a_page(operator: Client, year: str) -> None:
    assert operator.get(CALENDAR, {"year": year}).status_code == 200


def test_a_notice_is_looked_at_first_and_imported_on_confirmation(
    operator: Client, bureau: Bureau, reported: Reported
) -> None:
    report = reported("2026-12-21")
    preview = operator.post(f"{CALENDAR}preview/", {"file": notice_file()})
    page = preview.content.decode()
    assert preview.status_code == 200
    assert report.number in page
    assert "2027-01-12 → 2027-01-11" in page
    assert "2027-01-09" in page
    assert not HolidayNotice.objects.exists()
    text = preview.context["form"].initial["text"]
    done = operator.post(f"{CALENDAR}import/", {"text": text.replace("\n", "\r\n")}, follow=True)
    assert "1件未办结件的期限已经重算" in done.content.decode()
    assert "2027-01-12 → 2027-01-11" in done.content.decode()
    assert HolidayNotice.objects.get().text == text
    report.refresh_from_db()
    assert report.due_on == date(2027, 1, 11)


WORDS = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕8号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。1月9日（周六）上班。
国务院办公厅
2026年11月5日
"""


def test_the_notice_may_be_pasted_in_its_own_words(operator: Client, bureau: Bureau) -> None:
    preview = operator.post(f"{CALENDAR}preview/", {"words": WORDS})
    assert preview.status_code == 200
    assert "2027-01-09" in preview.content.decode()
    text = preview.context["form"].initial["text"]
    operator.post(f"{CALENDAR}import/", {"text": text})
    assert HolidayNotice.objects.get().number == "国办发明电〔2026〕8号"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param("", "请粘贴通知全文，或者选择一个文件。", id="nothing"),
        pytest.param("明年放假安排", "没有认出放假安排", id="something-else"),
        pytest.param(WORDS.replace("共3天", "共4天"), "数出来是3天", id="contradiction"),
    ],
)
def test_words_that_are_no_notice_come_back_with_the_reason(
    operator: Client, words: str, told: str
) -> None:
    answer = operator.post(f"{CALENDAR}preview/", {"words": words})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in page
    assert words.strip() in page


def test_what_is_wrong_with_a_file_is_told_in_full(operator: Client) -> None:
    text = notice_text(festivals=(("元旦", ("2029-01-01",), ("2027-01-04",)),))
    answer = operator.post(f"{CALENDAR}preview/", {"file": notice_file(text)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "2029-01-01" in page
    assert "2027-01-04" in page


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"", "文件是空的", id="empty"),
        pytest.param("放假".encode("gb18030"), "不是 UTF-8", id="another-encoding"),
        pytest.param(b"#" * 70_000, "文件超过64KB", id="too-large"),
        pytest.param(b"\x00\x01", "TOML", id="binary"),
    ],
)
def test_a_file_that_is_no_notice_is_refused(operator: Client, content: bytes, told: str) -> None:
    file = SimpleUploadedFile("2027.toml", content)
    answer = operator.post(f"{CALENDAR}preview/", {"file": file})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not HolidayNotice.objects.exists()


def test_a_notice_known_already_says_so(operator: Client, bureau: Bureau) -> None:
    NoticeFactory(bureau=bureau, at=NOW)
    answer = operator.post(f"{CALENDAR}preview/", {"file": notice_file()})
    assert answer.status_code == 422
    assert "没有改动" in answer.content.decode()


def test_confirming_nothing_changes_nothing(operator: Client) -> None:
    for text in ("", "year = 2027", "x" * 70_000):
        assert operator.post(f"{CALENDAR}import/", {"text": text}).status_code == 422
    assert not HolidayNotice.objects.exists()


def test_a_closure_is_entered_shown_and_lifted(operator: Client, reported: Reported) -> None:
    reported("2026-12-10")
    typed = {"first_on": "2026-12-30", "last_on": "2026-12-30", "cause": "依通知防汛停止办公"}
    page = operator.post(f"{CALENDAR}closures/", typed, follow=True).content.decode()
    closure = OfficeClosure.objects.get()
    assert "依通知防汛停止办公" in page
    assert "1件未办结件的期限已经重算" in page
    lift = f"{CALENDAR}closures/{closure.pk}/lift/"
    assert operator.post(lift, {"reason": ""}).status_code == 422
    page = operator.post(lift, {"reason": "当天照常办公。"}, follow=True).content.decode()
    assert "当天照常办公。" in page
    assert len(re.findall("→ 2026-12-31|→ 2027-01-04", page)) == 2


def test_a_refused_closure_comes_back_as_it_was_typed(operator: Client) -> None:
    typed = {"first_on": "2026-12-31", "last_on": "2026-12-30", "cause": "依通知防汛停止办公"}
    answer = operator.post(f"{CALENDAR}closures/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "结束日期早于开始日期" in page
    assert all(value in page for value in typed.values())


def test_another_agencys_closure_cannot_be_lifted_and_is_not_shown(operator: Client) -> None:
    theirs = ClosureFactory(bureau=staffed_bureau(), first_on=date(2026, 12, 30), at=NOW)
    answer = operator.post(f"{CALENDAR}closures/{theirs.pk}/lift/", {"reason": "没有停止办公"})
    assert answer.status_code == 404
    assert theirs.cause not in seen(operator, CALENDAR)


def test_a_region_is_arranged_where_the_agency_lies_in_one(client: Client, db: None) -> None:
    southern = staffed_bureau(region="451400")
    client.force_login(southern.operator)
    assert "壮族三月三" in seen(client, CALENDAR, year="2027")
    typed = {
        "year": "2027", "name": "三月三", "off": "2027-04-09、2027-4-10", "makeup": "",
        "source": "示例区放假通知〔2027〕1号",
    }  # fmt: skip
    wrong = client.post(f"{CALENDAR}regional/", typed | {"off": "四月九日"})
    assert wrong.status_code == 422
    assert "“四月九日”不是日期" in wrong.content.decode()
    assert client.post(f"{CALENDAR}regional/", typed).status_code == 302
    assert RegionalHoliday.objects.get().off == ["2027-04-09", "2027-04-10"]
    assert "示例区放假通知〔2027〕1号" in seen(client, CALENDAR)


def test_an_agency_in_no_such_region_is_not_asked_about_one(operator: Client) -> None:
    assert "地方节假日" not in seen(operator, CALENDAR)
    typed = {"year": "2027", "name": "节", "off": "2027-04-09", "source": "通知第一号"}
    assert operator.post(f"{CALENDAR}regional/", typed).status_code == 422


@pytest.mark.parametrize("role", ["clerk", "head", "office", "leader"])
def test_others_read_and_change_nothing(client: Client, bureau: Bureau, role: str) -> None:
    closure = ClosureFactory(bureau=bureau, first_on=date(2026, 12, 30), at=NOW)
    entries = LedgerEntry.objects.count()
    client.force_login(getattr(bureau, role))
    page = seen(client, CALENDAR)
    assert closure.cause in page
    assert "<form" not in page.partition('<div class="gk">')[2]
    assert "只有系统管理员可以修改" in page
    day = {"first_on": "2026-12-31", "last_on": "2026-12-31", "cause": "防汛停止办公"}
    fact = {"value": "10", "source": "原文第八条", "reason": "承诺十个工作日"}
    for address, typed in (
        ("calendar/preview/", {"file": notice_file()}),
        ("calendar/import/", {"text": notice_text()}),
        ("calendar/closures/", day),
        (f"calendar/closures/{closure.pk}/lift/", {"reason": "没有停止办公"}),
        ("law-facts/document-report/", fact),
    ):
        assert client.post(f"/office/{address}", typed).status_code == 422, address
    assert LedgerEntry.objects.count() == entries


def test_a_person_of_no_agency_reads_the_nations_calendar(client: Client, db: None) -> None:
    client.force_login(User.objects.create_superuser("shangji", name="平台管理员"))
    assert client.get(CALENDAR).status_code == 200
    typed = {"first_on": "2026-12-31", "last_on": "2026-12-31", "cause": "防汛停止办公"}
    assert client.post(f"{CALENDAR}closures/", typed).status_code == 422


@pytest.mark.parametrize("fact", ["foi-reply", "foi-reply.extended", "foi-third-party"])
def test_a_fact_leads_to_the_cases_that_run_by_it(operator: Client, fact: str) -> None:
    assert '<a href="/office/cases/">办件</a>未办结件的期限' in seen(operator, f"{FACTS}{fact}/")


def test_a_fact_by_which_nothing_runs_here_says_so(operator: Client) -> None:
    assert "没有按它计算的未办结件" in seen(operator, f"{FACTS}toll-filing/")


def test_facts_that_wait_come_first_and_checking_takes_one_off(
    operator: Client, reported: Reported
) -> None:
    reported("2026-12-21")
    assert "文档纠错的处理" in seen(operator, FACTS)
    address = f"{FACTS}document-report/"
    page = seen(operator, address)
    assert 'href="/office/cases/"' in page
    assert "还没有人核对过" in page
    typed = {"value": "10", "source": "本机关纠错办理制度\n第四条", "reason": ""}
    refused = operator.post(address, typed)
    assert refused.status_code == 422
    assert "请写明与原数值不同的理由" in refused.content.decode()
    assert "本机关纠错办理制度" in refused.content.decode()
    done = operator.post(address, typed | {"reason": "承诺十个工作日"}, follow=True)
    assert "1件未办结件的期限已经重算" in done.content.decode()
    assert "文档纠错的处理" not in done.content.decode().partition('class="gk-rows"')[2]
    assert "10个工作日" in seen(operator, FACTS, state="all")
    assert "承诺十个工作日" in seen(operator, address)


def test_what_is_no_term_is_confirmed_without_a_value(operator: Client) -> None:
    address = f"{FACTS}holidays.2026.number/"
    assert 'name="value"' not in seen(operator, address)
    assert "文号还没有人与通知原文核对" in seen(operator, CALENDAR)
    typed = {"source": "国务院公报所载通知", "value": "伪造的文号"}
    assert operator.post(address, typed).status_code == 302
    assert CheckedFact.objects.get().value == "国办发明电〔2025〕7号"
    assert "文号还没有人与通知原文核对" not in seen(operator, CALENDAR)


def test_a_day_of_the_year_is_told_as_one(operator: Client) -> None:
    assert "1月31日" in seen(operator, FACTS, state="all")


def test_no_fact_by_that_name_is_not_found(operator: Client) -> None:
    assert operator.get(f"{FACTS}nothing/").status_code == 404
    assert operator.post(f"{FACTS}nothing/").status_code == 404


@pytest.mark.parametrize(
    ("on", "missing"),
    [
        pytest.param("2026-10-31", None, id="too-early-to-expect-it"),
        pytest.param("2026-11-01", 2027, id="from-november-on"),
        pytest.param("2027-02-01", 2027, id="the-year-itself"),
    ],
)
def test_today_says_when_a_notice_is_missing(db: None, on: str, missing: int | None) -> None:
    assert missing_year(date.fromisoformat(on)) == missing


def test_today_leads_the_operator_to_the_import_until_it_is_done(
    operator: Client, bureau: Bureau
) -> None:
    assert "2027年的放假安排还没有导入" in seen(operator, "/office/")
    NoticeFactory(bureau=bureau, at=NOW)
    assert "放假安排还没有导入" not in seen(operator, "/office/")


def test_today_tells_of_provisional_due_dates(
    client: Client, bureau: Bureau, reported: Reported
) -> None:
    reported("2026-12-21")
    client.force_login(bureau.clerk)
    assert "期限 2027-01-12（暂定）" in seen(client, "/office/")


def test_the_inbox_is_in_the_order_of_due_dates_and_says_what_is_late(
    client: Client, bureau: Bureau, reported: Reported
) -> None:
    later, late = reported("2026-12-21"), reported("2026-12-01")
    client.force_login(bureau.clerk)
    page = seen(client, "/office/cases/", tab="offered")
    assert page.index(late.number) < page.index(later.number)
    assert "已逾期4个工作日" in page
    assert "还剩10个工作日" in page


def test_a_report_explains_its_due_date_day_by_day(
    client: Client, bureau: Bureau, reported: Reported
) -> None:
    client.force_login(bureau.clerk)
    page = seen(client, f"/office/cases/{reported('2026-12-21').pk}/")
    assert "第15个工作日，共15个" in page
    assert "2027年放假安排尚未公布" in page


def test_a_reader_is_told_the_due_date_and_when_it_has_passed(
    client: Client, bureau: Bureau, reported: Reported
) -> None:
    for day, seed, told in (
        ("2026-12-21", f"{0:032}", "2027-01-12（暂定）"),
        ("2026-12-01", f"{1:032}", '2026-12-22，<strong class="late">已经逾期'),
    ):
        report = reported(day)
        ticket = codes.ticket(report.number, seed)
        home = report.agency.get_absolute_url()
        assert str(report.due_on) in seen(client, f"{home}ask/receipt/{ticket}/")
        typed = {"number": report.number, "code": codes.code_of(seed)}
        assert told in client.post(f"{home}follow/", typed, follow=True).content.decode()


def test_lists_cost_the_same_for_many_rows(
    operator: Client, bureau: Bureau, reported: Reported, flat_queries: Callable[..., None]
) -> None:
    days = iter(range(1, 29))

    def grow() -> None:
        ClosureFactory(bureau=bureau, first_on=date(2026, 11, next(days)), at=NOW)
        reported("2026-12-21")

    flat_queries(CALENDAR, grow)
    operator.force_login(bureau.clerk)
    flat_queries("/office/cases/?tab=offered", lambda: reported("2026-12-21"))
    flat_queries("/office/", lambda: reported("2026-12-21"))


def test_facts_cost_the_same_however_many_were_checked(
    operator: Client, bureau: Bureau, flat_queries: Callable[..., None]
) -> None:
    keys = iter([fact for fact in facts() if fact.is_overridable])

    def grow() -> None:
        fact = next(keys)
        actions.check_fact(
            fact.key, value=str(fact.value), source="对照原文", by=bureau.operator, at=NOW
        )

    flat_queries(f"{FACTS}?state=all", grow)
