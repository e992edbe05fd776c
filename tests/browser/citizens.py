"""What somebody from the public does about a case of theirs; each function is one act."""

import re
from collections.abc import Mapping

from playwright.sync_api import FilePayload, Page, expect

from gongkai.demo.bureau import SLUG
from tests.browser.examining import examine
from tests.browser.officers import Asked, Known, fill

Line = tuple[str, str, str]


def ask(
    public: Page,
    kind: str,
    typed: Mapping[str, str],
    *,
    chosen: tuple[str, ...] = (),
    file: FilePayload | None = None,
) -> Known:
    """Fills in the form of a kind and sends it."""
    public.goto(f"/{SLUG}/ask/{kind}/")
    for label in chosen:
        public.get_by_label(label, exact=True).check()
    return send(public, typed, name=f"ask-{kind}", file=file)


def send(
    public: Page, typed: Mapping[str, str], *, name: str, file: FilePayload | None = None
) -> Known:
    fill(public.locator("form[data-ask]"), typed)
    if file:
        public.get_by_label(re.compile("^附件")).set_input_files(file)
    examine(public, name)
    public.get_by_role("button", name="提交", exact=True).click()
    public.get_by_role("heading", name="已经收到").wait_for()
    examine(public, f"{name}-receipt")
    number, code = public.locator("dl.receipt dd").all_inner_texts()
    return Known(number, code)


def follow(public: Page, case: Known, name: str) -> None:
    """Opens the page of the case with its number and code."""
    public.goto(f"/{SLUG}/follow/")
    fill(public.locator("main"), {"编号": case.number, "查询码": case.code})
    public.get_by_role("button", name="查询", exact=True).click()
    public.get_by_role("heading", name="办件进展").wait_for()
    public.locator("details.trace summary").click()
    examine(public, f"follow-{name}")


def trace(public: Page) -> list[Line]:
    """The lines of the open page: the day, whether it counts, and why."""
    rows = public.locator("details.trace tbody tr")
    cells = rows.evaluate_all("all => all.map(row => [...row.cells].map(one => one.innerText))")
    return [(day, counts, reason) for day, counts, reason in cells]


def happened(public: Page) -> list[str]:
    """办到哪里, line by line."""
    lines = public.get_by_role("region", name="办到哪里").get_by_role("listitem")
    return [" ".join(line.split()) for line in lines.all_inner_texts()]


def clarify(public: Page, text: str) -> None:
    """补正 on the open page."""
    public.get_by_label(re.compile("^补正的内容")).fill(text)
    public.get_by_role("button", name="提交补正").click()
    expect(public.get_by_role("heading", name="补正", exact=True)).to_have_count(0)


def tell_payment(public: Page, text: str) -> None:
    """缴费 on the open page: the office looks whether it has come."""
    public.get_by_label(re.compile("^缴费的时间和方式")).fill(text)
    public.get_by_role("button", name="我已经缴费").click()
    public.get_by_role("heading", name="办件进展").wait_for()


def rate(public: Page, label: str, word: str) -> None:
    """评价 on the open page."""
    public.get_by_label(label).check()
    public.get_by_label(re.compile("^想说的话")).fill(word)
    public.get_by_role("button", name="提交评价").click()
    expect(public.get_by_text(word)).to_be_visible()


def bring_again(public: Page, typed: Mapping[str, str]) -> Known:
    """From the open page of a closed case to another one that continues it."""
    public.get_by_role("link", name="没有解决，再办").click()
    return send(public, typed, name="ask-again")


def download_paper(public: Page, title: str) -> bytes:
    """The letter called so, from the open page."""
    letter = public.get_by_role("region", name=title)
    with public.expect_download() as waiting:
        letter.get_by_role("link", name="下载文书").click()
    assert waiting.value.suggested_filename.endswith(".pdf")
    return waiting.value.path().read_bytes()


def answer_consultation(public: Page, asked: Asked, answer: str, typed: Mapping[str, str]) -> None:
    """A third party answers by the number and code of its letter."""
    public.goto(f"/{SLUG}/consult/")
    fill(public.locator("main"), {"编号": asked.number, "查询码": asked.code})
    public.get_by_role("button", name="查询", exact=True).click()
    public.get_by_label(answer, exact=True).check()
    fill(public.locator("main form"), typed)
    examine(public, "consulted")
    public.get_by_role("button", name="提交意见").click()
    expect(public.get_by_role("heading", name=re.compile(f"已经答复：{answer}"))).to_be_visible()
    examine(public, "consulted-answered")


def download_given(public: Page, name: str) -> bytes:
    """A file that was given with the reply, from the open page."""
    with public.expect_download() as waiting:
        public.get_by_role("link", name=name).click()
    return waiting.value.path().read_bytes()
