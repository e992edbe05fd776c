"""Answering: drafted by one, cleared by another, sent as it was cleared."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases import mailing, obstacles, queries
from gongkai.inbound.cases.actions.stepping import enter, lock
from gongkai.inbound.cases.models import Case, Reply
from gongkai.ledger.actions import Refused, action, record, refuse_if
from gongkai.people.models import User
from gongkai.rules.clocks.kinds import clock_kind

REPLIED, DONE = "replied", "done"


def digest_of(case: Case, text: str, outcome: str, files: Sequence[str] = ()) -> str:
    """What a clearance is of: this text with this outcome for this case, and no other.

    `files` are the digests of the files that go with it, in their order.
    """
    parts = (str(case.pk), outcome, text, *files)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _digest_now(reply: Reply, case: Case) -> str:
    return digest_of(case, reply.text, reply.outcome, files=queries.digests_given(case))


def _to_standing(reply: Reply, case: Case) -> Iterator[str]:
    """Whatever door a file came or went by, what is cleared and sent is what was judged."""
    if reply.digest != _digest_now(reply, case):
        yield "随答复提供的文件变了，请起草人重新送审。"


def reopen_reply(case: Case, *, by: User | None, at: datetime) -> None:
    """The files of a locked case are others now: whatever was cleared or sent to review is void."""
    reply = _lock_open(case)
    if reply is None:
        return
    was, reply.digest = reply.state, _digest_now(reply, case)
    reply.cleared_digest, reply.cleared_by, reply.cleared_at = "", None, None
    if was != Reply.State.RETURNED:
        reply.state = Reply.State.DRAFT
    reply.save(update_fields=["state", "digest", "cleared_digest", "cleared_by", "cleared_at"])
    if was in (Reply.State.IN_REVIEW, Reply.State.CLEARED):
        record(
            "reply.reopened", case, agency=case.agency, by=by, at=at, was=was, digest=reply.digest
        )


def _lock_open(case: Case) -> Reply | None:
    return case.replies.exclude(state=Reply.State.SENT).select_for_update(of=("self",)).first()


def _locked(reply: Reply) -> tuple[Case, Reply]:
    """The case first, as every action on it does, and then its reply."""
    case = lock(reply.case)
    return case, Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)


@action
def draft_reply(case: Case, *, text: str, outcome: str = "", by: User, at: datetime) -> Reply:
    """Writes the reply, or writes it anew; whatever was cleared before is void."""
    case = lock(case)
    refuse_if(
        obstacles.to_drafting_reply(case, text=text, outcome=outcome, by=by, on=localdate(at))
    )
    reply = _lock_open(case) or Reply(case=case)
    reply.text, reply.outcome = text.strip(), outcome
    reply.digest = _digest_now(reply, case)
    reply.state, reply.written_by, reply.written_at = Reply.State.DRAFT, by, at
    reply.cleared_digest, reply.cleared_by, reply.cleared_at = "", None, None
    reply.save()
    record("reply.drafted", case, agency=case.agency, by=by, at=at, digest=reply.digest)
    return reply


@action
def submit(reply: Reply, *, by: User, at: datetime) -> Reply:
    """Sends the reply to whoever is to clear it."""
    case, reply = _locked(reply)
    on = localdate(at)
    refuse_if(
        (
            *obstacles.to_submitting_reply(reply, case, by=by, on=on),
            *obstacles.to_giving_files(reply, case, on=on),
            *_to_standing(reply, case),
        )
    )
    reply.state = Reply.State.IN_REVIEW
    reply.save(update_fields=["state"])
    record("reply.submitted", case, agency=case.agency, by=by, at=at, digest=reply.digest)
    return reply


@action
def clear(reply: Reply, *, digest: str, by: User, at: datetime) -> Reply:
    """Says that exactly this may be sent; never by its writer."""
    case, reply = _locked(reply)
    hindered = obstacles.to_clearing(reply, case, digest=digest, by=by, on=localdate(at))
    refuse_if((*hindered, *_to_standing(reply, case)))
    reply.state, reply.cleared_digest = Reply.State.CLEARED, digest
    reply.cleared_by, reply.cleared_at = by, at
    reply.save(update_fields=["state", "cleared_digest", "cleared_by", "cleared_at"])
    record("reply.cleared", case, agency=case.agency, by=by, at=at, digest=digest)
    return reply


@action
def return_reply(reply: Reply, *, reason: str, by: User, at: datetime) -> Reply:
    """Gives the reply back to its writer with the reason."""
    case, reply = _locked(reply)
    refuse_if(obstacles.to_returning(reply, case, reason=reason, by=by, on=localdate(at)))
    reply.state, reply.returned_because = Reply.State.RETURNED, reason.strip()
    reply.save(update_fields=["state", "returned_because"])
    record("reply.returned", case, agency=case.agency, by=by, at=at, reason=reason)
    return reply


def send(reply: Reply, *, channel: str, proof: str = "", by: User, at: datetime) -> Case:
    """Gives out the reply as it was cleared, and closes the case on this day.

    A letter by e-mail goes before the transaction that records it: a server may take its time.
    """
    if channel == obstacles.BY_MAIL:
        on = localdate(at)
        case = reply.case
        hindered = obstacles.to_sending(reply, case, channel=channel, proof=proof, by=by, on=on)
        refuse_if((*hindered, *_to_standing(reply, case)))
        try:
            proof = mailing.mail(reply)
        except mailing.CannotMail as refusal:
            raise Refused([str(refusal)]) from refusal
    return _send(reply, channel=channel, proof=proof, by=by, at=at)


@action
def _send(reply: Reply, *, channel: str, proof: str, by: User, at: datetime) -> Case:
    """Records that the reply was given out, and closes the case."""
    case, reply = _locked(reply)
    on = localdate(at)
    hindered = obstacles.to_sending(reply, case, channel=channel, proof=proof, by=by, on=on)
    refuse_if((*hindered, *_to_standing(reply, case)))
    reply.state, reply.sent_at = Reply.State.SENT, at
    reply.sent_by, reply.proof = channel, proof.strip()
    reply.save(update_fields=["state", "sent_at", "sent_by", "proof"])
    enter(case, closing_step(case), on=on, by=by, at=at, outcome=reply.outcome)
    record(
        "reply.sent",
        case,
        agency=case.agency,
        by=by,
        at=at,
        digest=reply.digest,
        channel=channel,
        outcome=reply.outcome,
    )
    return case


def closing_step(case: Case) -> str:
    """How the clock of a kind is ended by an answer."""
    return REPLIED if REPLIED in clock_kind(case.ruled.clock).steps else DONE
