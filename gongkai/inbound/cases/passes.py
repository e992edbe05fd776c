"""Short-lived addresses of a case for whoever has shown its code; they name nobody."""

from django.core import signing

from gongkai.inbound.cases.models import Case
from gongkai.people.models import Agency

FOLLOW_SECONDS = 30 * 60
# A continuation is written at leisure, and its address opens nothing.
CONTINUE_SECONDS = 12 * 60 * 60
_FOLLOW, _CONTINUE = "gongkai.cases.follow", "gongkai.cases.continue"


class PassExpired(Exception):
    """The address was altered, or is too old to open anything."""


def follow_pass(case: Case) -> str:
    return signing.dumps(case.pk, salt=_FOLLOW)


def continue_pass(case: Case) -> str:
    return signing.dumps(case.pk, salt=_CONTINUE)


def followed(written: str, agency: Agency) -> Case:
    return _case(written, agency, salt=_FOLLOW, seconds=FOLLOW_SECONDS)


def continued(written: str, agency: Agency) -> Case:
    return _case(written, agency, salt=_CONTINUE, seconds=CONTINUE_SECONDS)


def _case(written: str, agency: Agency, *, salt: str, seconds: int) -> Case:
    try:
        pk = signing.loads(written, salt=salt, max_age=seconds)
    except signing.BadSignature:
        raise PassExpired from None
    found = Case.objects.select_related("agency", "unit", "first_receiver")
    case = found.filter(agency=agency, pk=pk).first()
    if case is None:
        raise PassExpired
    return case
