"""An edition's text made ready to read: pictures placed, tables in boxes, an outline drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from lxml import html as lxml_html
from lxml.html import HtmlElement

from gongkai.outbound.publishing.models import Attachment

_HEADINGS = ("h2", "h3")
FEWEST_HEADINGS = 3


@dataclass(frozen=True)
class Heading:
    """A line of the outline and the place it leads to."""

    text: str
    anchor: str
    level: int


@dataclass(frozen=True)
class Reading:
    """The text as the page shows it."""

    html: SafeString
    outline: tuple[Heading, ...]


def file_address(record: int, attachment: Attachment) -> str:
    return reverse("content:file", args=[record, attachment.pk, attachment.name])


def prepare(record: int, body_html: str, pictures: Iterable[Attachment]) -> Reading:
    if not body_html:
        return Reading(SafeString(""), ())
    root = lxml_html.fragment_fromstring(body_html, create_parent="div")
    _place_pictures(root, {picture.name: file_address(record, picture) for picture in pictures})
    _box_tables(root)
    _mark_outside_links(root)
    headings = tuple(
        Heading(" ".join(heading.text_content().split()), anchor, int(heading.tag[1]))
        for heading in root.iter(*_HEADINGS)
        if (anchor := heading.get("id"))
    )
    inner = "".join(lxml_html.tostring(child, encoding="unicode", with_tail=True) for child in root)
    # The sanitiser of the intake let nothing through that could run.
    return Reading(
        mark_safe(inner),  # noqa: S308
        headings if len(headings) >= FEWEST_HEADINGS else (),
    )


def _place_pictures(root: HtmlElement, addresses: Mapping[str, str]) -> None:
    for image in list(root.iter("img")):
        address = addresses.get(image.get("src", "").removeprefix("picture:"))
        if address is None:
            image.drop_tree()
            continue
        image.set("src", address)
        image.set("loading", "lazy")
        if not image.get("alt"):
            image.set("alt", "正文图片（原文件没有文字说明）")


def _box_tables(root: HtmlElement) -> None:
    """A wide table scrolls in its own box, which the keyboard can reach."""
    outermost = root.xpath(".//table[not(ancestor::table)]")
    for number, table in enumerate(outermost, start=1):
        box = lxml_html.Element("div")
        box.set("class", "scroll")
        box.set("role", "region")
        box.set("aria-label", f"表格{number}，可左右滚动")
        box.set("tabindex", "0")
        table.addprevious(box)
        box.tail, table.tail = table.tail, None
        box.append(table)


def _mark_outside_links(root: HtmlElement) -> None:
    for link in root.iter("a"):
        if link.get("href", "").startswith(("http://", "https://")):
            link.set("rel", "noopener noreferrer")
