"""Answering: drafted by one, cleared by another, sent as it was cleared."""

import hashlib
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases import mailing, obstacles
from gongkai.inbound.cases.actions.stepping import enter, lock
from gongkai.inbound.cases.models import Case, Reply
from gongkai.ledger.actions import Refused, action, record, refuse_if
from gongkai.people.models import User
from gongkai.rules.clocks.kinds import clock_kind

REPLIED, DONE = "replied", "done"
MAILED = "邮件 "


def digest_of(case: Case, text: str, outcome: str) -> str:
    """What a clearance is of: this text with this outcome for this case, and no other."""
    parts = (str(case.pk), outcome, text)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


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
    refuse_if(obstacles.to_sending_again(reply, unsure="", at=at))
    reply.text, reply.outcome = text.strip(), outcome
    reply.digest = digest_of(case, reply.text, outcome)
    reply.state, reply.written_by, reply.written_at = Reply.State.DRAFT, by, at
    reply.cleared_digest, reply.cleared_by, reply.cleared_at = "", None, None
    reply.save()
    record("reply.drafted", case, agency=case.agency, by=by, at=at, digest=reply.digest)
    return reply


@action
def submit(reply: Reply, *, by: User, at: datetime) -> Reply:
    """Sends the reply to whoever is to clear it."""
    case, reply = _locked(reply)
    refuse_if(obstacles.to_submitting_reply(reply, case, by=by, on=localdate(at)))
    # Why it was returned is said until now, that is while it is being written anew.
    reply.state, reply.returned_because = Reply.State.IN_REVIEW, ""
    reply.save(update_fields=["state", "returned_because"])
    record("reply.submitted", case, agency=case.agency, by=by, at=at, digest=reply.digest)
    return reply


@action
def clear(reply: Reply, *, digest: str, by: User, at: datetime) -> Reply:
    """Says that exactly this may be sent; never by its writer."""
    case, reply = _locked(reply)
    refuse_if(obstacles.to_clearing(reply, case, digest=digest, by=by, on=localdate(at)))
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


def send(
    reply: Reply, *, channel: str, proof: str = "", unsure: str = "", by: User, at: datetime
) -> Case:
    """Gives out the reply as it was cleared, and closes the case on this day.

    A letter by e-mail goes between two transactions, as a server may take its time: the first one
    claims it, so that nobody else mails it meanwhile, the second one records it. What is left of
    a crash in between is a claim, and `unsure` is what an officer found to have become of it.
    """
    if unsure == obstacles.Unsure.WENT:
        return _send(reply, channel=obstacles.BY_MAIL, unsure=unsure, by=by, at=at)
    if channel != obstacles.BY_MAIL:
        return _send(reply, channel=channel, proof=proof, unsure=unsure, by=by, at=at)
    claimed = _claim(reply, unsure=unsure, by=by, at=at)
    try:
        mailing.mail(claimed, claimed.proof.removeprefix(MAILED))
    except mailing.MayHaveGone as silent:
        raise Refused([str(silent)]) from silent
    except mailing.CannotMail as refusal:
        _release(claimed, reason=str(refusal), by=by, at=at)
        raise Refused([str(refusal)]) from refusal
    return _send(claimed, channel=channel, proof=claimed.proof, by=by, at=at)


@action
def _claim(reply: Reply, *, unsure: str, by: User, at: datetime) -> Reply:
    """Says that the letter goes now, under the name by which servers know it."""
    case, reply = _locked(reply)
    refuse_if(
        (
            *obstacles.to_sending(
                reply, case, channel=obstacles.BY_MAIL, proof="", by=by, on=localdate(at)
            ),
            *obstacles.to_sending_again(reply, unsure=unsure, at=at),
        )
    )
    reply.claimed_at, reply.proof = at, f"{MAILED}{mailing.new_id()}"
    reply.save(update_fields=["claimed_at", "proof"])
    record(
        "reply.sending", case, agency=case.agency, by=by, at=at, digest=reply.digest,
        proof=reply.proof,
    )  # fmt: skip
    return reply


@action
def _release(reply: Reply, *, reason: str, by: User, at: datetime) -> Reply:
    """The server did not take the letter, so it may be sent anew."""
    case, reply = _locked(reply)
    reply.claimed_at, reply.proof = None, ""
    reply.save(update_fields=["claimed_at", "proof"])
    record("reply.not-sent", case, agency=case.agency, by=by, at=at, reason=reason)
    return reply


@action
def _send(
    reply: Reply,
    *,
    channel: str,
    proof: str = "",
    unsure: str = "",
    by: User,
    at: datetime,
) -> Case:
    """Records that the reply was given out, and closes the case."""
    case, reply = _locked(reply)
    on = localdate(at)
    was_mailed = channel == obstacles.BY_MAIL and proof == reply.proof != ""
    claimed = () if was_mailed else obstacles.to_sending_again(reply, unsure=unsure, at=at)
    refuse_if(
        (
            *obstacles.to_sending(reply, case, channel=channel, proof=proof, by=by, on=on),
            *claimed,
        )
    )
    reply.state, reply.sent_at, reply.sent_by = Reply.State.SENT, at, channel
    if channel != obstacles.BY_MAIL:
        reply.proof = proof.strip()
    reply.claimed_at = None
    reply.save(update_fields=["state", "sent_at", "sent_by", "proof", "claimed_at"])
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
