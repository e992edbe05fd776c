"""What posters are drawn from, brought to the public by the actions."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Edition, ReviewStep
from tests.factories.people import Bureau
from tests.factories.publishing import AT, ColumnFactory, describe, set_steps, sign_all

PHONE = "0000-1234567"


def organisation(units: int = 5) -> dict[str, Any]:
    leaders = [["局长", "主持全面工作", ""], ["副局长", "道路运输、公路建设", ""]]
    return {
        "agency": "示例市交通运输局",
        "duties": ["贯彻执行交通运输法律法规和政策", "组织实施全市交通运输发展规划"],
        "leaders": leaders,
        "units": [
            [f"第{n + 1}运输科", f"承担第{n + 1}类运输管理", PHONE, "一楼", leaders[n % 2][0]]
            for n in range(units)
        ],
        "address": "示例市示范路1号",
        "hours": "工作日8:30—17:30",
        "phone": PHONE,
    }


def fines(rows: int = 5, amount: str = "3000元以上1万元以下") -> dict[str, Any]:
    basis = "《中华人民共和国道路运输条例》第六十三条第一款"
    return {
        "title": "道路运输罚款标准",
        "rows": [[f"第{n + 1}种擅自经营的行为", "一般", amount, basis] for n in range(rows)],
        "note": "初次违法且危害后果轻微并及时改正的，可以不予行政处罚。",
    }


def commitments(rows: int = 5) -> dict[str, Any]:
    return {
        "title": "政务服务窗口服务承诺",
        "rows": [
            [f"第{n + 1}类补证申请当场办结", "10分钟以内", "书面致歉，次日办结", PHONE]
            for n in range(rows)
        ],
        "phone": PHONE,
    }


def released(
    kind: str, said: Mapping[str, Any], bureau: Bureau, *, at: datetime = AT, **facts: Any
) -> Edition:
    """Elements through the whole gate, in a record of their own."""
    if not ReviewStep.objects.filter(agency=bureau.agency).exists():
        set_steps(bureau.agency)
    edition = actions.start_with(kind, said, unit=bureau.unit, by=bureau.clerk, at=at)
    return _out(edition, bureau, at, **facts)


def revised(edition: Edition, said: Mapping[str, Any], bureau: Bureau, *, days: int = 3) -> Edition:
    """The next edition of the same record, public some days later."""
    at = (edition.published_at or AT) + timedelta(days=days)
    following = actions.revise(edition, by=bureau.clerk, at=at)
    following = actions.fill_in(following, said, by=bureau.clerk, at=at)
    return _out(following, bureau, at, change_note="按新的标准更正。")


def _out(edition: Edition, bureau: Bureau, at: datetime, **facts: Any) -> Edition:
    columns = list(bureau.agency.column_set.all()[:1]) or [ColumnFactory(agency=bureau.agency)]
    edition = describe(edition, bureau, columns, at=at, **facts)
    actions.check(edition, by=bureau.clerk, at=at)
    edition = actions.submit(
        edition, release=Edition.Release.ON_CLEARANCE, release_at=None, by=bureau.clerk, at=at
    )
    sign_all(edition, bureau, at=at)
    return Edition.objects.select_related("record__agency").get(pk=edition.pk)
