"""`gongkai report-check` on files as agencies publish them, and on files meant to do harm."""

import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings

from gongkai.command import main
from gongkai.media.report_files.reading import LARGEST, read_report
from gongkai.media.report_files.word import word_blocks
from gongkai.rules.annual_report.exchange import as_values
from gongkai.rules.annual_report.report import AnnualReport
from tests.command import report_layouts as layouts
from tests.rules.annual_report.reports import (
    LAST_YEAR,
    PROCEEDINGS_TABLE,
    REPORT,
    ROWS,
    changed,
    consistent_reports,
    with_rows,
)

Answer = tuple[int, str, str]
Layout = Callable[[AnnualReport], bytes]
LAYOUTS = [
    pytest.param(layouts.portal_page, ".html", id="portal"),
    pytest.param(layouts.word_page, ".htm", id="word-export"),
    pytest.param(layouts.old_page, ".html", id="old-template"),
    pytest.param(layouts.word_file, ".docx", id="word-file"),
]


@pytest.fixture
def gongkai(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    def run(*words: object) -> Answer:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def written(path: Path, report: AnnualReport = REPORT) -> Path:
    path.write_text(json.dumps(as_values(report), ensure_ascii=False), "utf-8")
    return path


@pytest.mark.parametrize(("layout", "ending"), LAYOUTS)
def test_a_published_report_is_read_whole_whatever_its_layout(
    layout: Layout, ending: str, tmp_path: Path
) -> None:
    path = tmp_path / f"年报{ending}"
    path.write_bytes(layout(REPORT))
    reading = read_report(str(path))
    assert reading.findings == ()
    for part in ("year", "agency", "title", "disclosure", "applications", "proceedings"):
        assert getattr(reading.report, part) == getattr(REPORT, part)
    assert REPORT.sections is not None
    assert reading.report.sections is not None
    assert reading.report.sections[:5] == REPORT.sections[:5]


@pytest.mark.parametrize(("layout", "ending"), LAYOUTS)
def test_a_published_report_that_holds_has_no_findings(
    layout: Layout, ending: str, tmp_path: Path, gongkai: Callable[..., Answer]
) -> None:
    path, last_year = tmp_path / f"年报{ending}", tmp_path / "上年.json"
    path.write_bytes(layout(REPORT))
    code, out, err = gongkai("report-check", path, "--last-year", written(last_year, LAST_YEAR))
    assert (code, err) == (0, "")
    assert out == "示例市　2025年　读到表2、表3、表4，正文6个部分。\n没有发现问题。\n"


@pytest.mark.parametrize(("layout", "ending"), LAYOUTS)
@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(report=consistent_reports())
def test_any_tables_come_back_from_any_layout(
    layout: Layout, ending: str, tmp_path: Path, report: AnnualReport
) -> None:
    path = tmp_path / f"年报{ending}"
    path.write_bytes(layout(replace(report, sections=REPORT.sections)))
    read = read_report(str(path)).report
    for table in ("disclosure", "applications", "proceedings"):
        assert getattr(read, table) == getattr(report, table)


@pytest.mark.parametrize(("layout", "ending"), LAYOUTS)
def test_an_empty_cell_stays_empty_in_any_layout(
    layout: Layout, ending: str, tmp_path: Path, gongkai: Callable[..., Answer]
) -> None:
    path = tmp_path / f"年报{ending}"
    path.write_bytes(layout(replace(REPORT, applications=changed(18, 2, None))))
    code, out, _ = gongkai("report-check", path, "--json")
    assert code == 1
    assert json.loads(out) == [
        {
            "check": "T3-4",
            "severity": "block",
            "cells": ["表3“4.无正当理由大量反复申请”行“科研机构”列"],
            "message": "表3“4.无正当理由大量反复申请”行“科研机构”列是空的，请确认是零还是漏填。",
        }
    ]


MERGED = [
    pytest.param(
        lambda rows: layouts.page_of(layouts.plain_table(rows)).encode(), ".html", id="web-page"
    ),
    pytest.param(layouts.word_file_of, ".docx", id="word-file"),
]


@pytest.mark.parametrize(("layout", "ending"), MERGED)
def test_a_count_merged_over_two_cells_is_that_of_the_first_alone(
    layout: Callable[[list[list[layouts.Printed]]], bytes], ending: str, tmp_path: Path
) -> None:
    rows = layouts.application_rows(REPORT)
    rows[3][1] = layouts.cell(13612, rows=2)
    del rows[4][1]
    rows[5][4:6] = [layouts.cell(0, columns=2)]
    path = tmp_path / f"年报{ending}"
    path.write_bytes(layout(rows))
    table = read_report(str(path)).report.applications
    assert table is not None
    assert table.received.natural_persons == 13612
    assert table.carried_in.counts == (None, 6, 0, 1, 18, 0, 560)
    assert table.results["R-1"].counts[:4] == (5345, 129, 0, None)


def test_a_merged_label_of_a_word_file_is_read_at_all_its_places() -> None:
    document = Document(io.BytesIO(layouts.word_file_of(layouts.application_rows(REPORT))))
    (grid,) = word_blocks(document.element.body)
    labels = [row[0] for row in grid[5:8]]
    assert [label.text.strip() for label in labels] == ["三、本年度办理结果"] * 3
    assert [label.is_first for label in labels] == [True, False, False]


def test_people_are_told_what_was_read_and_what_is_wrong(
    tmp_path: Path, gongkai: Callable[..., Answer]
) -> None:
    rows = [list(row) for row in ROWS]
    rows[0][0] = 13613
    code, out, _ = gongkai("report-check", written(tmp_path / "年报.json", with_rows(rows)))
    assert code == 1
    lines = out.splitlines()
    assert lines[0] == "示例市　2025年　读到表2、表3、表4，正文6个部分。"
    assert lines[1].startswith("没有给出上一年度的报告，T2-1、T3-5、TX-2")
    assert lines[2].startswith("【必须改正】T3-1　表3“自然人”列：")
    assert lines[-1] == "共2处：必须改正2处。"


def test_last_years_report_is_compared(tmp_path: Path, gongkai: Callable[..., Answer]) -> None:
    this, last = written(tmp_path / "今年.json"), tmp_path / "去年.json"
    written(last, replace(LAST_YEAR, applications=changed(24, 0, 1), sections=REPORT.sections))
    code, out, _ = gongkai("report-check", this, "--last-year", last, "--json")
    assert code == 1
    assert {"T3-5", "TX-2"} <= {finding["check"] for finding in json.loads(out)}


def test_json_comes_on_standard_input(
    monkeypatch: pytest.MonkeyPatch, gongkai: Callable[..., Answer]
) -> None:
    text = json.dumps(as_values(replace(REPORT, proceedings=PROCEEDINGS_TABLE)))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert gongkai("report-check", "-", "--json") == (0, "[]\n", "")


def packed(name: str, content: bytes) -> bytes:
    written_zip = io.BytesIO()
    with zipfile.ZipFile(written_zip, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(name, content)
    return written_zip.getvalue()


def entity_bomb() -> bytes:
    document = io.BytesIO(layouts.word_file(REPORT))
    bombed = io.BytesIO()
    with zipfile.ZipFile(document) as old, zipfile.ZipFile(bombed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.replace(
                    b"<w:document", b'<!DOCTYPE a [<!ENTITY a "ha">]><w:document', 1
                )
            new.writestr(name, content)
    return bombed.getvalue()


HARM: list[Any] = [
    pytest.param("空.json", b"", "是空的", id="empty"),
    pytest.param("深.json", b"[" * 200_000, "嵌套太深", id="deep-json"),
    pytest.param("国标.json", '{"agency": "示例"}'.encode("gbk"), "不是 UTF-8", id="json-in-gbk"),
    pytest.param("别的.json", b'{"rows": []}', "没有年度报告的表格", id="other-json"),
    pytest.param("大.html", b"<p>" + b"x" * LARGEST, "超过 20 MB", id="too-large"),
    pytest.param("年报.pdf", b"%PDF-1.7", "是 PDF", id="pdf"),
    pytest.param("年报.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Word", id="old-word"),
    pytest.param("年报.mht", b"MIME-Version: 1.0\n", "MHT", id="mht"),
    pytest.param("坏.docx", b"PK\x03\x04broken", "已损坏", id="broken-zip"),
    pytest.param("空.docx", packed("a.txt", b"a"), "可能已损坏", id="zip-of-something-else"),
    pytest.param(
        "弹.docx", packed("word/document.xml", b" " * 150_000_000), "解压后过大", id="zip-bomb"
    ),
    pytest.param("实体.docx", entity_bomb(), "DTD", id="entities"),
    pytest.param("字节.html", bytes(range(256)) * 8, "没有找到年度报告的表格", id="any-bytes"),
    pytest.param("嵌.html", b"<table><tr><td>" * 5000, "没有找到", id="nested-tables"),
    pytest.param(
        "宽.html",
        b"<table><tr>" + b"<td colspan=99999999 rowspan=99999999>1" * 50_000,
        "没有找到",
        id="endless-spans",
    ),
    pytest.param(
        "行.html", b"<table>" + b"<tr><td rowspan=500>1" * 50_000, "没有找到", id="endless-rows"
    ),
    pytest.param(
        "外.html",
        b'<?xml version="1.0" encoding="gbk"?><!DOCTYPE h [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<html><p>&x;</p></html>",
        "没有找到",
        id="outside-entity",
    ),
]


@pytest.mark.parametrize(("name", "content", "said"), HARM)
def test_a_file_that_is_no_report_is_refused_in_words_and_soon(
    name: str, content: bytes, said: str, tmp_path: Path, gongkai: Callable[..., Answer]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    started = time.monotonic()
    code, out, err = gongkai("report-check", path)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
    assert time.monotonic() - started < 20
    code, out, err = gongkai("report-check", path, "--json")
    assert (code, err) == (2, "")
    assert said in json.loads(out)["error"]


@pytest.mark.parametrize("name", ["没有.html", "x" * 5000, "a\0b", "\udcff.html"])
def test_a_file_that_is_not_there_is_named(name: str, gongkai: Callable[..., Answer]) -> None:
    code, _, err = gongkai("report-check", name)
    assert code == 2
    assert "文件" in err


def test_an_unreadable_report_of_last_year_is_refused_too(
    tmp_path: Path, gongkai: Callable[..., Answer]
) -> None:
    bad = tmp_path / "去年.json"
    bad.write_text("{")
    code, out, _ = gongkai(
        "report-check", written(tmp_path / "今年.json"), "--last-year", bad, "--json"
    )
    assert code == 2
    assert "不是合格的 JSON" in json.loads(out)["error"]


@pytest.mark.slow
def test_the_command_starts_without_django_and_answers_at_once(tmp_path: Path) -> None:
    path = written(tmp_path / "年报.json")
    script = (
        "import sys; from gongkai.command import main;"
        f"code = main(['report-check', {str(path)!r}, '--json']);"
        "assert not {'django', 'lxml', 'wagtail'} & set(sys.modules); raise SystemExit(code)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"[]\n"), done.stderr
