"""Short-lived addresses of a case for whoever has shown its code; they name nobody."""

from django.core import signing

from gongkai.inbound.cases.models import Case, Consultation
from gongkai.people.models import Agency

FOLLOW_SECONDS = 30 * 60
# A continuation is written at leisure, and its address opens nothing.
CONTINUE_SECONDS = 12 * 60 * 60
_FOLLOW, _CONTINUE = "gongkai.cases.follow", "gongkai.cases.continue"
_CONSULT = "gongkai.cases.consult"


class PassExpired(Exception):
    """The address was altered, or is too old to open anything."""


def follow_pass(case: Case) -> str:
    return signing.dumps(case.pk, salt=_FOLLOW)


def continue_pass(case: Case) -> str:
    return signing.dumps(case.pk, salt=_CONTINUE)


def consult_pass(consultation: Consultation) -> str:
    return signing.dumps(consultation.pk, salt=_CONSULT)


def consulted(written: str, agency: Agency) -> Consultation:
    """For whoever was asked; nothing of the party itself is read on the way."""
    pk = _read(written, salt=_CONSULT, seconds=FOLLOW_SECONDS)
    found = Consultation.objects.select_related("case__agency").defer("case__text")
    consultation = found.filter(case__agency=agency, case__erased_at=None, pk=pk).first()
    if consultation is None:
        raise PassExpired
    return consultation


def followed(written: str, agency: Agency) -> Case:
    return _case(written, agency, salt=_FOLLOW, seconds=FOLLOW_SECONDS)


def continued(written: str, agency: Agency) -> Case:
    return _case(written, agency, salt=_CONTINUE, seconds=CONTINUE_SECONDS)


def _case(written: str, agency: Agency, *, salt: str, seconds: int) -> Case:
    pk = _read(written, salt=salt, seconds=seconds)
    found = Case.objects.select_related("agency", "unit", "first_receiver")
    case = found.filter(agency=agency, pk=pk).first()
    if case is None:
        raise PassExpired
    return case


def _read(written: str, *, salt: str, seconds: int) -> int:
    try:
        pk: int = signing.loads(written, salt=salt, max_age=seconds)
    except signing.BadSignature:
        raise PassExpired from None
    return pk
