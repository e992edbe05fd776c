"""Looking at personal data, and taking it away for good; the ledger tells of both, not of it."""

import hashlib
import json
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases import obstacles
from gongkai.inbound.cases.actions.stepping import lock
from gongkai.inbound.cases.models import Case, Party, Rating, Redaction
from gongkai.ledger.actions import action, record, refuse_if
from gongkai.media.storing import discard
from gongkai.people.models import User

ERASED = "（个人信息已按期清除）"


@action
def read_party(party: Party, *, purpose: str, by: User, at: datetime) -> dict[str, str]:
    """The particulars of a party, for somebody who has the case in hand and says what for."""
    case = lock(party.case)
    refuse_if(obstacles.to_reading_party(party, case, purpose=purpose, by=by, on=localdate(at)))
    record(
        "case.party-read",
        case,
        agency=case.agency,
        by=by,
        at=at,
        party=party.pk,
        purpose=purpose,
    )
    return dict(party.particulars)


def salted(case: Case, said: str) -> str:
    """What the ledger keeps of words that must not stand in it."""
    return hashlib.sha256(f"{case.code}{said}".encode()).hexdigest()


@action
def erase(case: Case, *, by: User | None, at: datetime) -> Case:
    """Takes away who brought a closed case and what they wrote; what was done stays proven.

    The ledger keeps salted digests, and of files those they were kept under, sealed, so that a
    copy kept elsewhere can be told to be the one.
    """
    case = lock(case)
    refuse_if(obstacles.to_erasing(case, by=by, at=at))
    digests = []
    for party in case.parties.all():
        said = json.dumps(party.particulars, ensure_ascii=False, sort_keys=True)
        digests.append(salted(case, said))
        party.particulars, party.known_by, party.shown_as = {}, "", "已清除"
        party.save(update_fields=["particulars", "known_by", "shown_as"])
    digests.append(salted(case, case.text))
    digests += _erase_consultations(case)
    for redaction in Redaction.objects.filter(file__case=case):
        digests.append(salted(case, redaction.passage))
        redaction.delete()
    # A copy goes before what it was made of.
    for file in case.files.select_related("file").order_by("-id"):
        digests.append(file.file.sha256)
        file.delete()
        discard(file.file)
    case.replies.update(text=ERASED, facts={})
    Rating.objects.filter(case=case).update(word="")
    case.text, case.subject, case.erased_at = ERASED, ERASED, at
    case.save(update_fields=["text", "subject", "erased_at"])
    record("case.erased", case, agency=case.agency, by=by, at=at, digests=digests)
    return case


def _erase_consultations(case: Case) -> list[str]:
    """What others were asked and said; their letters and papers go with the files of the case."""
    digests = []
    for asked in case.consultations.all():
        said = "\x1f".join((asked.information, asked.interest, asked.reasons, asked.releasable))
        digests.append(salted(case, said))
        asked.information = asked.interest = asked.reasons = asked.releasable = asked.code = ""
        asked.save(update_fields=["information", "interest", "reasons", "releasable", "code"])
    return digests
