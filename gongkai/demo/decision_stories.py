"""双公示 at the demo bureau: a batch of licences, one of penalties, one decision taken down."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from gongkai.demo.bureau import credit_code
from gongkai.demo.office import Office
from gongkai.demo.stories import CannotTell, Story
from gongkai.lawbook.queries import law_of
from gongkai.outbound.decisions import actions as decisions
from gongkai.outbound.decisions.elements import Batch
from gongkai.outbound.decisions.models import Decision
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Column, Edition, Finding, Signature
from gongkai.outbound.publishing.queries import open_findings
from gongkai.rules.decisions.columns import Kind, columns_of
from gongkai.rules.decisions.reading import read

AUTHORITY = "示例市交通运输局"
COLUMN = "double-publicity"
# The standard's own sample of an identity number, which belongs to nobody.
SAMPLE_IDENTITY = "11010519491231002X"
IN_FORCE = date(2026, 4, 1)


def decision_batches(office: Office) -> Iterator[Story]:
    yield _licences(office)
    if localdate(office.at(20)) >= IN_FORCE:
        yield _penalties(office)


def _licences(office: Office) -> Story:
    yield (at := office.at(12))
    on = localdate(at)
    rows = [_licence(serial, on - timedelta(days=3)) for serial in range(1, 7)]
    # Its licence ended soon after: its time is over, and its address says no more than that.
    rows[5]["valid_to"] = f"{on + timedelta(days=2)}"
    yield from _through_the_gate(office, Kind.LICENCE, rows, "第1批许可", at)


def _penalties(office: Office) -> Story:
    yield (at := office.at(9))
    decided = localdate(at) - timedelta(days=3)
    rows = [_penalty(serial, decided) for serial in range(1, 5)]
    rows[1] |= {
        "name": "吴示例",
        "party": "自然人",
        "code": "",
        "identity": SAMPLE_IDENTITY,
        "facts": "当事人吴示例未取得道路客运经营许可，擅自从事道路客运经营。",
        "offence": "未取得许可擅自从事道路客运经营",
    }
    rows[2] |= {"severity": "严重", "fine": "3", "content": "罚款3万元"}
    yield from _through_the_gate(office, Kind.PENALTY, rows, "第1批处罚", at)
    yield (at := office.at(3))
    fallen = Decision.objects.live().get(number=rows[3]["number"])
    decisions.end_display(
        fallen,
        cause="annulled",
        reason="经行政复议，原处罚决定认定事实不清，已被撤销。",
        happened_on=localdate(office.at(4)),
        by=office.person("gongkaiban"),
        at=at,
    )


def _licence(serial: int, decided: date) -> dict[str, str]:
    return {
        "name": f"示例市示范第{serial}货运有限公司",
        "party": "法人及非法人组织",
        "code": credit_code(),
        "document": "道路货物运输经营行政许可决定书",
        "number": f"示交许〔{decided.year}〕{serial}号",
        "licence_kind": "普通",
        "content": "准予从事道路普通货物运输。",
        "decided_on": f"{decided}",
        "valid_from": f"{decided}",
        "valid_to": f"{decided.replace(year=decided.year + 4, day=1)}",
        "authority": AUTHORITY,
    }


def _penalty(serial: int, decided: date) -> dict[str, str]:
    return {
        "name": f"示例市示范第{serial}运输有限公司",
        "party": "法人及非法人组织",
        "code": credit_code(),
        "number": f"示交罚〔{decided.year}〕{serial}号",
        "offence": "未按照规定维护和检测运输车辆",
        "facts": "该公司所属货车超过期限未检测，仍从事道路货物运输。",
        "basis": "《中华人民共和国道路运输条例》",
        "penalty_kind": "罚款",
        "content": "罚款0.1万元",
        "fine": "0.1",
        "decided_on": f"{decided}",
        "severity": "一般",
        "authority": AUTHORITY,
    }


def _through_the_gate(
    office: Office, kind: Kind, rows: list[dict[str, str]], name: str, at: datetime
) -> Story:
    unit, clerk, on = office.unit("YSK"), office.person("jingban2"), localdate(at)
    columns = columns_of(kind)
    table = [
        [column.label for column in columns],
        *([row.get(column.key, "") for column in columns] for row in rows),
    ]
    found = read(kind, table, on=on, terms=law_of(unit.agency).terms)
    if found.errors:
        raise CannotTell("；".join(map(str, found.errors)))
    batch = Batch(kind=kind, agency=unit.agency.name, name=f"{on.year}年{name}", rows=found.rows)
    edition = decisions.import_batch(batch, unit=unit, by=clerk, at=at)
    described = actions.Description(
        title=edition.title,
        columns=[Column.objects.get(agency=unit.agency, slug=COLUMN)],
        issuer=unit.agency.name,
        formed_on=on,
        summary=f"{kind.label}结果公示，共{len(batch.rows)}件。",
        source=unit.name,
    )
    edition = actions.describe(edition, described, by=clerk, at=at)
    actions.check(edition, by=clerk, at=at)
    for finding in open_findings(edition, on=on).filter(severity=Finding.Severity.BLOCK):
        actions.excuse(finding, reason="经核对无误。", by=clerk, at=at)
    edition = actions.submit(edition, by=clerk, at=at)
    head = office.telling.bureau.head_of(unit)
    for person in (head, office.person("baomi"), office.person("gongkaiban")):
        at += timedelta(hours=1)
        yield at
        edition = actions.sign(
            Edition.objects.get(pk=edition.pk),
            digest=edition.digest,
            verdict=Signature.Verdict.AGREED,
            by=person,
            at=at,
        )
