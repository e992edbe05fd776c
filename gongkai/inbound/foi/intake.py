"""What is said when a 复议 or 诉讼 comes in."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class NewProceeding:
    """来案: a proceeding before it is in the register. `notified_on` starts the term to answer."""

    kind: str
    body: str
    notified_on: date
    document_number: str = ""
    is_summary: bool = False
    notes: str = ""
