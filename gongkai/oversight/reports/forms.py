"""What a person adds to the counts of the register, and the file of last year's report."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from gongkai.media.report_files.reading import LARGEST as LARGEST_FILE
from gongkai.oversight.reports.past import PastFile, read_past
from gongkai.people.forms import DayInput
from gongkai.rules.annual_report.exchange import (
    DECISION_NAMES,
    DOCUMENTS,
    ENDING_NAMES,
    PROCEEDING_NAMES,
)
from gongkai.rules.annual_report.form import NUMERALS, headings
from gongkai.rules.annual_report.reading import LONGEST_PARAGRAPH, NotTheReport
from gongkai.rules.annual_report.report import AnnualReport, FeeFacts, RegisterCounts, Section
from gongkai.rules.annual_report.tables import (
    DECISION_ROWS,
    DOCUMENT_COLUMNS,
    DOCUMENT_ROWS,
    ENDINGS,
    FEES,
    LARGEST,
    PROCEEDINGS,
    DisclosureTable,
    Documents,
    Endings,
    ProceedingsTable,
    added,
)

LONGEST_SECTION = 30_000
DOCUMENT_NAMES = ("rules", "normative_documents")
# What the sections with a table may say beside it.
PROSE_ROWS = {1: 10, 5: 8, 6: 4}
# Sub-headings of the text are （一）; a line numbered like a section would be read as one.
SECTION_LIKE = re.compile(r"^\s*第?[一二三四五六七八](?:部分)?\s*[、.．]")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


@dataclass(frozen=True)
class Group:
    """Fields that stand together under a heading."""

    heading: str
    fields: list[forms.BoundField]


class FiguresForm(forms.Form):
    """Tables 2 and 4, 信息处理费 and the prose of a year's report."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    published_on = forms.DateField(
        label="公布日期",
        required=False,
        widget=DayInput(),
        help_text="拟公布或者已经公布的日期。部门的年报最迟1月31日公布，各级政府的3月31日。",
    )

    def __init__(self, *args: Any, counted: RegisterCounts, **kwargs: Any) -> None:
        """`counted` is what the registers count; a field left blank is that."""
        super().__init__(*args, **kwargs)
        for name, label in _counts():
            self.fields[name] = _count_field(label)
        self.fields["fees"] = _sum_field(f"{FEES}（万元）", places=6)
        self.fields["notices"] = _count_field("发出收费通知（件）")
        self.fields["charged"] = _sum_field("通知收费总金额（元）", places=2)
        self.fields["collected"] = _sum_field("实际收取总金额（元）", places=2)
        facts = vars(counted.fee_facts) if counted.fee_facts else {}
        for name, count in (*_of_proceedings(counted.proceedings), *facts.items()):
            self.fields[name].help_text = f"登记簿是{count}；不填就用它。"
        for number, heading in enumerate(headings(), start=1):
            self.fields[f"section_{number}"] = _prose_field(number, heading)

    def groups(self) -> Iterator[Group]:
        """The fields of numbers, in the order of the printed form."""
        for name, row in zip(DOCUMENT_NAMES, DOCUMENT_ROWS, strict=True):
            yield Group(f"表2　{row}", self._bound(f"{name}_{column}" for column in DOCUMENTS))
        yield Group("表2　处理决定和收费", self._bound((*DECISION_NAMES, "fees")))
        for name, row in zip(PROCEEDING_NAMES, PROCEEDINGS, strict=True):
            names = (f"{name}_{ending}" for ending in ENDING_NAMES[:-1])
            yield Group(f"表4　{row}", self._bound(names))
        yield Group("信息处理费（写入第六部分）", self._bound(("notices", "charged", "collected")))

    def prose(self) -> list[forms.BoundField]:
        return self._bound(f"section_{number}" for number in range(1, len(headings()) + 1))

    def _bound(self, names: Any) -> list[forms.BoundField]:
        return [self[name] for name in names]

    @property
    def entered(self) -> AnnualReport:
        """What was typed, as a report without its table 3; blank cells are none, and not zero."""
        values = self.cleaned_data
        documents = [
            Documents(*(values[f"{name}_{column}"] for column in DOCUMENTS))
            for name in DOCUMENT_NAMES
        ]
        decisions = {name: values[name] for name in DECISION_NAMES}
        return AnnualReport(
            published_on=values["published_on"],
            sections=tuple(
                Section(
                    number, heading, tuple(filter(None, values[f"section_{number}"].split("\n")))
                )
                for number, heading in enumerate(headings(), start=1)
            ),
            disclosure=DisclosureTable(
                rules=documents[0],
                normative_documents=documents[1],
                fees=values["fees"],
                **decisions,
            ),
            proceedings=ProceedingsTable(*(_endings(name, values) for name in PROCEEDING_NAMES)),
            fee_facts=FeeFacts(values["notices"], values["charged"], values["collected"]),
        )

    def clean(self) -> dict[str, Any]:
        for number in range(1, len(headings()) + 1):
            name = f"section_{number}"
            try:
                self.cleaned_data[name] = _tidied(self.cleaned_data.get(name, ""))
            except forms.ValidationError as wrong:
                self.add_error(name, wrong)
        return self.cleaned_data


class PastForm(forms.Form):
    """The file in which last year's report was published."""

    file = forms.FileField(
        label="上年年报文件",
        widget=forms.FileInput(attrs={"accept": ".html,.htm,.docx,.json", "class": "gk-file"}),
        help_text="已经公布的网页（HTML）、Word（DOCX）或者本系统导出的 JSON，不超过20MB。",
        error_messages={"empty": "文件是空的，请重新选择。"},
    )
    restated_why = forms.CharField(
        label="更正依据",
        required=False,
        max_length=200,
        help_text="上年公布的数字后来经主管部门更正的，写明文件和文号；没有更正就不填。",
    )

    def clean_file(self) -> PastFile:
        file: UploadedFile = self.cleaned_data["file"]
        try:
            return read_past(file.name or "", file.read(LARGEST_FILE + 1))
        except NotTheReport as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class ReopenForm(forms.Form):
    """Why a final report has to be changed."""

    reason = forms.CharField(label="退回修改的理由", max_length=200)


def typed_from(report: AnnualReport) -> dict[str, Any]:
    """What the form shows of a report that was entered before."""
    typed: dict[str, Any] = {"published_on": report.published_on}
    if (table := report.disclosure) is not None:
        rows = zip(DOCUMENT_NAMES, table.documents.values(), strict=True)
        for name, row in rows:
            typed |= _named(name, DOCUMENTS, row.counts)
        typed |= dict(zip(DECISION_NAMES, table.decisions.values(), strict=True))
        typed["fees"] = table.fees
    typed |= dict(_of_proceedings(report.proceedings))
    if (facts := report.fee_facts) is not None:
        typed |= {"notices": facts.notices, "charged": facts.charged, "collected": facts.collected}
    for section in report.sections or ():
        typed[f"section_{section.number}"] = "\n".join(section.paragraphs)
    return {name: _plain(value) for name, value in typed.items()}


def _of_proceedings(table: ProceedingsTable | None) -> Iterator[tuple[str, Any]]:
    """The fields of table 4, without the totals, with what the table says."""
    if table is not None:
        for name, row in zip(PROCEEDING_NAMES, table.rows.values(), strict=True):
            yield from _named(name, ENDING_NAMES[:-1], row.counts[:-1]).items()


def _named(name: str, columns: tuple[str, ...], counts: tuple[Any, ...]) -> dict[str, Any]:
    return {f"{name}_{column}": count for column, count in zip(columns, counts, strict=True)}


def _plain(value: str | date | int | Decimal | None) -> Any:
    """A sum without an exponent, as a person writes it."""
    return f"{value:f}" if isinstance(value, Decimal) else value


def _counts() -> Iterator[tuple[str, str]]:
    for name in DOCUMENT_NAMES:
        for column, label in zip(DOCUMENTS, DOCUMENT_COLUMNS, strict=True):
            yield f"{name}_{column}", label
    yield from zip(DECISION_NAMES, DECISION_ROWS, strict=True)
    for name in PROCEEDING_NAMES:
        for ending, label in zip(ENDING_NAMES[:-1], ENDINGS[:-1], strict=True):
            yield f"{name}_{ending}", label


def _count_field(label: str) -> forms.IntegerField:
    # A field of its own kind would scroll its figure away under a mouse wheel.
    figures = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=LARGEST, widget=figures
    )


def _sum_field(label: str, *, places: int) -> forms.DecimalField:
    figures = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=15, decimal_places=places,
        widget=figures,
    )  # fmt: skip


def _prose_field(number: int, heading: str) -> forms.CharField:
    has_table = number not in PROSE_ROWS
    return forms.CharField(
        label=f"{NUMERALS[number - 1]}、{heading}",
        required=False,
        max_length=LONGEST_SECTION,
        widget=forms.Textarea(attrs={"rows": PROSE_ROWS.get(number, 3)}),
        help_text="这一部分是表格；表格以外要说明的写在这里，没有就不填。"
        if has_table
        else "一行一段；分段的小标题用“（一）”“（二）”。",
    )


def _tidied(prose: str) -> str:
    """One paragraph a line, without signs that no document can hold."""
    lines = [CONTROL.sub("", line).strip() for line in prose.split("\n")]
    for line in lines:
        if SECTION_LIKE.match(line):
            raise forms.ValidationError(
                f"“{line[:12]}…”这一行的编号与报告的六个部分相同，小标题请改用“（一）”“（二）”。"
            )
        if len(line) > LONGEST_PARAGRAPH:
            raise forms.ValidationError(
                f"“{line[:12]}…”这一段超过{LONGEST_PARAGRAPH}字，请分成几段。"
            )
    return "\n".join(line for line in lines if line)


def _endings(name: str, values: dict[str, Any]) -> Endings:
    upheld, corrected, otherwise, pending = (
        values[f"{name}_{ending}"] for ending in ENDING_NAMES[:-1]
    )
    total = added((upheld, corrected, otherwise, pending))
    return Endings(upheld, corrected, otherwise, pending, total)
