"""Information filled in by its elements: one text, one digest, one gate."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.outbound.publishing import actions, structures
from gongkai.outbound.publishing.blocks import Heading, Listing, Paragraph, Table, written
from gongkai.outbound.publishing.digest import content_digest
from gongkai.outbound.publishing.models import Edition, Elements, Finding
from gongkai.outbound.publishing.structures import Structure
from gongkai.rules.gate.findings import Severity
from gongkai.rules.guides import GuideDoubt
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.publishing import AT, ColumnFactory, describe, set_steps, sign_all

pytestmark = pytest.mark.django_db
TEXT = "道路运输经营许可证遗失补办，每证收费{}元，在政务服务窗口缴纳，当场开具票据。"


def _write(said: structures.Said) -> structures.Written:
    if "fee" not in said:
        raise ValueError("没有写收费标准。")
    return written(f"{said['name']}收费", [Paragraph(TEXT.format(said["fee"]))])


def _doubts(said: structures.Said, on: date) -> Iterator[GuideDoubt]:
    if not said.get("basis"):
        yield GuideDoubt("basis", Severity.WARN, "没有写依据。", "《行政许可法》第五十八条")


@pytest.fixture(autouse=True)
def _tariff() -> Iterator[None]:
    kept = dict(structures._structures)
    structures.register(
        Structure(
            kind="tariff", label="收费表", url_name="editions:text", write=_write, doubts=_doubts
        )
    )
    yield
    structures._structures.clear()
    structures._structures.update(kept)


def _started(said: structures.Said) -> tuple[Edition, Bureau]:
    bureau = staffed_bureau()
    set_steps(bureau.agency)
    edition = actions.start_with("tariff", said, unit=bureau.unit, by=bureau.clerk, at=AT)
    return edition, bureau


def test_the_text_is_made_from_the_elements() -> None:
    edition, _ = _started({"name": "补证", "fee": 10})
    assert (edition.title, edition.body_text) == ("补证收费", TEXT.format(10))
    assert edition.body_html == f'<p id="b1">{TEXT.format(10)}</p>'
    assert LedgerEntry.objects.filter(verb="edition.filled-in").count() == 1


def test_elements_are_part_of_what_is_cleared() -> None:
    edition, _ = _started({"name": "补证", "fee": 10})
    before = content_digest(edition)
    elements = edition.elements
    elements.said = {**elements.said, "hidden": "改过"}
    elements.save()
    assert content_digest(edition) != before


def test_elements_sent_to_review_do_not_change() -> None:
    edition, bureau = _started({"name": "补证", "fee": 10})
    edition = describe(edition, bureau, [ColumnFactory(agency=bureau.agency)])
    actions.check(edition, by=bureau.clerk, at=AT)
    edition = actions.submit(
        edition, release=Edition.Release.BY_HAND, release_at=None, by=bureau.clerk, at=AT
    )
    for change in (
        lambda rows: rows.update(said={"name": "补证", "fee": 99}),
        lambda rows: rows.delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(Elements.objects.filter(edition=edition))
    with pytest.raises(Refused):
        actions.fill_in(edition, {"name": "补证", "fee": 99}, by=bureau.clerk, at=AT)


def test_the_text_is_not_written_apart_from_its_elements() -> None:
    edition, bureau = _started({"name": "补证", "fee": 10})
    with pytest.raises(Refused, match="由要素生成"):
        actions.fill(
            edition, title="另写", body_html="<p>免费</p>", body_text="免费", losses=(), files=(),
            by=bureau.clerk, at=AT,
        )  # fmt: skip
    described = describe(edition, bureau, [ColumnFactory(agency=bureau.agency)])
    assert described.title == "补证收费"


def test_what_is_no_element_is_refused_and_changes_nothing() -> None:
    edition, bureau = _started({"name": "补证", "fee": 10})
    with pytest.raises(Refused, match="没有写收费标准"):
        actions.fill_in(edition, {"name": "补证"}, by=bureau.clerk, at=AT)
    edition.refresh_from_db()
    assert edition.body_text == TEXT.format(10)
    assert edition.elements.said["fee"] == 10


def test_doubts_are_findings_of_the_gate() -> None:
    edition, bureau = _started({"name": "补证", "fee": 10})
    actions.check(edition, by=bureau.clerk, at=AT)
    found = Finding.objects.get(run__edition=edition, rule="element")
    assert (found.part, found.label) == ("elements", "basis")
    assert "第五十八条" in found.message


def test_the_next_edition_starts_from_the_elements() -> None:
    edition, bureau = _started({"name": "补证", "fee": 10})
    edition = describe(edition, bureau, [ColumnFactory(agency=bureau.agency)])
    actions.check(edition, by=bureau.clerk, at=AT)
    edition = actions.submit(
        edition, release=Edition.Release.ON_CLEARANCE, release_at=None, by=bureau.clerk, at=AT
    )
    sign_all(edition, bureau)
    edition.refresh_from_db()
    if edition.state == Edition.State.CLEARED:
        actions.publish(edition, by=None, at=AT)
    revised = actions.revise(edition, by=bureau.clerk, at=AT)
    assert revised.elements.said == {"name": "补证", "fee": 10}
    changed = actions.fill_in(revised, {"name": "补证", "fee": 12}, by=bureau.clerk, at=AT)
    assert changed.body_text == TEXT.format(12)
    assert edition.elements.said["fee"] == 10


def test_blocks_are_escaped_and_numbered() -> None:
    made = written(
        "题",
        [
            Heading("一、<b>"),
            Listing(("甲", "乙")),
            Table(("项目", "标准"), (("补证", "10元\n一次"),)),
        ],
    )
    assert made.text.split("\n") == ["一、<b>", "甲", "乙", "项目\t标准", "补证\t10元 一次"]
    assert "&lt;b&gt;" in made.html
    assert [f'id="b{n}"' in made.html for n in range(1, 6)] == [True] * 5
