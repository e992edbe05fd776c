"""What the subprocess hands back: plain JSON and files. Never pickle: the child read a stranger."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.media.intake.taken import (
    CannotTakeIn,
    CleanCopy,
    Heading,
    MaskedCopy,
    Picture,
    PlainText,
    Taken,
)
from gongkai.rules.document_form import DocumentFacts
from gongkai.rules.gate.hidden_content import Hidden, Kind

_PICTURES = ("pictures", "page_pictures")


def pack_plain(read: PlainText, into: Path) -> None:
    (into / "outcome.json").write_text(json.dumps(asdict(read), ensure_ascii=True), "utf-8")


def unpack_plain(outcome: Path) -> PlainText:
    with _complete():
        written = _written(outcome)
        return PlainText(
            written["text"], _hidden(written["hidden"]), tuple(map(str, written["losses"]))
        )


def pack_masked(masked: MaskedCopy, into: Path) -> None:
    (into / "copy").write_bytes(masked.content)
    told = {"count": masked.count, "losses": masked.losses, "found": masked.found}
    (into / "outcome.json").write_text(json.dumps(told, ensure_ascii=True), "utf-8")


def unpack_masked(outcome: Path) -> MaskedCopy:
    with _complete():
        written = _written(outcome)
        return MaskedCopy(
            (outcome / "copy").read_bytes(),
            int(written["count"]),
            tuple(written["losses"]),
            tuple(map(int, written["found"])),
        )


@contextlib.contextmanager
def _complete() -> Iterator[None]:
    """What cannot be read as it was agreed was left half done, or by something else."""
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError) as broken:
        raise CannotTakeIn("读取文件时没有得到完整的结果，请重新上传或联系管理员。") from broken


def _written(outcome: Path) -> dict[str, Any]:
    written: dict[str, Any] = json.loads((outcome / "outcome.json").read_text("utf-8"))
    return written


def pack(taken: Taken, copy: CleanCopy, into: Path) -> None:
    record = asdict(taken)
    formed_on = taken.facts.formed_on
    record["facts"]["formed_on"] = formed_on.isoformat() if formed_on else None
    for kind in _PICTURES:
        for number, picture in enumerate(record[kind]):
            (into / f"{kind}-{number}").write_bytes(picture.pop("content"))
    cleaned = asdict(copy)
    (into / "copy").write_bytes(cleaned.pop("content"))
    # surrogatepass would let broken text through; the caller stores text in a database.
    written = json.dumps({"taken": record, "copy": cleaned}, ensure_ascii=True)
    (into / "outcome.json").write_text(written, "utf-8")


def unpack(outcome: Path) -> tuple[Taken, CleanCopy]:
    with _complete():
        written = _written(outcome)
        record, cleaned = written["taken"], written["copy"]
        for kind in _PICTURES:
            record[kind] = tuple(
                Picture(content=(outcome / f"{kind}-{number}").read_bytes(), **picture)
                for number, picture in enumerate(record[kind])
            )
        facts = record["facts"]
        facts["formed_on"] = date.fromisoformat(facts["formed_on"]) if facts["formed_on"] else None
        record["facts"] = DocumentFacts(**facts)
        record["headings"] = tuple(Heading(**heading) for heading in record["headings"])
        record["losses"] = tuple(record["losses"])
        cleaned["removed"] = tuple(cleaned["removed"])
        cleaned["hidden"] = _hidden(cleaned["hidden"])
        copy = CleanCopy(content=(outcome / "copy").read_bytes(), **cleaned)
        return Taken(**record), copy


def _hidden(listed: list[dict[str, Any]]) -> tuple[Hidden, ...]:
    return tuple(Hidden(**found | {"kind": Kind(found["kind"])}) for found in listed)
