"""What holds for every document: numbered blocks, text equal to HTML, only listed elements."""

import html
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from gongkai.media.intake import Taken, take_in
from gongkai.media.intake.assembling import Source, assemble
from gongkai.media.intake.draft import Draft
from gongkai.media.intake.sanitising import ATTRIBUTES, TAGS, sanitise
from tests.media.intake.office_files import notice, saved
from tests.media.intake.test_other_formats import an_odt, an_ofd
from tests.media.intake.test_sheets import a_workbook
from tests.media.intake.test_slides import a_show


def taken_from(page: str) -> Taken:
    return assemble(Draft(page, reads_front=False), Source("HTML", "名", 1, "0"))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def check(taken: Taken) -> None:
    """Ids count from b1 in order, each block has its line, and lines say what the HTML says."""
    root = lxml_html.fragment_fromstring(taken.html or "<p></p>", create_parent="div")
    ids = [node.get("id") for node in root.iter() if re.fullmatch(r"b\d+", node.get("id") or "")]
    assert ids == [f"b{number}" for number in range(1, len(ids) + 1)]
    lines = taken.text.split("\n") if ids else []
    assert len(lines) == len(ids)
    in_tables = "".join(lines).replace(" / ", "")
    assert bare(in_tables) == bare("".join(root.itertext()).replace(" / ", ""))
    for heading in taken.headings:
        found = root.get_element_by_id(f"b{heading.block}")
        assert found.tag == f"h{heading.level + 1}"
        assert lines[heading.block - 1] == heading.text
    for node in root.iterdescendants():
        assert node.tag in TAGS
        assert set(node.attrib) <= ATTRIBUTES[node.tag]
    names = {picture.name for picture in taken.pictures}
    shown = {node.get("src").removeprefix("picture:") for node in root.iter("img")}
    assert shown == names


@pytest.mark.parametrize(
    "make", [a_workbook, a_show, an_odt, an_ofd], ids=["xlsx", "pptx", "odt", "ofd"]
)
def test_text_equals_html_in_every_format(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    path = make(tmp_path)
    check(take_in(path, name=path.name))


def test_text_equals_html_in_a_notice(tmp_path: Path) -> None:
    check(take_in(saved(notice(), tmp_path), name="a.docx"))


WORDS = st.text(alphabet="公开领导 一二、（）。：a1\n\u3000<&\"'", max_size=12).map(html.escape)
INLINE = st.one_of(
    WORDS,
    WORDS.map(lambda text: f"<strong>{text}</strong>"),
    WORDS.map(lambda text: f'<a href="https://x.cn/" onclick="x">{text}</a>'),
    st.just("<br>"),
    st.just('<img src="https://x.cn/a.png">'),
    st.just("<math><mi>x</mi></math>"),
    st.just("<script>alert(1)</script>"),
)
PIECES = st.recursive(
    st.lists(INLINE, max_size=4).map("".join),
    lambda inner: st.tuples(
        st.sampled_from(
            [
                "p",
                "div",
                "ul",
                "ol",
                "li",
                "section",
                "blockquote",
                "h1",
                "h2",
                "h3",
                "h6",
                "table",
                "tr",
                "td",
                "th",
                "pre",
                "figure",
                "dl",
                "dd",
                "span",
                "font",
                "center",
                "em",
            ]
        ),
        st.lists(inner, max_size=3),
        st.booleans(),
    ).map(lambda made: f"<{made[0]}>{''.join(made[1])}" + f"</{made[0]}>" * made[2]),
    max_leaves=12,
)


@given(PIECES)
@settings(max_examples=300, deadline=None)
def test_any_page_becomes_numbered_blocks(page: str) -> None:
    check(taken_from(page))


@given(PIECES)
@settings(max_examples=150, deadline=None)
def test_taking_in_what_was_taken_in_keeps_its_text(page: str) -> None:
    once = taken_from(page)
    again = taken_from(once.html)
    # A wrapper item without words of its own may be a line the first time only.
    assert [line for line in again.text.split("\n") if line] == [
        line for line in once.text.split("\n") if line
    ]


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_text_brings_it_down(page: str) -> None:
    check(taken_from(page))


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        pytest.param('<a href="../secret">x</a>', "<a>x</a>", id="relative-link"),
        pytest.param('<a href="ftp://x.cn/">x</a>', "<a>x</a>", id="other-scheme"),
        pytest.param('<a href="picture:x">x</a>', "<a>x</a>", id="picture-as-a-link"),
        pytest.param('<img src="https://x.cn/a.png">', "<img>", id="outside-picture"),
        pytest.param('<td colspan="9e9">x</td>', "x", id="cell-without-a-table"),
        pytest.param('<ol start="x"><li>x</li></ol>', "<ol><li>x</li></ol>", id="no-number"),
        pytest.param('<p style="a" class="b" onclick="c">x</p>', "<p>x</p>", id="attributes"),
        pytest.param("<svg><a>x</a></svg>y", "y", id="drawing"),
    ],
)
def test_only_listed_addresses_and_numbers_are_kept(page: str, kept: str) -> None:
    assert sanitise(page) == kept


def test_inner_links_lead_to_blocks() -> None:
    taken = taken_from('<p><a href="#there">去</a></p><p id="there">这里</p><a href="#lost">无</a>')
    assert '<a href="#b2">去</a>' in taken.html
    assert "lost" not in taken.html


def test_a_nested_list_keeps_its_own_items() -> None:
    taken = taken_from("<ul><li>甲<ul><li>子</li></ul></li><li><p>乙</p></li></ul>")
    assert taken.text.split("\n") == ["甲", "子", "乙"]
    check(taken)
