"""The paper of a letter: as it was given out, or as it would be given out now."""

from datetime import datetime

from gongkai.inbound.cases.models import Case, Reply
from gongkai.inbound.cases.queries.letterheads import letterhead_of
from gongkai.inbound.cases.queries.letters import Written, facts_of, letter_of, template_of
from gongkai.people.models import Agency
from gongkai.printing.letters import letter_pdf
from gongkai.printing.word import docx
from gongkai.rules.letter_kinds import letters
from gongkai.rules.letters import Letter, letter

WORD = "word"


def paper_of(reply: Reply, *, at: datetime) -> bytes:
    """The PDF: the one that was given out, else as it would be, marked a draft until cleared."""
    if reply.paper is not None:
        return reply.paper.content()
    is_draft = reply.state not in (Reply.State.CLEARED, Reply.State.SENT)
    return _pdf(letter_of(reply, number=reply.number), reply.case, at, is_draft=is_draft)


def word_of(reply: Reply) -> bytes:
    """The letter by the office's template, for an office that goes on with it in Word or WPS."""
    return in_word(letter_of(reply, number=reply.number), reply.case.agency)


def sheet_of(case: Case, key: str, written: Written, *, shape: str, at: datetime) -> bytes:
    """A sheet filled in for a case, as PDF or Word; nothing of it is kept."""
    filled = letter(key, facts_of(case, written))
    return in_word(filled, case.agency) if shape == WORD else _pdf(filled, case, at)


def in_word(written: Letter, agency: Agency) -> bytes:
    """A letter as Word, by the office's own template where it has one."""
    return docx(written, template_of(agency, letters()[written.key]))


def _pdf(written: Letter, case: Case, at: datetime, *, is_draft: bool = False) -> bytes:
    return letter_pdf(written, letterhead_of(case.agency), made_at=at, is_draft=is_draft)
