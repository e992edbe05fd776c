"""What officers do to a case on their screens; each function is one act."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.examining import examine

REQUEST = "依申请公开"


@dataclass(frozen=True)
class Known:
    """A case by the number and code on its slip, and its address in the office if that is known."""

    number: str
    code: str
    address: str = ""


def register(
    officer: Page, *, kind: str, channel: str, text: str, typed: Mapping[str, str]
) -> Known:
    """登记: taken down from paper or from what is said; the slip is handed out."""
    officer.goto("/office/cases/new/")
    officer.get_by_label(re.compile("^种类")).select_option(kind)
    officer.get_by_label(re.compile("^渠道")).select_option(channel)
    officer.get_by_text("单位名称、邮箱、地址").click()
    fill(officer.locator("form.gk-register"), typed)
    officer.get_by_label(re.compile("^内容")).fill(text)
    examine(officer, "register-request" if kind == REQUEST else "register")
    officer.get_by_role("button", name="登记", exact=True).click()
    expect(officer.get_by_role("heading", name="首问登记单")).to_be_visible()
    examine(officer, "slip")
    number, code = officer.locator(".gk-slip__sign").all_inner_texts()
    return Known(number, code, re.sub(r"slip/.*$", "", officer.url))


def fill(form: Locator, typed: Mapping[str, str]) -> None:
    """By what stands before each field."""
    for label, words in typed.items():
        field = form.get_by_label(re.compile(f"^{label}"))
        if field.evaluate("it => it.tagName") == "SELECT":
            field.select_option(words)
        else:
            field.fill(words)


def find_offered(officer: Page, subject: str) -> str:
    """From 今日 to a case that waits for somebody to accept it; returns its address."""
    officer.goto("/office/")
    waiting = officer.get_by_role("region", name="等您接收的件")
    waiting.get_by_role("link", name=subject).click()
    officer.get_by_role("button", name="接收", exact=True).wait_for()
    return officer.url


def accept(officer: Page, address: str) -> None:
    officer.goto(address)
    officer.get_by_role("button", name="接收", exact=True).click()
    expect(officer.get_by_text(re.compile("现在由您办理"))).to_be_visible()


def hand_over(officer: Page, address: str, *, unit: str, reason: str) -> None:
    officer.goto(address)
    offer = officer.locator("#hand-over")
    offer.get_by_text("移交给别的单位或者别人").click()
    fill(offer, {"移交给单位": unit, "移交理由": reason})
    examine(officer, "hand-over")
    offer.get_by_role("button", name="移交", exact=True).click()
    expect(officer.get_by_text(re.compile("接收以前，这一件仍由您负责"))).to_be_visible()


def answer(officer: Page, address: str, text: str) -> None:
    """Writes the reply in words of one's own and sends it for review."""
    officer.goto(f"{address}reply/")
    officer.get_by_label(re.compile("^答复内容")).fill(text)
    officer.get_by_role("button", name="保存并检查").click()
    expect(officer.get_by_text("没有要处理的问题")).to_be_visible()
    examine(officer, "reply")
    officer.get_by_role("button", name="保存并送审").click()
    expect(officer.get_by_text("送审中").first).to_be_visible()


def write_letter(
    officer: Page,
    address: str,
    name: str,
    typed: Mapping[str, str],
    *,
    documents: tuple[Mapping[str, str], ...] = (),
) -> None:
    """Chooses a letter, says what it needs, and sends it for review as the check finds it."""
    officer.goto(f"{address}letters/")
    examine(officer, "letters")
    officer.get_by_role("link", name=re.compile(f"^{name}")).click()
    form = officer.locator("form.gk-form")
    fill(form, typed)
    for number, document in enumerate(documents, start=1):
        if number > 1:
            officer.get_by_role("button", name="再加一项").click()
        fill(officer.get_by_role("group", name=f"第{number}项"), document)
    examine(officer, f"letter-{name}")
    officer.get_by_role("button", name="保存并检查").click()
    expect(officer.get_by_text("没有要处理的问题")).to_be_visible()
    examine(officer, f"letter-{name}-checked")
    officer.get_by_role("button", name="送审", exact=True).click()
    expect(officer.get_by_text("送审中").first).to_be_visible()


def agree(officer: Page, title: str, *, containing: str) -> None:
    """From 今日 to what waits for this person's word, and the word."""
    officer.goto("/office/")
    examine(officer, "today")
    officer.get_by_role("link", name=title, exact=True).click()
    expect(officer.get_by_text(containing).first).to_be_visible()
    examine(officer, "review")
    officer.get_by_role("button", name="同意").click()
    expect(officer.get_by_text("已审定，可以送出")).to_be_visible()


def send(officer: Page, address: str, channel: str, *, proof: str = "", notice: str = "") -> None:
    """Gives out the reply, or the notice called so, as it was cleared."""
    officer.goto(f"{address}{'notice' if notice else 'reply'}/")
    officer.get_by_label(re.compile("^送达方式")).select_option(channel)
    officer.get_by_label(re.compile("^送达凭证")).fill(proof)
    examine(officer, "notice-to-send" if notice else "reply-to-send")
    officer.get_by_role("button", name=re.compile("^送出")).click()
    done = f"的{notice}已送出" if notice else "已送出，这一件办结"
    expect(officer.get_by_text(re.compile(done))).to_be_visible()
    examine(officer, "notice-sent" if notice else "reply-sent")


def enter_step(officer: Page, address: str, label: str, typed: Mapping[str, str]) -> None:
    """登记: a step of the clock that was taken outside the program."""
    officer.goto(address)
    step = officer.locator("details").filter(has=officer.get_by_text(f"登记：{label}", exact=True))
    step.locator("summary").click()
    fill(step, typed)
    step.get_by_role("button", name=label).click()
    expect(officer.get_by_text(re.compile(f"已登记.*{label}"))).to_be_visible()
    examine(officer, "case")


@dataclass(frozen=True)
class Asked:
    """A consultation by what its letter says: its number, its code, and its page in the office."""

    number: str
    code: str
    address: str


def consult(officer: Page, address: str, typed: Mapping[str, str]) -> Asked:
    """征求意见: asks a third party by a letter with a way to answer of its own."""
    officer.goto(address)
    officer.get_by_role("link", name="征求意见", exact=True).click()
    fill(officer.locator("form.gk-form"), typed)
    examine(officer, "consult")
    officer.get_by_role("button", name="制作征询书").click()
    officer.get_by_text("查询码", exact=True).first.wait_for()
    examine(officer, "consult-receipt")
    number, code = officer.locator(".gk-slip__sign").all_inner_texts()[:2]
    return Asked(number, code, re.sub(r"receipt/.*$", "", officer.url))


def lay_to_be_given(officer: Page, address: str, file: FilePayload) -> None:
    officer.goto(f"{address}files/")
    officer.get_by_label(re.compile("^用途")).select_option("拟提供的信息")
    officer.locator("input[type=file]").set_input_files(file)
    officer.get_by_role("button", name="添加").click()
    officer.get_by_role("link", name="处理后提供").wait_for()


def redact(officer: Page, address: str, *, passage: str, ground: str, reason: str) -> None:
    """区分处理: makes the copy that goes out, without one passage."""
    officer.goto(f"{address}files/")
    officer.get_by_role("link", name="处理后提供").click()
    row = officer.get_by_role("group", name="第1段")
    row.get_by_label("要隐去的文字").fill(passage)
    row.get_by_label("不予公开的情形").select_option(ground)
    row.get_by_label("理由", exact=True).fill(reason)
    examine(officer, "release")
    officer.get_by_role("button", name="做副本").click()
    expect(officer.get_by_role("heading", name="要提供的副本")).to_be_visible()
    examine(officer, "files")


def register_proceeding(officer: Page, address: str, typed: Mapping[str, str]) -> str:
    """复议: entered from the page of the case it is about; returns its own page."""
    officer.goto(address)
    officer.get_by_role("link", name="登记复议、诉讼").click()
    fill(officer.locator("form.gk-form"), typed)
    examine(officer, "proceeding-new")
    officer.get_by_role("button", name="登记", exact=True).click()
    officer.get_by_role("heading", name="登记本机关的答复").wait_for()
    examine(officer, "proceeding")
    return officer.url
