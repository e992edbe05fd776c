"""A bureau in whose office hours it is."""

from collections.abc import Iterator

import pytest
import time_machine

from gongkai.outbound.on_duty.models import Sign, SignBoard
from tests.factories.on_duty import MORNING, board_of, sign_of
from tests.factories.people import Bureau, staffed_bureau


@pytest.fixture(autouse=True)
def in_the_morning() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def bureau(db: None) -> Bureau:
    return staffed_bureau(slug="shili", phone="0000-1234567")


@pytest.fixture
def board(bureau: Bureau) -> SignBoard:
    return board_of(bureau)


@pytest.fixture
def sign(bureau: Bureau, board: SignBoard) -> Sign:
    return sign_of(bureau, board, bureau.clerk)
