"""Lists of decisions, all fictional, and batches of them through the whole gate."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.lawbook.queries import law_of
from gongkai.outbound.decisions import actions
from gongkai.outbound.decisions.elements import Batch
from gongkai.outbound.decisions.models import Decision
from gongkai.outbound.publishing.models import Edition, Record
from gongkai.rules.decisions.columns import Kind, columns_of
from gongkai.rules.decisions.reading import read
from tests.factories.guides import publish
from tests.factories.people import Bureau, credit_code
from tests.factories.publishing import ColumnFactory, describe, set_steps

AT = datetime(2026, 9, 28, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DECIDED_ON = date(2026, 9, 25)
ADULT = "11010519491231002X"
MINOR = "451400201506010028"


def licence(serial: int = 1, **changes: str) -> dict[str, str]:
    return {
        "name": f"示例市第{serial}运输有限公司",
        "party": "法人及非法人组织",
        "code": credit_code(serial),
        "document": "道路运输经营许可决定书",
        "number": f"示交许〔2026〕{serial}号",
        "licence_kind": "普通",
        "content": "道路普通货物运输",
        "decided_on": f"{DECIDED_ON}",
        "valid_from": f"{DECIDED_ON}",
        "valid_to": "2030-09-24",
        "authority": "示例市交通运输局",
    } | changes


def penalty(serial: int = 1, **changes: str) -> dict[str, str]:
    return {
        "name": f"示例市第{serial}运输有限公司",
        "party": "法人及非法人组织",
        "code": credit_code(serial),
        "number": f"示交罚〔2026〕{serial}号",
        "offence": "未按规定检测车辆",
        "facts": "该公司的车辆逾期未检测。",
        "basis": "《中华人民共和国道路运输条例》",
        "penalty_kind": "罚款",
        "content": "罚款0.1万元",
        "fine": "0.1",
        "decided_on": f"{DECIDED_ON}",
        "severity": "一般",
        "authority": "示例市交通运输局",
    } | changes


def person(serial: int = 1, **changes: str) -> dict[str, str]:
    """A penalty of a natural person who is named in the facts."""
    return (
        penalty(serial)
        | {
            "name": "黄大明",
            "party": "自然人",
            "code": "",
            "identity": ADULT,
            "facts": f"当事人黄大明（身份证号{ADULT}，电话13800001234）驾车运营。",
        }
        | changes
    )


def table(kind: Kind, rows: list[dict[str, str]]) -> list[list[str]]:
    columns = columns_of(kind)
    head = [column.label for column in columns]
    return [head, *([row.get(column.key, "") for column in columns] for row in rows)]


def drafted_batch(
    bureau: Bureau,
    rows: list[dict[str, str]],
    *,
    kind: Kind = Kind.PENALTY,
    name: str = "2026年第1批",
    at: datetime = AT,
) -> Edition:
    found = read(kind, table(kind, rows), on=at.date(), terms=law_of(bureau.agency).terms)
    assert not found.errors, found.errors
    batch = Batch(kind=kind, agency=bureau.agency.name, name=name, rows=found.rows)
    edition = actions.import_batch(batch, unit=bureau.unit, by=bureau.clerk, at=at)
    return describe(edition, bureau, [ColumnFactory(agency=bureau.agency)], at=at)


def published_batch(
    bureau: Bureau, rows: list[dict[str, str]], *, at: datetime = AT, **given: Any
) -> Record:
    if not bureau.agency.reviewstep_set.exists():
        set_steps(bureau.agency)
    return publish(drafted_batch(bureau, rows, at=at, **given), bureau, at=at)


def copies(record: Record, count: int) -> None:
    """Many live rows quickly: how they came to be there is not what a test of speed asks."""
    model = Decision.objects.filter(edition=record.live_edition).first()
    assert model is not None
    Decision.objects.bulk_create(
        (
            Decision(
                edition=model.edition,
                agency=model.agency,
                kind=model.kind,
                key=f"{serial:012x}",
                number=f"示交罚〔2025〕{serial}号",
                name=f"示例市第{serial}运输有限公司",
                decided_on=DECIDED_ON - timedelta(days=serial % 200),
                until_on=model.until_on,
                said=model.said,
            )
            for serial in range(count)
        ),
        batch_size=2000,
    )
