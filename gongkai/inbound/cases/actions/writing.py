"""Writing letters by the wording of the law folder."""

from dataclasses import replace
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases import obstacles, queries
from gongkai.inbound.cases.actions.replying import digest_of, lock_open, locked
from gongkai.inbound.cases.actions.stepping import lock
from gongkai.inbound.cases.models import Case, Reply
from gongkai.inbound.cases.queries import Written
from gongkai.ledger.actions import action, record, refuse_if
from gongkai.people.models import User
from gongkai.rules.letter_kinds import LetterKind, letters
from gongkai.rules.letters import as_text

EXTENDED = "extended"


@action
def draft_letter(case: Case, key: str, written: Written, *, by: User, at: datetime) -> Reply:
    """Writes a notice or a reply by its facts, or writes it anew; an earlier clearance is void."""
    case, on = lock(case), localdate(at)
    kind = letters().get(key)
    if kind is not None:
        written = _counted(case, kind, written)
    refuse_if(obstacles.to_drafting_letter(case, kind, written, by=by, on=on))
    assert kind is not None  # noqa: S101  one of the obstacles
    reply = lock_open(case, is_notice=kind.is_notice) or Reply(case=case, is_notice=kind.is_notice)
    reply.letter, reply.facts = key, queries.as_kept(written)
    reply.outcome = kind.outcome.code if kind.outcome else ""
    reply.text = as_text(queries.letter_of(reply))
    reply.digest = digest_of(reply)
    reply.state, reply.written_by, reply.written_at = Reply.State.DRAFT, by, at
    reply.cleared_digest, reply.cleared_by, reply.cleared_at = "", None, None
    reply.save()
    record("reply.drafted", case, agency=case.agency, by=by, at=at, digest=reply.digest, letter=key)
    return reply


def _counted(case: Case, kind: LetterKind, written: Written) -> Written:
    """With what follows from it: the day to which it extends, the pieces of the month before."""
    if kind.step == EXTENDED and written.days:
        extended_to = queries.extended_to(case, written.days, on=written.signed_on)
        if extended_to is not None:
            written = replace(written, told=written.told | {"extended_to": extended_to})
    return replace(written, before=queries.pieces_before(case)) if kind.charges else written


@action
def open_letter(reply: Reply, *, shape: str, by: User, at: datetime) -> bytes:
    """The paper of a letter as PDF or Word, for whoever works on the case or clears it."""
    case, reply = locked(reply)
    refuse_if(obstacles.to_opening_letter(reply, case, by=by, on=localdate(at)))
    made = queries.word_of(reply) if shape == queries.WORD else queries.paper_of(reply, at=at)
    record("letter.opened", case, agency=case.agency, by=by, at=at, reply=reply.pk, shape=shape)
    return made


@action
def print_sheet(
    case: Case, key: str, written: Written, *, shape: str, by: User, at: datetime
) -> bytes:
    """A sheet that is handed over as it is printed; the register notes that it was."""
    case, kind = lock(case), letters().get(key)
    refuse_if(obstacles.to_printing_sheet(case, kind, written, by=by, on=localdate(at)))
    assert kind is not None  # noqa: S101  one of the obstacles
    made = queries.sheet_of(case, key, written, shape=shape, at=at)
    record("letter.printed", case, agency=case.agency, by=by, at=at, letter=key, shape=shape)
    return made
