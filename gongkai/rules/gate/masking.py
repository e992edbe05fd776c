"""Masks over personal data, in the usual form and of the same length, so that offsets stay true."""

from datetime import date

from gongkai.rules.gate import personal_data
from gongkai.rules.gate.findings import Hit
from gongkai.rules.gate.scanning import Part, scan

# Ages do not change what is masked, so any day will do.
ANY_DAY = date(2000, 1, 1)
# What a person must look at first stays: an office's own mailbox, a lorry in a notice of penalties.
MASKED = frozenset(
    ["identity-number", "mobile-number", "bank-card", "certificate-number", "home-address", "minor"]
)


def mask(text: str) -> str:
    """The text with everything hidden that blocks publication as personal data.

    Masking twice changes nothing, and the scan finds nothing of it again.
    """
    while hits := [
        hit
        for hit in scan(text, on=ANY_DAY, parts=Part.PERSONAL)
        if hit.rule in MASKED and masked(text, hit) != text[hit.start : hit.end]
    ]:
        for hit in reversed(hits):
            text = text[: hit.start] + masked(text, hit) + text[hit.end :]
        text = personal_data.mask(text)
    return text


def masked(text: str, hit: Hit) -> str:
    """One hit's text as it may be published; stars where the rule knows no form."""
    return hit.suggestion or "*" * (hit.end - hit.start)
