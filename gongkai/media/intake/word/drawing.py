"""Pictures and objects in a Word document: pictures become marks in the text, the rest is named."""

import posixpath
from collections import Counter

from lxml.etree import _Element

from gongkai.media.intake import limits
from gongkai.media.intake.draft import Draft, picture_mark
from gongkai.media.intake.ooxml import Package
from gongkai.media.intake.pictures import shown_picture
from gongkai.media.intake.word.names import R_NS, all_of, q, remove
from gongkai.media.intake.word.preparing import replace_by_text

_METAFILES = {".emf", ".wmf", ".emz", ".wmz"}


def mark_pictures(
    root: _Element, package: Package, part: str, draft: Draft, losses: Counter[str]
) -> None:
    """Replace each drawing by a mark when it shows a picture; count those that do not."""
    links = {link.id: link for link in package.relationships(part)}
    targets = package.targets(part)
    for holder in all_of(root, "w:drawing", "w:pict", "w:object"):
        _count_objects(holder, losses)
        marks = []
        for shown in holder.iter(q("a:blip"), q("v:imagedata")):
            link = shown.get(f"{{{R_NS}}}embed") or shown.get(f"{{{R_NS}}}id") or ""
            outside = shown.get(f"{{{R_NS}}}link") or link
            if not link and not outside:
                continue
            if outside in links and links[outside].is_external and link not in targets:
                losses["linked picture"] += 1
                continue
            if marked := _mark(package, targets.get(link, ""), _alt(holder), draft, losses):
                marks.append(marked)
        if marks:
            replace_by_text(holder, "".join(marks))
        else:
            remove(holder)


def _mark(package: Package, target: str, alt: str, draft: Draft, losses: Counter[str]) -> str:
    content = package.parts.get(target)
    if content is None:
        losses["missing picture"] += 1
        return ""
    if posixpath.splitext(target)[1].lower() in _METAFILES:
        losses["metafile"] += 1
        return ""
    for name, picture in draft.pictures.items():
        if name.startswith(f"{_stem(target)}.") and picture.alt == alt:
            return picture_mark(name)
    if len(draft.pictures) >= limits.MAX_SHOWN_PICTURES:
        losses["too many pictures"] += 1
        return ""
    known = sum(name.startswith(_stem(target)) for name in draft.pictures)
    shown = shown_picture(content, name=_stem(target) + ("-" * bool(known)) * known, alt=alt)
    if shown is None:
        losses["unshown picture"] += 1
        return ""
    draft.pictures[shown.name] = shown
    return picture_mark(shown.name)


def _stem(target: str) -> str:
    stem = posixpath.splitext(posixpath.basename(target))[0]
    return "".join(sign for sign in stem if sign.isascii() and sign.isalnum()) or "picture"


def _alt(holder: _Element) -> str:
    for properties in holder.iter(q("wp:docPr")):
        return properties.get("descr") or ""
    for shape in holder.iter(q("v:shape"), q("v:rect")):
        return shape.get("alt") or ""
    return ""


def _count_objects(holder: _Element, losses: Counter[str]) -> None:
    if any(True for _ in holder.iter(q("c:chart"))) or _has_uri(holder, "/chartex"):
        losses["chart"] += 1
    if any(True for _ in holder.iter(q("dgm:relIds"))):
        losses["diagram"] += 1
    for _embedded in holder.iter(q("o:OLEObject")):
        losses["object"] += 1
    for path in holder.iter(q("v:textpath")):
        losses["word art"] += 1
        words = path.get("string")
        if words:
            losses[f"word art: {words[:40]}"] += 0
    shapes = [q("wps:wsp"), q("v:line"), q("v:oval"), q("v:roundrect")]
    if not any(True for _ in holder.iter(q("a:blip"), q("v:imagedata"), q("v:textpath"))):
        losses["shape"] += sum(1 for _ in holder.iter(*shapes))


def _has_uri(holder: _Element, ending: str) -> bool:
    return any(
        (found.get("uri") or "").endswith(ending) for found in holder.iter(q("a:graphicData"))
    )
