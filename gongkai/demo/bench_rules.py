"""`make bench`, first part: what checking text costs with the whole rule base.

Measured on the demonstration's documents, over and over, beside one plain regular expression on
the same text in the same run; and on the same text with a fault in every paragraph.
"""

import re
import resource
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

DOCUMENTS = Path(__file__).with_name("documents")
MEGABYTES = 10
ON = date(2026, 11, 24)
PLAIN = re.compile("布署|按排|签定|身份证号")
FAULT = "请各单位按排专人,截止目前情况请报13800138000。"


def main() -> None:
    start = time.process_time()
    from gongkai.rules.gate.scanning import scan

    scan("预热", on=ON)
    say(f"检查：装入全部规则 {(time.process_time() - start) * 1000:.0f} ms 处理器时间")
    clean = _repeated("\n".join(_paragraphs()))
    faulty = _repeated("\n".join(f"{line}{FAULT}" for line in _paragraphs()))
    plain = _speed(lambda: PLAIN.findall(clean), clean)
    for name, text in (("演示文件", clean), ("每段一处错", faulty)):
        before = _memory()
        speed = _speed(lambda text=text: scan(text, on=ON), text)  # type: ignore[misc]
        count = len(scan(text, on=ON))
        say(
            f"检查：{name} {_size(text):.0f} MB，每秒 {speed:.1f} MB，发现 {count} 处；"
            f"单个正则每秒 {plain:.0f} MB，慢 {plain / speed:.0f} 倍；"
            f"内存峰值 {_memory():.0f} MB（之前 {before:.0f} MB）"
        )


def _paragraphs() -> Iterator[str]:
    for path in sorted(DOCUMENTS.glob("*.toml")):
        yield from _texts(tomllib.loads(path.read_text("utf-8")))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (line for line in value.splitlines() if len(line) > 20)
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _repeated(text: str) -> str:
    return (text + "\n") * round(MEGABYTES / _size(text))


def _size(text: str) -> float:
    return len(text.encode()) / 1e6


def _speed(work: Callable[[], object], text: str) -> float:
    """Megabytes of UTF-8 a second of processor time, the better of two runs."""
    spent = []
    for _ in range(2):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return _size(text) / min(spent)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
