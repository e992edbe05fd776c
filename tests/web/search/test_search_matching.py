"""What a query finds, and in which order."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.web.search import LAST_PAGE, LONGEST_WORDS, NEWEST, Index, Query
from gongkai.web.search.matching import read_terms

NUMBERED = "交办办〔2021〕75号"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("政务公开", id="words"),
        pytest.param("务公", id="across-a-word-border"),
        pytest.param("公", id="one-character"),
        pytest.param("年", id="one-character-beside-a-number"),
        pytest.param("2023", id="number"),
        pytest.param("2023年", id="number-and-character"),
        pytest.param("２０２３年", id="full-width"),
        pytest.param("《政务公开》", id="punctuation-around"),
        pytest.param("docx", id="latin-lower"),
        pytest.param("DOCX", id="latin-upper"),
        pytest.param("工作 总结", id="both-terms"),
        pytest.param('"政务公开"', id="quoted"),
        pytest.param("“政务公开” 总结", id="chinese-quotes"),
        pytest.param('"政务公开', id="quote-left-open"),
        pytest.param("政务\x00公开", id="nul"),
        pytest.param("政务\u200b公开", id="zero-width"),
    ],
)
def test_a_title_is_found_by(words, entry, put, found):
    put(entry(1, title="2023年交通局上半年政务公开工作总结（Docx）"), entry(2, title="别的通知"))
    assert found(words) == [1]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("", id="empty"),
        pytest.param("   ", id="spaces"),
        pytest.param("，。！《》〔〕", id="only-punctuation"),
        pytest.param("😀🎉", id="emoji"),
        pytest.param("\x00", id="nul"),
        pytest.param("\ud800", id="half-a-surrogate"),
        pytest.param('""', id="empty-quotes"),
        pytest.param("公开" * LONGEST_WORDS, id="longer-than-any-question"),
        pytest.param("公开AND信息", id="operator-glued"),
        pytest.param("title:公开", id="field-syntax"),
        pytest.param("不存在的词", id="absent"),
        pytest.param("公开 不存在", id="one-term-absent"),
        pytest.param("023", id="part-of-a-number"),
        pytest.param("公开信息", id="joined-over-a-comma"),
    ],
)
def test_nothing_is_found_by(words, entry, put, index):
    put(entry(1, title="2023年公开", text="公开，信息"))
    found = index.search(Query(words))
    assert (found.total, found.hits) == (0, ())


@pytest.mark.parametrize(
    "words",
    [NUMBERED, "交办办[2021]75号", "交办办2021 75号", "〔2021〕75", "75号", "SYJ-2021/0075"],
)
def test_a_document_is_found_by_its_number_however_it_is_typed(words, entry, put, found):
    put(entry(1, document_number=NUMBERED, index_number="syj-2021-0075"), entry(2, text="2021年"))
    assert found(words) == [1]


def test_a_number_in_running_text_is_found_with_any_brackets(entry, put, found):
    put(entry(1, text="根据《通知》（交办办〔2021〕75号）要求。"))
    assert found("交办办【2021】75号") == [1]


def test_two_labels_do_not_make_a_third(entry, put, found):
    put(entry(1, keywords=("公路", "养护"), document_number="交办1号", index_number="2号"))
    assert found("公路养护") == []
    assert found("路养") == []
    assert found("1号2号") == []
    assert found("养护") == [1]


def test_words_of_one_text_do_not_join_over_a_full_stop_or_a_paragraph(entry, put, found):
    put(entry(1, text="全面公开。信息\n条例 办法"))
    assert found("公开信息") == found("信息条例") == found("条例办法") == []


def test_a_line_cut_by_the_margin_of_an_attachment_is_whole_again(entry, put, found):
    put(entry(1, attachments="政府信\r\n息公开"))
    assert found("信息公开") == [1]


def test_an_english_phrase_keeps_its_order(entry, put, found):
    put(entry(1, text="Open government data"))
    assert found('"open government"') == [1]
    assert found('"government open"') == []
    assert found("government open") == [1]


def test_title_stands_above_body_above_attachment(entry, put, found):
    put(
        entry(1, title="别的", attachments="公路养护" * 50),
        entry(2, title="别的", text="公路养护" * 50, attachments="公路养护" * 50),
        entry(
            3,
            title="很长的标题里说到公路养护这件事以及许多其他的事情",
            published_at=datetime(2001, 1, 1, tzinfo=UTC),
        ),
    )
    assert found("公路养护") == [3, 2, 1]


def test_of_two_equal_records_the_newer_comes_first(entry, put, found):
    years = {1: 2019, 2: 2024, 3: 2021}
    put(
        *(
            entry(record, title="公路养护", published_at=datetime(year, 1, 1, tzinfo=UTC))
            for record, year in years.items()
        )
    )
    assert found("公路养护") == [2, 3, 1]


def test_newest_first_ignores_relevance(entry, put, found):
    put(
        entry(1, title="公路养护", published_at=datetime(2020, 1, 1, tzinfo=UTC)),
        entry(2, text="公路养护", published_at=datetime(2024, 1, 1, tzinfo=UTC)),
    )
    assert found("公路养护") == [1, 2]
    assert found("公路养护", order=NEWEST) == [2, 1]


def test_pages_follow_each_other_and_end(entry, put, index):
    put(*(entry(record, title="公路") for record in range(25)))
    pages = [index.search(Query("公路", page=page, per_page=10)) for page in (1, 2, 3, 4)]
    assert [len(page.hits) for page in pages] == [10, 10, 5, 0]
    assert {page.total for page in pages} == {25}
    assert {hit.record for page in pages for hit in page.hits} == set(range(25))


@pytest.mark.parametrize("page", [LAST_PAGE + 1, 10**30])
def test_a_page_nobody_reads_is_empty_but_the_total_is_true(page, entry, put, index):
    put(entry(1, title="公路"))
    beyond = index.search(Query("公路", page=page))
    assert (beyond.total, beyond.hits) == (1, ())


@pytest.mark.parametrize(("page", "per_page"), [(0, 20), (-3, 20), (1, 0), (1, 10**9)])
def test_odd_page_numbers_are_brought_into_range(page, per_page, entry, put, found):
    put(entry(1, title="公路"))
    assert found("公路", page=page, per_page=per_page) == [1]


def test_a_long_sentence_is_still_a_question(entry, put, found):
    sentence = "".join(chr(0x4E00 + place) for place in range(LONGEST_WORDS))
    put(entry(1, text=f"前文{sentence}后文"), entry(2, text=sentence[1:]))
    assert found(sentence) == [1]


def test_a_word_asked_twice_is_one_term():
    assert read_terms("公开 公开 “公开”") == read_terms("公开")


@pytest.fixture(scope="module")
def small_index(tmp_path_factory) -> Index:
    index = Index(tmp_path_factory.mktemp("search") / "index")
    index.rebuild([])
    return index


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=LONGEST_WORDS + 10), st.text(max_size=20))
def test_no_text_is_an_error(small_index, words, chosen):
    found = small_index.search(Query(words, unit=chosen, agency=chosen, format=chosen))
    assert found.total == 0
