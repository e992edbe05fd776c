"""The first document this was made for, as it really circulates."""

from pathlib import Path

import pytest

import gongkai
from gongkai.media.intake import take_in, take_in_guarded

SAMPLES = Path(gongkai.__file__).parents[2] / "shared" / "samples"
NAME = "2023年交通局上半年政务公开工作总结.docx"

pytestmark = pytest.mark.skipif(
    not (SAMPLES / NAME).exists(), reason="the sample is not handed out with the source"
)

HEADINGS = [
    (1, "一、政务公开状况"),
    (2, "〔一〕公开主要内容"),
    (2, "〔二〕公开形式"),
    (1, "二、主要做法"),
    (2, "〔一〕加强领导,落实责任"),
    (2, "〔二〕健全工作制度,促使政务公开落到实处"),
    (2, "〔三〕政务公开与监督管理相结合,制造交通工作良好环境"),
    (1, "三、存在主要问题和改良措施"),
    (2, "〔一〕存在的主要问题和困难:"),
    (2, "〔二〕具体的解决方法和改良措施:"),
    (2, "〔三〕下一步工作思路"),
    (1, "四、意见和建议"),
]


def test_the_sample_is_taken_in_whole() -> None:
    taken = take_in(SAMPLES / NAME, name=NAME)
    assert taken.title == "2023年交通局上半年政务公开工作总结"
    assert (taken.format, taken.pages, taken.pages_estimated) == ("DOCX", 6, True)
    assert taken.bytes == (SAMPLES / NAME).stat().st_size
    assert [(heading.level, heading.text) for heading in taken.headings] == HEADINGS
    lines = taken.text.split("\n")
    assert len(lines) == 30
    assert lines[0].startswith("我局在2023年上半年")
    assert lines[23].startswith("努力提高行政透亮\u2002\u2002\u2002\u2002\u2002度")
    assert "3.无财政专项经费,工作难以开放。" in lines
    assert taken.losses == ()


def test_the_guard_reads_it_the_same() -> None:
    assert take_in_guarded(SAMPLES / NAME, name=NAME)[0] == take_in(SAMPLES / NAME, name=NAME)
