"""Who is in at a moment, as signs show it; computed when asked, so no state outlives its end."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate, localtime

from gongkai.lawbook.queries import calendar_of
from gongkai.outbound.on_duty.models import Badge, Door, Sign, SignBoard
from gongkai.people.models import Agency, Leave, Role, Unit, User
from gongkai.people.queries import covers_unit, roles_of, units_below
from gongkai.rules import whereabouts
from gongkai.rules.whereabouts import SignState

SETTERS = (Role.UNIT_HEAD, Role.WINDOW, Role.OPENNESS_OFFICE)
KEEPERS = (Role.UNIT_HEAD, Role.OPENNESS_OFFICE)
MOST_SIGNS = 400


@dataclass(frozen=True)
class ShownSign:
    """去向牌上的一行: a post, a name if it is shown, a state, and who stands in."""

    pk: int
    post: str
    name: str
    state: SignState
    substitute: str
    # For paper, which knows no leave.
    usual_substitute: str

    @property
    def called(self) -> str:
        return f"{self.name}（{self.post}）" if self.name else self.post


@dataclass(frozen=True)
class ShownBoard:
    """去向牌的一块: a unit's signs at a moment, and whom to ask first."""

    unit: Unit
    first_asked: str
    phone: str
    changed_at: datetime
    signs: tuple[ShownSign, ...]

    @property
    def number_in(self) -> int:
        return sum(one.state.key == whereabouts.IN for one in self.signs)


def signs_of(
    agency: Agency, units: Iterable[Unit] | None = None, *, at: datetime
) -> list[ShownBoard]:
    """The boards an agency shows to the public, of these units or of all, as they are `at`."""
    boards = SignBoard.objects.filter(unit__agency=agency, is_shown=True)
    if units is not None:
        boards = boards.filter(unit__in=list(units))
    return shown_boards(agency, boards, at=at)


def shown_boards(agency: Agency, boards: QuerySet[SignBoard], *, at: datetime) -> list[ShownBoard]:
    """Boards with their signs at a moment, whether they are public or not."""
    found = list(boards.select_related("unit").order_by("unit__order", "unit_id"))
    signs = Sign.objects.filter(board__in=found, user__is_active=True, user__agency=agency)
    rows = list(signs.select_related("user", "post", "substitute")[:MOST_SIGNS])
    local = localtime(at)
    on = local.date()
    leaves = _leaves(rows, on)
    posts = {row.user_id: row.post.name for row in rows}
    is_workday = calendar_of(agency).is_workday(on)
    made = []
    for board in found:
        is_open = is_workday and board.opens <= local.time() < board.closes
        shown = [
            _shown(row, board, leaves, posts, at=at, is_open=is_open)
            for row in rows
            if row.board_id == board.pk
        ]
        made.append(
            ShownBoard(board.unit, board.first_asked, board.phone, board.changed_at, tuple(shown))
        )
    return made


def _leaves(rows: list[Sign], on: date) -> dict[int, Leave]:
    people = {row.user_id for row in rows} | {row.substitute_id for row in rows}
    current = Leave.objects.current(on).filter(user__in=people - {None})
    return {one.user_id: one for one in current.select_related("cover").order_by("from_on")}


def _shown(
    row: Sign,
    board: SignBoard,
    leaves: dict[int, Leave],
    posts: dict[int, str],
    *,
    at: datetime,
    is_open: bool,
) -> ShownSign:
    leave = leaves.get(row.user_id)
    shown = whereabouts.shown_state(
        row.state, row.until, at=at, is_office_hours=is_open, is_on_leave=leave is not None
    )
    by_name = board.naming == SignBoard.Naming.NAME_AND_POST

    def called(person: User | None) -> str:
        if person is None or not person.is_active:
            return board.first_asked
        return person.name if by_name else posts.get(person.pk, board.first_asked)

    stands_in = leave.cover if leave else row.substitute
    is_away_too = stands_in is not None and stands_in.pk in leaves
    return ShownSign(
        pk=row.pk,
        post=row.post.name,
        name=row.user.name if by_name else "",
        state=shown,
        substitute=board.first_asked if is_away_too else called(stands_in),
        usual_substitute=called(row.substitute),
    )


def boards_set_by(person: User, *, on: date) -> QuerySet[SignBoard]:
    """Boards of the units for which this person may set a colleague's sign."""
    return SignBoard.objects.filter(unit__in=_units(person, SETTERS, on=on))


def units_kept_by(person: User, *, on: date) -> QuerySet[Unit]:
    """Units whose board and badges this person keeps."""
    return Unit.objects.filter(pk__in=_units(person, KEEPERS, on=on)).order_by("order", "id")


def _units(person: User, roles: Iterable[Role], *, on: date) -> set[int]:
    if person.agency is None:
        return set()
    below = units_below(person.agency)
    held = [one for one in roles_of(person, on=on) if one.role in set(roles)]
    units = Unit.objects.filter(agency=person.agency)
    return {unit.pk for unit in units if any(covers_unit(one, unit, below) for one in held)}


def door_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def door_of(token: str, *, at: datetime) -> Door | None:
    """The door this link opens today; None for a wrong, closed or expired one."""
    found = Door.objects.filter(digest=door_digest(token)).select_related("unit__agency").first()
    return found if found and found.is_open(localdate(at)) else None


def signs_at(door: Door) -> QuerySet[Sign]:
    """The people who can be set at a door: those on the sign of its unit, and nobody else."""
    signs = Sign.objects.filter(board__unit=door.unit, user__is_active=True)
    return signs.select_related("user", "post", "board__unit__agency")


def scanned(door: Door, typed: str) -> Sign | None:
    """The person whose badge in force was scanned at this door; a scanner types its address."""
    code = typed.strip().rstrip("/").rpartition("/")[2]
    badge = Badge.objects.filter(code=code, voided_at=None, unit__agency=door.unit.agency_id)
    return signs_at(door).filter(user__in=badge.values("user")).first() if code.isalnum() else None


def board_of(door: Door) -> QuerySet[SignBoard]:
    return SignBoard.objects.filter(unit=door.unit_id)
