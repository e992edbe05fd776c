"""Check digits, on codes printed in published index numbers."""

import pytest

from gongkai.rules.identifiers.organisation_codes import (
    doubts_about_credit_code,
    doubts_about_organisation_code,
    is_credit_code,
    is_organisation_code,
    organisation_code_within,
)

ORGANISATIONS = [
    pytest.param("000014349", id="state-council-office"),
    pytest.param("01418471X", id="county-transport-bureau-with-X"),
    pytest.param("000218173", id="provincial-transport-department"),
    pytest.param("01527918X", id="prefecture"),
]
COMPANIES_AND_BUREAUS = [
    pytest.param("11370830004335422F", id="county-bureau"),
    pytest.param("11441700007280420Y", id="city-bureau"),
    pytest.param("12441500196720244T", id="public-institution"),
    pytest.param("11341702486344515H", id="district-bureau"),
]


@pytest.mark.parametrize("code", ORGANISATIONS)
def test_published_organisation_codes_pass(code: str) -> None:
    assert is_organisation_code(code)
    assert doubts_about_organisation_code(code) == ()


@pytest.mark.parametrize("code", COMPANIES_AND_BUREAUS)
def test_published_credit_codes_pass_and_hold_an_organisation_code(code: str) -> None:
    assert is_credit_code(code)
    assert doubts_about_credit_code(code) == ()
    assert is_organisation_code(organisation_code_within(code))


@pytest.mark.parametrize("code", COMPANIES_AND_BUREAUS)
def test_one_wrong_digit_is_noticed(code: str) -> None:
    changed = code[:5] + str((int(code[5]) + 1) % 10) + code[6:]
    assert not is_credit_code(changed)
    assert "校验码" in doubts_about_credit_code(changed)[0]


def test_a_virtual_code_is_doubted_with_the_digit_it_should_have() -> None:
    (doubt,) = doubts_about_organisation_code("035210000")
    assert "035210000" in doubt
    assert "虚拟代码" in doubt


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("", id="empty"),
        pytest.param("1137083000433542", id="too-short"),
        pytest.param("1137083000433542IF", id="letter-that-is-never-used"),
    ],
)
def test_what_is_not_a_code_is_doubted_for_its_form(code: str) -> None:
    assert not is_credit_code(code)
    assert "18 位" in doubts_about_credit_code(code)[0]
    assert "9 位" in doubts_about_organisation_code(code)[0]
