"""The main job in a browser: a Word file, three pairs of eyes, the public, and out again.

The clerk brings a file that circulated damaged; a reviewer returns it; the clerk brings a
corrected one; three reviewers agree; anybody finds it and gets exactly the cleaned copy.
"""

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from gongkai.demo import paper
from gongkai.demo.stories import documents
from tests.browser.site import Site
from tests.installation import PROJECT

pytestmark = pytest.mark.browser

SAMPLES = PROJECT.parent / "shared" / "samples"
TITLE = "2023年交通局上半年政务公开工作总结"
REVIEWERS = ("fuzeren1", "baomi", "gongkaiban")
MENDED = {"中共中心": "中共中央", "效劳": "服务", "改良措施": "改进措施", "根底上": "基础上"}


@pytest.fixture
def paper_as_it_came(tmp_path: Path) -> Path:
    """The sample that circulates where it is at hand, else a damaged text of our own."""
    for sample in SAMPLES.glob("*.docx"):
        return sample
    text = next(one["text"] for one in documents() if one["key"] == "summary")
    text = text.replace("{year}", "2023").replace("服务", "效劳")
    path = tmp_path / f"{TITLE}.docx"
    path.write_bytes(paper.word(TITLE, text))
    return path


@pytest.fixture
def paper_corrected(paper_as_it_came: Path, tmp_path: Path) -> Path:
    """The same file with its wrong words put right."""
    path = tmp_path / "corrected" / paper_as_it_came.name
    path.parent.mkdir()
    changed = io.BytesIO()
    with zipfile.ZipFile(paper_as_it_came) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "word/document.xml":
                content = re.sub(r"(<w:t[^>]*>)([^<]*)", _mended, content.decode()).encode()
            new.writestr(part, content)
    path.write_bytes(changed.getvalue())
    assert path.read_bytes() != paper_as_it_came.read_bytes()
    return path


def _mended(run: re.Match[str]) -> str:
    words = run[2]
    for wrong, right in MENDED.items():
        words = words.replace(wrong, right)
    return run[1] + words


def test_the_main_job(
    site: Site, browser: Browser, paper_as_it_came: Path, paper_corrected: Path, tmp_path: Path
) -> None:
    clerk = site.sign_in(browser, "jingban1")
    address = bring(clerk, paper_as_it_came)
    describe_and_submit(clerk, column="通知公告")

    head = site.sign_in(browser, "fuzeren1", on_phone=True)
    head.goto(f"{address}review/")
    expect(head.get_by_text("效劳").first).to_be_visible()
    head.get_by_label("意见").fill("错别字较多，请对照原文改正后再送。")
    head.get_by_role("button", name="退回").click()
    expect(head.get_by_role("button", name="退回")).to_have_count(0)

    clerk.goto("/office/")
    expect(clerk.get_by_text("错别字较多").first).to_be_visible()
    clerk.goto(address)
    expect(clerk.get_by_text("已退回").first).to_be_visible()
    replace(clerk, address, paper_corrected)
    clerk.goto(f"{address}submit/")
    clerk.get_by_role("button", name="送审", exact=True).click()

    for reviewer in REVIEWERS:
        agree(site, browser, reviewer, address)

    public = site.visit(browser, on_phone=True)
    document = find(public, "首问责任")
    assert find(public, "去向牌") == document
    see_what_it_is(site, public, paper_corrected)
    expect_the_cleaned_copy(site, public, paper_corrected, tmp_path)
    withdraw(site, browser, address, public, document)


def bring(clerk: Page, file: Path) -> str:
    """Uploads a file and waits for it to be read; returns the address of the draft."""
    clerk.goto("/office/upload/")
    clerk.get_by_label(re.compile("^文件")).set_input_files(file)
    clerk.get_by_role("button", name="上传并读取").click()
    expect(clerk.get_by_role("heading", name="读取结果")).to_be_visible(timeout=60_000)
    expect(clerk.get_by_role("heading", name=TITLE).first).to_be_visible()
    address = re.sub(r"text/.*$", "", clerk.url)
    clerk.get_by_role("link", name="下一步：检查").click()
    expect(clerk.get_by_text("“效劳").first).to_be_visible()
    excuse_what_blocks(clerk)
    return address


def excuse_what_blocks(clerk: Page) -> None:
    """The copy is brought as it came, and the reviewers are told why."""
    blocking = clerk.get_by_role("region", name=re.compile("必须处理"))
    while blocking.get_by_text("说明理由放行").count():
        blocking.get_by_text("说明理由放行").first.click()
        blocking.get_by_label(re.compile("放行理由")).first.fill("来件如此，请审核人对照原件核定。")
        blocking.get_by_role("button", name="放行", exact=True).first.click()
        expect(clerk.get_by_text("已记下放行理由").first).to_be_visible()


def describe_and_submit(clerk: Page, *, column: str) -> None:
    clerk.get_by_role("link", name="下一步：填写信息").click()
    clerk.get_by_label("成文日期").fill("2023-07-05")
    clerk.get_by_role("checkbox", name=column, exact=True).check()
    clerk.get_by_role("button", name="保存，下一步：送审").click()
    expect(clerk.get_by_role("heading", name="送审", exact=True)).to_be_visible()
    clerk.get_by_role("button", name="送审", exact=True).click()
    expect(clerk.get_by_text("送审中").first).to_be_visible()


def replace(clerk: Page, address: str, file: Path) -> None:
    clerk.goto(f"{address}replace/")
    clerk.get_by_label(re.compile("^文件")).set_input_files(file)
    clerk.get_by_role("button", name=re.compile("上传")).click()
    expect(clerk.get_by_role("heading", name="读取结果")).to_be_visible(timeout=60_000)
    clerk.get_by_role("link", name="下一步：检查").click()
    expect(clerk.get_by_text("没有必须处理的问题")).to_be_visible()
    expect(clerk.get_by_text("“效劳")).to_have_count(0)


def agree(site: Site, browser: Browser, reviewer: str, address: str) -> None:
    page = site.sign_in(browser, reviewer, on_phone=True)
    page.goto("/office/to-review/")
    page.get_by_role("link", name=f"审核：{TITLE}").click()
    expect(page).to_have_url(f"{address}review/")
    page.get_by_role("button", name="同意").click()
    expect(page.get_by_role("button", name="同意")).to_have_count(0)
    page.context.close()


def find(public: Page, words: str) -> str:
    """Searches as anybody would; returns the address of the document found."""
    link = public.get_by_role("link", name=re.compile(TITLE)).first
    for _ in range(20):
        public.goto("/")
        public.get_by_role("searchbox").first.fill(words)
        public.get_by_role("button", name=re.compile("检索|搜索")).first.click()
        if link.count():
            break
        public.wait_for_timeout(500)  # the worker brings it into the index within a second
    link.click()
    expect(public.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    return re.sub(r"[?#].*$", "", public.url)


def see_what_it_is(site: Site, public: Page, file: Path) -> None:
    read = json.loads(site.installation.run("convert", str(file), "--json").stdout)
    if SAMPLES.exists():
        assert read["pages"] == 6
    article = public.get_by_role("article").first
    expect(article).to_contain_text(f"{read['pages']}页")
    expect(article).to_contain_text("DOCX")
    expect(article).to_contain_text("2023-07-05")
    expect(article).to_contain_text(re.compile(r"\d+(\.\d+)?(KB|字节)"))
    for tag in ("2023", "交通"):
        expect(public.get_by_role("link", name=re.compile(tag)).first).to_be_visible()


def expect_the_cleaned_copy(site: Site, public: Page, file: Path, tmp_path: Path) -> None:
    with public.expect_download() as downloading:
        public.get_by_role("link", name=re.compile("^下载")).first.click()
    saved = tmp_path / "downloaded.docx"
    downloading.value.save_as(saved)
    digest = hashlib.sha256(saved.read_bytes()).hexdigest()
    cleaned, original = site.row(
        "SELECT p.sha256, o.sha256 FROM publishing_attachment a"
        " JOIN media_storedfile p ON p.id = a.public_id"
        " JOIN media_storedfile o ON o.id = a.original_id"
        " JOIN publishing_edition e ON e.id = a.edition_id"
        " WHERE a.part = 'source' AND e.title = ? AND e.state = 'published'",
        TITLE,
    )
    assert digest == cleaned
    assert original == hashlib.sha256(file.read_bytes()).hexdigest()
    assert cleaned != original


def withdraw(site: Site, browser: Browser, address: str, public: Page, document: str) -> None:
    office = site.sign_in(browser, "gongkaiban")
    office.goto(address)
    office.get_by_text("撤下", exact=True).first.click()
    office.get_by_label(re.compile("^撤下原因")).fill("数据需要重新核对，核对后另行公布。")
    office.get_by_role("button", name="撤下").click()
    expect(office.get_by_text("已撤下").first).to_be_visible()
    answer = public.goto(document)
    assert answer is not None
    assert answer.status == 410
    expect(public.get_by_text("数据需要重新核对，核对后另行公布。").first).to_be_visible()
    assert public.get_by_role("link", name=re.compile("^下载")).count() == 0
