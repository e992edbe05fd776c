"""The passages shown with a hit."""

import pytest

from gongkai.web.search import Fragment, Query

FILLING = "本局按照要求推进各项任务。"


def text_of(fragments):
    return "".join(fragment.text for fragment in fragments)


def marks_of(fragments):
    return [fragment.text for fragment in fragments if fragment.marked]


@pytest.fixture
def hit(index, entry, put):
    def only(words, **fields):
        put(entry(1, **fields))
        (single,) = index.search(Query(words)).hits
        return single

    return only


def test_the_title_is_whole_and_marked(hit):
    single = hit("政务公开", title="2023年政务公开工作总结")
    assert single.title == (
        Fragment("2023年"),
        Fragment("政务公开", marked=True),
        Fragment("工作总结"),
    )


def test_a_passage_is_short_and_begins_with_the_sentence(hit):
    single = hit("公路养护", text=FILLING * 40 + "今年公路养护共投入三百万元。" + FILLING * 40)
    passage = text_of(single.snippet)
    assert passage.startswith("…今年公路养护共投入")
    assert passage.endswith("…")
    assert len(passage) <= 122
    assert not single.in_attachment


def test_the_passage_with_most_terms_wins(hit):
    single = hit(
        "公路 养护", text="公路很长。" + FILLING * 30 + "养护公路的工人。" + FILLING * 30 + "养护。"
    )
    assert marks_of(single.snippet) == ["养护公路"]


def test_all_terms_are_marked_as_they_were_written(hit):
    single = hit("docx 2023 信息", text="２０２３年的ＤＯＣＸ信息。")
    assert marks_of(single.snippet) == ["２０２３", "ＤＯＣＸ信息"]


def test_marks_stand_right_behind_characters_that_unfold(hit):
    single = hit("公开", text="面积３㎡……依法公开")
    assert text_of(single.snippet) == "面积３㎡……依法公开"
    assert marks_of(single.snippet) == ["公开"]


def test_part_of_a_number_is_not_marked(hit):
    single = hit("75", text="175元，750元，75号，PM75")
    assert text_of(single.snippet[:2]) == "175元，750元，75"
    assert marks_of(single.snippet) == ["75", "75"]


def test_a_hit_only_in_an_attachment_says_so(hit):
    single = hit("三百万元", title="公路", text=FILLING, attachments="共投入三百万元")
    assert single.in_attachment
    assert marks_of(single.snippet) == ["三百万元"]


def test_the_body_is_preferred_when_both_match(hit):
    single = hit("公路", text="公路在此", attachments="公路在附件")
    assert not single.in_attachment
    assert text_of(single.snippet) == "公路在此"


def test_an_attachment_with_no_more_of_the_terms_does_not_displace_the_body(hit):
    single = hit("公路 桥梁 隧道", title="隧道", text="公路在此", attachments="桥梁在附件")
    assert not single.in_attachment
    assert marks_of(single.snippet) == ["公路"]


def test_a_hit_only_in_the_title_shows_how_the_text_begins(hit):
    single = hit("养护", title="公路养护", text=FILLING * 30)
    assert text_of(single.snippet).startswith(FILLING)
    assert marks_of(single.snippet) == []


def test_markup_is_text_like_any_other(hit):
    single = hit("公开", text="<b>公开</b>\n\n & 其他")
    assert text_of(single.snippet) == "<b>公开</b> & 其他"
