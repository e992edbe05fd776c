"""Masking in plain text and in web pages."""

from lxml import html as lxml_html
from lxml.html import HtmlElement

from gongkai.media.intake.encoding import decode
from gongkai.media.intake.masking.masker import Masker, mixed
from gongkai.media.intake.taken import MaskedCopy
from gongkai.media.intake.webpage import source_of

_BREAKS = frozenset({"br", "hr", "img"})
_BLOCKS = frozenset(
    {
        "p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "address",
        "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead",
        "tbody", "tfoot", "tr", "td", "th", "caption", "figure", "figcaption", "blockquote", "pre",
        "form", "fieldset", "legend", "option", "select", "textarea", "title", "body", "head",
        "script", "style", "template",
    }
)  # fmt: skip


def masked(content: bytes, kind: str, masker: Masker) -> MaskedCopy:
    if kind == "TXT":
        written = masker.string(decode(content)[0], is_words=True).encode("utf-8", "replace")
    else:
        written = _page(source_of(content), masker)
    if not masker.count:
        return masker.copy(content)
    masker.check([written])
    return masker.copy(written)


def _page(source: str, masker: Masker) -> bytes:
    root = lxml_html.document_fromstring(source or "<p></p>")
    for block in root.iter(*_BLOCKS):
        masker.pieces(mixed(block, breaks=_BREAKS, apart=_BLOCKS))
    for node in root.iter():
        node.text = masker.string(node.text) if node.text else node.text
        node.tail = masker.string(node.tail) if node.tail else node.tail
        if isinstance(node.tag, str):
            masker.attributes(node)
    _declare(root)
    page: bytes = lxml_html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>")
    return page


def _declare(root: HtmlElement) -> None:
    """The copy is UTF-8, whatever the page says it was."""
    for declared in list(root.iter("meta")):
        if declared.get("charset") or (declared.get("http-equiv") or "").lower() == "content-type":
            declared.drop_tree()
    head = root.find("head")
    if head is None:
        head = lxml_html.Element("head")
        root.insert(0, head)
    head.insert(0, lxml_html.Element("meta", charset="utf-8"))
