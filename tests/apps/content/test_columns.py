"""Columns, the catalogue and the home page: newest first, page by page, at a flat cost."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count

import pytest
from django.test import Client

from gongkai.outbound.content.columns import Place, newest_in, tree, ways, years_of
from gongkai.outbound.publishing.models import Column
from tests.factories.people import AgencyFactory, Bureau
from tests.factories.publishing import AT, ColumnFactory, EditionFactory


@pytest.fixture
def column(bureau: Bureau) -> Column:
    return ColumnFactory(agency=bureau.agency, slug="notices", name="通知公告")


@pytest.fixture
def publish(bureau: Bureau, column: Column) -> Callable[..., int]:
    """Publishes one more record each time, a day later than the last; gives its id."""
    days: Iterator[int] = count()

    def one_more(*columns: Column) -> int:
        edition = EditionFactory(
            bureau=bureau, published=True, columns=columns or [column],
            at=AT + timedelta(days=next(days)),
        )  # fmt: skip
        return edition.record_id

    return one_more


def test_pages_of_a_column_follow_each_other_without_gap_or_repeat(
    column: Column, publish: Callable[..., int]
) -> None:
    published = [publish() for _ in range(5)]
    branch = ways(tree(column.agency))["notices"][-1]
    first = newest_in(branch, count=2)
    second = newest_in(branch, after=first.following, count=2)
    last = newest_in(branch, after=second.following, count=2)
    assert [*first.records, *second.records, *last.records] == published[::-1]
    assert last.following is None


@pytest.mark.parametrize("before", ["", "x", "0", "1-", "-1", "9" * 40, "1709600400000000-99", "'"])
def test_a_bad_place_shows_the_first_page_or_an_empty_one(
    client: Client, bureau: Bureau, publish: Callable[..., int], before: str
) -> None:
    publish()
    for page in ("columns/notices/", "catalogue/", "oversight/"):
        assert client.get(f"/{bureau.agency.slug}/{page}", {"before": before}).status_code == 200


def test_a_place_survives_being_written_and_read() -> None:
    place = Place(AT.replace(microsecond=123456), 42)
    assert Place.read(str(place)) == place


def test_a_column_shows_what_hangs_under_it_once(
    client: Client, bureau: Bureau, column: Column, publish: Callable[..., int]
) -> None:
    inner = ColumnFactory(agency=bureau.agency, slug="inner", upper=column)
    record = publish(inner, column)
    shown = client.get(f"/{bureau.agency.slug}/columns/notices/").content.decode()
    assert shown.count(f'href="/documents/{record}/"') == 1


def test_an_upper_column_pages_through_all_below_it(
    bureau: Bureau, column: Column, publish: Callable[..., int]
) -> None:
    left = ColumnFactory(agency=bureau.agency, slug="left", upper=column)
    right = ColumnFactory(agency=bureau.agency, slug="right", upper=column)
    places = ((left,), (right,), (left, right), (column,), (right,), (left,), (left, column))
    published = [publish(*hung) for hung in places]
    branch, seen, after = ways(tree(bureau.agency))["notices"][-1], [], None
    while True:
        page = newest_in(branch, after=after, count=2)
        seen += page.records
        after = page.following
        if after is None:
            break
    assert seen == published[::-1]
    assert years_of(branch) == [2024]


def test_a_year_narrows_the_list(
    client: Client, bureau: Bureau, publish: Callable[..., int]
) -> None:
    record = publish()
    address = f"/{bureau.agency.slug}/columns/notices/"
    assert f"/documents/{record}/" in client.get(address, {"year": "2024"}).content.decode()
    for year in ("2023", "0000", "9999", "abcd"):
        assert client.get(address, {"year": year}).status_code == 200
    assert f"/documents/{record}/" not in client.get(address, {"year": "2023"}).content.decode()


def test_an_empty_column_says_what_would_be_here_and_what_to_do(
    client: Client, bureau: Bureau
) -> None:
    ColumnFactory(agency=bureau.agency, slug="budgets", name="财政预决算", article="第二十条")
    shown = client.get(f"/{bureau.agency.slug}/columns/budgets/").content.decode()
    for part in ("这里应当公开", "第二十条", "还没有内容", f"/{bureau.agency.slug}/ask/"):
        assert part in shown


def test_a_closed_column_has_no_page_and_those_under_it_move_up(bureau: Bureau) -> None:
    closed = ColumnFactory(agency=bureau.agency, slug="closed", is_open=False)
    ColumnFactory(agency=bureau.agency, slug="below", upper=closed)
    assert [branch.column.slug for branch in tree(bureau.agency)] == ["below"]


def test_a_column_that_is_late_says_so(
    client: Client, bureau: Bureau, column: Column, publish: Callable[..., int]
) -> None:
    Column.objects.filter(pk=column.pk).update(stale_after_days=14)
    publish()
    assert "超过14天没有更新" in client.get(column.get_absolute_url()).content.decode()
    oversight = client.get(f"/{bureau.agency.slug}/oversight/").content.decode()
    assert "应当每14天至少更新一次" in oversight


def test_another_agencys_column_is_not_shown(client: Client, bureau: Bureau) -> None:
    ColumnFactory(agency=AgencyFactory(), slug="elsewhere")
    assert client.get(f"/{bureau.agency.slug}/columns/elsewhere/").status_code == 404


@pytest.mark.parametrize(
    "page", ["", "catalogue/", "columns/notices/", "oversight/", "services/", "feed.atom"]
)
def test_lists_cost_the_same_whatever_their_length(
    bureau: Bureau, publish: Callable[..., int], flat_queries: Callable[..., None], page: str
) -> None:
    flat_queries(f"/{bureau.agency.slug}/{page}", publish)


def test_the_catalogue_names_every_statutory_category(client: Client, bureau: Bureau) -> None:
    shown = client.get(f"/{bureau.agency.slug}/catalogue/").content.decode()
    assert "第二十条第（一）项" in shown
    assert "第二十条第（十五）项" in shown


def test_the_only_agency_answers_at_the_root(client: Client, bureau: Bureau) -> None:
    assert bureau.agency.name in client.get("/").content.decode()
    AgencyFactory(name="另一个局")
    platform = client.get("/").content.decode()
    assert bureau.agency.name in platform
    assert "另一个局" in platform
