"""Filters, and the counts beside them."""

import pytest

from gongkai.web.search import Query


@pytest.fixture(autouse=True)
def three_records(entry, put):
    put(
        entry(1, title="公路养护", unit="公路科", columns=("zhengce", "guihua"), year=2022),
        entry(2, title="公路工程", unit="公路科", columns=("zhengce",), formats=("docx", "pdf")),
        entry(3, title="公路客运", unit="运输科", validity="废止", agency="wujiaju"),
        entry(4, title="别的事情", unit="运输科"),
    )


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        pytest.param({"agency": "wujiaju"}, {3}, id="agency"),
        pytest.param({"unit": "公路科"}, {1, 2}, id="unit"),
        pytest.param({"column": "guihua"}, {1}, id="one-of-several-columns"),
        pytest.param({"year": 2023}, {2, 3}, id="year"),
        pytest.param({"validity": "废止"}, {3}, id="validity"),
        pytest.param({"format": "pdf"}, {2}, id="one-of-several-formats"),
        pytest.param({"unit": "公路科", "year": 2023}, {2}, id="two-filters"),
        pytest.param({"unit": "公路"}, set(), id="part-of-a-value"),
        pytest.param({"unit": "\x00\ud800"}, set(), id="no-value-at-all"),
    ],
)
def test_filters_narrow(chosen, expected, found):
    assert set(found("公路", **chosen)) == expected


def test_facets_count_the_matches(index):
    facets = index.search(Query("公路")).facets
    assert facets == {
        "unit": (("公路科", 2), ("运输科", 1)),
        "column": (("zhengce", 3), ("guihua", 1)),
        "year": (("2023", 2), ("2022", 1)),
        "validity": (("有效", 2), ("废止", 1)),
        "format": (("网页", 2), ("docx", 1), ("pdf", 1)),
    }


def test_a_facet_ignores_its_own_filter_and_obeys_the_others(index):
    facets = index.search(Query("公路", unit="公路科", year=2023)).facets
    assert facets["unit"] == (("公路科", 1), ("运输科", 1))
    assert facets["year"] == (("2023", 1), ("2022", 1))
    assert facets["column"] == (("zhengce", 1),)


def test_the_agency_bounds_every_facet(index):
    facets = index.search(Query("公路", agency="jiaotong", unit="公路科")).facets
    assert facets["unit"] == (("公路科", 2),)
