"""Tracked changes settled, comments and text that nobody sees taken out."""

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from gongkai.media.intake.word.names import all_of, is_on, q, remove, text_of, unwrap, w
from gongkai.media.intake.word.seeing import Eye, Sight
from gongkai.media.intake.word.styles import Styles

BLOCK = "█"

_CHANGE_RECORDS = (
    "w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:tblGridChange",
    "w:trPrChange", "w:tcPrChange", "w:tblPrExChange", "w:numberingChange",
)  # fmt: skip
_RANGES = (
    "w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart", "w:moveToRangeEnd",
    "w:customXmlInsRangeStart", "w:customXmlInsRangeEnd", "w:customXmlDelRangeStart",
    "w:customXmlDelRangeEnd", "w:customXmlMoveFromRangeStart", "w:customXmlMoveFromRangeEnd",
    "w:customXmlMoveToRangeStart", "w:customXmlMoveToRangeEnd",
)  # fmt: skip


@dataclass
class Settled:
    """How much was settled or taken out."""

    deletions: int = 0
    insertions: int = 0
    format_changes: int = 0
    comments: int = 0
    hidden: list[str] = field(default_factory=list)
    covered: list[str] = field(default_factory=list)

    def add(self, other: "Settled") -> None:
        self.deletions += other.deletions
        self.insertions += other.insertions
        self.format_changes += other.format_changes
        self.comments += other.comments
        self.hidden += other.hidden
        self.covered += other.covered


def settle(root: _Element, styles: Styles) -> Settled:
    """Accept all changes, drop comments and hidden text, blacken what was only painted over."""
    settled = Settled()
    _settle_rows(root, settled)
    _join_deleted_paragraph_marks(root, settled)
    for deleted in all_of(root, "w:del", "w:moveFrom"):
        settled.deletions += 1
        remove(deleted)
    for inserted in all_of(root, "w:ins", "w:moveTo"):
        settled.insertions += 1
        unwrap(inserted)
    for record in all_of(root, *_CHANGE_RECORDS):
        settled.format_changes += 1
        remove(record)
    for mark in all_of(root, *_RANGES):
        remove(mark)
    settled.comments = len(all_of(root, "w:commentReference"))
    for mark in all_of(root, "w:commentRangeStart", "w:commentRangeEnd"):
        remove(mark)
    for reference in all_of(root, "w:commentReference", "w:annotationRef"):
        run = reference.getparent()
        remove(reference)
        if run is not None and run.tag == w("r") and all(kept.tag == w("rPr") for kept in run):
            remove(run)
    _drop_unseen(root, Eye(root, styles), settled)
    return settled


def _settle_rows(root: _Element, settled: Settled) -> None:
    for row in all_of(root, "w:tr"):
        if row.find(f"{w('trPr')}/{w('del')}") is not None:
            settled.deletions += 1
            remove(row)
        for inserted in row.findall(f"{w('trPr')}/{w('ins')}"):
            settled.insertions += 1
            remove(inserted)
    for table in all_of(root, "w:tbl"):
        if table.find(w("tr")) is None:
            remove(table)
    _settle_cells(root, settled)


def _settle_cells(root: _Element, settled: Settled) -> None:
    for mark in all_of(root, "w:cellDel", "w:cellIns", "w:cellMerge"):
        settled.format_changes += 1
        cell = next(mark.iterancestors(w("tc")), None)
        if mark.tag == w("cellDel") and cell is not None:
            # The cell itself stays, or the row would have a hole.
            for run in all_of(cell, "w:r"):
                remove(run)
        remove(mark)


def _join_deleted_paragraph_marks(root: _Element, settled: Settled) -> None:
    """A deleted paragraph mark makes one paragraph of two."""
    for paragraph in reversed(all_of(root, "w:p")):
        mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
        if mark is None:
            continue
        for inserted in mark.findall(w("ins")) + mark.findall(w("moveTo")):
            mark.remove(inserted)
        deleted = mark.findall(w("del")) + mark.findall(w("moveFrom"))
        for deletion in deleted:
            mark.remove(deletion)
        following = paragraph.getnext()
        if deleted and following is not None and following.tag == w("p"):
            settled.deletions += 1
            for child in list(following):
                if child.tag != w("pPr"):
                    paragraph.append(child)
            remove(following)


def _drop_unseen(root: _Element, eye: Eye, settled: Settled) -> None:
    for paragraph in all_of(root, "w:p"):
        hidden = covered = ""
        for run in [run for run in all_of(paragraph, "w:r") if _owner(run) is paragraph]:
            sight = eye.sight(run, paragraph)
            # A picture in a run is seen whatever the colour of its letters would be.
            words = run.findall(w("t"))
            if sight is Sight.SWITCHED_OFF:
                hidden += text_of(run)
                _remove_run(run)
            elif sight is Sight.HIDDEN:
                hidden += "".join(found.text or "" for found in words)
                for found in words:
                    run.remove(found)
            elif sight is Sight.COVERED:
                covered += "".join(found.text or "" for found in words)
                _blacken(words)
        settled.hidden += [hidden] if hidden.strip() else []
        settled.covered += [covered] if covered.strip(f"{BLOCK} ") else []
        _drop_hidden_mark(paragraph)


def _drop_hidden_mark(paragraph: _Element) -> None:
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('vanish')}")
    if is_on(mark) and not text_of(paragraph).strip() and not _holds_more(paragraph):
        cell = paragraph.getparent()
        if cell is not None and (cell.tag != w("tc") or len(cell.findall(w("p"))) > 1):
            remove(paragraph)


def _blacken(words: list[_Element]) -> None:
    """The reader goes on seeing a black bar, and it hides nothing any more."""
    for found in words:
        found.text = re.sub(r"\S", BLOCK, found.text or "")


def _remove_run(run: _Element) -> None:
    # Field marks must stay in pairs, or the field swallows what follows it.
    if run.find(w("fldChar")) is None:
        remove(run)
        return
    for child in list(run):
        if child.tag not in {w("fldChar"), w("rPr")}:
            run.remove(child)


def _owner(run: _Element) -> _Element | None:
    """The paragraph a run stands in: a text box inside a run has paragraphs of its own."""
    for ancestor in run.iterancestors(w("p")):
        return ancestor
    return None


def _holds_more(paragraph: _Element) -> bool:
    wanted = (w("drawing"), w("pict"), w("object"), w("sectPr"), q("m:oMath"))
    return next(paragraph.iter(*wanted), None) is not None
