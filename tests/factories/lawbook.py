"""Holiday notices as text, and what an operator enters, brought in by the actions."""

from datetime import date, datetime
from typing import Any

import factory

from gongkai.lawbook import actions
from gongkai.lawbook.models import HolidayNotice, OfficeClosure
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.publishing import AT

# 元旦 with a make-up Saturday: terms that run over the turn of the year end a day earlier.
NEW_YEAR = (("元旦", ("2027-01-01", "2027-01-02", "2027-01-03"), ("2027-01-09",)),)
Festivals = tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]


def morning(day: str) -> datetime:
    """Nine o'clock on a day."""
    return datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=AT.tzinfo)


def notice_text(year: int = 2027, festivals: Festivals = NEW_YEAR, **changed: str) -> str:
    """A year's notice in the form of the law folder."""
    heading = {
        "title": f"示例机关关于{year}年部分节假日安排的通知",
        "number": f"示办发〔{year - 1}〕1号",
    }
    lines = [f"year = {year}"]
    lines += [f'{name} = "{value}"' for name, value in (heading | changed).items()]
    lines += [f"published_on = {year - 1}-11-05", "[verified]", "days = true"]
    for name, off, makeup in festivals:
        lines += ["[[festival]]", f'name = "{name}"']
        lines += [f"off = [{', '.join(off)}]", f"makeup = [{', '.join(makeup)}]"]
    return "\n".join(lines)


class NoticeFactory(factory.Factory):
    """An imported notice."""

    bureau = factory.LazyFunction(staffed_bureau)
    text = factory.LazyFunction(notice_text)
    at = AT

    class Meta:
        model = HolidayNotice

    @classmethod
    def _create(
        cls, model: type[HolidayNotice], *args: Any, bureau: Bureau, text: str, at: datetime
    ) -> HolidayNotice:
        return actions.import_notice(text, by=bureau.operator, at=at)


class ClosureFactory(factory.Factory):
    """Days on which a bureau does not work."""

    bureau = factory.LazyFunction(staffed_bureau)
    first_on = date(2024, 3, 6)
    last_on = factory.SelfAttribute("first_on")
    cause = "依通知防汛停止办公"
    at = AT

    class Meta:
        model = OfficeClosure

    @classmethod
    def _create(
        cls, model: type[OfficeClosure], *args: Any, bureau: Bureau, at: datetime, **days: Any
    ) -> OfficeClosure:
        closure = OfficeClosure(agency=bureau.agency, **days)
        return actions.close_office(closure, by=bureau.operator, at=at)
