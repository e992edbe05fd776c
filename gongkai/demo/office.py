"""The people of the demo bureau at work on cases: what every story of a case needs."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate, localtime

from gongkai.demo.stories import HOUR, OPENING, Telling
from gongkai.inbound.cases import actions, queries
from gongkai.inbound.cases.intake import NewCase
from gongkai.inbound.cases.models import Case, Reply
from gongkai.inbound.cases.queries import Written
from gongkai.lawbook.queries import law_of
from gongkai.people.models import Unit, User
from gongkai.rules.cases import Sender
from gongkai.rules.letters import Ruling, Told
from gongkai.rules.workdays import WorkCalendar

RECEIVING = "BGS"


def new_seed() -> str:
    return secrets.token_urlsafe(24)


@dataclass(frozen=True)
class Office:
    """The bureau by its working days: what is due in two of them is so whenever it is built."""

    telling: Telling
    calendar: WorkCalendar

    def at(self, workdays_ago: int, *, hours: int = 0) -> datetime:
        """On the morning of a workday before today, or so many hours later."""
        now = self.telling.now
        day = self.calendar.subtract(localdate(now), workdays_ago).day
        return datetime.combine(day, OPENING, tzinfo=localtime(now).tzinfo) + hours * HOUR

    def ahead(self, workdays: int) -> date:
        return self.calendar.add(localdate(self.telling.now), workdays).day

    def person(self, name: str) -> User:
        return self.telling.bureau.people[name]

    def unit(self, code: str) -> Unit:
        return self.telling.bureau.units[code]

    def case(
        self,
        kind: str,
        subject: str,
        text: str,
        *,
        at: datetime,
        sender: Sender | None = None,
        applicant_kind: str = "",
        channel: str = Case.Channel.INTERNET,
        unit: str = RECEIVING,
    ) -> NewCase:
        return NewCase(
            kind=kind,
            unit=self.unit(unit),
            channel=channel,
            received_on=localdate(at),
            subject=subject,
            text=text,
            sender=sender or Sender(),
            applicant_kind=applicant_kind,
        )

    def receive(self, new: NewCase, *, by: str = "", at: datetime) -> Case:
        return actions.receive(new, seed=new_seed(), by=self.person(by) if by else None, at=at)

    def accept(self, case: Case, *, by: str, at: datetime) -> Case:
        offered = queries.offered(case)
        assert offered is not None  # noqa: S101  the story has just offered it
        return actions.accept(offered, by=self.person(by), at=at)

    def pass_on(
        self, case: Case, unit: str, reason: str, *, by: str, to: str = "", at: datetime
    ) -> Case:
        """Hands it over; with `to`, that person accepts it at once."""
        giver, place = self.person(by), self.unit(unit)
        actions.hand_over(case, unit=place, user=None, reason=reason, by=giver, at=at)
        return self.accept(case, by=to, at=at) if to else case

    def write(
        self,
        case: Case,
        key: str,
        *,
        by: str,
        at: datetime,
        documents: tuple[Ruling, ...] = (),
        days: int | None = None,
        **told: Told,
    ) -> Reply:
        """A letter of the law folder, in review."""
        written = Written(signed_on=localdate(at), told=told, documents=documents, days=days)
        reply = actions.draft_letter(case, key, written, by=self.person(by), at=at)
        return actions.submit(reply, by=self.person(by), at=at)

    def say(self, case: Case, text: str, *, by: str, at: datetime) -> Reply:
        """An answer in words of one's own, in review."""
        reply = actions.draft_reply(case, text=text, by=self.person(by), at=at)
        return actions.submit(reply, by=self.person(by), at=at)

    def give(
        self, reply: Reply, *, cleared_by: str, by: str, channel: str, proof: str = "", at: datetime
    ) -> Case:
        """Cleared by another person and given out."""
        clearer, clerk = self.person(cleared_by), self.person(by)
        reply = actions.clear(reply, digest=reply.digest, by=clearer, at=at)
        return actions.send(reply, channel=channel, proof=proof, by=clerk, at=at)


def office(telling: Telling) -> Office:
    return Office(telling, law_of(telling.bureau.agency).calendar)
