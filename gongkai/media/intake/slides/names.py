"""Names in PresentationML, and which slides are shown."""

from lxml.etree import _Element

from gongkai.media.intake.ooxml import Package
from gongkai.media.intake.word.names import R_NS, q

P_NS = "http://schemas.openxmlformats.org/presentationml/2006/main"


def p(name: str) -> str:
    return f"{{{P_NS}}}{name}"


def slides_of(package: Package) -> list[tuple[str, _Element, _Element]]:
    """Part, tree and list entry of each slide, in the order of the show."""
    main = package.main()
    targets = package.targets(main)
    found = []
    for entry in list(package.main_tree().iter(p("sldId"))):
        part = targets.get(entry.get(f"{{{R_NS}}}id") or "", "")
        tree = package.tree(part) if part in package.parts else None
        if tree is not None:
            found.append((part, tree, entry))
    return found


def is_hidden(slide: _Element) -> bool:
    return slide.get("show") in {"0", "false"}


def text_of(paragraph: _Element) -> str:
    bits = []
    for node in paragraph.iter(q("a:t"), q("a:br"), q("m:t")):
        bits.append(" " if node.tag == q("a:br") else node.text or "")
    return "".join(bits).strip()
