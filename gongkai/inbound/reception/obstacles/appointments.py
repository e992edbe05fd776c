"""What stands in the way of booking a slot, moving, cancelling, and keeping what came of it."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases.models import Case
from gongkai.inbound.cases.obstacles.handling import WORKERS
from gongkai.inbound.cases.queries import workable_by
from gongkai.inbound.reception import queries
from gongkai.inbound.reception.models import Appointment, ReceptionDay
from gongkai.inbound.reception.obstacles.days import LONGEST_REASON, SHORTEST_REASON, to_keeping
from gongkai.people.models import User
from gongkai.people.queries import holds

SHORTEST_MINUTES, LONGEST_MINUTES = 5, 5000
LONGEST_FOLLOW_UP = 500
TAKEN = "这个时间刚刚被别人约走了，请另选一个时间；您填写的内容都还在。"


def to_booking(
    case: Case, day: ReceptionDay, slot: int, *, by: User | None, at: datetime
) -> Iterator[str]:
    if case.kind != queries.RECEPTION:
        yield "只有“预约领导接访”的件可以约接访时间；其他的请先登记一件。"
    if case.closed_on is not None:
        yield "这一件已经办结，不能再预约。"
    yield from _by_staff(case, by=by, on=localdate(at))
    if queries.booked_for(case) is not None:
        yield "这一件已经约了时间，要换的请改时间。"
    yield from _of_slot(case, day, slot, at=at)
    if queries.others_of_the_same_person(case, on=localdate(at)):
        # Neither day nor number: whoever types somebody else's name learns no more than this.
        yield (
            "您已经有一次还没有到的接访预约，每人同时只约一次；"
            "要换时间的，请凭那一件的编号和查询码打开，再改时间。"
        )


def _of_slot(case: Case, day: ReceptionDay, slot: int, *, at: datetime) -> Iterator[str]:
    if day.agency_id != case.agency_id or not 1 <= slot <= day.slots:
        yield "没有这个时间，请另选一个。"
    elif day.state == ReceptionDay.State.CANCELLED:
        yield f"{day.on}的接访已经取消（{day.cancelled_because}），请另选一天。"
    elif day.state != ReceptionDay.State.ANNOUNCED:
        yield f"{day.on}的接访还没有公布，请另选一天。"
    elif day.begins_at(slot) <= at:
        yield "这个时间已经过了，请另选一个。"
    elif slot in queries.taken_slots([day])[day.pk]:
        yield TAKEN


def to_moving(
    appointment: Appointment, day: ReceptionDay, slot: int, *, by: User | None, at: datetime
) -> Iterator[str]:
    yield from _still_to_come(appointment, by=by, at=at)
    if (appointment.day_id, appointment.slot) == (day.pk, slot):
        yield "您选的就是现在约的时间。"
    else:
        yield from _of_slot(appointment.case, day, slot, at=at)


def to_cancelling_appointment(
    appointment: Appointment, *, reason: str, by: User | None, at: datetime
) -> Iterator[str]:
    yield from _still_to_come(appointment, by=by, at=at)
    if by is not None and len(reason.strip()) < SHORTEST_REASON:
        yield "请写明取消的原因。"
    if len(reason) > LONGEST_REASON:
        yield f"原因最多{LONGEST_REASON}个字。"


def _still_to_come(appointment: Appointment, *, by: User | None, at: datetime) -> Iterator[str]:
    yield from _by_staff(appointment.case, by=by, on=localdate(at))
    if not queries.is_booked(appointment):
        yield f"这次预约“{appointment.get_state_display()}”，不能再改。"
    elif appointment.begins_at <= at:
        yield "约的时间已经到了，不能再改；没有去成的，请打电话联系本机关。"


def _by_staff(case: Case, *, by: User | None, on: date) -> Iterator[str]:
    """Without an account somebody acts for their own case; with one, for a case in their reach."""
    if by is None:
        return
    is_near = workable_by(by, on=on).filter(pk=case.pk).exists()
    if by.agency_id != case.agency_id or not holds(by, *WORKERS, on=on) or not is_near:
        yield "接访预约由窗口人员、经办人或者领导小组办公室登记，这一件不在您的范围。"


def to_marking(appointment: Appointment, *, by: User, at: datetime) -> Iterator[str]:
    yield from to_keeping(appointment.day, by=by, on=localdate(at))
    if appointment.state not in Appointment.HOLDING or (
        appointment.state == Appointment.State.BOOKED and not queries.is_booked(appointment)
    ):
        yield f"这次预约“{appointment.get_state_display()}”，不用登记来没来。"
    elif appointment.day.on > localdate(at):
        yield f"接访在{appointment.day.on}，到了那一天再登记来没来。"
    if appointment.minutes_at is not None:
        yield "已经写了接访记录，不能改成没有来。"


def to_writing_minutes(
    appointment: Appointment,
    *,
    minutes: str,
    follow_up: str,
    due_on: date | None,
    by: User,
    at: datetime,
) -> Iterator[str]:
    yield from to_keeping(appointment.day, by=by, on=localdate(at))
    if appointment.state != Appointment.State.CAME:
        yield "先登记“来了”，再写接访记录。"
    if appointment.erased_at is not None or appointment.case.erased_at is not None:
        yield "个人信息已经按期清除，不能再写。"
    if not SHORTEST_MINUTES <= len(minutes.strip()) <= LONGEST_MINUTES:
        yield f"请写明说了什么、怎样答复的（{SHORTEST_MINUTES}到{LONGEST_MINUTES}个字）。"
    if len(follow_up) > LONGEST_FOLLOW_UP:
        yield f"需要落实的事项最多{LONGEST_FOLLOW_UP}个字。"
    if bool(follow_up.strip()) != (due_on is not None):
        yield "需要落实的事项和落实期限要一起写，没有的都不写。"
    if due_on is not None and due_on < appointment.day.on:
        yield "落实期限不能早于接访的日期。"


def to_following_up(appointment: Appointment, *, by: User, at: datetime) -> Iterator[str]:
    yield from to_keeping(appointment.day, by=by, on=localdate(at))
    if appointment.follow_up_due_on is None:
        yield "这次接访没有需要落实的事项。"
    elif appointment.followed_up_at is not None:
        yield "已经登记落实。"


def to_releasing(appointment: Appointment) -> Iterator[str]:
    if not Appointment.objects.to_release().filter(pk=appointment.pk).exists():
        yield "这次预约没有因为撤回而空出来。"


def to_erasing(appointment: Appointment) -> Iterator[str]:
    if appointment.case.erased_at is None:
        yield "这一件的个人信息还没有清除，接访记录随它一起保存。"
    if appointment.erased_at is not None:
        yield "接访记录已经清除过。"
