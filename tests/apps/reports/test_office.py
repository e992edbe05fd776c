"""The screens of the annual report: what they show to whom, what they keep and refuse."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.oversight.reports import queries
from gongkai.oversight.reports.exports import FORMS
from gongkai.oversight.reports.exports.page import as_json
from gongkai.oversight.reports.models import AnnualFigures, PastReport
from gongkai.people.models import Role, User
from tests.factories.people import Bureau, UnitFactory, UserFactory, staffed_bureau
from tests.factories.reports import (
    AFTER,
    YEAR,
    a_few,
    application,
    figures,
    last_year,
    registered,
)

ANNUAL = "/office/annual/"
PAGE = f"{ANNUAL}{YEAR}/"


@pytest.fixture(autouse=True)
def in_january() -> Iterator[None]:
    with time_machine.travel(AFTER, tick=False):
        yield


@pytest.fixture
def clerk(client: Client, bureau: Bureau) -> Client:
    client.force_login(bureau.clerk)
    return client


@pytest.fixture
def office(client: Client, bureau: Bureau) -> Client:
    client.force_login(bureau.office)
    return client


def seen(client: Client, address: str, **given: str) -> str:
    answer = client.get(address, given)
    assert answer.status_code == 200
    return answer.content.decode()


def typed(client: Client, **changed: str) -> dict[str, str]:
    """The form as it stands, with every count a zero, and what a person changed."""
    form = client.get(f"{PAGE}enter/").context["form"]
    blank = {"published_on": "", "revision": str(form.initial["revision"])}
    fields = {name: "" if name.startswith("section_") else "0" for name in form.fields}
    prose = {
        "section_1": "推进公开。",
        "section_5": "说理不够。\n（一）将编印案例。",
        "section_6": "无",
    }
    return fields | blank | prose | changed


def last_years_file(*carried_over: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("上年.json", as_json(last_year([*carried_over, 0, 0, 0, 0, 0])))


def test_every_cell_of_table_3_leads_to_the_cases_it_counts(clerk: Client, bureau: Bureau) -> None:
    a_few(bureau)
    page = seen(clerk, PAGE)
    links = re.findall(r'<a href="(/office/annual/2025/cases/\?row=[^"]+)"[^>]*>(\d+)</a>', page)
    assert len(links) == 25 * 7
    for address, count in links[:21]:
        rows = seen(clerk, address.replace("&amp;", "&")).count(
            '<th scope="row" class="gk-number">'
        )
        assert rows == int(count), address


def test_the_cases_behind_a_cell_show_number_kind_dates_and_outcome_only(
    clerk: Client, bureau: Bureau
) -> None:
    registered([application(bureau, date(YEAR, 3, 2), "business", date(YEAR, 3, 20), "R-3.1",
                            subject="请公开赔偿协议", text="秘密内容")])  # fmt: skip
    page = seen(clerk, f"{PAGE}cases/", row="R-3.1", column="business")
    for told in ("YQ", "商业企业", "2025-03-02", "2025-03-20", "1.属于国家秘密"):
        assert told in page
    assert "赔偿协议" not in page
    assert "秘密内容" not in page


def test_cases_of_other_units_are_counted_and_not_listed(clerk: Client, bureau: Bureau) -> None:
    registered([application(bureau, date(YEAR, 3, 2), unit=UnitFactory(agency=bureau.agency))])
    page = seen(clerk, f"{PAGE}cases/", row="received", column="total")
    assert "YQ" not in page.partition('<div class="gk">')[2]
    assert "1件都不在您的范围内" in page


def test_long_lists_come_in_pages(office: Client, bureau: Bureau) -> None:
    registered(application(bureau, date(YEAR, 3, 2)) for _ in range(60))
    address = f"{PAGE}cases/"
    first = seen(office, address, row="received", column="total")
    assert first.count('<th scope="row" class="gk-number">') == 50
    assert "row=received&amp;column=total&amp;page=2" in first
    second = seen(office, address, row="received", column="total", page="2")
    assert second.count('<th scope="row" class="gk-number">') == 10


@pytest.mark.parametrize(
    "query", ["", "?row=received", "?row=x&column=total", "?row=received&column=%00"]
)
def test_a_cell_that_is_not_there_is_not_found(clerk: Client, query: str) -> None:
    assert clerk.get(f"{PAGE}cases/{query}").status_code == 404


@pytest.mark.parametrize("year", ["1999", "2027", "20250", "二〇二五", "²⁰²⁵", "-1", "0", "9999"])
def test_a_year_that_has_not_begun_is_not_found(clerk: Client, year: str) -> None:
    for address in ("", "enter/", "cases/?row=received&column=total", "download/json/"):
        assert clerk.get(f"{ANNUAL}{year}/{address}").status_code == 404


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.ARCHIVIST])
def test_who_sees_no_draft_sees_no_report(client: Client, bureau: Bureau, role: Role) -> None:
    client.force_login(UserFactory(agency=bureau.agency, role=role))
    assert "您的角色不办理这项业务" in seen(client, ANNUAL)
    assert "年度报告" not in seen(client, "/office/")
    for address in ("", "enter/", "download/json/", "cases/?row=received&column=total"):
        assert client.get(f"{PAGE}{address}").status_code == 404
    for address in ("enter/", "import/", "check/", "settle/", "reopen/"):
        assert client.post(f"{PAGE}{address}").status_code == 404


def test_a_person_of_no_agency_has_no_report(client: Client, db: None) -> None:
    client.force_login(User.objects.create_superuser("shangji", name="平台管理员"))
    assert client.get(ANNUAL).status_code == 200
    assert client.get(PAGE).status_code == 404


def test_another_agency_sees_its_own_year(client: Client, bureau: Bureau) -> None:
    a_few(bureau)
    other = staffed_bureau(slug="bieju")
    client.force_login(other.office)
    assert (
        "YQ"
        not in seen(client, f"{PAGE}cases/", row="received", column="total").partition(
            '<div class="gk">'
        )[2]
    )
    assert other.agency.name in seen(client, PAGE)


def test_checks_stand_on_top_with_their_reason(clerk: Client, bureau: Bureau) -> None:
    a_few(bureau)
    page = seen(clerk, PAGE)
    assert "没有找到表2" in page
    assert page.index("没有找到表2") < page.index('id="table-2"')
    assert "没有2024年的年报" in page


def test_a_year_is_filled_in_checked_settled_and_downloaded(clerk: Client, bureau: Bureau) -> None:
    a_few(bureau)
    saved = clerk.post(f"{PAGE}enter/", typed(clerk, licences="310", fees="12.5"), follow=True)
    assert "没有发现问题" in saved.content.decode()
    assert "已记下：2025年年报核对完毕" in clerk.post(f"{PAGE}check/", follow=True).content.decode()
    clerk.force_login(bureau.office)
    done = clerk.post(f"{PAGE}settle/", follow=True).content.decode()
    assert "下面的文件就是定稿" in done
    report = queries.report_of(bureau.agency, YEAR)
    for form, kind in FORMS.items():
        answer = clerk.get(f"{PAGE}download/{form}/")
        content = b"".join(answer.streaming_content)
        assert content == kind.make(report)
        assert "attachment" in answer["Content-Disposition"]
    assert "已经定稿" in seen(clerk, f"{PAGE}enter/")
    reopened = clerk.post(f"{PAGE}reopen/", {"reason": "主管部门要求更正。"}, follow=True)
    assert "已退回修改" in reopened.content.decode()


def test_what_was_typed_is_shown_again_for_editing(clerk: Client) -> None:
    clerk.post(f"{PAGE}enter/", typed(clerk, licences="310", fees="12.5"))
    initial = clerk.get(f"{PAGE}enter/").context["form"].initial
    assert (initial["licences"], initial["fees"], initial["revision"]) == (310, "12.5", 1)
    assert initial["section_5"] == "说理不够。\n（一）将编印案例。"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        pytest.param({"licences": "三百"}, "行政许可", id="words"),
        pytest.param({"licences": "-1"}, "行政许可", id="negative"),
        pytest.param({"licences": "9" * 5000}, "行政许可", id="endless"),
        pytest.param({"fees": "1e999999"}, "行政事业性收费", id="exponent"),
        pytest.param({"fees": "NaN"}, "行政事业性收费", id="no-number"),
        pytest.param({"published_on": "2026-02-30"}, "公布日期", id="no-day"),
        pytest.param({"section_1": "一、主动公开情况"}, "小标题请改用", id="section-number"),
        pytest.param({"section_1": "字" * 4001}, "请分成几段", id="long-paragraph"),
        pytest.param({"section_1": "字\n" * 20_000}, "总体情况", id="long-section"),
    ],
)
def test_what_cannot_be_kept_comes_back_with_the_reason(
    clerk: Client, changed: dict[str, str], told: str
) -> None:
    answer = clerk.post(f"{PAGE}enter/", typed(clerk, **changed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page.partition("gk-problems")[2].partition("</ul>")[0]
    assert "推进公开。" in page or "section_1" in changed
    assert not AnnualFigures.objects.exists()


def test_signs_that_no_file_can_hold_are_left_out(clerk: Client, bureau: Bureau) -> None:
    clerk.post(f"{PAGE}enter/", typed(clerk, section_1="推\x0b进\x1f公开\x7f。\r\n\r\n第二段"))
    report = queries.report_of(bureau.agency, YEAR)
    assert report.sections is not None
    assert report.sections[0].paragraphs == ("推进公开。", "第二段")


def test_two_who_fill_in_at_once_do_not_undo_each_other(clerk: Client, bureau: Bureau) -> None:
    mine = typed(clerk, licences="7")
    figures(bureau)
    answer = clerk.post(f"{PAGE}enter/", mine)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "又保存过一次" in page
    assert 'value="7"' in page


def test_last_years_file_is_compared_at_once(clerk: Client, bureau: Bureau) -> None:
    a_few(bureau)
    figures(bureau)
    sent = {"file": last_years_file(2), "restated_why": ""}
    page = clerk.post(f"{PAGE}import/", sent, follow=True).content.decode()
    assert "三张表的每一格都读到了" in page
    assert "T3-5" in page
    sent = {"file": last_years_file(1), "restated_why": ""}
    assert "没有发现问题" in clerk.post(f"{PAGE}import/", sent, follow=True).content.decode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"", "文件是空的", id="empty"),
        pytest.param(b"\xff\xfe\x00", "没有", id="binary"),
        pytest.param(b"%PDF-1.4", "是 PDF", id="pdf"),
        pytest.param(b'{"year": 2019, "disclosure": {"licences": 1}}', "2019年", id="other-year"),
        pytest.param(b'{"year": 2024, "disclosure": {}}', "任何一张表", id="no-table"),
    ],
)
def test_a_file_that_does_not_help_is_refused_in_words(
    clerk: Client, content: bytes, told: str
) -> None:
    answer = clerk.post(f"{PAGE}import/", {"file": SimpleUploadedFile("上年", content)})
    assert answer.status_code == 422
    assert told in answer.content.decode().partition("gk-problems")[2].partition("</ul>")[0]
    assert not PastReport.objects.exists()


@pytest.mark.parametrize("role", ["head", "secrecy", "leader"])
def test_others_read_and_change_nothing(client: Client, bureau: Bureau, role: str) -> None:
    a_few(bureau)
    figures(bureau)
    client.force_login(getattr(bureau, role))
    assert "<form" not in seen(client, PAGE).partition('<div class="gk">')[2]
    for address, sent in (
        ("enter/", typed(client)),
        ("import/", {"file": last_years_file(1)}),
        ("check/", {}),
        ("settle/", {}),
        ("reopen/", {"reason": "主管部门要求更正。"}),
    ):
        assert client.post(f"{PAGE}{address}", sent).status_code == 422, address
    assert not PastReport.objects.exists()
    assert AnnualFigures.objects.get().state == AnnualFigures.State.DRAFT


def test_the_running_year_says_that_it_is_not_over(clerk: Client) -> None:
    page = seen(clerk, f"{ANNUAL}2026/")
    assert "这一年还没有结束" in page
    assert "2027年1月1日起才能定稿" in page or "还没有填写" in page


def test_steps_that_have_nothing_to_work_on_are_not_found(office: Client) -> None:
    for step in ("check", "settle", "reopen"):
        assert office.post(f"{PAGE}{step}/", {"reason": "没有理由"}).status_code == 404
    assert office.get(f"{PAGE}download/exe/").status_code == 404


def test_screens_cost_the_same_however_many_cases(
    office: Client, bureau: Bureau, flat_queries: Callable[..., None]
) -> None:
    figures(bureau)
    for address in (ANNUAL, PAGE, f"{PAGE}cases/?row=received&column=total"):
        flat_queries(address, lambda: a_few(bureau))
