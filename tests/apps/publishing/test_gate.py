"""Invariant 1: every way to the public is tried with content nobody has cleared."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from wagtail.models import Page

from gongkai.ledger.actions import Refused
from gongkai.media.models import OfficeDocument
from gongkai.media.storing import store
from gongkai.outbound.publishing import actions, tasks
from gongkai.outbound.publishing.models import (
    Attachment,
    Clearance,
    Edition,
    Placement,
    Record,
    Signature,
)
from tests.apps.publishing.conftest import AT, Bureau, agree, build, describe, person

State = Edition.State


def run(statement: str) -> Callable[[Edition], object]:
    def door(edition: Edition) -> object:
        with connection.cursor() as cursor:
            return cursor.execute(statement.format(edition=edition.pk, record=edition.record_id))

    return door


def point_record_at(edition: Edition) -> None:
    edition.record.live_edition = edition
    edition.record.save()


def point_in_bulk(edition: Edition) -> None:
    edition.record.live_edition = edition
    Record.objects.bulk_update([edition.record], ["live_edition"])


def call_itself_published(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(state=State.PUBLISHED)
    Record.objects.filter(pk=edition.record_id).update(live_edition=edition)


def be_born_public(edition: Edition) -> None:
    owner = edition.record
    Record.objects.create(
        agency=owner.agency,
        unit=owner.unit,
        created_at=AT,
        created_by=owner.created_by,
        live_edition=edition,
    )


DOORS = [
    pytest.param(point_record_at, id="saving-the-record"),
    pytest.param(point_in_bulk, id="bulk-update"),
    pytest.param(call_itself_published, id="setting-the-state-first"),
    pytest.param(be_born_public, id="a-record-born-public"),
    pytest.param(
        run("UPDATE publishing_record SET live_edition_id = {edition} WHERE id = {record}"),
        id="hand-written-sql",
    ),
]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("stage", ["draft", "submitted"])
def test_the_database_refuses_what_nobody_cleared(
    door: Callable[[Edition], object], stage: str, request: pytest.FixtureRequest
) -> None:
    edition = request.getfixturevalue(stage)
    with pytest.raises(IntegrityError), transaction.atomic():
        door(edition)
    assert not Record.objects.public().exists()


def test_an_author_clearing_their_own_work_by_hand_is_refused_by_the_database(
    submitted: Edition, bureau: Bureau
) -> None:
    Clearance.objects.create(
        edition=submitted, digest=submitted.digest, kind="full", by=bureau.clerk, at=AT
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        call_itself_published(submitted)


def test_a_clearance_of_another_content_does_not_open_the_gate(
    submitted: Edition, bureau: Bureau
) -> None:
    Clearance.objects.create(edition=submitted, digest="0" * 64, kind="full", by=bureau.head, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        call_itself_published(submitted)


def test_a_cleared_edition_of_another_record_does_not_open_the_gate(
    published: Edition, write_another: Callable[..., Edition]
) -> None:
    stranger = write_another(title="另一篇没有审过的稿件").record
    Record.objects.filter(pk=published.record_id).update(live_edition=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.filter(pk=stranger.pk).update(live_edition=published)


TAMPERING = [
    pytest.param(
        lambda edition, bureau: Edition.objects.filter(pk=edition.pk).update(title="偷换的标题"),
        id="another-title",
    ),
    pytest.param(
        lambda edition, bureau: Edition.objects.filter(pk=edition.pk).update(body_html="<p>x</p>"),
        id="another-text",
    ),
    pytest.param(
        lambda edition, bureau: Edition.objects.filter(pk=edition.pk).update(digest="1" * 64),
        id="another-digest",
    ),
    pytest.param(
        lambda edition, bureau: Edition.objects.filter(pk=edition.pk).update(state=State.DRAFT),
        id="back-to-the-desk",
    ),
    pytest.param(
        lambda edition, bureau: Attachment.objects.create(
            edition=edition,
            part="annex",
            name="附件.txt",
            public=store(b"x", content_type="text/plain"),
            format="TXT",
        ),
        id="one-more-file",
    ),
    pytest.param(
        lambda edition, bureau: Placement.objects.filter(edition=edition).delete(),
        id="out-of-its-column",
    ),
    pytest.param(
        lambda edition, bureau: edition.authors.remove(bureau.clerk), id="an-author-forgotten"
    ),
    pytest.param(lambda edition, bureau: edition.clearances.all().delete(), id="clearance-removed"),
    pytest.param(
        lambda edition, bureau: edition.clearances.update(digest="2" * 64), id="clearance-rewritten"
    ),
    pytest.param(
        lambda edition, bureau: Signature.objects.filter(edition=edition).update(by=bureau.leader),
        id="signature-moved",
    ),
]


@pytest.mark.parametrize("tamper", TAMPERING)
def test_a_cleared_edition_cannot_be_changed_behind_its_clearance(
    tamper: Callable[[Edition, Bureau], object], cleared: Edition, bureau: Bureau
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        tamper(cleared, bureau)


def test_stored_bytes_cannot_be_swapped(db: None) -> None:
    stored = store(b"before", content_type="text/plain")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(stored).objects.filter(pk=stored.pk).update(sha256="3" * 64)


def test_the_author_can_sign_no_step(submitted: Edition, bureau: Bureau) -> None:
    with pytest.raises(Refused, match="作者"):
        agree(submitted, bureau.clerk)


def test_an_author_who_also_reviews_cannot_sign(bureau: Bureau) -> None:
    both = person(bureau.agency, "both", "clerk", bureau.unit)
    both.role_holdings.create(role="unit_head", unit=bureau.unit, from_on="2020-01-01")
    edition = actions.start(unit=bureau.unit, title="自写自审的稿件", by=both, at=AT)
    edition = describe(bureau, edition, title="自写自审的稿件", by=bureau.other_clerk)
    actions.fill(
        edition,
        title="自写自审的稿件",
        body_html='<p id="b1">一段没有问题的正文文字。</p>',
        body_text="一段没有问题的正文文字。",
        losses=[],
        files=[],
        by=bureau.other_clerk,
        at=AT,
    )
    actions.check(edition, by=both, at=AT)
    edition = actions.submit(edition, by=bureau.other_clerk, at=AT)
    with pytest.raises(Refused, match="作者"):
        agree(edition, both)


def test_a_superuser_has_no_door_of_their_own(submitted: Edition, bureau: Bureau) -> None:
    root = person(bureau.agency, "root", "operator")
    root.is_superuser = True
    root.save()
    with pytest.raises(Refused):
        agree(submitted, root)
    with pytest.raises(Refused):
        actions.publish(submitted, by=root, at=AT)
    with pytest.raises(Refused):
        actions.release_urgently(
            submitted, digest=submitted.digest, reason="想马上发布", by=root, at=AT
        )


def test_another_agency_can_neither_sign_nor_publish(submitted: Edition) -> None:
    stranger = build("waiju")
    for outsider in (stranger.head, stranger.office, stranger.leader):
        with pytest.raises(Refused):
            agree(submitted, outsider)


def test_a_signature_on_a_content_no_longer_there_is_refused(
    submitted: Edition, bureau: Bureau
) -> None:
    with pytest.raises(Refused, match="不是现在送审的内容"):
        actions.sign(
            submitted, digest="4" * 64, verdict=Signature.Verdict.AGREED, by=bureau.head, at=AT
        )


def test_writing_on_voids_the_signatures_given_before(submitted: Edition, bureau: Bureau) -> None:
    edition = agree(submitted, bureau.head, bureau.secrecy)
    edition = actions.recall(edition, by=bureau.clerk, at=AT)
    edition = describe(bureau, edition, title="改过的标题文字", by=bureau.clerk)
    edition = actions.submit(edition, by=bureau.clerk, at=AT)
    with pytest.raises(Refused):
        agree(edition, bureau.office)
    edition = agree(edition, *bureau.reviewers)
    assert edition.state == State.PUBLISHED


def test_the_schedule_publishes_nothing_uncleared(draft: Edition, bureau: Bureau) -> None:
    later = AT + timedelta(days=1)
    actions.submit(draft, release=Edition.Release.AT_TIME, release_at=later, by=bureau.clerk, at=AT)
    assert tasks.publish_due(later + timedelta(days=30)) == 0
    assert not Record.objects.public().exists()


def test_the_schedule_publishes_a_cleared_edition_at_its_time_and_not_before(
    draft: Edition, bureau: Bureau
) -> None:
    later = AT + timedelta(days=1)
    edition = actions.submit(
        draft, release=Edition.Release.AT_TIME, release_at=later, by=bureau.clerk, at=AT
    )
    edition = agree(edition, *bureau.reviewers)
    assert tasks.publish_due(later - timedelta(minutes=1)) == 0
    with pytest.raises(Refused, match="时间未到"):
        actions.publish(edition, by=bureau.clerk, at=AT)
    assert tasks.publish_due(later) == 1
    edition.refresh_from_db()
    assert edition.state == State.PUBLISHED


def test_one_refused_edition_does_not_stop_the_schedule(
    cleared: Edition, bureau: Bureau, write_another: Callable[..., Edition]
) -> None:
    other = actions.submit(
        write_another(title="第二篇等着发布的稿件"),
        release=Edition.Release.AT_TIME,
        release_at=AT + timedelta(hours=1),
        by=bureau.clerk,
        at=AT,
    )
    agree(other, *bureau.reviewers)
    # An author added afterwards is the one who cleared: the first edition is refused for good.
    cleared.authors.add(bureau.office)
    Edition.objects.filter(pk=cleared.pk).update(release="at_time", release_at=AT)
    assert tasks.publish_due(AT + timedelta(hours=2)) == 1
    cleared.refresh_from_db()
    assert cleared.state == State.CLEARED


@pytest.mark.parametrize("stage", ["published", "cleared"])
def test_a_copy_of_a_cleared_edition_is_not_cleared(
    stage: str, bureau: Bureau, request: pytest.FixtureRequest
) -> None:
    edition = request.getfixturevalue(stage)
    copy = actions.revise(edition, by=bureau.clerk, at=AT)
    assert copy.state == State.DRAFT
    assert not copy.clearances.exists()
    with pytest.raises(Refused, match="未经审定"):
        actions.publish(copy, by=bureau.clerk, at=AT)


def test_going_back_to_an_earlier_edition_goes_through_review(
    published: Edition, bureau: Bureau
) -> None:
    second = actions.revise(published, by=bureau.clerk, at=AT)
    second = describe(
        bureau, second, title="更正后的通报标题", by=bureau.clerk, change_note="更正标题"
    )
    agree(actions.submit(second, by=bureau.clerk, at=AT), *bureau.reviewers)
    back = actions.revise(Edition.objects.get(pk=published.pk), by=bureau.clerk, at=AT)
    assert back.title == published.title
    assert back.state == State.DRAFT
    published.record.refresh_from_db()
    assert published.record.live_edition_id == second.pk


def test_a_reopened_clearance_is_dropped_with_its_edition(cleared: Edition, bureau: Bureau) -> None:
    actions.revise(cleared, by=bureau.clerk, at=AT)
    cleared.refresh_from_db()
    assert cleared.state == State.DROPPED
    with pytest.raises(Refused):
        actions.publish(cleared, by=bureau.clerk, at=AT)


@pytest.mark.parametrize(
    "address", ["/leak/", "/pages/leak/", "/documents/1/leak.txt", "/media/leak.txt"]
)
def test_what_is_put_into_the_shell_by_hand_is_served_nowhere(
    address: str, bureau: Bureau, client: Client
) -> None:
    root = Page.objects.get(depth=1)
    root.add_child(instance=Page(title="泄露", slug="leak", live=True))
    OfficeDocument.objects.create(title="泄露", file=ContentFile(b"x", name="leak.txt"))
    assert client.get(address).status_code == 404


def test_an_unmanned_step_stops_the_submission(draft: Edition, bureau: Bureau) -> None:
    bureau.secrecy.is_active = False
    bureau.secrecy.save()
    with pytest.raises(Refused, match="保密审查"):
        actions.submit(draft, by=bureau.clerk, at=AT)


def test_an_agency_without_review_steps_publishes_nothing(draft: Edition, bureau: Bureau) -> None:
    bureau.agency.reviewstep_set.update(is_open=False)
    with pytest.raises(Refused, match="没有设置审核环节"):
        actions.submit(draft, by=bureau.clerk, at=AT)


def test_closing_a_step_during_review_does_not_clear_by_itself(
    submitted: Edition, bureau: Bureau
) -> None:
    bureau.agency.reviewstep_set.update(is_open=False)
    assert tasks.publish_due(AT + timedelta(days=1)) == 0
    with pytest.raises(Refused):
        actions.publish(submitted, by=bureau.office, at=AT)
