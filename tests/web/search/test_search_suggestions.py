"""Keywords offered for a record."""

from gongkai.web.search import suggest_keywords


def test_the_words_of_the_title_come_first():
    words = suggest_keywords("2023年交通局上半年政务公开工作总结", "")
    assert words == ("2023", "交通局", "上半年", "政务", "公开", "工作", "总结")


def test_then_what_the_text_dwells_on():
    text = "公路养护工程进展顺利。工作人员对公路桥梁进行检查，公路养护质量提高。" * 3
    words = suggest_keywords("半年总结", text)
    assert words[:2] == ("半年", "总结")
    assert {"公路", "养护"} <= set(words[2:5])


def test_empty_words_and_loose_numbers_are_dropped():
    words = suggest_keywords("关于印发2023年3月15日有关通知的通知", "")
    assert words == ("2023", "通知")


def test_the_limit_holds_and_nothing_repeats():
    words = suggest_keywords(
        "公路公路养护", "桥梁检查，隧道检查，桥梁隧道。公路养护。" * 5, limit=4
    )
    assert len(words) == 4
    assert len(set(words)) == 4


def test_odd_text_suggests_nothing():
    assert suggest_keywords("", "") == ()
    assert suggest_keywords("\x00\ud800", "😀！！" * 100) == ()
