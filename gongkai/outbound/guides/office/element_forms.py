"""Forms made from the elements of a guide: each named as in the rules, none of them demanded.

A guide is written over days; what is still missing the lint says, and typing it never loses a row.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, cast, get_args, get_origin, get_type_hints

from django import forms

from gongkai.people.forms import DayInput
from gongkai.rules.guides.labels import LABELS
from gongkai.rules.guides.plain import LONGEST, MOST
from gongkai.rules.guides.service_guides import Term

LONG = frozenset(["text", "filling_in", "standard", "remark", "answer", "otherwise", "explanation"])
HINTS = {
    "conditions": "一行写一项。",
    "audiences": "一行写一项，例如：自然人、企业法人。",
    "channels": "一行写一项，例如：窗口办理、网上办理、快递申请。",
    "joint_agencies": "一行写一个。",
    "intermediary_services": "一行写一项；没有的不填。",
    "quantity_limit": "没有限制也要写明“无”。",
    "record": "依据的全文公开在本站的，写它网址 /documents/ 后面的数字，群众可以点开。",
    "question": "这一步之后要分岔的写成问句，例如：材料齐全吗？",
    "otherwise": "回答“否”的怎么办，例如：一次告知补正。",
    "visits": "全程网上办的写 0。",
    "hours": "写到星期几、几点到几点。",
    "phone": "写区号，例如：0000-1234567。",
}
YES_OR_NO = (("", "未填写"), ("yes", "是"), ("no", "否"))
ANSWERS = {"yes": True, "no": False}
TERM_PARTS = tuple(LABELS[Term])


def bare(hint: Any) -> Any:
    """A type without its `None`."""
    kinds = [kind for kind in get_args(hint) if kind is not NoneType]
    return kinds[0] if NoneType in get_args(hint) else hint


class DraggedRows(forms.BaseFormSet):
    """Rows that can be moved and taken away by a number and a tick, without a script."""

    ordering_widget = forms.NumberInput

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = "次序"
        form.fields["DELETE"].label = "删去这一行"


def field_for(name: str, label: str, hint: Any, files: Sequence[str]) -> forms.Field:
    """The field of one plain element."""
    kind, help_text = bare(hint), HINTS.get(name, "")
    if name in ("blank_form", "sample"):
        choices = [("", "没有"), *((one, one) for one in files)]
        return forms.ChoiceField(choices=choices, label=label, required=False)
    if kind is bool:
        return forms.ChoiceField(
            choices=YES_OR_NO, label=label, required=False, help_text=help_text
        )
    if kind is int:
        most = 10**9 if name == "record" else 999
        return forms.IntegerField(
            min_value=0, max_value=most, label=label, required=False, help_text=help_text
        )
    if kind is date:
        return forms.DateField(widget=DayInput(), label=label, required=False)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        choices = [("", "未填写"), *((str(one), str(one)) for one in kind)]
        return forms.ChoiceField(choices=choices, label=label, required=False)
    is_long = get_origin(kind) is tuple or name in LONG
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}) if is_long else None,
    )


def fields_of(kind: type, names: Sequence[str], files: Sequence[str]) -> dict[str, forms.Field]:
    """The form fields of elements; a term is several of them."""
    hints = get_type_hints(kind)
    made: dict[str, forms.Field] = {}
    for name in names:
        label = LABELS[kind][name]
        if bare(hints[name]) is Term:
            made |= {
                f"{name}.{part}": field_for(
                    part, label if part == "number" else f"{label}：{LABELS[Term][part]}",
                    get_type_hints(Term)[part], (),
                )
                for part in TERM_PARTS
                if kind.__name__ == "ServiceGuide" or part in ("number", "unit")
            }  # fmt: skip
        else:
            made[name] = field_for(name, label, hints[name], files)
    return made


def form_for(kind: type, names: Sequence[str], files: Sequence[str]) -> type[forms.Form]:
    return type(f"{kind.__name__}Form", (forms.Form,), fields_of(kind, names, files))


def rows_for(kind: type, files: Sequence[str]) -> type[DraggedRows]:
    """A set of rows, one for each element of a list."""
    made = forms.formset_factory(
        form_for(kind, names_of(kind), files),
        formset=DraggedRows,
        extra=0,
        can_order=True,
        can_delete=True,
        max_num=MOST,
        absolute_max=MOST,
    )
    return cast("type[DraggedRows]", made)


@cache
def names_of(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


def typed_of(said: Mapping[str, Any], names: Sequence[str], kind: type) -> dict[str, Any]:
    """Plain values of elements as their form shows them."""
    hints = get_type_hints(kind)
    typed: dict[str, Any] = {}
    for name in names:
        value, wanted = said.get(name), bare(hints[name])
        if wanted is Term:
            typed |= {f"{name}.{part}": (value or {}).get(part) for part in TERM_PARTS}
        elif wanted is bool:
            typed[name] = "" if value is None else ("yes" if value else "no")
        elif get_origin(wanted) is tuple:
            typed[name] = "\n".join(value or ())
        else:
            typed[name] = value
    return typed


def said_of_form(cleaned: Mapping[str, Any], names: Sequence[str], kind: type) -> dict[str, Any]:
    """What was typed as plain values; nothing is written of what was left empty."""
    return dict(_said(cleaned, names, get_type_hints(kind)))


def _said(
    cleaned: Mapping[str, Any], names: Sequence[str], hints: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    for name in names:
        wanted = bare(hints[name])
        if wanted is Term:
            parts = {part: cleaned.get(f"{name}.{part}") for part in TERM_PARTS}
            term = {part: said for part, said in parts.items() if said not in (None, "")}
            # A unit alone is the preset of the field, not an answer.
            if term.keys() - {"unit"}:
                yield name, term
            continue
        typed = cleaned.get(name)
        if typed is None or typed == "":
            continue
        if wanted is bool:
            yield name, ANSWERS[typed]
        elif get_origin(wanted) is tuple:
            yield name, [line.strip() for line in typed.splitlines() if line.strip()]
        else:
            yield name, typed.isoformat() if isinstance(typed, date) else typed
