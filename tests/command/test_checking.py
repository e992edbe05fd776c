"""`gongkai check`: findings with their places, from files of any kind and from standard input."""

import io
import json
import sys
from pathlib import Path

import pytest

from gongkai.command import main
from gongkai.demo import paper

KEYS = {"start", "end", "text", "rule", "severity", "message", "suggestion"}


def checked(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main(["check", *(str(word) for word in words)])
    said = capsys.readouterr()
    return code, said.out, said.err


def typed(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_a_text_on_standard_input_gives_places_in_characters(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\U00020bb7请按排专人，电话13812345678。"
    typed(monkeypatch, text.encode())
    code, out, _err = checked(capsys, "-", "--json")
    found = json.loads(out)
    assert code == 1
    assert [(each["rule"], each["text"], each["severity"]) for each in found] == [
        ("wrong-word/按排", "按排", "warn"),
        ("mobile-number", "13812345678", "block"),
    ]
    assert all(set(each) == KEYS for each in found)
    assert all(text[each["start"] : each["end"]] == each["text"] for each in found)


@pytest.mark.parametrize(
    ("content", "starts"),
    [
        pytest.param("一行\r\n请按排好".encode(), [5], id="windows-line-ends"),
        pytest.param("\ufeff请按排好".encode(), [1], id="byte-order-mark"),
        pytest.param("请按排好".encode("gb18030"), [1], id="gb18030"),
        pytest.param("请按排好".encode("utf-16"), [1], id="utf-16"),
    ],
)
def test_line_ends_and_encodings_do_not_shift_the_places(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
    starts: list[int],
) -> None:
    typed(monkeypatch, content)
    _code, out, _err = checked(capsys, "-", "--json")
    assert [each["start"] for each in json.loads(out)] == starts


def test_a_good_text_gives_an_empty_list(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "好.txt"
    path.write_text("各有关单位：现将有关事项通知如下。", "utf-8")
    assert checked(capsys, path, "--json") == (0, "[]\n", "")
    code, out, _err = checked(capsys, path)
    assert (code, "没有发现问题" in out) == (0, True)


def test_a_word_file_is_read_and_its_text_can_be_had(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "通知.docx"
    path.write_bytes(paper.word("关于春运的通知", "请按排专人，电话13812345678。"))
    code, out, _err = checked(capsys, path, "--json")
    found = json.loads(out)
    _code, text, _err = checked(capsys, path, "--text")
    assert code == 1
    assert {"wrong-word/按排", "mobile-number"} <= {each["rule"] for each in found}
    assert all(text[each["start"] : each["end"]] == each["text"] for each in found)


def test_a_web_page_is_read_without_its_tags(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "页.html"
    path.write_text("<p>请<b>按</b>排专人</p><script>按排</script>", "utf-8")
    _code, out, _err = checked(capsys, path, "--json")
    assert [each["text"] for each in json.loads(out)] == ["按排"]


def test_people_are_told_what_where_and_what_to_do(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "文.txt"
    path.write_text("第一行\n请按排好，再按排好。\n电话13812345678", "utf-8")
    _code, out, _err = checked(capsys, path)
    assert "必须处理：1 处" in out
    assert "在第3行第3字" in out
    assert "在第2行第2字、第2行第7字" in out
    assert "建议：138****5678" in out


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        pytest.param("无.txt", None, "没有这个文件", id="no-file"),
        pytest.param("坏.docx", b"PK\x03\x04broken", "", id="broken-document"),
        pytest.param("坏.pdf", b"%PDF-1.7\nbroken", "", id="broken-pdf"),
    ],
)
def test_what_cannot_be_read_says_why_and_ends_with_two(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    name: str,
    content: bytes | None,
    says: str,
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    code, out, err = checked(capsys, path, "--json")
    assert code == 2
    assert says in err
    assert json.loads(out)["error"]


def test_a_text_without_end_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, b"a" * 20_000_001)
    code, _out, err = checked(capsys, "-")
    assert (code, "请拆分" in err) == (2, True)
