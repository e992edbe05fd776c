"""Files that go out with a reply: opened, sorted, cleaned, freed of what is withheld."""

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from django.utils.timezone import localdate

from gongkai.inbound.cases import obstacles
from gongkai.inbound.cases.actions.keeping import sealed, shown
from gongkai.inbound.cases.actions.replying import reopen_reply
from gongkai.inbound.cases.actions.sealing import salted
from gongkai.inbound.cases.actions.stepping import lock
from gongkai.inbound.cases.models import Case, CaseFile, Redaction
from gongkai.ledger.actions import Refused, action, record, refuse_if
from gongkai.media.intake import (
    CannotTakeIn,
    MaskedCopy,
    mask_guarded,
    plain_text_guarded,
    take_in_guarded,
)
from gongkai.media.storing import discard
from gongkai.people.models import User
from gongkai.rules.exemptions import PERSONAL_PRIVACY, Withheld
from gongkai.rules.gate import masking
from gongkai.rules.gate.hidden_content import Hidden, hits
from gongkai.rules.gate.passages import Passages

RULE = "all_personal_data"
BY_RULE = "个人信息，由程序按规则隐去"
SECONDS, MEMORY_MB = 60, 1500
LONGEST_QUOTE = 30
MOST_COPY_BYTES = 60 * 1024 * 1024


@dataclass(frozen=True)
class _Copy:
    """What a file was made into: its bytes, its words, and in how many places what is gone."""

    name: str
    content: bytes
    text: str
    made_by: str
    places: tuple[int, ...]
    numbers: int

    @property
    def is_whole(self) -> bool:
        return not self.places and not self.numbers


@action
def read_file(file: CaseFile, *, purpose: str, by: User, at: datetime) -> bytes:
    """What a file holds, for somebody who works on the case or judges its reply."""
    case, file = _locked(file)
    refuse_if(obstacles.to_reading_file(case, purpose=purpose, by=by, on=localdate(at)))
    record(
        "case.file-read",
        case,
        agency=case.agency,
        by=by,
        at=at,
        file=file.pk,
        purpose=purpose,
    )
    return file.content()


@action
def sort_file(file: CaseFile, *, part: CaseFile.Part, by: User, at: datetime) -> CaseFile:
    """Says what a file is for; one that is no more to be given loses the copy made of it."""
    case, file = _locked(file)
    refuse_if(obstacles.to_sorting_file(file, case, part=part, by=by, on=localdate(at)))
    was, file.part = file.part, part
    _drop_copy(file)
    file.save(update_fields=["part"])
    record(
        "case.file-sorted", case, agency=case.agency, by=by, at=at, file=file.pk, was=was, part=part
    )
    if CaseFile.Part.RELEASED in (was, part):
        reopen_reply(case, by=by, at=at)
    return file


def release(
    file: CaseFile,
    *,
    passages: Sequence[Withheld] = (),
    masks_numbers: bool = False,
    by: User,
    at: datetime,
) -> CaseFile:
    """Makes the copy that goes out, whole or without what is withheld (条例 art. 37).

    The copy is made outside the transaction: a file may take its whole time limit.
    """
    refuse_if(obstacles.to_releasing(file, file.case, passages=passages, by=by, on=localdate(at)))
    try:
        copy = _made(file, passages, masks_numbers=masks_numbers)
    except CannotTakeIn as why:
        raise Refused([f"“{file.name}”：{why}"]) from why
    return _keep_copy(file, copy, passages, by=by, at=at)


def _made(file: CaseFile, withheld: Sequence[Withheld], *, masks_numbers: bool) -> _Copy:
    passages = Passages(tuple(one.passage for one in withheld))
    with tempfile.TemporaryDirectory(prefix="gongkai-case-") as folder:
        path = Path(folder) / "file"
        path.write_bytes(file.content())
        _, clean = take_in_guarded(path, name=file.name)
        name = f"{PurePosixPath(file.name).stem}.{clean.extension}"
        refuse_if(_hidden(hidden for hidden in clean.hidden if hidden.remains))
        path.write_bytes(clean.content)
        words = plain_text_guarded(path, name=name, seconds=SECONDS, memory_mb=MEMORY_MB).text
        masked = MaskedCopy(clean.content, 0, ())
        if withheld or masks_numbers:
            rule = RULE if masks_numbers else ""
            masked = mask_guarded(path, name=name, mask_rule=rule, passages=passages.texts)
        refuse_if(_not_found(withheld, masked))
        path.write_bytes(masked.content)
        again = plain_text_guarded(path, name=name, seconds=SECONDS, memory_mb=MEMORY_MB)
    refuse_if(_left(passages, again.text, masks_numbers=masks_numbers))
    refuse_if(_hidden(again.hidden))
    if len(masked.content) > MOST_COPY_BYTES:
        raise CannotTakeIn("处理后的副本太大，请拆分成几个文件后再上传。")
    return _Copy(
        shown(_without(name, passages, masks_numbers=masks_numbers)),
        masked.content,
        # A page of a PDF is a picture now; what it still shows is looked at all the same.
        _without(words, passages, masks_numbers=masks_numbers),
        "\n".join((*clean.removed, *masked.losses)),
        masked.found,
        masked.count - sum(masked.found),
    )


def _without(text: str, passages: Passages, *, masks_numbers: bool) -> str:
    hidden, _ = passages.hide(text)
    return masking.mask(hidden) if masks_numbers else hidden


def _not_found(withheld: Sequence[Withheld], masked: MaskedCopy) -> Iterator[str]:
    for number, (one, places) in enumerate(zip(withheld, masked.found, strict=True), start=1):
        if not places:
            yield (
                f"文件里没有找到第{number}段“{_quoted(one.passage)}”，什么都没有做。"
                "请照文件里的文字抄写或者粘贴，一次不要跨段落。"
            )


def _left(passages: Passages, text: str, *, masks_numbers: bool) -> Iterator[str]:
    for passage in passages.left_in(text):
        yield (
            f"“{_quoted(passage)}”没有能够完全去掉，文件里还有程序改不了的地方。"
            "请在原文件里删去后重新上传。"
        )
    if masks_numbers and masking.mask(text) != text:
        yield "文件里有程序不能代为隐去的个人信息，请在原文件里隐去后重新上传。"


def _hidden(found: "Iterator[Hidden] | Sequence[Hidden]") -> list[str]:
    return [f"{hit.message}。请在原文件里删去后重新上传。" for hit in hits(found)]


def _quoted(passage: str) -> str:
    words = " ".join(passage.split())
    return words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE]}…"


@action
def _keep_copy(
    file: CaseFile, copy: _Copy, withheld: Sequence[Withheld], *, by: User, at: datetime
) -> CaseFile:
    case, file = _locked(file)
    refuse_if(obstacles.to_releasing(file, case, passages=withheld, by=by, on=localdate(at)))
    _drop_copy(file)
    kept = CaseFile.objects.create(
        case=case,
        part=CaseFile.Part.RELEASED,
        file=sealed(copy.content),
        name=copy.name,
        text=copy.text,
        size=len(copy.content),
        by=by,
        at=at,
        copy_of=file,
        sha256=hashlib.sha256(copy.content).hexdigest(),
        made_by=copy.made_by,
    )
    rows = [*zip(withheld, copy.places, strict=True)]
    if copy.numbers:
        rows.append((Withheld("", PERSONAL_PRIVACY, BY_RULE), copy.numbers))
    for one, places in rows:
        Redaction.objects.create(
            file=file,
            copy=kept,
            passage=one.passage.strip(),
            places=places,
            ground=one.ground,
            reason=one.reason.strip(),
            by=by,
            at=at,
        )
    record(
        "case.file-released" if copy.is_whole else "case.file-redacted",
        case,
        agency=case.agency,
        by=by,
        at=at,
        file=file.pk,
        copy=kept.pk,
        places=[places for _, places in rows],
        grounds=[one.ground for one, _ in rows],
        digests=[salted(case, one.passage.strip()) for one in withheld],
    )
    reopen_reply(case, by=by, at=at)
    return kept


def _locked(file: CaseFile) -> tuple[Case, CaseFile]:
    case = lock(file.case)
    return case, CaseFile.objects.select_for_update(of=("self",)).get(pk=file.pk)


def _drop_copy(file: CaseFile) -> None:
    """The copy made before, with the log of what it left out; the ledger tells of both."""
    for copy in CaseFile.objects.filter(copy_of=file).select_related("file"):
        copy.redactions.all().delete()
        copy.delete()
        discard(copy.file)
