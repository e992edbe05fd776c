"""Masking in Office Open XML packages and OpenDocument texts: every XML part, every string."""

import posixpath
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO

from lxml.etree import _Element

from gongkai.media.intake.masking import cells
from gongkai.media.intake.masking.masker import Masker, Piece, as_name, lone_signs, mixed
from gongkai.media.intake.odt import OFFICE, TEXT
from gongkai.media.intake.ooxml import CONTENT_TYPES, Package, use_usual_names
from gongkai.media.intake.package import open_package, parse_xml, write_package, write_xml
from gongkai.media.intake.sheets.workbook import s
from gongkai.media.intake.taken import CannotTakeIn, MaskedCopy
from gongkai.media.intake.word.names import q, w

_XML = (".xml", ".rels", ".vml")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".webp")
_INNER = {".docx": "DOCX", ".xlsx": "XLSX", ".pptx": "PPTX"}
# What keeps words together, and which elements hold words, codes or deleted words in it.
_PARAGRAPHS = {w("p"), w("rt"), q("a:p"), s("si"), s("is"), s("rPh"), s("text")}
_STREAMS = {
    w("t"): "words", q("a:t"): "words", q("m:t"): "words", s("t"): "words",
    w("instrText"): "codes", w("delText"): "deleted", w("delInstrText"): "deleted codes",
}  # fmt: skip
_WORDS = {
    *_STREAMS, s("v"), s("f"), q("c:v"), s("oddHeader"), s("oddFooter"), s("evenHeader"),
    s("evenFooter"), s("firstHeader"), s("firstFooter"),
}  # fmt: skip
_SIGNS = {
    w("tab"): "\n", w("br"): "\n", w("cr"): "\n", q("a:br"): "\n", w("noBreakHyphen"): "-",
}  # fmt: skip
_ROWS = {w("tr"): w("tc"), q("a:tr"): q("a:tc")}
_ODF_PARAGRAPHS = (f"{{{TEXT}}}p", f"{{{TEXT}}}h")
_ODF_BREAKS = {f"{{{TEXT}}}{name}" for name in ("tab", "line-break", "s")}
_VALUE, _VALUE_TYPE = f"{{{OFFICE}}}value", f"{{{OFFICE}}}value-type"
DEEPEST = 2


def masked(content: bytes, kind: str, masker: Masker, *, depth: int = 0) -> MaskedCopy:
    parts = open_package(BytesIO(content))
    use_usual_names(parts)
    trees = {name: tree for name in parts if (tree := _tree(name, parts[name])) is not None}
    if kind == "XLSX":
        cells.mask_cells(Package(parts, trees), masker)
    changed = {name for name, tree in trees.items() if _mask_tree(name, tree, masker)}
    losses = _mask_inner(parts, masker, depth)
    renamed = {name: as_name(masker.string(name)) for name in parts}
    if not masker.count:
        return masker.copy(content, losses)
    for name in trees if kind == "XLSX" else changed:
        parts[name] = write_xml(trees[name])
    masker.check(_words(trees[name]) if name in trees else part for name, part in parts.items())
    parts = {renamed[name]: part for name, part in parts.items()}
    first = ["mimetype"] if kind == "ODT" else [CONTENT_TYPES, "_rels/.rels"]
    return masker.copy(write_package(parts, first=first), losses)


def _tree(name: str, part: bytes) -> _Element | None:
    if not name.endswith(_XML) or not part.strip():
        return None
    try:
        return parse_xml(part)
    except CannotTakeIn:
        # Old drawings of Excel are not always XML; if a number stands there, the check stops it.
        if name.endswith(".vml"):
            return None
        raise


def _mask_tree(name: str, tree: _Element, masker: Masker) -> bool:
    before = masker.count
    for pieces in _texts(tree):
        masker.pieces(pieces)
    for node in tree.iter():
        if not isinstance(node.tag, str):
            node.text = masker.string(node.text or "")
            continue
        if cells.is_figure(node):
            cells.mask_figure(node, masker)
        elif node.text:
            node.text = masker.string(node.text, is_words=node.tag in _WORDS)
        if node.tail and node.tail.strip():
            node.tail = masker.string(node.tail)
        _settle_attributes(name, node, masker.attributes(node))
    return masker.count > before


def _texts(tree: _Element) -> Iterator[list[Piece]]:
    groups: defaultdict[tuple[_Element | None, str], list[Piece]] = defaultdict(list)
    for node in tree.iter(*_STREAMS, *_SIGNS):
        owner = next((above for above in node.iterancestors() if above.tag in _PARAGRAPHS), None)
        stream = _STREAMS.get(str(node.tag), "words")
        groups[owner, stream].append(_SIGNS.get(str(node.tag)) or (node, "text"))
    yield from groups.values()
    for paragraph in tree.iter(*_ODF_PARAGRAPHS):
        yield list(mixed(paragraph, breaks=_ODF_BREAKS, apart=_ODF_PARAGRAPHS))
    for row in tree.iter(*_ROWS):
        words: list[list[Piece]] = [
            [(node, "text") for node in cell.iter(w("t"), q("a:t"))]
            for cell in row.iterchildren(_ROWS[str(row.tag)])
        ]
        yield from lone_signs(words)


def _settle_attributes(part: str, node: _Element, changed: set[str]) -> None:
    """Where stars are no part of the format, something else stands for them."""
    if not changed:
        return
    is_inner = part.endswith(".rels") and node.get("TargetMode") != "External"
    for name in changed:
        if is_inner or part == CONTENT_TYPES:
            node.set(name, as_name(node.get(name) or ""))
        elif node.tag == s("sheet"):
            node.set(name, (node.get(name) or "").replace("*", "＊"))
    if _VALUE in changed:
        del node.attrib[_VALUE]
        node.set(_VALUE_TYPE, "string")
    if node.tag == s("n"):
        node.tag = s("s")


def _words(tree: _Element) -> bytes:
    """All that a part says, but for figures: an amount may look like the number of a telephone."""
    said: list[str] = []
    for node in tree.iter():
        text = node.text if isinstance(node.tag, str) and not cells.is_figure(node) else ""
        said += [text or "", node.tail or "", *map(str, node.attrib.values())]
    return "\n".join(said).encode()


def _mask_inner(parts: dict[str, bytes], masker: Masker, depth: int) -> tuple[str, ...]:
    """Workbooks behind charts and files inside files; tells what nobody looked into."""
    pictures = unread = 0
    for name, part in parts.items():
        ending = posixpath.splitext(name)[1].lower()
        if ending in _INNER and part.startswith(b"PK") and depth < DEEPEST:
            inner = masked(part, _INNER[ending], masker.another(), depth=depth + 1)
            parts[name] = inner.content
            masker.add(inner)
        elif ending in _PICTURES:
            pictures += not name.startswith("docProps/")
        elif ending in {".bin", ".html", ".htm", ".mht", ".rtf", ".txt", *_INNER}:
            unread += 1
    losses = (
        [f"文件里的 {pictures} 幅图片没有识别，图片上的{masker.target}需要人工查看。"]
        if pictures
        else []
    )
    if unread:
        losses.append(f"嵌入的 {unread} 个文件或对象没有查看，里面的{masker.target}需要人工隐去。")
    return tuple(losses)
