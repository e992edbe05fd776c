"""The words by which prose names a cell of the tables, each with the number after them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gongkai.rules.outcomes import outcomes

# Words that may come between; bounded, so that no text is read again from every place of a run.
SOME = "{0,8}"
_ASKED = (
    r"(?:政府信息公开申请|政务公开申请|信息公开申请|依申请公开(?:政府信息)?(?:申请)?"
    r"|申请公开政府信息|公开申请|申请)(?:事项|数量|总数|件)?"
)
FILLER = rf"(?:共计|合计|总计|总数|数量|共|为|了|有|达|的|:){SOME}"
NUMBER = r"(?P<number>\d{1,12})(?:件|宗|起|例)(?!次)"
_DOCUMENTS = r"(?:件|部|份|个)"
# Not one kind of result but several, told in one number.
_ALONE = r"(?<![或和及与])(?<![开供理止]、)"


@dataclass(frozen=True)
class Naming:
    """Words that name one or several cells; the number after them must be one of theirs.

    `table` is that of the cells, and 0 for what section 六 tells beside the tables.
    """

    pattern: re.Pattern[str]
    standings: tuple[str, ...]
    table: int
    may_be_a_part: bool = False


def _naming(
    words: str,
    *names: str,
    table: int,
    number: str = NUMBER,
    may_be_a_part: bool = False,
) -> Naming:
    pattern = re.compile(rf"{words}{FILLER}{number}")
    return Naming(pattern, names, table, may_be_a_part)


@cache
def namings() -> tuple[Naming, ...]:
    return (*_application_namings(), *_outcome_namings(), *_other_namings())


def _application_namings() -> Iterator[Naming]:
    came = rf"(?:共|累计|总共)?(?:新收到?|收到|接收|接到)(?:各类|公众|群众|的|了){SOME}"
    dealt = rf"(?:共|累计)?(?:受理|办理|处理)(?:各类|的|了){SOME}"
    done = rf"(?:依法|依规|按期|按时|按规定|已|全部|作出|予以|共){SOME}(?:办结|办复|办理完毕|答复)"
    handled = ("concluded", "concluded_by_reply", "received", "received_and_carried_in")
    for words, names in (
        (rf"{came}{_ASKED}", ("received",)),
        (r"本年(?:度)?新收", ("received",)),
        (
            rf"(?:上一?年度?结转(?:至本年度?|到本年度?|的|未办结){SOME}|结转上一?年度?的?)(?:{_ASKED})?"
            r"(?:继续)?(?:办理|答复)?",
            ("carried_in",),
        ),
        (
            rf"结转(?:至|到)?(?:下一?年度?|次年度?|明年|(?P<year>20\d\d)年度?)"
            rf"(?:继续)?(?:办理|答复)?的?(?:{_ASKED})?",
            ("carried_over",),
        ),
        (rf"{_ALONE}{dealt}{_ASKED}", handled),
        (rf"{_ALONE}{done}(?:{_ASKED})?", ("concluded", "concluded_by_reply")),
    ):
        yield _naming(words, *names, table=3)
    yield Naming(
        re.compile(rf"(?:新收|收到|接收|接到){FILLER}{NUMBER}(?:政府)?信息公开申请"),
        ("received",), table=3,
    )  # fmt: skip


def _outcome_namings() -> Iterator[Naming]:
    tail = rf"(?:的|类|情形|政府信息|信息|申请|答复|决定){SOME}"
    for words, name in (
        (r"(?<!部分)(?<!不)予以公开", "granted"),
        (r"部分公开", "partly_granted"),
        (r"不予公开", "refused"),
        (r"无法提供", "not_available"),
        (r"不予处理", "not_handled"),
    ):
        yield _naming(f"{_ALONE}{words}{tail}", name, table=3, may_be_a_part=True)
    for code, outcome in outcomes().items():
        printed = outcome.name.partition(".")[2]
        if len(printed) > 2:
            words = f"{_ALONE}{re.escape(printed)}{tail}"
            yield _naming(words, code, table=3, may_be_a_part=True)


def _other_namings() -> Iterator[Naming]:
    documents = rf"(?P<number>\d{{1,9}}){_DOCUMENTS}"
    issued = rf"(?:制发|制定|印发|出台){{1,3}}(?:了|并公开|发布){SOME}"
    for kind, name in ((r"(?:行政)?规范性文件", "normative"), (r"(?:政府)?规章", "rules")):
        for words, column in (
            (issued, "issued"),
            (r"废止(?:了)?", "repealed"),
            (r"现行有效(?:的)?", "in_force"),
        ):
            yield _naming(f"{_ALONE}{words}{kind}", f"{name}_{column}", table=2, number=documents)
    for kind, name in (("许可", "licences"), ("处罚", "penalties"), ("强制", "coercive")):
        made = rf"(?:[作做]出|办理|实施|办结)(?:的|各类){SOME}行政{kind}(?:决定|案件|措施){SOME}"
        yield _naming(made, name, table=2)
    yield _naming(rf"行政复议(?:案件|申请){SOME}", "reviews", table=4)
    yield _naming(rf"行政诉讼(?:案件){SOME}", "actions", table=4)
    yield _naming(rf"未经复议直接起诉(?:的|案件){SOME}", "direct", table=4)
    yield _naming(rf"复议后起诉(?:的|案件){SOME}", "after", table=4)
    yield _naming(r"(?:发出|出具|送达|作出)(?:信息处理费)?收费通知书?", "fee_notices", table=0)
