"""What changed in the facts and files of an edition since something earlier."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.outbound.publishing.digest import content_of
from gongkai.outbound.publishing.models import Column, Edition, Record
from gongkai.outbound.publishing.structures import structure

CHOICES = {
    "disclosure": dict(Edition.Disclosure.choices),
    "validity": dict(Edition.Validity.choices),
}
# The text is compared paragraph by paragraph, and the losses follow from the file.
ELSEWHERE = {"body_html", "body_text", "losses"}
PARTS = ("source", "annex")


@dataclass(frozen=True)
class FactChange:
    """One fact that is different now."""

    name: str
    before: str
    after: str


def as_sent(edition: Edition) -> dict[str, Any]:
    """The content as a submission keeps it."""
    content = content_of(edition)
    del content["fields"]["body_html"]
    return content


def facts_changed(before: dict[str, Any], after: dict[str, Any]) -> Iterator[FactChange]:
    for name, value in after["fields"].items():
        earlier = before["fields"].get(name)
        if name not in ELSEWHERE and earlier != value:
            label = _label(name)
            yield FactChange(label, _shown(name, earlier), _shown(name, value))
    if before["columns"] != after["columns"]:
        yield FactChange("栏目", _columns(before["columns"]), _columns(after["columns"]))
    yield from _files_changed(before["files"], after["files"])


def elements_changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    """What changed in the elements, in sentences; none where either has none."""
    if "elements" not in before or "elements" not in after:
        return ()
    kind = structure(after["elements"]["kind"])
    return kind.differences(before["elements"]["said"], after["elements"]["said"])


def _files_changed(before: list[list], after: list[list]) -> Iterator[FactChange]:
    earlier = {(row[0], row[2]): row[3] for row in before if row[0] in PARTS}
    later = {(row[0], row[2]): row[3] for row in after if row[0] in PARTS}
    for (part, name), digest in later.items():
        label = "正文文件" if part == "source" else "附件"
        if (part, name) not in earlier:
            yield FactChange(label, "", name)
        elif earlier[part, name] != digest:
            yield FactChange(label, name, f"{name}（内容已换）")
    for part, name in earlier.keys() - later.keys():
        yield FactChange("正文文件" if part == "source" else "附件", name, "")


def _label(name: str) -> str:
    return next(
        str(field.verbose_name) for field in Edition._meta.concrete_fields if field.attname == name
    )


def _shown(name: str, value: Any) -> str:
    if not value:
        return ""
    if name == "replaced_by_id":
        return str(Record.objects.filter(pk=value).first() or "")
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    return str(CHOICES.get(name, {}).get(value, value))


def _columns(keys: list[int]) -> str:
    return "、".join(Column.objects.filter(pk__in=keys).values_list("name", flat=True))
