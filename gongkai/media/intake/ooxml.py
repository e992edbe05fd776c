"""An Office Open XML package: parts, what they point at, and what is left once links are cut."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from gongkai.media.intake.package import (
    open_package,
    parse_xml,
    rels_name,
    resolve,
    write_package,
    write_xml,
)
from gongkai.media.intake.taken import CannotTakeIn
from gongkai.media.intake.word.names import NS, STRICT, q

CONTENT_TYPES = "[Content_Types].xml"
_FIXED_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b"<cp:coreProperties xmlns:cp="
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_FIXED_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b"<Properties xmlns="
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


@dataclass(frozen=True)
class Relationship:
    """A link from one part to another part, or to an address outside."""

    id: str
    kind: str
    target: str
    is_external: bool


def use_usual_names(parts: dict[str, bytes]) -> None:
    """Documents in the strict form name the same things otherwise."""
    for name in parts:
        if name.endswith((".xml", ".rels")) and b"purl.oclc.org" in parts[name]:
            for strict, usual in STRICT:
                parts[name] = parts[name].replace(strict, usual)
            parts[name] = parts[name].replace(
                b"http://purl.oclc.org/ooxml/officeDocument/relationships/",
                NS["r"].encode() + b"/",
            )


class Package:
    """The parts of a file, each parsed once and written back only when it was parsed."""

    def __init__(
        self, parts: dict[str, bytes], trees: dict[str, etree._Element] | None = None
    ) -> None:
        self.parts = parts
        self._trees: dict[str, etree._Element] = {} if trees is None else trees

    @classmethod
    def open(cls, path: Path) -> "Package":
        parts = open_package(path)
        use_usual_names(parts)
        return cls(parts)

    def tree(self, name: str) -> etree._Element | None:
        if name not in self._trees:
            if name not in self.parts:
                return None
            self._trees[name] = parse_xml(self.parts[name])
        return self._trees[name]

    def main(self) -> str:
        """The name of the main part: the document, workbook or presentation."""
        for relation in self.relationships(""):
            if relation.kind.endswith("/officeDocument"):
                name = resolve("", relation.target)
                if name in self.parts:
                    return name
        raise CannotTakeIn("文件缺少正文部件，可能已损坏。请在办公软件中打开后另存一份再上传。")

    def main_tree(self) -> etree._Element:
        name = self.main()
        if name not in self._trees:
            self._trees[name] = parse_xml(self.parts[name])
        return self._trees[name]

    def relationships(self, part: str) -> list[Relationship]:
        tree = self.tree(rels_name(part))
        if tree is None:
            return []
        return [
            Relationship(
                link.get("Id") or "",
                link.get("Type") or "",
                link.get("Target") or "",
                link.get("TargetMode") == "External",
            )
            for link in tree.iter(q("rel:Relationship"))
        ]

    def targets(self, part: str) -> dict[str, str]:
        """Parts inside the package by relationship id."""
        return {
            link.id: resolve(part, link.target)
            for link in self.relationships(part)
            if not link.is_external
        }

    def of_kind(self, part: str, kind: str) -> list[str]:
        """The parts that a part points at with one kind of relationship, named by its end."""
        return [
            resolve(part, link.target)
            for link in self.relationships(part)
            if link.kind.endswith(f"/{kind}") and not link.is_external
        ]

    def cut(self, part: str, unwanted: Callable[[Relationship], bool]) -> list[Relationship]:
        """Remove the relationships of a part that are unwanted, and return them."""
        tree = self.tree(rels_name(part))
        gone: list[Relationship] = []
        if tree is None:
            return gone
        links = self.relationships(part)
        for element, link in zip(list(tree.iter(q("rel:Relationship"))), links, strict=True):
            if unwanted(link):
                gone.append(link)
                tree.remove(element)
        return gone

    def reachable(self) -> set[str]:
        found: set[str] = set()
        waiting = [""]
        while waiting:
            part = waiting.pop()
            if part and rels_name(part) in self.parts:
                found.add(rels_name(part))
            for name in self.targets(part).values():
                if name in self.parts and name not in found:
                    found.add(name)
                    waiting.append(name)
        return found | {"_rels/.rels", CONTENT_TYPES}

    def reset_properties(self) -> None:
        """Authors, companies, dates and counts go; the parts stay, for readers that want them."""
        for link in self.relationships(""):
            name = resolve("", link.target)
            if link.kind.endswith("/core-properties") and name in self.parts:
                self.replace(name, _FIXED_CORE)
            elif link.kind.endswith("/extended-properties") and name in self.parts:
                self.replace(name, _FIXED_APP)

    def replace(self, name: str, content: bytes) -> None:
        self.parts[name] = content
        self._trees.pop(name, None)

    def write(self) -> bytes:
        """The package with what can still be reached, the same bytes each time."""
        kept = self.reachable()
        types = self.tree(CONTENT_TYPES)
        if types is not None:
            for override in list(types.iter(q("ct:Override"))):
                if (override.get("PartName") or "").lstrip("/") not in kept:
                    types.remove(override)
        parts = {name: content for name, content in self.parts.items() if name in kept}
        for name, tree in self._trees.items():
            if name in kept:
                parts[name] = write_xml(tree)
        return write_package(parts, first=[CONTENT_TYPES, "_rels/.rels"])
