"""Wording: the office's own list of words, added to and taken from."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ledger.actions import action, record, refuse_if
from gongkai.outbound.publishing import obstacles
from gongkai.outbound.publishing.models import OwnWord
from gongkai.outbound.publishing.words import NewWord
from gongkai.people.models import Agency, User


@action
def add_words(agency: Agency, words: Sequence[NewWord], *, by: User, at: datetime) -> list[OwnWord]:
    """All of the words or none; every later check of the agency listens for them."""
    agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    refuse_if(obstacles.to_adding_words(agency, words, by=by, on=localdate(at)))
    added = OwnWord.objects.bulk_create(
        OwnWord(
            agency=agency,
            wrong=word.wrong,
            right=word.right,
            severity=word.severity,
            why=word.why,
            by=by,
            at=at,
        )
        for word in words
    )
    record(
        "words.added",
        agency,
        agency=agency,
        by=by,
        at=at,
        words=[[word.wrong, word.right, word.why, word.severity] for word in words],
    )
    return added


@action
def end_word(word: OwnWord, *, by: User, at: datetime) -> OwnWord:
    """No check listens for the word any longer; that it was on the list stays known."""
    word = OwnWord.objects.select_for_update(of=("self",)).select_related("agency").get(pk=word.pk)
    refuse_if(obstacles.to_ending_word(word, by=by, on=localdate(at)))
    word.ended_by, word.ended_at = by, at
    word.save(update_fields=["ended_by", "ended_at"])
    record("word.ended", word, agency=word.agency, by=by, at=at, wrong=word.wrong, right=word.right)
    return word
