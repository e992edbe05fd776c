"""The seed of public columns is whole, and serves every statutory category."""

from gongkai.rules.columns import ColumnKind, column_law

LAW = column_law()


def test_the_categories_are_those_of_articles_20_and_21() -> None:
    assert [category.code for category in LAW.categories] == [
        *(f"A20-{number:02}" for number in range(1, 16)),
        *(f"A21-{number:02}" for number in range(1, 8)),
    ]


def test_every_category_has_a_column_and_every_column_known_categories() -> None:
    served = {code for column in LAW.columns for code in column.categories}
    assert served == {category.code for category in LAW.categories}


def test_parents_come_before_their_children() -> None:
    seen = {""}
    for column in LAW.columns:
        assert column.parent in seen, column.slug
        seen.add(column.slug)


def test_slugs_and_names_are_unique_and_slugs_short_ascii() -> None:
    slugs = [column.slug for column in LAW.columns]
    assert len(set(slugs)) == len(slugs) == len({column.name for column in LAW.columns})
    for slug in slugs:
        assert slug.isascii()
        assert slug == slug.lower()
        assert len(slug) <= 24


def test_every_column_can_fill_its_meta_tags() -> None:
    for column in LAW.columns:
        assert len(column.description) >= 15, column.slug
        assert column.description.endswith("。")
        assert column.keywords
        assert column.column_type
        assert column.article.startswith("《政府信息公开条例》")


def test_news_goes_stale_in_two_weeks_and_notices_in_half_a_year() -> None:
    prescribed = {ColumnKind.NEWS: 14, ColumnKind.NOTICE: 183}
    for column in LAW.columns:
        assert column.stale_after_days == prescribed.get(column.kind), column.slug


def test_the_fixed_parts_of_the_platform_stand_under_one_roof() -> None:
    names = {column.name for column in LAW.columns if column.parent == "disclosure"}
    assert names == {
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "政府信息公开年报",
        "依申请公开",
    }


def test_the_seed_is_dated_and_names_its_sources() -> None:
    assert LAW.as_of.year >= 2025
    assert any("711号" in source for source in LAW.sources)
