"""Looking at personal data, and taking it away for good; the ledger tells of both, not of it."""

import hashlib
import json
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases import obstacles
from gongkai.inbound.cases.actions.stepping import lock
from gongkai.inbound.cases.models import Case, Party, Rating
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


@action
def erase(case: Case, *, by: User | None, at: datetime) -> Case:
    """Takes away who brought a closed case and what they wrote; what was done stays proven.

    The ledger keeps salted digests, and of files those they were kept under, sealed, so that a
    copy kept elsewhere can be told to be the one.
    """
    case = lock(case)
    refuse_if(obstacles.to_erasing(case, by=by, at=at))
    salt = case.code
    digests = []
    for party in case.parties.all():
        said = json.dumps(party.particulars, ensure_ascii=False, sort_keys=True)
        digests.append(hashlib.sha256(f"{salt}{said}".encode()).hexdigest())
        party.particulars, party.known_by, party.shown_as = {}, "", "已清除"
        party.save(update_fields=["particulars", "known_by", "shown_as"])
    digests.append(hashlib.sha256(f"{salt}{case.text}".encode()).hexdigest())
    digests += _erase_consultations(case, salt)
    for file in case.files.select_related("file"):
        digests.append(file.file.sha256)
        file.delete()
        discard(file.file)
    Rating.objects.filter(case=case).update(word="")
    case.text, case.subject, case.erased_at = ERASED, ERASED, at
    case.save(update_fields=["text", "subject", "erased_at"])
    record("case.erased", case, agency=case.agency, by=by, at=at, digests=digests)
    return case


def _erase_consultations(case: Case, salt: str) -> list[str]:
    """What others were asked and said; their letters and papers go with the files of the case."""
    digests = []
    for asked in case.consultations.all():
        said = "\x1f".join((asked.information, asked.interest, asked.reasons, asked.releasable))
        digests.append(hashlib.sha256(f"{salt}{said}".encode()).hexdigest())
        asked.information = asked.interest = asked.reasons = asked.releasable = asked.code = ""
        asked.save(update_fields=["information", "interest", "reasons", "releasable", "code"])
    return digests
