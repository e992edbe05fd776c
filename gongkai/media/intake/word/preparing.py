"""A document's tree brought to what pandoc reads without loss; the rest is counted."""

import re
from collections import Counter

from lxml import etree
from lxml.etree import _Element

from gongkai.media.intake.word.names import all_of, is_on, q, remove, text_of, unwrap, value, w

_KEPT_RUN_PROPERTIES = {w("b"), w("i"), w("vertAlign"), w("rStyle")}
_PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"}
_FORM_FIELDS = {"FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"}


def unfold(root: _Element, losses: Counter[str]) -> None:
    """One version of everything: wrappers go, choices are made, text boxes become paragraphs."""
    for choice in all_of(root, "mc:AlternateContent"):
        _choose(choice)
    _lift_text_boxes(root, losses)
    for control in all_of(root, "w:sdt"):
        _open_control(control, losses)
    for wrapper in all_of(root, "w:smartTag", "w:customXml", "w:sdtContent", "w:bdo", "w:dir"):
        unwrap(wrapper)
    for annotated in all_of(root, "w:ruby"):
        losses["ruby"] += 1
        base = annotated.find(w("rubyBase"))
        run = annotated.getparent()
        if base is not None and run is not None:
            run.addprevious(base)
            unwrap(base)
            remove(annotated)


def _choose(choice: _Element) -> None:
    # The first choice has the text; the fallback repeats it for old programs.
    chosen = choice.find(q("mc:Choice"))
    if chosen is None or not len(chosen):
        chosen = choice.find(q("mc:Fallback"))
    parent = choice.getparent()
    if parent is None:
        return
    for child in list(chosen) if chosen is not None else []:
        choice.addprevious(child)
    remove(choice)


def _lift_text_boxes(root: _Element, losses: Counter[str]) -> None:
    """The words of a text box follow the paragraph it hangs on. Inner boxes come out first."""
    for box in reversed(all_of(root, "w:txbxContent")):
        anchor = next(box.iterancestors(w("p")), None)
        if anchor is None:
            continue
        if text_of(box).strip() or next(box.iter(w("drawing"), w("pict")), None) is not None:
            losses["text box"] += 1
            for paragraph in reversed(list(box)):
                anchor.addnext(paragraph)
        holder = next(box.iterancestors(w("drawing"), w("pict")), None)
        remove(box)
        has_picture = holder is not None and any(
            True for _ in holder.iter(q("a:blip"), q("v:imagedata"))
        )
        if holder is not None and not has_picture and holder.find(f".//{w('txbxContent')}") is None:
            remove(holder)


def _open_control(control: _Element, losses: Counter[str]) -> None:
    properties = control.find(w("sdtPr"))
    gallery = "" if properties is None else value(properties.find(f".//{w('docPartGallery')}"))
    if gallery == "Table of Contents":
        losses["contents line"] += sum(1 for p in all_of(control, "w:p") if text_of(p).strip())
        remove(control)
        return
    if properties is not None and any(
        properties.find(name) is not None
        for name in (w("dropDownList"), w("comboBox"), w("date"), q("w14:checkbox"))
    ):
        losses["form field"] += 1
    content = control.find(w("sdtContent"))
    if content is not None:
        for child in list(content):
            control.addprevious(child)
    remove(control)


def settle_fields(root: _Element, losses: Counter[str]) -> None:
    """Field codes go and their shown text stays; page numbers and tables of contents go whole."""
    kinds = [mark.get(w("fldCharType")) for mark in root.iter(w("fldChar"))]
    # A field that never ends would swallow the rest of the document.
    _walk_fields(root, losses, drops=kinds.count("begin") == kinds.count("end"))
    for leftover in all_of(root, "w:delInstrText"):
        remove(leftover)
    _drop_marks_but_links(root)
    for simple in all_of(root, "w:fldSimple"):
        if _name(simple.get(w("instr")) or "") in _PAGE_FIELDS:
            losses["page field"] += 1
            remove(simple)
        else:
            unwrap(simple)
    for paragraph in all_of(root, "w:p"):
        style = value(paragraph.find(f"{w('pPr')}/{w('pStyle')}"))
        if _CONTENTS_STYLES.match(style) and text_of(paragraph).strip():
            losses["contents line"] += 1
            _empty(paragraph)


_CONTENTS_STYLES = re.compile(r"(?i)toc\s?\d|目录\s?\d")


def _walk_fields(root: _Element, losses: Counter[str], *, drops: bool) -> None:
    open_fields: list[str] = []
    in_result: list[bool] = []
    for child in [child for run in all_of(root, "w:r") for child in run]:
        if child.tag == w("fldChar"):
            _mark(child, open_fields, in_result, losses)
        elif child.tag in {w("instrText"), w("delInstrText")}:
            if open_fields and not in_result[-1]:
                open_fields[-1] += child.text or ""
        elif drops and child.tag != w("rPr") and _is_silent(open_fields, in_result):
            remove(child)


def _mark(
    mark: _Element, open_fields: list[str], in_result: list[bool], losses: Counter[str]
) -> None:
    kind = mark.get(w("fldCharType"))
    if kind == "begin":
        open_fields.append("")
        in_result.append(False)
    elif kind == "separate" and open_fields:
        in_result[-1] = True
    elif kind == "end" and open_fields:
        name = _name(open_fields.pop())
        in_result.pop()
        if name in _PAGE_FIELDS:
            losses["page field"] += 1
        elif name in _FORM_FIELDS:
            losses["form field"] += 1
        elif name == "TOC":
            losses["contents field"] += 1


def _name(instruction: str) -> str:
    return (instruction.split() or [""])[0].upper()


def _is_silent(open_fields: list[str], in_result: list[bool]) -> bool:
    """Inside the code of a field, or inside a result that is not carried."""
    names = [_name(instruction) for instruction in open_fields]
    return any(not shown for shown in in_result) or any(
        name in _PAGE_FIELDS or name == "TOC" for name in names
    )


def _drop_marks_but_links(root: _Element) -> None:
    """Field marks of links stay for pandoc; the others would only confuse it."""
    stack: list[list[_Element]] = []
    dropped: list[_Element] = []
    for node in all_of(root, "w:fldChar", "w:instrText"):
        kind = node.get(w("fldCharType"))
        if kind == "begin":
            stack.append([])
        if not stack:
            dropped.append(node)
            continue
        stack[-1].append(node)
        if kind == "end":
            marks = stack.pop()
            instruction = "".join(mark.text or "" for mark in marks)
            if stack or _name(instruction) != "HYPERLINK" or "\\l" in instruction:
                dropped += marks
    for mark in [*dropped, *(mark for marks in stack for mark in marks)]:
        remove(mark)


def _empty(paragraph: _Element) -> None:
    for child in list(paragraph):
        if child.tag != w("pPr"):
            paragraph.remove(child)


def count_looks(root: _Element, losses: Counter[str]) -> None:
    """Looks that may carry meaning and do not come along."""
    for run in all_of(root, "w:r"):
        properties = run.find(w("rPr"))
        length = len(text_of(run).strip())
        if properties is None or not length:
            continue
        colour = value(properties.find(w("color"))).upper()
        if colour not in {"", "AUTO", "000000", "FFFFFF"}:
            losses["coloured"] += 1
        if value(properties.find(w("u"))) not in {"", "none"}:
            losses["underlined"] += 1
        if value(properties.find(w("highlight"))) not in {"", "none"}:
            losses["highlighted"] += 1
        if is_on(properties.find(w("strike"))) or is_on(properties.find(w("dstrike"))):
            losses["struck"] += 1
        if properties.find(w("em")) is not None and value(properties.find(w("em"))) != "none":
            losses["emphasis mark"] += 1


def reduce(root: _Element) -> None:
    """Only what pandoc needs: it reads indents as quotations and a title style as metadata."""
    kept = {w("pPr"): {w("numPr")}, w("rPr"): _KEPT_RUN_PROPERTIES}
    for properties in all_of(root, "w:pPr", "w:rPr"):
        for child in list(properties):
            if child.tag not in kept[str(properties.tag)]:
                properties.remove(child)
    for leftover in all_of(
        root, "w:bookmarkEnd", "w:proofErr", "w:lastRenderedPageBreak", "w:permStart", "w:permEnd"
    ):
        remove(leftover)
    for line_break in all_of(root, "w:br"):
        if line_break.get(w("type")) in {"page", "column"}:
            remove(line_break)


def insert_text(paragraph: _Element, text: str) -> None:
    """A run of text at the head of a paragraph."""
    run = etree.Element(w("r"))
    etree.SubElement(run, w("t")).text = text
    properties = paragraph.find(w("pPr"))
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, run)


def replace_by_text(element: _Element, text: str) -> None:
    """Put text where a drawing stood, in the same run."""
    written = etree.Element(w("t"))
    written.text = text
    element.addprevious(written)
    remove(element)
