"""What a role opens in the office, and that nothing else does."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from gongkai.ledger.models import LedgerEntry
from gongkai.people import actions
from gongkai.people.backends import LEAVE, SETTINGS, SIGN_IN, RoleBackend
from tests.factories.people import Bureau, UserFactory
from tests.factories.publishing import AT


def test_the_operator_may_change_settings_and_the_clerk_may_not(bureau: Bureau) -> None:
    backend = RoleBackend()
    assert backend.get_all_permissions(bureau.operator) == {SIGN_IN, *SETTINGS}
    assert backend.get_all_permissions(bureau.clerk) == {SIGN_IN}


def test_the_openness_office_may_name_covers(bureau: Bureau) -> None:
    assert RoleBackend().get_all_permissions(bureau.office) == {SIGN_IN, *LEAVE}


def test_a_person_without_a_role_may_not_even_sign_in(bureau: Bureau) -> None:
    assert RoleBackend().get_all_permissions(UserFactory(agency=bureau.agency)) == set()


def test_permissions_given_past_the_roles_count_for_nothing(bureau: Bureau) -> None:
    person = UserFactory(agency=bureau.agency)
    person.user_permissions.set(Permission.objects.all()[:20])
    assert RoleBackend().get_all_permissions(person) == set()


@pytest.mark.parametrize("path", ["/office/", "/office/account/"])
def test_a_one_time_password_opens_only_the_page_to_choose_ones_own(
    bureau: Bureau, client: Client, path: str
) -> None:
    person = actions.give_one_time_password(bureau.clerk, "一次性密码12345", by=None, at=AT)
    client.force_login(person)
    assert client.get(path).headers["Location"] == "/office/own-password/"


def test_ones_own_password_is_set_and_leaves_no_trace_in_the_ledger(bureau: Bureau) -> None:
    actions.give_one_time_password(bureau.clerk, "一次性密码12345", by=None, at=AT)
    person = actions.choose_password(bureau.clerk, "我自己选的密码2024", at=AT)
    assert person.check_password("我自己选的密码2024")
    assert not person.must_change_password
    kept = str(list(LedgerEntry.objects.values_list("details", flat=True)))
    assert "我自己选的密码2024" not in kept
    assert person.password not in kept
