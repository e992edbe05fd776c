"""Random and mutated inputs through every command of the rules: an answer or a refusal, always.

`GONGKAI_FUZZ=10000` tries so many of each kind (`make fuzz`); the suite tries a few hundred.
"""

import contextlib
import io
import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gongkai.command import main
from gongkai.demo import paper
from gongkai.media.intake import CannotTakeIn
from gongkai.media.intake.plain_text import plain_text
from gongkai.rules.clocks.kinds import kinds

TIMES = int(os.environ.get("GONGKAI_FUZZ", "200"))
SEED = 20260301
ANSWERS = {0, 1, 2}

PIECES = (
    "布署", "按排", "13812345678", "451400199001010014", "6222021234567890128", "机密★10年",
    "〔2023〕5号", "?条例?", "《《", "”", "（", "\n一、", "（三）", "附件：1.", "2023年13月45日",
    "住址：", "桂F12345", "@qq.com", "\x00", "\ud800", "\u202e", "😀", "　", "１２３", "必须品",
    "91451400000000005K", "示交发[2023]第05号", "00000000000000000", "-", "9" * 40, "年", "室",
)  # fmt: skip
DATES = (
    "2026-02-10",
    "2026-02-30",
    "2026-12-31",
    "1949-10-01",
    "0000-00-00",
    "",
    "明天",
    "9999-12-31",
)
NUMBERS = ("0", "1", "31", "-5", "1e9", "99999999999999999999", "", "三", "1.5")


@pytest.fixture
def answered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., int]:
    """Runs one command; whatever comes, it ends with an answer, and JSON stays JSON."""

    def run(words: list[str], content: bytes = b"") -> int:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        try:
            code = main(words)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        said = capsys.readouterr()
        assert code in ANSWERS, words
        assert "Traceback" not in said.err
        if "--json" in words and said.out:
            json.loads(said.out)
        return code

    return run


def chances() -> Iterator[random.Random]:
    for number in range(TIMES):
        yield random.Random(SEED + number)


def text_of(chance: random.Random) -> str:
    return "".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 12)))


def bytes_of(chance: random.Random) -> bytes:
    content = bytearray(text_of(chance).encode("utf-8", "surrogatepass"))
    for _ in range(chance.randrange(4)):
        content.insert(chance.randrange(len(content) + 1), chance.randrange(256))
    return bytes(content)


def as_word(text: str) -> str:
    """What a shell can hand over: no NUL, no half signs; and no option."""
    return "字" + text.replace("\0", "").encode("utf-8", "replace").decode()


def test_any_text_is_checked(answered: Callable[..., int]) -> None:
    for chance in chances():
        answered(["check", "-", *chance.choice(([], ["--json"], ["--text"]))], bytes_of(chance))


def test_any_text_is_looked_through_for_identifiers(answered: Callable[..., int]) -> None:
    for chance in chances():
        more = ["--json"] if chance.random() < 0.5 else []
        answered(["identify", as_word(text_of(chance)), *more])
        answered(["identify", "-", *more], bytes_of(chance))


def test_any_deadline_is_worked_out_or_refused(answered: Callable[..., int]) -> None:
    known = [*kinds(), "none", ""]
    for chance in chances():
        kind = chance.choice(known)
        steps = list(kinds()[kind].steps) if kind in kinds() else ["replied"]
        words = ["deadline", f"--kind={kind}", f"--received={chance.choice(DATES)}"]
        for _ in range(chance.randrange(5)):
            day = chance.choice(
                (*DATES, f"2026-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}")
            )
            words.append(
                f"--event={chance.choice((*steps, 'none'))}={day}{chance.choice(('', ':5', ':x'))}"
            )
        if chance.random() < 0.3:
            words.append(f"--channel={chance.choice(('counter', 'internet', 'pigeon'))}")
        answered([*words, *chance.choice(([], ["--json"]))])


def test_any_fee_is_worked_out_or_refused(answered: Callable[..., int]) -> None:
    for chance in chances():
        what = chance.choice(("--pieces", "--pages"))
        words = ["fee", f"{what}={chance.choice(NUMBERS)}"]
        if chance.random() < 0.3:
            words.append(f"--on={chance.choice(DATES)}")
        answered([*words, *chance.choice(([], ["--json"]))])


def test_any_report_is_checked_or_refused(answered: Callable[..., int]) -> None:
    for chance in chances():
        content = json.dumps(_something(chance, 4)).encode()
        if chance.random() < 0.3:
            content = content[: chance.randrange(len(content) + 1)] + bytes_of(chance)
        answered(["report-check", "-", *chance.choice(([], ["--json"]))], content)


def _something(chance: random.Random, depth: int) -> object:
    names = ("year", "table2", "table3", "table4", "rows", "received", "results", "prose", "x")
    plain = (0, -1, 1.5, 10**30, True, None, "", "3", "三", "布署", float("inf"), float("nan"))
    if depth == 0 or chance.random() < 0.3:
        return chance.choice(plain)
    count = chance.randrange(6)
    if chance.random() < 0.5:
        return {chance.choice(names): _something(chance, depth - 1) for _ in range(count)}
    return [_something(chance, depth - 1) for _ in range(count)]


def test_any_damaged_file_is_read_or_refused(tmp_path: Path) -> None:
    """The reading itself, as the guarded child does it; the child's process costs too much here."""
    whole = {
        "文.docx": paper.word("关于春运的通知", "请按排专人，电话13812345678。\n甲|乙\n1|2"),
        "页.html": "<table><tr><td>按排<td>13812345678</table><p>〔一〕".encode(),
        "字.txt": "请按排".encode("gb18030"),
        "表.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n%%EOF",
    }
    for chance in chances():
        name, content = chance.choice(list(whole.items()))
        damaged = bytearray(content)
        for _ in range(chance.randrange(1, 30)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path = tmp_path / name
        path.write_bytes(bytes(damaged[: chance.randrange(1, len(damaged) + 1)]))
        with contextlib.suppress(CannotTakeIn):
            plain_text(path, name=name)
