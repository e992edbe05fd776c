"""机构职能、罚款标准、服务承诺: the kinds of information that only posters need."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from gongkai.outbound.publishing.blocks import Block, Heading, Listing, Paragraph, Table, written
from gongkai.outbound.publishing.structures import Said, Structure, Written, register
from gongkai.printing.fonts import typefaces
from gongkai.rules.gate.findings import Severity
from gongkai.rules.guides import GuideDoubt
from gongkai.rules.posters.doubts import commitments_doubts, fines_doubts, organisation_doubts
from gongkai.rules.posters.elements import (
    Organisation,
    commitments_of,
    fines_of,
    organisation_of,
    plain,
)

FORM = "posters:elements"
ORGANISATION, FINES, COMMITMENTS = "organisation", "fines", "commitments"


def organisation_written(said: Said) -> Written:
    return written(f"{(made := organisation_of(said)).agency}机构职能", _organisation(made))


def _organisation(made: Organisation) -> Iterator[Block]:
    if made.duties:
        yield Heading("主要职能")
        yield Listing(made.duties)
    if made.leaders:
        yield Heading("领导分工")
        rows = tuple((one.post, one.name, one.division) for one in made.leaders)
        yield Table(("职务", "姓名", "分工"), rows)
    if made.units:
        yield Heading("内设机构")
        units = tuple(
            (one.name, one.functions, one.phone, one.place, one.under) for one in made.units
        )
        yield Table(("机构", "主要职责", "电话", "地点", "分管领导"), units)
    told = (("办公地址", made.address), ("办公时间", made.hours), ("联系电话", made.phone))
    if any(value for _, value in told):
        yield Heading("联系方式")
    for label, value in told:
        if value:
            yield Paragraph(f"{label}：{value}")


def fines_written(said: Said) -> Written:
    made = fines_of(said)
    rows = tuple((one.behaviour, one.grade, one.range, one.basis) for one in made.rows)
    blocks: list[Block] = (
        [Table(("违法行为", "裁量档次", "罚款幅度", "处罚依据"), rows)] if rows else []
    )
    if made.note:
        blocks.append(Paragraph(made.note))
    return written(made.title, blocks)


def commitments_written(said: Said) -> Written:
    made = commitments_of(said)
    rows = tuple((one.promise, one.standard, one.otherwise, one.phone) for one in made.rows)
    blocks: list[Block] = [Table(("承诺", "标准", "没有做到怎么办", "电话"), rows)] if rows else []
    if made.phone:
        blocks.append(Paragraph(f"承诺没有做到，请打监督电话：{made.phone}"))
    return written(made.title, blocks)


def _doubts(
    read: Callable[[Said], Any], find: Callable[[Any], Iterable[GuideDoubt]]
) -> Callable[[Said, date], Iterator[GuideDoubt]]:
    """The doubts of a kind, and the characters that no poster can show."""

    def doubts(said: Said, on: date) -> Iterator[GuideDoubt]:
        try:
            made = read(said)
        except ValueError as fault:
            yield GuideDoubt("", Severity.BLOCK, str(fault), "")
            return
        yield from find(made)
        if missing := typefaces().missing("".join(sorted(set(_signs(plain(made))) - {"\n"}))):
            message = (
                f"打印字体里没有这些字：{'、'.join(missing[:20])}。上墙图表印不出来，请换用别的字。"
            )
            yield GuideDoubt("", Severity.BLOCK, message, "")

    return doubts


def _signs(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from value
    elif isinstance(value, dict):
        yield from _signs(list(value.values()))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _signs(inner)


KINDS: tuple[Structure, ...] = (
    Structure(
        kind=ORGANISATION,
        label="机构职能",
        url_name=FORM,
        write=organisation_written,
        doubts=_doubts(organisation_of, organisation_doubts),
    ),
    Structure(
        kind=FINES,
        label="罚款标准",
        url_name=FORM,
        write=fines_written,
        doubts=_doubts(fines_of, fines_doubts),
    ),
    Structure(
        kind=COMMITMENTS,
        label="服务承诺",
        url_name=FORM,
        write=commitments_written,
        doubts=_doubts(commitments_of, commitments_doubts),
    ),
)


def register_all() -> None:
    for kind in KINDS:
        register(kind)
