"""All elements of one guide as one form: sections of plain answers and of rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args, get_type_hints

from django import forms
from django.http import QueryDict

from gongkai.outbound.guides.office.element_forms import (
    DraggedRows,
    form_for,
    names_of,
    rows_for,
    said_of_form,
    typed_of,
)
from gongkai.rules.guides import GuideDoubt
from gongkai.rules.guides.labels import LABELS
from gongkai.rules.guides.service_guides import ServiceGuide

ADD = "add"
# Elements of a material that name an annex of the edition.
FILES = ("blank_form", "sample")


@dataclass(frozen=True)
class Section:
    """A heading with the plain elements and the lists below it."""

    anchor: str
    heading: str
    answers: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


SECTIONS = (
    Section("matter", "事项", (
        "name", "kind", "agency", "level", "power_source", "audiences", "handling", "visits",
        "quantity_limit", "channels", "area", "is_in_service_centre", "version", "effective_on",
        "cancelled_on",
    )),
    Section("terms", "办结时限", ("statutory_limit", "promised_limit")),
    Section("basis", "设定依据", (), ("basis",)),
    Section("conditions", "受理条件", ("conditions",)),
    Section("materials", "申请材料", (), ("materials",)),
    Section("process", "办理流程", (), ("process", "special_procedures")),
    Section("fees", "收费", ("is_charged",), ("fees",)),
    Section("places", "地点、时间和电话", (), ("places", "enquiries", "complaints")),
    Section("online", "网上办理", ("online_address", "mobile_address")),
    Section("outcomes", "办理结果", (), ("outcomes",)),
    Section("questions", "常见问题", (), ("questions",)),
    Section("codes", "编码和其他", (
        "basic_code", "local_basic_code", "task_code", "local_task_code", "handling_code",
        "agency_code", "agency_kind", "entrusted_agency", "joint_agencies",
        "intermediary_services", "state",
    )),
)  # fmt: skip
ANSWERS = tuple(name for section in SECTIONS for name in section.answers)
LISTS = tuple(name for section in SECTIONS for name in section.lists)


def kind_of(name: str) -> type:
    """What the rows of a list are."""
    return get_args(get_type_hints(ServiceGuide)[name])[0]  # type: ignore[no-any-return]


@dataclass(frozen=True)
class ShownField:
    """A bound field, the path to its element, and what is doubtful about it."""

    path: str
    bound: forms.BoundField
    doubts: tuple[GuideDoubt, ...]


@dataclass(frozen=True)
class ShownRow:
    """One row of a list, with the fields that move it and take it away."""

    anchor: str
    number: int
    fields: tuple[ShownField, ...]
    order: forms.BoundField
    delete: forms.BoundField
    doubts: tuple[GuideDoubt, ...]


@dataclass(frozen=True)
class ShownList:
    """A list of a section."""

    name: str
    label: str
    management: Any
    rows: tuple[ShownRow, ...]
    doubts: tuple[GuideDoubt, ...]
    errors: tuple[str, ...]


@dataclass
class WholeForm:
    """The form of a guide: one for the plain elements, one set of rows for each list."""

    answers: forms.Form
    rows: dict[str, DraggedRows]
    doubts: Mapping[str, tuple[GuideDoubt, ...]] = field(default_factory=dict)

    def is_valid(self) -> bool:
        return all([self.answers.is_valid(), *(one.is_valid() for one in self.rows.values())])

    def said(self) -> dict[str, Any]:
        """What was typed, as plain values of a guide."""
        found = said_of_form(self.answers.cleaned_data, ANSWERS, ServiceGuide)
        for name, rows in self.rows.items():
            kind = kind_of(name)
            kept = [
                said_of_form(row.cleaned_data, names_of(kind), kind) for row in rows.ordered_forms
            ]
            if kept := [one for one in kept if one]:
                found[name] = kept
        return found

    @property
    def errors(self) -> list[str]:
        """Every fault with the place where it was typed."""
        return list(self._errors())

    def _errors(self) -> Iterator[str]:
        for bound in self.answers:
            yield from (f"{bound.label}：{error}" for error in bound.errors)
        for name, rows in self.rows.items():
            label = LABELS[ServiceGuide][name]
            yield from (f"{label}：{error}" for error in rows.non_form_errors())
            for number, row in enumerate(rows.forms, start=1):
                for bound in row:
                    yield from (
                        f"{label}第{number}行的{bound.label}：{error}" for error in bound.errors
                    )

    def sections(self) -> Iterator[tuple[Section, tuple[ShownField, ...], tuple[ShownList, ...]]]:
        for section in SECTIONS:
            plain = tuple(
                self._shown(bound, bound.name)
                for bound in self.answers
                if bound.name.split(".")[0] in section.answers
            )
            yield section, plain, tuple(self._list(name) for name in section.lists)

    def _shown(self, bound: forms.BoundField, path: str) -> ShownField:
        paths = (path, path.removesuffix(".number")) if path.endswith(".number") else (path,)
        return ShownField(
            path, bound, tuple(one for at in paths for one in self.doubts.get(at, ()))
        )

    def _list(self, name: str) -> ShownList:
        rows = self.rows[name]
        return ShownList(
            name=name,
            label=LABELS[ServiceGuide][name],
            management=rows.management_form,
            rows=tuple(
                self._row(name, number, row) for number, row in enumerate(rows.forms, start=1)
            ),
            doubts=self.doubts.get(name, ()),
            errors=tuple(str(error) for error in rows.non_form_errors()) if rows.is_bound else (),
        )

    def _row(self, name: str, number: int, row: forms.Form) -> ShownRow:
        path = f"{name}.{number}"
        return ShownRow(
            anchor=path,
            number=number,
            fields=tuple(
                self._shown(bound, f"{path}.{bound.name}")
                for bound in row
                if bound.name not in ("ORDER", "DELETE")
            ),
            order=row["ORDER"],
            delete=row["DELETE"],
            doubts=self.doubts.get(path, ()),
        )


def filled(
    said: Mapping[str, Any], files: Sequence[str], doubts: Sequence[GuideDoubt]
) -> WholeForm:
    """The form as the guide stands."""
    return WholeForm(
        form_for(ServiceGuide, ANSWERS, files)(initial=typed_of(said, ANSWERS, ServiceGuide)),
        {
            name: rows_for(kind_of(name), files)(
                prefix=name,
                initial=[
                    typed_of(one, names_of(kind_of(name)), kind_of(name))
                    for one in said.get(name, ())
                ],
            )
            for name in LISTS
        },
        _by_element(doubts),
    )


def typed(posted: QueryDict, files: Sequence[str]) -> WholeForm:
    """The form as it was sent; a pressed “add a row” has one row more in its list."""
    posted = posted.copy()
    wanted = posted.get(ADD, "")
    if wanted in LISTS:
        total = posted.get(f"{wanted}-TOTAL_FORMS", "0")
        if total.isascii() and total.isdecimal() and len(total) < 5:
            posted[f"{wanted}-TOTAL_FORMS"] = str(int(total) + 1)
    return WholeForm(
        form_for(ServiceGuide, ANSWERS, files)(posted),
        {name: rows_for(kind_of(name), files)(posted, prefix=name) for name in LISTS},
    )


def _by_element(doubts: Sequence[GuideDoubt]) -> dict[str, tuple[GuideDoubt, ...]]:
    found: dict[str, tuple[GuideDoubt, ...]] = {}
    for doubt in doubts:
        found[doubt.element] = (*found.get(doubt.element, ()), doubt)
    return found
