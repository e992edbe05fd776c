"""The service guides of the demo bureau: filled in, signed, published, with their forms beside."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate

from gongkai.demo import paper
from gongkai.demo.bureau import Bureau
from gongkai.demo.stories import HOUR, Story, Telling, opening
from gongkai.media.storing import store
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Attachment, Edition, Signature
from gongkai.rules.identifiers.service_codes import BasicCode, TaskCode

FOLDER = Path(__file__).with_name("guides")
COLUMNS = {"行政许可": "licences", "其他行政权力": "filings", "公共服务": "filings"}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KIND_CODES = {"行政许可": "01", "其他行政权力": "10", "公共服务": "20"}
LEVEL_CODES = {"市级": "3", "县级": "4"}
DAYS_AGO, APART = 120, 3


def guides(telling: Telling) -> list[Story]:
    return [
        _story(guide, telling, number)
        for number, guide in enumerate(_written(telling.bureau), start=1)
    ]


def _written(bureau: Bureau) -> Iterator[dict[str, Any]]:
    common = _read("common")
    for file in ("road", "other"):
        for number, own in enumerate(_read(file)["guide"], start=1):
            yield _with_codes({**common, **own}, bureau, f"{number:03}")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def _with_codes(guide: dict[str, Any], bureau: Bureau, main: str) -> dict[str, Any]:
    basic = BasicCode(
        region="00", kind=KIND_CODES[guide["kind"]], department="18", main=main, sub="000"
    )
    task = TaskCode(
        credit_code=bureau.agency.credit_code, level=LEVEL_CODES[guide["level"]], basic=basic
    )
    return guide | {
        "basic_code": str(basic), "task_code": str(task), "agency_code": task.credit_code
    }  # fmt: skip


def _story(guide: dict[str, Any], telling: Telling, number: int) -> Story:
    """By the transport clerk, signed by everybody who must, public the same day."""
    bureau, clerk = telling.bureau, telling.bureau.people["jingban2"]
    at = opening(DAYS_AGO - APART * number, telling.now)
    yield at
    said = {name: one for name, one in guide.items() if name != "key"}
    edition = actions.start_with("guide", said, unit=bureau.units["YSK"], by=clerk, at=at)
    for form in _forms(guide):
        edition = actions.attach(edition, form, by=clerk, at=at)
    edition = actions.describe(
        edition,
        actions.Description(
            title=edition.title,
            columns=[bureau.columns[COLUMNS[guide["kind"]]]],
            issuer=bureau.agency.name,
            formed_on=localdate(at),
            keywords=["办事指南", guide["name"][:12]],
            summary=f"{guide['name']}的条件、材料、流程、时限、收费和窗口。",
            source=bureau.units["YSK"].name,
        ),
        by=clerk,
        at=at,
    )
    actions.check(edition, by=clerk, at=at)
    yield (at := at + HOUR)
    edition = actions.submit(edition, by=clerk, at=at)
    for person in (bureau.head_of(edition.record.unit), bureau.people["baomi"],
                   bureau.people["gongkaiban"]):  # fmt: skip
        yield (at := at + timedelta(minutes=40))
        edition = _signed(edition, person, at=at)
    telling.published[f"guide:{guide['key']}"] = edition.record


def _signed(edition: Edition, person: Any, *, at: datetime) -> Edition:
    return actions.sign(
        edition, digest=edition.digest, verdict=Signature.Verdict.AGREED, by=person, at=at
    )


def _forms(guide: Mapping[str, Any]) -> Iterator[actions.NewFile]:
    """The blank form and the filled sample that the guide names."""
    for material in guide["materials"]:
        for element, said in (
            ("blank_form", "申请人：　　　　\n\n申请事项：　　　　\n\n联系电话：　　　　"),
            (
                "sample",
                "申请人：示例物流有限公司（虚构）\n\n申请事项：见指南\n\n联系电话：0000-0000000",
            ),
        ):
            if name := material.get(element):
                title = name.removesuffix(".docx")
                yield actions.NewFile(
                    part=Attachment.Part.ANNEX,
                    name=name,
                    public=store(
                        paper.word(title, said),
                        content_type=WORD,
                    ),
                    format="DOCX",
                    pages=1,
                    text=f"{title}\n{said}",
                )
