"""Search as a visitor meets it: finds, filters, explains, and never fails on odd input."""

from collections.abc import Callable

import pytest
from django.test import Client

from gongkai.outbound.channels import actions
from gongkai.outbound.publishing.models import Edition
from tests.factories.people import Bureau
from tests.factories.publishing import AT, ColumnFactory, EditionFactory


@pytest.fixture
def indexed(bureau: Bureau, published_file: Callable[..., Edition]) -> Edition:
    published_file(title="首问责任制度")
    other = ColumnFactory(agency=bureau.agency, name="规划计划")
    edition = EditionFactory(
        bureau=bureau, published=True, title="公交补贴办法", columns=[other],
        text="落实首问责任，<b>公交</b>优先。",
    )  # fmt: skip
    actions.deliver_to_search(at=AT)
    return edition


def test_words_of_two_characters_are_found_and_marked(client: Client, indexed: Edition) -> None:
    shown = client.get("/search/", {"q": "公交"}).content.decode()
    assert "找到 <strong>1</strong> 件" in shown
    assert "<mark>公交</mark>补贴办法" in shown
    assert "&lt;b&gt;" in shown


def test_text_inside_attachments_is_found(client: Client, indexed: Edition) -> None:
    shown = client.get("/search/", {"q": "去向牌"}).content.decode()
    assert "首问责任制度" in shown
    assert "附件：" in shown


def test_filters_are_links_with_counts(client: Client, indexed: Edition) -> None:
    shown = client.get("/search/", {"q": "首问责任"}).content.decode()
    assert "column=%E8%A7%84%E5%88%92%E8%AE%A1%E5%88%92" in shown
    narrowed = client.get("/search/", {"q": "首问责任", "column": "规划计划"}).content.decode()
    assert "找到 <strong>1</strong> 件" in narrowed
    assert "取消这个条件" in narrowed


def test_a_word_nobody_used_gets_help(client: Client, indexed: Edition) -> None:
    shown = client.get("/search/", {"q": "量子", "validity": "in_force"}).content.decode()
    assert "可以试试" in shown
    assert "取消全部条件再检索" in shown


def test_what_was_withdrawn_is_found_no_more(
    client: Client, indexed: Edition, bureau: Bureau
) -> None:
    from gongkai.outbound.publishing import actions as publishing

    publishing.withdraw(indexed.record, reason="内容有误。", by=bureau.office, at=AT)
    assert "公交补贴办法" not in client.get("/search/", {"q": "公交"}).content.decode()
    actions.deliver_to_search(at=AT)
    assert "找到 <strong>0</strong> 件" in client.get("/search/", {"q": "公交"}).content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"q": "   "}, id="blanks"),
        pytest.param({"q": '"'}, id="one-quote"),
        pytest.param({"q": "AND (OR * ~ \\ : ]"}, id="operators"),
        pytest.param({"q": "\x00\ud7ff𠀀\u202e"}, id="odd-characters"),
        pytest.param({"q": "字" * 5000}, id="far-too-long"),
        pytest.param({"q": "首问", "page": "99999"}, id="page-too-far"),
        pytest.param({"q": "首问", "page": "999"}, id="page-past-the-last"),
        pytest.param({"q": "首问", "page": "-1"}, id="page-negative"),
        pytest.param({"q": "首问", "year": "²⁰²⁴"}, id="year-superscript"),
        pytest.param({"q": "首问", "unit": "无" * 9999, "order": "worst"}, id="filters-unknown"),
        pytest.param({"q": "首问", "agency": "nobody"}, id="agency-unknown"),
    ],
)
def test_odd_input_is_never_an_error(
    client: Client, indexed: Edition, asked: dict[str, str]
) -> None:
    assert client.get("/search/", asked).status_code == 200


def test_without_an_index_the_page_says_what_to_do(client: Client, bureau: Bureau) -> None:
    shown = client.get("/search/", {"q": "公交"}).content.decode()
    assert "检索功能正在准备" in shown


def test_the_page_costs_the_same_whatever_it_finds(
    bureau: Bureau, flat_queries: Callable[..., None]
) -> None:
    def one_more() -> None:
        EditionFactory(bureau=bureau, published=True)
        actions.deliver_to_search(at=AT)

    flat_queries("/search/?q=施工", one_more)
