"""`make bench`: posters a second on one core once warm, beside the same page by a browser.

Every poster says something else, so that nothing is taken from what was set before. The browser
prints the same rows from HTML to PDF in the same run, kept open as the typesetter is.
"""

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from html import escape

from gongkai.printing.walls import Foot, wall_pdf, wall_pictures
from gongkai.rules.posters import PAPERS, SCREENS, Poster, Table
from gongkai.rules.posters.elements import Fine, Fines
from gongkai.rules.posters.making import fees_poster

MADE_AT = datetime(2026, 11, 24, tzinfo=UTC)
ROUNDS, WARM = 40, 3
BROWSER_ROUNDS = 10
WANTED = 10.0
_number = iter(range(10**9))


def main() -> None:
    start = time.perf_counter()
    wall_pdf(_poster(5, next(_number)), PAPERS["a1"], _foot(0), made_at=MADE_AT)
    say(f"图表：第一张（装入字体）{(time.perf_counter() - start) * 1000:.0f} ms")
    for entries in (5, 50):
        speeds = {
            paper: _speed(lambda n, paper=paper, entries=entries: _pdf(entries, n, paper), ROUNDS)  # type: ignore[misc]
            for paper in ("a4", "a1")
        }
        told = "，".join(f"{paper.upper()} 每秒 {speed:.0f} 份" for paper, speed in speeds.items())
        kept = "达到" if min(speeds.values()) >= WANTED else "没有达到"
        say(f"图表：{entries} 项的 PDF {told}（要求每秒 {WANTED:.0f} 份，{kept}）")
        pictures = _speed(lambda n, entries=entries: _pictures(entries, n), ROUNDS // 4)  # type: ignore[misc]
        say(f"图表：{entries} 项的屏幕图片每秒 {pictures:.1f} 份")
        _beside_a_browser(entries, speeds["a1"])


def _poster(entries: int, number: int) -> Poster:
    rows = tuple(
        Fine(
            behaviour=f"未取得道路运输经营许可擅自从事道路货物运输经营（情形{number}之{n + 1}）",
            grade="一般",
            range=f"{3000 + number}元以上1万元以下",
            basis="《中华人民共和国道路运输条例》第六十三条第一款",
        )
        for n in range(entries)
    )
    return fees_poster("示例市交通运输局", (), (Fines(title="道路运输罚款标准", rows=rows),))


def _foot(number: int) -> Foot:
    return Foot(
        number="编号：jiaotong-fees",
        version=f"版本：{number:012x}　2026-11-24",
        address=f"https://gongkai.example.com/sheets/jiaotong/fees/{number:012x}/",
    )


def _pdf(entries: int, number: int, paper: str) -> bytes:
    return wall_pdf(_poster(entries, number), PAPERS[paper], _foot(number), made_at=MADE_AT)


def _pictures(entries: int, number: int) -> tuple[bytes, ...]:
    return wall_pictures(_poster(entries, number), SCREENS["wide"], _foot(number))


def _speed(work: Callable[[int], object], rounds: int) -> float:
    """Pieces a second of processor time, after some to warm up; more cores do not count."""
    for _ in range(WARM):
        work(next(_number))
    start = time.process_time()
    for _ in range(rounds):
        work(next(_number))
    return rounds / (time.process_time() - start)


def _beside_a_browser(entries: int, ours: float) -> None:
    program = shutil.which("chromium")
    if program is None:
        say("图表：本机没有 chromium，没有作比较")
        return
    try:
        with _browser(program) as printed:
            for _ in range(WARM):
                printed(_html(entries, next(_number)))
            # A browser works in processes of its own: only the clock on the wall counts them all.
            start = time.perf_counter()
            for _ in range(BROWSER_ROUNDS):
                printed(_html(entries, next(_number)))
            theirs = BROWSER_ROUNDS / (time.perf_counter() - start)
    except ImportError:
        say("图表：没有安装 playwright，没有作比较")
        return
    say(
        f"图表：{entries} 项 A1，同样内容由 Chromium 印成 PDF 每秒 {theirs:.1f} 份"
        f"（没有二维码，占几个进程，按钟表时间计），本系统快 {ours / theirs:.1f} 倍"
    )


@contextmanager
def _browser(program: str) -> Iterator[Callable[[str], bytes]]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()

        def printed(html: str) -> bytes:
            page.set_content(html)
            return page.pdf(width="594mm", height="841mm", print_background=True)

        yield printed
        browser.close()


def _html(entries: int, number: int) -> str:
    poster = _poster(entries, number)
    tables = "".join(
        f"<h2>{escape(block.heading)}</h2><table><thead><tr>"
        + "".join(f"<th>{escape(cell)}</th>" for cell in block.head)
        + "</tr></thead><tbody>"
        + "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in block.rows
        )
        + "</tbody></table>"
        for block in poster.blocks
        if isinstance(block, Table)
    )
    return (
        "<!doctype html><html lang=zh><style>@page{margin:42mm}body{font:36pt sans-serif}"
        "h1{font-size:120pt;text-align:center}table{border-collapse:collapse;width:100%}"
        "tr{break-inside:avoid}td,th{border:1px solid #999;padding:12pt}</style>"
        f"<p>{escape(poster.agency)}</p><h1>{escape(poster.title)}</h1>{tables}"
    )


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
