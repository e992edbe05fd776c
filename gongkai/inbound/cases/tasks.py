"""The timetable of cases: due dates reckoned anew, and who is told that one is near or past."""

import logging
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.timezone import localdate, localtime

from gongkai.inbound.cases import actions, mailing, queries
from gongkai.inbound.cases.models import Case
from gongkai.lawbook.reckoning import Moved, in_batches, keeps
from gongkai.ledger.actions import Refused
from gongkai.people.models import User
from gongkai.rules.cases import case_kinds
from gongkai.rules.clocks.deadlines import IllegalSequence
from gongkai.timetable.rounds import every

log = logging.getLogger(__name__)

# The round that tells many thousands comes back; meanwhile the worker goes on with the others.
MOST_WARNED = 1000
MOST_ERASED = 200
MOST_LETTERS = 100
LETTERS_SECONDS = 20
# Letters lie on the desk when people come to work.
LETTERS_FROM_HOUR = 8
TRIED_AGAIN_AFTER = timedelta(hours=1)
MOST_LISTED = 200


@keeps({kind.clock for kind in case_kinds().values()}, label="办件", url_name="casework:list")
def reckon_cases(*, by: User | None, at: datetime) -> list[Moved]:
    return in_batches(Case.objects.open(), actions.reckon_cases, by=by, at=at)


@every(seconds=60)
def recompute_outdated(at: datetime) -> int:
    """What nobody waited for: a new release of the law, or a change cut short."""
    return len(reckon_cases(by=None, at=at))


@every(seconds=600)
def lapse_consultations(at: datetime) -> int:
    """Those asked let their term pass: what waited for them goes on."""
    gone_on = 0
    for case in list(Case.objects.open().filter(stage=Case.Stage.CONSULTING).only("pk")):
        try:
            actions.let_lapse(case, at=at)
        except (Refused, IllegalSequence):
            # Not over yet; or entered under earlier law, which no round can mend.
            continue
        gone_on += 1
    return gone_on


@every(seconds=3600)
def erase_what_was_kept_long_enough(at: datetime) -> int:
    """Personal data goes when its time is up, some hundred cases an hour; the proof stays."""
    cases = list(Case.objects.to_erase(localdate(at)).order_by("closed_on", "id")[:MOST_ERASED])
    for case in cases:
        actions.erase(case, by=None, at=at)
    return len(cases)


@every(seconds=60)
def warn_of_due_dates(at: datetime) -> int:
    """Of each case once for each level that it comes to, whatever kept earlier rounds from it."""
    warned = 0
    for agency in queries.agencies_to_warn(localdate(at)):
        while warned < MOST_WARNED:
            try:
                warned += len(actions.warn(agency, at=at))
            except Refused:
                break
    return warned


@every(seconds=60)
def mail_digests(at: datetime) -> int:
    """One letter a day to whoever was told of something and has a mailbox."""
    on = localdate(at)
    if not settings.SMTP_SERVER or localtime(at).hour < LETTERS_FROM_HOUR:
        return 0
    sent, started = 0, time.monotonic()
    again_before = at - TRIED_AGAIN_AFTER
    for user in queries.people_to_mail(on, again_before=again_before, at_most=MOST_LETTERS):
        if time.monotonic() - started > LETTERS_SECONDS or not _mail_digest(user, at):
            break
        sent += 1
    return sent


def _mail_digest(user: User, at: datetime) -> bool:
    """Whether the server took it; the next one is not tried on a server that does not answer."""
    on = localdate(at)
    cases = queries.cases_told_to(user)[:MOST_LISTED]
    try:
        digest = actions.claim_digest(user, cases, at=at)
    except Refused:
        return True
    try:
        mailing.remind(user, cases, on=on)
    except mailing.MayHaveGone:
        return False
    except mailing.CannotMail as why:
        actions.give_up_digest(digest, reason=str(why), at=at)
        log.warning("reminder of user %s not sent", user.pk)
        return False
    return True
