"""The closed lists by which documents are classed."""

from gongkai.rules.classification import genres, not_genres, topics


def test_the_genres_are_the_fifteen_of_the_regulation_in_its_order() -> None:
    names = "决议 决定 命令（令） 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要"
    assert [genre.name for genre in genres()] == names.split()
    assert all(genre.used_for for genre in genres())


def test_what_is_issued_under_a_notice_is_not_a_genre() -> None:
    assert {"办法", "规定", "方案", "要点", "总结"} <= set(not_genres())
    assert not set(not_genres()) & {genre.name for genre in genres()}


def test_the_topics_are_the_twenty_two_of_the_central_directory() -> None:
    assert [topic.number for topic in topics()] == list(range(1, 23))
    assert topics()[6].name == "工业、交通"
    assert topics()[-1].name == "其他"


def test_slugs_are_unique_ascii() -> None:
    for entries in (genres(), topics()):
        slugs = [entry.slug for entry in entries]
        assert len(set(slugs)) == len(slugs)
        assert all(slug.isascii() for slug in slugs)
