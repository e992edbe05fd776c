"""What exactly is approved of an issue: its days, its sheets in their order, their contents."""

import hashlib
import json

from gongkai.outbound.boards.models import BoardIssue


def issue_digest(issue: BoardIssue) -> str:
    """SHA-256, in hex."""
    sheets = issue.sheets.order_by("order", "id").values_list(
        "record_id", "edition_id", "edition__digest", "slots"
    )
    said = [
        issue.board_id, issue.year, issue.number, str(issue.planned_on), str(issue.expires_on),
        [list(row) for row in sheets],
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
