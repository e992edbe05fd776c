"""Layers of a PDF that are switched off: their content is in the file and on no screen."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

Layer = tuple[int, int]
DEEPEST = 4
# pikepdf meets damaged objects as whatever they turn out to be.
DAMAGED = (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError)


def layers_off(document: pikepdf.Pdf) -> set[Layer]:
    """The layers that are not shown when the file is opened."""
    properties = document.Root.get("/OCProperties")
    if not isinstance(properties, Dictionary):
        return set()
    shown = properties.get("/D", Dictionary())
    off = _named(shown.get("/OFF"))
    if shown.get("/BaseState") == Name.OFF:
        off |= _named(properties.get("/OCGs")) - _named(shown.get("/ON"))
    return off


def pages_with(document: pikepdf.Pdf, layers: set[Layer]) -> set[int]:
    """Numbers, from 0, of the pages that paint anything in these layers."""
    if not layers:
        return set()
    return {
        number
        for number, page in enumerate(document.pages)
        if layers & set(_used(page.obj.get("/Resources"), DEEPEST))
    }


def layered_pages(path: Path) -> set[int]:
    """The same for a file; one that cannot be opened here has other troubles."""
    try:
        with pikepdf.open(path) as document:
            return pages_with(document, layers_off(document))
    except DAMAGED:
        return set()


def _named(listed: pikepdf.Object | None) -> set[Layer]:
    return {entry.objgen for entry in listed} if isinstance(listed, Array) else set()


def _used(resources: pikepdf.Object | None, depth: int) -> Iterator[Layer]:
    if not isinstance(resources, Dictionary) or not depth:
        return
    for marked in _values(resources.get("/Properties")):
        yield from _layers_of(marked)
    for form in _values(resources.get("/XObject")):
        if isinstance(form, pikepdf.Stream):
            yield from _layers_of(form.get("/OC"))
            yield from _used(form.get("/Resources"), depth - 1)


def _values(listed: pikepdf.Object | None) -> list[pikepdf.Object]:
    return [value for _name, value in listed.items()] if isinstance(listed, Dictionary) else []


def _layers_of(marked: pikepdf.Object | None) -> Iterator[Layer]:
    """A layer itself, or the members of a condition on several."""
    if not isinstance(marked, Dictionary):
        return
    yield marked.objgen
    members = marked.get("/OCGs")
    if isinstance(members, Dictionary):
        yield members.objgen
    elif isinstance(members, Array):
        yield from _named(members)
