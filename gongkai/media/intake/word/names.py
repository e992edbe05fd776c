"""Names in WordprocessingML, and the tree moves that every module here needs."""

from collections.abc import Iterator

from lxml.etree import _Element

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = {
    "w": W_NS,
    "r": R_NS,
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "o": "urn:schemas-microsoft-com:office:office",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "v": "urn:schemas-microsoft-com:vml",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}
# "Strict Open XML" documents use other names for the same things.
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W_NS.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R_NS.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", NS["m"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", NS["a"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", NS["pic"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", NS["wp"].encode()),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/presentationml/main",
        b"http://schemas.openxmlformats.org/presentationml/2006/main",
    ),
)


def w(name: str) -> str:
    return f"{{{W_NS}}}{name}"


def q(name: str) -> str:
    """`a:blip` as lxml writes it."""
    prefix, local = name.split(":")
    return f"{{{NS[prefix]}}}{local}"


def value(element: _Element | None, name: str = "val") -> str:
    return "" if element is None else element.get(w(name)) or ""


def is_on(element: _Element | None) -> bool:
    """A switch such as w:b or w:vanish: on unless it says otherwise."""
    return element is not None and value(element) not in {"0", "false", "off", "none"}


def all_of(root: _Element, *names: str) -> list[_Element]:
    """A list, so that the tree may change while it is walked."""
    return list(root.iter(*(q(name) for name in names)))


def remove(element: _Element) -> None:
    """Take an element out; what lxml keeps as its tail stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail and element.tail.strip():
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def unwrap(element: _Element) -> None:
    """Put an element's children in its place."""
    parent = element.getparent()
    if parent is None:
        return
    for child in list(element):
        element.addprevious(child)
    remove(element)


def text_of(element: _Element) -> str:
    return "".join(_bits(element))


def _bits(element: _Element) -> Iterator[str]:
    for node in element.iter(w("t"), w("tab"), w("br"), w("noBreakHyphen"), q("m:t")):
        if node.tag in {w("t"), q("m:t")}:
            yield node.text or ""
        elif node.tag == w("noBreakHyphen"):
            yield "-"
        else:
            yield " "
