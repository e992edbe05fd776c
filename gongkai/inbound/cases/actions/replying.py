"""Answering: drafted by one, cleared by another, sent as it was cleared."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases import mailing, obstacles, queries
from gongkai.inbound.cases.actions.keeping import SentFile, keep_files
from gongkai.inbound.cases.actions.letterheads import next_letter_number
from gongkai.inbound.cases.actions.stepping import enter, lock
from gongkai.inbound.cases.models import Case, CaseFile, Fee, Reply
from gongkai.inbound.cases.queries import Written
from gongkai.ledger.actions import Refused, action, record, refuse_if
from gongkai.people.models import User
from gongkai.printing.typesetting import CannotPrint
from gongkai.rules.clocks.kinds import clock_kind
from gongkai.rules.letter_kinds import LetterKind

REPLIED, DONE = "replied", "done"
LONGEST_NOTE = 500
MAILED = "邮件 "


def digest_of(reply: Reply) -> str:
    """What a clearance is of: this text as this letter with this outcome, for this case alone,
    and of an answer the files that go with it, in their order."""
    files = [] if reply.is_notice else queries.digests_given(reply.case)
    parts = (str(reply.case_id), reply.letter, reply.outcome, reply.text, *files)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _to_standing(reply: Reply) -> Iterator[str]:
    """Whatever door a file came or went by, what is cleared and sent is what was judged."""
    if reply.digest != digest_of(reply):
        yield "随答复提供的文件变了，请起草人重新送审。"


def reopen_reply(case: Case, *, by: User | None, at: datetime) -> None:
    """The files of a locked case are others now: whatever was cleared or sent to review is void."""
    reply = lock_open(case, is_notice=False)
    if reply is None:
        return
    was, reply.digest = reply.state, digest_of(reply)
    reply.cleared_digest, reply.cleared_by, reply.cleared_at = "", None, None
    if was != Reply.State.RETURNED:
        reply.state = Reply.State.DRAFT
    reply.save(update_fields=["state", "digest", "cleared_digest", "cleared_by", "cleared_at"])
    if was in (Reply.State.IN_REVIEW, Reply.State.CLEARED):
        record(
            "reply.reopened", case, agency=case.agency, by=by, at=at, was=was, digest=reply.digest
        )


def lock_open(case: Case, *, is_notice: bool) -> Reply | None:
    """The notice or the reply of a locked case that has not been given out yet."""
    found = case.replies.filter(is_notice=is_notice).exclude(state=Reply.State.SENT)
    return found.select_for_update(of=("self",)).first()


def locked(reply: Reply) -> tuple[Case, Reply]:
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
    reply = lock_open(case, is_notice=False) or Reply(case=case)
    refuse_if(obstacles.to_sending_again(reply, unsure="", at=at))
    reply.text, reply.outcome = text.strip(), outcome
    reply.letter, reply.facts, reply.number = "", {}, ""
    reply.digest = digest_of(reply)
    reply.state, reply.written_by, reply.written_at = Reply.State.DRAFT, by, at
    reply.cleared_digest, reply.cleared_by, reply.cleared_at = "", None, None
    reply.save()
    record("reply.drafted", case, agency=case.agency, by=by, at=at, digest=reply.digest)
    return reply


@action
def submit(reply: Reply, *, by: User, at: datetime) -> Reply:
    """Sends the reply to whoever is to clear it."""
    case, reply = locked(reply)
    on = localdate(at)
    refuse_if(
        (
            *obstacles.to_submitting_reply(reply, case, by=by, on=on),
            *obstacles.to_giving_files(reply, case, on=on),
            *_to_standing(reply),
        )
    )
    # Why it was returned is said until now, that is while it is being written anew.
    reply.state, reply.returned_because = Reply.State.IN_REVIEW, ""
    reply.save(update_fields=["state", "returned_because"])
    record("reply.submitted", case, agency=case.agency, by=by, at=at, digest=reply.digest)
    return reply


@action
def clear(reply: Reply, *, digest: str, by: User, at: datetime) -> Reply:
    """Says that exactly this may be sent; never by its writer."""
    case, reply = locked(reply)
    hindered = obstacles.to_clearing(reply, case, digest=digest, by=by, on=localdate(at))
    refuse_if((*hindered, *_to_standing(reply)))
    reply.state, reply.cleared_digest = Reply.State.CLEARED, digest
    reply.cleared_by, reply.cleared_at = by, at
    if reply.letter and not reply.number:
        # 签发: a letter has its number from whoever lets it go out.
        reply.number = next_letter_number(case.agency, localdate(at))
    reply.save(update_fields=["state", "number", "cleared_digest", "cleared_by", "cleared_at"])
    record("reply.cleared", case, agency=case.agency, by=by, at=at, digest=digest)
    return reply


@action
def return_reply(reply: Reply, *, reason: str, by: User, at: datetime) -> Reply:
    """Gives the reply back to its writer with the reason."""
    case, reply = locked(reply)
    refuse_if(obstacles.to_returning(reply, case, reason=reason, by=by, on=localdate(at)))
    reply.state, reply.returned_because = Reply.State.RETURNED, reason.strip()
    reply.save(update_fields=["state", "returned_because"])
    record("reply.returned", case, agency=case.agency, by=by, at=at, reason=reason)
    return reply


def send(
    reply: Reply, *, channel: str, proof: str = "", unsure: str = "", by: User, at: datetime
) -> Case:
    """Gives out the reply as it was cleared: a notice is a step of the case, an answer ends it.

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
        mailing.mail(claimed, claimed.proof.removeprefix(MAILED), _paper_of(claimed, at=at))
    except mailing.MayHaveGone as silent:
        raise Refused([str(silent)]) from silent
    except mailing.CannotMail as refusal:
        _release(claimed, reason=str(refusal), by=by, at=at)
        raise Refused([str(refusal)]) from refusal
    return _send(claimed, channel=channel, proof=claimed.proof, by=by, at=at)


def _paper_of(reply: Reply, *, at: datetime) -> bytes | None:
    """The letter as PDF; the same bytes each time it is made of the same letter at one time."""
    if not reply.letter:
        return None
    try:
        return queries.paper_of(reply, at=at)
    except CannotPrint as refusal:
        raise Refused([str(refusal)]) from refusal


@action
def _claim(reply: Reply, *, unsure: str, by: User, at: datetime) -> Reply:
    """Says that the letter goes now, under the name by which servers know it."""
    case, reply = locked(reply)
    refuse_if(
        (
            *obstacles.to_sending(
                reply, case, channel=obstacles.BY_MAIL, proof="", by=by, on=localdate(at)
            ),
            *obstacles.to_sending_again(reply, unsure=unsure, at=at),
            *_to_standing(reply),
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
    case, reply = locked(reply)
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
    """Records that the reply was given out, and takes the step that it is."""
    case, reply = locked(reply)
    on = localdate(at)
    was_mailed = channel == obstacles.BY_MAIL and proof == reply.proof != ""
    claimed = () if was_mailed else obstacles.to_sending_again(reply, unsure=unsure, at=at)
    refuse_if(
        (
            *obstacles.to_sending(reply, case, channel=channel, proof=proof, by=by, on=on),
            *claimed,
            *_to_standing(reply),
        )
    )
    _keep_paper(reply, case, by=by, at=at)
    reply.state, reply.sent_at, reply.sent_by = Reply.State.SENT, at, channel
    if channel != obstacles.BY_MAIL:
        reply.proof = proof.strip()
    reply.claimed_at = None
    reply.save(update_fields=["state", "paper", "sent_at", "sent_by", "proof", "claimed_at"])
    if not reply.is_notice:
        enter(case, closing_step(case), on=on, by=by, at=at, outcome=reply.outcome)
    elif reply.kind and reply.kind.step:
        _take_its_step(reply, reply.kind, case, by=by, at=at)
    record(
        "reply.sent",
        case,
        agency=case.agency,
        by=by,
        at=at,
        digest=reply.digest,
        letter=reply.letter,
        number=reply.number,
        channel=channel,
        outcome=reply.outcome,
    )
    return case


def _keep_paper(reply: Reply, case: Case, *, by: User, at: datetime) -> None:
    made = _paper_of(reply, at=at)
    if made is not None:
        sent = SentFile(f"{reply.called}.pdf", made, reply.text)
        part = CaseFile.Part.INTERNAL
        [reply.paper] = keep_files(case, [sent], part=part, by=by, at=at)


def _take_its_step(reply: Reply, kind: LetterKind, case: Case, *, by: User, at: datetime) -> None:
    written, on = queries.as_written(reply.facts), localdate(at)
    enter(case, kind.step, on=on, by=by, at=at, days=written.days, note=_told_in(reply, written))
    if kind.charges and written.mode is not None:
        Fee.objects.create(
            case=case,
            mode=written.mode,
            quantity=written.quantity,
            before=written.before,
            amount=queries.amount_of(written, on=written.signed_on),
            notified_on=on,
        )


def _told_in(reply: Reply, written: Written) -> str:
    """The point of a notice in a line for the sender's page; the whole of it is the paper."""
    points = str(written.told.get("correction_points", ""))
    return points[:LONGEST_NOTE] if points else f"见《{reply.called}》{reply.number}"


def closing_step(case: Case) -> str:
    """How the clock of a kind is ended by an answer."""
    return REPLIED if REPLIED in clock_kind(case.ruled.clock).steps else DONE
