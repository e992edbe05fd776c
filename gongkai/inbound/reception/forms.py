"""What somebody types who books a reception, or changes the time of one."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms

from gongkai.inbound.cases.forms import AskForm
from gongkai.inbound.reception.queries import OpenSlot
from gongkai.rules.cases import CaseKind
from gongkai.rules.workdays import WEEKDAYS

GONE = "请选一个还空着的时间；您刚才选的可能已经被约走，或者已经过了。"


class SlotField(forms.ChoiceField):
    """接访时间: one of the slots that can be booked, by day; the choice comes back as it."""

    def __init__(self, slots: Sequence[OpenSlot] = ()) -> None:
        super().__init__(
            label="接访时间",
            error_messages={"required": "请选择接访时间。", "invalid_choice": GONE},
        )
        self.offer(slots)

    def offer(self, slots: Sequence[OpenSlot]) -> None:
        self.slots = {one.key: one for one in slots}
        days = groupby(slots, key=lambda one: one.day)
        self.choices = [
            ("", "请选择" if slots else "没有可以预约的时间"),
            *((_heading(day), [(one.key, one.label) for one in ones]) for day, ones in days),
        ]

    def clean(self, value: Any) -> OpenSlot:
        return self.slots[super().clean(value)]


def _heading(day: Any) -> str:
    return f"{day.on:%Y-%m-%d}（星期{WEEKDAYS[day.on.weekday()]}）{day.received_by}"


class BookForm(AskForm):
    """预约接访: what a case of this kind asks for, with a slot in place of a day that is wished."""

    slot = SlotField()

    def __init__(
        self, kind: CaseKind, *args: Any, slots: Sequence[OpenSlot], **kwargs: Any
    ) -> None:
        super().__init__(kind, *args, **kwargs)
        del self.fields["wished_on"]
        _offer(self, slots)


class SlotForm(forms.Form):
    """Another time, or the first one for a case that has none."""

    slot = SlotField()

    def __init__(self, *args: Any, slots: Sequence[OpenSlot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, slots)


def _offer(form: forms.Form, slots: Sequence[OpenSlot]) -> None:
    field = form.fields["slot"]
    assert isinstance(field, SlotField)  # noqa: S101  declared so in both forms
    field.offer(slots)


class GiveUpForm(forms.Form):
    """取消预约: said twice, as somebody else may take the slot."""

    sure = forms.BooleanField(
        label="我确认取消这次预约",
        error_messages={"required": "请先勾选“我确认取消这次预约”。"},
    )
