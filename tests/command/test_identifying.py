"""`gongkai identify`: what a person and a program get to read, and what neither ever does."""

import io
import json
import subprocess
import sys
import time

import pytest

from gongkai.command import main
from gongkai.command.identifying import MOST, MOST_BYTES
from gongkai.command.telling import FINE, FOUND, MISUSE

ADULT = "451400199001010014"


def pipe(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_a_right_number_is_named_and_all_is_fine(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["identify", "国办函〔2020〕109号"]) == FINE
    told = capsys.readouterr()
    assert told.out == "发文字号 国办函〔2020〕109号：正确（机关代字“国办函”，2020年，第109号）\n"
    assert told.err == ""


def test_a_wrong_number_is_found_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["identify", "451400199001010015"]) == FOUND
    assert capsys.readouterr().out == "身份证号 45*************015：有误（校验码不符）\n"


def test_one_wrong_number_among_right_ones_is_found() -> None:
    assert main(["identify", "国办函〔2020〕109号，交办办【2021】75号"]) == FOUND


def test_a_program_gets_kind_verdict_reason_and_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["identify", f"号码：{ADULT}", "--json"]) == FINE
    (found,) = json.loads(capsys.readouterr().out)
    assert found == {
        "kind": "identity-number",
        "valid": True,
        "reason": "广西壮族自治区，18 位，校验码相符，出生日期已隐去",
        "text": "45*************014",
        "start": 3,
        "end": 21,
    }


@pytest.mark.parametrize("json_asked", [False, True])
@pytest.mark.parametrize("number", [ADULT, "13812345678", "4111111111111111"])
def test_no_output_repeats_a_personal_number(
    capsys: pytest.CaptureFixture[str], number: str, json_asked: bool
) -> None:
    main(["identify", number, *(["--json"] if json_asked else [])])
    told = capsys.readouterr()
    assert number not in told.out + told.err
    assert "19900101" not in told.out


@pytest.mark.parametrize("text", ["你好", "", " ", "😀", "\udcff"])
def test_nothing_found_is_an_empty_list_and_a_sentence(
    capsys: pytest.CaptureFixture[str], text: str
) -> None:
    assert main(["identify", text, "--json"]) == FOUND
    told = capsys.readouterr()
    assert json.loads(told.out) == []
    assert told.err.startswith("没有认出任何编号。")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_is_piped_in_whatever_its_encoding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], encoding: str
) -> None:
    pipe(monkeypatch, "依据国务院令第711号".encode(encoding))
    assert main(["identify", "-", "--json"]) == FINE
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["text"], found["start"]) == ("国务院令第711号", 2)


def test_bytes_that_are_no_text_are_no_identifier(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe(monkeypatch, bytes(range(256)) * 100)
    assert main(["identify", "-"]) == FOUND
    assert "没有认出" in capsys.readouterr().err


def test_too_much_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe(monkeypatch, b"1" * (MOST_BYTES + 1))
    assert main(["identify", "-"]) == MISUSE
    assert "超过20MB" in capsys.readouterr().err


def test_a_list_that_is_cut_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe(monkeypatch, b"13812345678 " * (MOST + 1))
    assert main(["identify", "-", "--json"]) == FINE
    told = capsys.readouterr()
    assert len(json.loads(told.out)) == MOST
    assert f"只列出前 {MOST} 个" in told.err


def test_the_command_starts_without_django() -> None:
    script = (
        "import sys; from gongkai.command import main; main(['identify', '451400']);"
        "sys.exit('django' in sys.modules)"
    )
    began = time.monotonic()
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
    assert time.monotonic() - began < 2  # a tenth of that where nothing else runs
