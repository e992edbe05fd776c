"""What only posters need at the demo bureau, brought to the public by its people: 五上墙."""

from collections.abc import Iterator, Mapping
from typing import Any

from gongkai.demo.stories import HOUR, Story, Telling, opening
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Signature

PHONE = "0000-1234567"
COMPLAINTS = "0000-1234500"
PLACE = "示例市示范路1号"
TRANSPORT = "《中华人民共和国道路运输条例》"
ORGANISATION = {
    "agency": "示例市交通运输局",
    "duties": [
        "贯彻执行国家和省交通运输工作的法律法规、方针政策",
        "拟订并组织实施全市交通运输发展规划",
        "承担道路运输、水路运输市场监督管理",
        "承担公路建设、养护和路政管理的监督指导",
        "指导全市交通运输安全生产和应急管理",
    ],
    "leaders": [
        ["局长", "主持全面工作", ""],
        ["分管运输副局长", "道路运输、水路运输、政务服务", ""],
        ["分管建设副局长", "规划建设、公路养护", ""],
    ],
    "units": [
        ["办公室", "文电、会务、机要、档案、信访和政务公开", PHONE, "三楼301室", "局长"],
        [
            "运输管理科",
            "道路运输和水路运输的许可与监督",
            "0000-1234571",
            "二楼203室",
            "分管运输副局长",
        ],
        [
            "规划建设科",
            "规划、计划、统计和公路建设监督",
            "0000-1234572",
            "二楼206室",
            "分管建设副局长",
        ],
        [
            "公路事业发展中心",
            "国省干线和农村公路养护",
            "0000-1234573",
            "示范路3号",
            "分管建设副局长",
        ],
        [
            "道路运输服务中心",
            "运输证件、从业资格和行业服务",
            "0000-1234574",
            "示范路5号",
            "分管运输副局长",
        ],
        ["政务服务窗口", "受理、发证和咨询", "0000-1234575", "一楼大厅3号窗口", "分管运输副局长"],
    ],
    "address": f"{PLACE}（虚构）",
    "hours": "工作日8:30—12:00，14:00—17:30",
    "phone": PHONE,
}
FINES = {
    "title": "道路运输常见违法行为罚款标准",
    "rows": [
        [
            "未取得许可擅自从事道路货物运输经营",
            "一般",
            "3000元以上1万元以下",
            f"{TRANSPORT}第六十三条",
        ],
        [
            "使用无道路运输证的车辆参加货物运输",
            "一般",
            "1000元以上3000元以下",
            f"{TRANSPORT}第六十三条",
        ],
        ["不按规定携带道路运输证", "轻微", "20元以上50元以下", f"{TRANSPORT}第六十八条"],
        ["强行招揽旅客、货物", "严重", "2000元以上3000元以下", f"{TRANSPORT}第六十九条"],
        [
            "没有采取必要措施防止货物脱落、扬撒",
            "一般",
            "1000元以上2000元以下",
            f"{TRANSPORT}第六十九条",
        ],
    ],
    "note": "演示数据，幅度和条款以现行法规为准。初次违法并及时改正的，可以不予处罚。",
}
COMMITMENTS = {
    "title": "政务服务窗口服务承诺",
    "rows": [
        [
            "首问负责，一次讲清",
            "第一位接待的人负责到底，发一次性告知单",
            "当场补办并致歉",
            PHONE,
        ],
        ["材料齐全，当场受理", "10分钟以内出具受理通知书", "窗口负责人当面说明", PHONE],
        ["补证换证，立等可取", "1个工作日以内办结", "免费邮寄送达", PHONE],
        ["投诉举报，件件回复", "5个工作日以内答复", "由分管领导约见", COMPLAINTS],
        ["午间不断岗，预约可延时", "12:00—14:00有人值守", "另约时间上门服务", PHONE],
    ],
    "phone": COMPLAINTS,
}
TOLD = (
    ("organisation", ORGANISATION, "BGS", "jingban1", ("functions",), 40),
    ("fines", FINES, "YSK", "jingban2", ("penalties",), 30),
    ("commitments", COMMITMENTS, "BGS", "jingban1", ("disclosure",), 20),
)


def walls(telling: Telling) -> Iterator[Story]:
    for kind, said, unit, by, columns, days_ago in TOLD:
        yield _published(telling, kind, said, unit, by, columns, days_ago)


def _published(
    telling: Telling,
    kind: str,
    said: Mapping[str, Any],
    unit: str,
    by: str,
    columns: tuple[str, ...],
    days_ago: int,
) -> Story:
    bureau = telling.bureau
    clerk, place = bureau.people[by], bureau.units[unit]
    yield (at := opening(days_ago, telling.now))
    edition = actions.start_with(kind, said, unit=place, by=clerk, at=at)
    description = actions.Description(
        title=edition.title,
        columns=[bureau.columns[slug] for slug in columns],
        issuer=bureau.agency.name,
        formed_on=at.date(),
        keywords=["五上墙", edition.title[:20]],
        source=place.name,
        summary=f"{edition.title}，用于网上公开和上墙图表。",
    )
    edition = actions.describe(edition, description, by=clerk, at=at)
    actions.check(edition, by=clerk, at=at)
    edition = actions.submit(edition, by=clerk, at=at)
    for person in (bureau.head_of(place), bureau.people["baomi"], bureau.people["gongkaiban"]):
        at = min(at + HOUR, telling.now)
        yield at
        edition = actions.sign(
            edition,
            digest=edition.digest,
            verdict=Signature.Verdict.AGREED,
            reason="",
            by=person,
            at=at,
        )
