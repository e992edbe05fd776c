"""What is doubtful about 机构职能, 罚款标准 and 服务承诺 before they are published."""

from collections.abc import Iterator

from gongkai.rules.gate.findings import Severity
from gongkai.rules.guides.doubts import GuideDoubt
from gongkai.rules.posters.elements import Commitments, Fines, Organisation

OPENNESS = "《中华人民共和国政府信息公开条例》第二十条第二项"
PENALTIES = "《中华人民共和国行政处罚法》第三十九条"
CUSTOM = "服务承诺的通行要求，待人工核对"


def organisation_doubts(made: Organisation) -> Iterator[GuideDoubt]:
    for element, value, label in (
        ("duties", made.duties, "机关职能"),
        ("units", made.units, "机构设置"),
        ("address", made.address, "办公地址"),
        ("hours", made.hours, "办公时间"),
        ("phone", made.phone, "联系方式"),
        ("leaders", made.leaders, "负责人及其分工"),
    ):
        if not value:
            yield GuideDoubt(element, Severity.BLOCK, f"没有写明{label}。", OPENNESS)
    yield from _unit_doubts(made)
    names = [unit.name for unit in made.units]
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield GuideDoubt("units", Severity.WARN, f"“{name}”写了{names.count(name)}次。", "")


def _unit_doubts(made: Organisation) -> Iterator[GuideDoubt]:
    posts = {leader.post for leader in made.leaders}
    for number, unit in enumerate(made.units, start=1):
        place = f"units.{number}"
        if not unit.functions:
            yield GuideDoubt(
                f"{place}.functions", Severity.WARN, f"“{unit.name}”没有写主要职责。", OPENNESS
            )
        if not unit.phone:
            yield GuideDoubt(
                f"{place}.phone", Severity.WARN, f"“{unit.name}”没有写电话。", OPENNESS
            )
        if unit.under and unit.under not in posts:
            yield GuideDoubt(
                f"{place}.under",
                Severity.BLOCK,
                f"“{unit.name}”的分管领导“{unit.under}”不在领导名单里。",
                "",
            )


def fines_doubts(made: Fines) -> Iterator[GuideDoubt]:
    if not made.rows:
        yield GuideDoubt("rows", Severity.BLOCK, "没有写罚款事项。", PENALTIES)
    for number, fine in enumerate(made.rows, start=1):
        for name, value, label in (
            ("basis", fine.basis, "处罚依据"),
            ("range", fine.range, "罚款幅度"),
        ):
            if not value:
                message = f"第{number}行“{fine.behaviour[:20]}”没有写{label}。"
                yield GuideDoubt(f"rows.{number}.{name}", Severity.BLOCK, message, PENALTIES)
        if fine.basis and "条" not in fine.basis:
            message = f"第{number}行的依据没有写到条：{fine.basis[:40]}。"
            yield GuideDoubt(f"rows.{number}.basis", Severity.WARN, message, PENALTIES)


def commitments_doubts(made: Commitments) -> Iterator[GuideDoubt]:
    if not made.rows:
        yield GuideDoubt("rows", Severity.BLOCK, "没有写承诺事项。", CUSTOM)
    for number, row in enumerate(made.rows, start=1):
        for name, value, label in (
            ("standard", row.standard, "能检验的标准或者时限"),
            ("otherwise", row.otherwise, "没有做到怎么办"),
        ):
            if not value:
                message = f"第{number}行“{row.promise[:20]}”没有写{label}。"
                yield GuideDoubt(f"rows.{number}.{name}", Severity.WARN, message, CUSTOM)
    if made.rows and not made.phone and not all(row.phone for row in made.rows):
        yield GuideDoubt(
            "phone", Severity.WARN, "没有写监督电话，承诺没有做到时不知道找谁。", CUSTOM
        )
