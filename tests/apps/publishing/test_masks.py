"""Masks on HTML: the same signs as in the text, whatever tags stand between them."""

import re
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.outbound.publishing import masks
from gongkai.outbound.publishing.masks import Line, masked_html

TEXT = "联系人手机13800138000，请来电。"
MASKED = "联系人手机138****8000，请来电。"
SPAN = ((5, 16),)


def seen(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


@pytest.mark.parametrize(
    ("html", "masked"),
    [
        pytest.param(f'<p id="b1">{TEXT}</p>', f'<p id="b1">{MASKED}</p>', id="in-one-piece"),
        pytest.param(
            '<p id="b1">联系人手机138<strong>0013</strong>8000，请来电。</p>',
            '<p id="b1">联系人手机138<strong>****</strong>8000，请来电。</p>',
            id="across-tags",
        ),
        pytest.param(
            '<p id="b1">联系人手机138<br>00138000，请&amp;来电。</p>',
            '<p id="b1">联系人手机138<br>****8000，请&amp;来电。</p>',
            id="other-signs-around-it",
        ),
        pytest.param(
            '<table id="b1"><tr><td>手机</td><td>13800138000</td></tr><tr><td>无</td></tr></table>',
            '<table id="b1"><tr><td>手机</td><td>138****8000</td></tr><tr><td>无</td></tr></table>',
            id="in-a-table",
        ),
        pytest.param(
            f'<p id="b1">{TEXT}<a href="https://example.com/13800138001">表</a></p>',
            f'<p id="b1">{MASKED}<a href="https://example.com/13800138001">表</a></p>',
            id="an-address-of-its-own-is-left",
        ),
        pytest.param(
            f'<p id="b1">{TEXT}</p><img src="picture:a" alt="手机13800138000">',
            f'<p id="b1">{MASKED}</p><img src="picture:a" alt="手机138****8000">',
            id="a-caption-of-a-picture",
        ),
    ],
)
def test_the_masked_signs_become_stars_and_nothing_else_changes(html: str, masked: str) -> None:
    assert masked_html(html, {1: Line(TEXT, MASKED, SPAN)}) == masked


def test_a_text_whose_blocks_bear_no_numbers_is_masked_all_the_same() -> None:
    html = f"<p>首段。</p><p>{TEXT}</p>"
    assert masked_html(html, {2: Line(TEXT, MASKED, SPAN)}) == f"<p>首段。</p><p>{MASKED}</p>"


def test_only_the_block_that_holds_it_changes() -> None:
    html = f'<p id="b1">{TEXT}</p>\n<p id="b2">{TEXT}</p>'
    assert masked_html(html, {2: Line(TEXT, MASKED, SPAN)}) == (
        f'<p id="b1">{TEXT}</p>\n<p id="b2">{MASKED}</p>'
    )


@given(st.lists(st.sampled_from(["<em>", "</em>", "<br>", " "]), max_size=6), st.data())
def test_no_tag_anywhere_keeps_a_digit_in_sight(tags: list[str], data: st.DataObject) -> None:
    signs = [escape(sign) for sign in TEXT]
    for tag in tags:
        signs.insert(data.draw(st.integers(0, len(signs))), tag)
    html = f'<p id="b1">{"".join(signs)}</p>'
    masked = masked_html(html, {1: Line(TEXT, MASKED, SPAN)})
    assert seen(masked).replace(" ", "") == MASKED
    assert re.findall(r"<[^>]*>", masked) == re.findall(r"<[^>]*>", html)


def test_keywords_joined_for_the_check_come_apart_again() -> None:
    assert masks.apart("道路 138****8000 施工", ["道路", "13800138000", "施工"]) == [
        "道路", "138****8000", "施工",
    ]  # fmt: skip
