"""Paper: badges, the sheet for a unit's door, and the roster for the wall, as PDF."""

import base64
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.outbound.on_duty.models import Badge
from gongkai.outbound.on_duty.queries import ShownBoard
from gongkai.outbound.on_duty.rosters import ShownRoster
from gongkai.outbound.publishing.sheets import sheet_path
from gongkai.people.models import Agency
from gongkai.printing.codes import code_of
from gongkai.printing.typesetting import pdf
from gongkai.web.pages import public_address


def badges_pdf(badges: list[Badge], *, is_single: bool, made_at: datetime) -> bytes:
    """One badge a page of its own size, or eight to a sheet of A4 with cut marks."""
    values = {
        "title": "岗位证",
        "single": "yes" if is_single else "",
        "badges": [_badge(one) for one in badges],
    }
    return pdf("badge", values, made_at=made_at)


def _badge(badge: Badge) -> dict[str, str]:
    return {
        "agency": badge.unit.agency.name,
        "unit": badge.unit.name,
        "name": badge.name,
        "post": badge.post.name,
        "number": badge.number,
        "photo": _drawn(badge),
        "code": code_of(public_address(badge.get_absolute_url())),
    }


def _drawn(badge: Badge) -> str:
    """The photo inside a drawing: values of a sheet are strings, and this is one."""
    if badge.photo is None:
        return ""
    with badge.photo.content.open() as kept:
        encoded = base64.b64encode(kept.read()).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 4">'
        f'<image width="3" height="4" href="data:image/jpeg;base64,{encoded}"/></svg>'
    )


def door_sheet_pdf(agency: Agency, board: ShownBoard, *, path: str) -> bytes:
    """What hangs at a unit's door; it names no state, as paper cannot end one."""
    address = public_address(path)
    values = {
        "title": f"{board.unit.name}门口去向牌",
        "agency": agency.name,
        "unit": board.unit.name,
        "first_asked": board.first_asked,
        "phone": board.phone,
        "posts": [
            {"called": one.called, "substitute": one.usual_substitute} for one in board.signs
        ],
        "line": f"{agency.name} · 门口去向牌",
        "address": address,
        "code": code_of(address),
    }
    return pdf("door_sheet", values, made_at=board.changed_at)


def roster_pdf(shown: ShownRoster, *, paper: str) -> bytes:
    """The roster of a week on A4 or A3, lying."""
    edition, roster = shown.edition, shown.roster
    address = public_address(sheet_path(edition))
    values = {
        "title": roster.title,
        "heading": f"{roster.whose}值班表",
        "span": f"{roster.week:%Y-%m-%d}至{roster.days[-1]:%Y-%m-%d}",
        "paper": paper,
        "phone": roster.phone,
        "days": [
            {
                "day": f"{one.on:%m-%d}",
                "weekday": one.weekday,
                "mark": one.mark,
                "shifts": [
                    {"hours": s.hours, "who": s.who, "phone": s.phone or roster.phone}
                    for s in one.shifts
                ],
            }
            for one in shown.days
        ],
        "line": f"第{edition.number}版 · {localdate(shown.published_at):%Y-%m-%d}公布",
        "address": address,
        "code": code_of(address),
    }
    return pdf("roster", values, made_at=shown.published_at)
