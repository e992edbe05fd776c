"""How an agency's letters are headed and numbered."""

from gongkai.inbound.cases.models import LetterSettings
from gongkai.people.models import Agency
from gongkai.printing.letters import Form, Letterhead

# What a number begins with where the agency has not set its 机关代字.
NO_CODE = "公开"


def letter_settings(agency: Agency) -> LetterSettings:
    """As the office set them; without any, what the agency itself tells."""
    kept = LetterSettings.objects.filter(agency=agency).first()
    return kept or LetterSettings(agency=agency, contact=agency.phone, answer_to=agency.address)


def letterhead_of(agency: Agency) -> Letterhead:
    """版头: the red mark and the form of an agency's letters."""
    known = letter_settings(agency)
    return Letterhead(issuer=known.mark or agency.name, form=Form(known.form))


def letter_number(agency: Agency, *, year: int, serial: int) -> str:
    """文号, as `清交公开〔2026〕3号` (GB/T 9704-2012)."""
    return f"{letter_settings(agency).number_code or NO_CODE}〔{year}〕{serial}号"
