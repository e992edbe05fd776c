"""The operator's settings: own agency only, through actions, with what was there before."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.outbound.publishing.models import Column, ReviewStep
from gongkai.people import actions
from gongkai.people.models import Leave, Role, RoleHolding, Unit, User
from tests.factories.people import Bureau, LeaveFactory, UserFactory, staffed_bureau

TODAY = timezone.localdate


@pytest.fixture
def as_(client: Client) -> Callable[[User], Client]:
    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in


def last_entry() -> LedgerEntry:
    return LedgerEntry.objects.order_by("-pk")[0]


def test_a_person_is_taken_on_with_a_password_shown_once(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    client = as_(bureau.operator)
    typed = {"name": "新来的经办人", "username": "xinlai", "is_active": "on"}
    answer = client.post("/office/staff/new/", typed)
    person = User.objects.get(username="xinlai")
    shown = answer.context["password"]
    assert shown in answer.content.decode()
    assert person.check_password(shown)
    assert person.must_change_password
    assert person.agency == bureau.agency
    assert last_entry().verb == "user.taken-on"
    assert shown not in str(list(LedgerEntry.objects.values_list("details", flat=True)))
    assert shown not in client.get("/office/staff/").content.decode()


def test_a_lost_password_is_replaced_by_a_one_time_one(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    answer = as_(bureau.operator).post(f"/office/staff/{bureau.clerk.pk}/password/")
    bureau.clerk.refresh_from_db()
    assert bureau.clerk.check_password(answer.context["password"])
    assert bureau.clerk.must_change_password


@pytest.mark.parametrize("role", ["clerk", "office", "leader"])
def test_nobody_but_the_operator_gives_passwords(
    bureau: Bureau, as_: Callable[[User], Client], role: str
) -> None:
    before = bureau.head.password
    answer = as_(getattr(bureau, role)).post(f"/office/staff/{bureau.head.pk}/password/")
    assert answer.status_code == 403
    bureau.head.refresh_from_db()
    assert bureau.head.password == before


def test_a_change_keeps_before_and_after_in_the_ledger(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    unit = {"name": "运输科", "code": bureau.unit.code, "kind": "office", "order": "3"}
    before = bureau.unit.name
    as_(bureau.operator).post(f"/office/units/{bureau.unit.pk}/", unit)
    entry = last_entry()
    assert entry.verb == "unit.changed"
    assert entry.details["before"] == {"name": before, "order": 0}
    assert entry.details["after"] == {"name": "运输科", "order": 3}


def test_a_refusal_comes_back_with_what_was_typed(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    holding = RoleHolding.objects.get(user=bureau.operator)
    typed = {
        "user": bureau.operator.pk,
        "role": "operator",
        "from_on": "2020-01-01",
        "to_on": str(TODAY() - timedelta(days=1)),
    }
    answer = as_(bureau.operator).post(f"/office/roles/{holding.pk}/", typed)
    seen = answer.content.decode()
    assert answer.status_code == 422
    assert "最后一名系统管理员" in seen
    assert typed["to_on"] in seen
    holding.refresh_from_db()
    assert holding.to_on is None


def test_a_code_taken_in_the_same_agency_is_refused_with_a_reason(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    unit = {"name": "另一科", "code": bureau.unit.code, "kind": "office", "order": "0"}
    answer = as_(bureau.operator).post("/office/units/new/", unit)
    assert answer.status_code == 422
    assert "另一科" in answer.content.decode()
    assert "已经存在" in answer.content.decode()


def test_the_openness_office_records_leave_and_sees_no_other_setting(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    client = as_(bureau.office)
    typed = {
        "user": bureau.head.pk,
        "cover": bureau.leader.pk,
        "from_on": str(TODAY()),
        "to_on": str(TODAY() + timedelta(days=2)),
    }
    assert client.post("/office/leave/new/", typed).status_code == 302
    assert Leave.objects.get().cover == bureau.leader
    assert last_entry().verb == "leave.recorded"
    for closed in ("staff", "roles", "units", "columns", "steps", "agency"):
        assert client.get(f"/office/{closed}/").status_code == 302


def test_a_cover_who_is_away_too_is_refused(bureau: Bureau, as_: Callable[[User], Client]) -> None:
    LeaveFactory(user=bureau.leader, cover=bureau.office)
    typed = {
        "user": bureau.head.pk,
        "cover": bureau.leader.pk,
        "from_on": str(TODAY()),
        "to_on": str(TODAY()),
    }
    answer = as_(bureau.operator).post("/office/leave/new/", typed)
    assert "自己也请假，请另选代理人" in answer.content.decode()
    assert Leave.objects.count() == 1


def test_another_agencys_rows_do_not_exist_and_cannot_be_chosen(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    theirs = staffed_bureau()
    client = as_(bureau.operator)
    for name, row in (("staff", theirs.clerk), ("units", theirs.unit), ("agency", theirs.agency)):
        assert client.get(f"/office/{name}/{row.pk}/").status_code == 404
        assert client.post(f"/office/{name}/{row.pk}/", {}).status_code == 404
    assert client.post(f"/office/staff/{theirs.clerk.pk}/password/").status_code == 404
    typed = {"user": theirs.clerk.pk, "role": "leader", "from_on": "2024-01-01"}
    assert client.post("/office/roles/new/", typed).status_code == 422
    assert theirs.clerk.username not in client.get("/office/staff/").content.decode()


def test_the_unit_that_receives_cases_is_one_of_the_agencys_own(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    client, theirs, agency = as_(bureau.operator), staffed_bureau(), bureau.agency
    address = f"/office/agency/{agency.pk}/"
    assert f'<option value="{theirs.unit.pk}"' not in client.get(address).content.decode()
    typed = {
        "name": agency.name, "short_name": agency.short_name,
        "index_template": agency.index_template, "receiving_unit": theirs.unit.pk,
    }  # fmt: skip
    assert client.post(address, typed).status_code == 422
    assert client.post(address, typed | {"receiving_unit": bureau.unit.pk}).status_code == 302
    agency.refresh_from_db()
    assert agency.receiving_unit == bureau.unit
    assert last_entry().details["after"]["receiving_unit_id"] == bureau.unit.pk
    agency.receiving_unit = theirs.unit
    with pytest.raises(Refused, match="不属于本机关"):
        actions.change_agency(agency, by=bureau.operator, at=timezone.now())


def test_without_scripts_the_same_entries_are_links(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    def links(user: User) -> dict[str, str]:
        page = as_(user).get("/office/cases/").content.decode()
        menu = page.partition('<nav class="gk-plain-menu"')[2].partition("</nav>")[0]
        return {label: href for href, label in re.findall(r'<a href="([^"]+)">([^<]+)</a>', menu)}

    clerk, operator = links(bureau.clerk), links(bureau.operator)
    assert clerk["今日"] == "/office/"
    assert clerk["收件"] == "/office/cases/"
    assert "待审" in clerk
    assert "本机关" not in clerk
    assert operator["本机关"] == "/office/agency/"
    assert "#" not in operator.values()


def test_columns_and_steps_are_kept_through_the_ledger(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    client = as_(bureau.operator)
    column = {"name": "线路公示", "slug": "lines", "kind": "notice", "order": 1, "is_open": "on"}
    assert client.post("/office/columns/new/", column).status_code == 302
    kept = Column.objects.get(slug="lines")
    renamed = column | {"slug": "routes"}
    assert client.post(f"/office/columns/{kept.pk}/", renamed).status_code == 422
    step = ReviewStep.objects.filter(agency=bureau.agency).order_by("order")[0]
    typed = {
        "label": "初审",
        "key": step.key,
        "order": step.order,
        "role": "clerk",
        "is_open": "on",
    }
    assert client.post(f"/office/steps/{step.pk}/", typed).status_code == 422
    typed["role"] = Role.UNIT_HEAD
    assert client.post(f"/office/steps/{step.pk}/", typed).status_code == 302
    assert last_entry().details["after"] == {"label": "初审"}


@pytest.mark.parametrize("name", ["agency", "units", "staff", "roles", "leave", "columns", "steps"])
def test_nothing_is_deleted_or_copied_by_anybody(
    bureau: Bureau, as_: Callable[[User], Client], name: str
) -> None:
    superuser = UserFactory(agency=bureau.agency, is_superuser=True)
    client = as_(superuser)
    for act in ("delete", "copy", "history", "usage", "inspect"):
        assert client.post(f"/office/{name}/1/{act}/").status_code == 404
        assert client.post(f"/office/{name}/{act}/1/").status_code == 404


def test_a_superuser_without_a_role_changes_no_setting(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    superuser = UserFactory(agency=bureau.agency, is_superuser=True)
    unit = {"name": "私设科", "code": "SS", "kind": "office", "order": "0"}
    assert as_(superuser).post("/office/units/new/", unit).status_code == 422
    assert not Unit.objects.filter(name="私设科").exists()


@pytest.mark.parametrize(
    "door",
    [
        "pages/", "pages/1/", "pages/add/wagtailcore/page/1/", "pages/1/edit/", "pages/1/copy/",
        "pages/1/move/", "pages/1/convert_alias/", "choose-page/", "api/main/pages/",
        "bulk/people/user/delete/", "bulk/wagtailcore/page/publish/", "images/", "images/add/",
        "images/multiple/add/", "documents/", "documents/multiple/add/", "collections/",
        "collections/add/", "workflows/list/", "reports/site-history/", "users/", "users/new/",
        "users/1/", "groups/", "groups/new/", "editing-sessions/ping/people/user/1/1/",
    ],
)  # fmt: skip
def test_the_shells_own_doors_are_shut_even_to_a_superuser(
    bureau: Bureau, as_: Callable[[User], Client], door: str
) -> None:
    superuser = UserFactory(agency=bureau.agency, is_superuser=True)
    client = as_(superuser)
    assert client.get(f"/office/{door}").status_code == 404
    assert client.post(f"/office/{door}").status_code == 404


def test_ones_own_password_is_changed_with_the_old_one(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    bureau.clerk.set_password("原来的密码2024")
    bureau.clerk.save()
    client = as_(bureau.clerk)
    later = "后来自己选的密码2024"
    typed = {"old_password": "错的", "new_password1": later, "new_password2": later}
    assert client.post("/office/account/", typed).status_code == 422
    typed["old_password"] = "原来的密码2024"
    assert client.post("/office/account/", typed).status_code == 302
    assert client.get("/office/").status_code == 200
    bureau.clerk.refresh_from_db()
    assert bureau.clerk.check_password(later)


def test_the_account_page_says_what_one_may_do_today(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    LeaveFactory(user=bureau.head, cover=bureau.clerk, to_on=date(2099, 1, 1))
    seen = as_(bureau.clerk).get("/office/account/").content.decode()
    assert f"科室负责人 · {bureau.unit}（代理 {bureau.head}）" in seen
