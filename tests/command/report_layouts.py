"""Annual reports as agencies publish them: three kinds of web page and a Word file."""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

from docx import Document
from docx.table import Table

from gongkai.rules.annual_report.form import NUMERALS
from gongkai.rules.annual_report.report import AnnualReport
from gongkai.rules.annual_report.standings import KINDS
from gongkai.rules.annual_report.tables import (
    CARRIED_IN,
    CARRIED_OVER,
    COLUMNS,
    CONCLUDED,
    ENDINGS,
    PROCEEDINGS,
    RECEIVED,
    Count,
    Sum,
)
from gongkai.rules.outcomes import outcomes

# A cell to print: its text, how many columns and how many rows it covers.
Printed = tuple[str, int, int]
TORN = 12
FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")


def cell(text: Sum, columns: int = 1, rows: int = 1) -> Printed:
    return ("" if text is None else str(text), columns, rows)


def disclosure_rows(report: AnnualReport) -> list[list[Printed]]:
    """Table 2 as the form prints it: four blocks below each other, four columns wide."""
    table = report.disclosure
    assert table is not None
    decided = [cell("信息内容"), cell("本年处理决定数量", 3)]
    rows = [
        [cell("第二十条第（一）项", 4)],
        [cell(each) for each in ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")],
        [cell("规章"), *map(cell, table.rules.counts)],
        [cell("行政规范性文件"), *map(cell, table.normative_documents.counts)],
        [cell("第二十条第（五）项", 4)],
        decided,
        [cell("行政许可"), cell(table.licences, 3)],
        [cell("第二十条第（六）项", 4)],
        decided,
        [cell("行政处罚"), cell(table.penalties, 3)],
        [cell("行政强制"), cell(table.coercive_measures, 3)],
        [cell("第二十条第（八）项", 4)],
        [cell("信息内容"), cell("本年收费金额（单位：万元）", 3)],
    ]
    return [*rows, [cell("行政事业性收费"), cell(table.fees, 3)]]


def application_rows(report: AnnualReport) -> list[list[Printed]]:
    """Table 3 as the form prints it: three columns of labels, seven of counts."""
    table = report.applications
    assert table is not None
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    rows = [
        [cell(note, 3, 3), cell("申请人情况", 7)],
        [cell("自然人", rows=2), cell("法人或其他组织", 5), cell("总计", rows=2)],
        [cell(column) for column in COLUMNS[1:-1]],
        [cell(RECEIVED, 3), *map(cell, table.received.counts)],
        [cell(CARRIED_IN, 3), *map(cell, table.carried_in.counts)],
    ]
    for label, counts in _result_rows(report):
        first = [cell("三、本年度办理结果", rows=22)] if len(rows) == 5 else []
        rows.append([*first, *label, *map(cell, counts)])
    return [*rows, [cell(CARRIED_OVER, 3), *map(cell, table.carried_over.counts)]]


def _result_rows(report: AnnualReport) -> Iterator[tuple[list[Printed], tuple[Count, ...]]]:
    table = report.applications
    assert table is not None
    for kind, group in KINDS.items():
        codes = [code for code in table.results if outcomes()[code].kind is kind]
        for code in codes:
            name = cell(outcomes()[code].name, 1 if len(codes) > 1 else 2)
            opens = [cell(group, rows=len(codes))] if code == codes[0] and len(codes) > 1 else []
            yield [*opens, name], table.results[code].counts
    yield [cell(CONCLUDED, 2)], table.concluded.counts


def proceeding_rows(report: AnnualReport) -> list[list[Printed]]:
    """Table 4 as the form prints it: three heads above fifteen counts."""
    table = report.proceedings
    assert table is not None
    endings = [cell(ending) for ending in ENDINGS]
    return [
        [cell("行政复议", 5), cell("行政诉讼", 10)],
        [
            *(cell(ending, rows=2) for ending in ENDINGS),
            *(cell(each, 5) for each in PROCEEDINGS[1:]),
        ],
        [*endings, *endings],
        [cell(count) for endings in table.rows.values() for count in endings.counts],
    ]


def plain_table(rows: list[list[Printed]], tag: str = "td") -> str:
    lines = (
        "".join(
            f'<{tag} colspan="{columns}" rowspan="{below}">{text}</{tag}>'
            for text, columns, below in row
        )
        for row in rows
    )
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def page_of(body: str) -> str:
    return f"<!DOCTYPE html><html><body>{body}</body></html>"


def sections_html(report: AnnualReport, tables: dict[int, str], line: str = "<p>{}</p>") -> str:
    parts = [line.format(paragraph) for paragraph in report.preamble]
    for section in report.sections or ():
        parts.append(line.format(f"{NUMERALS[section.number - 1]}、{section.heading}"))
        parts += [line.format(paragraph) for paragraph in section.paragraphs]
        parts.append(tables.get(section.number, ""))
    return "\n".join(parts)


def portal_page(report: AnnualReport) -> bytes:
    """A portal's template: wrappers, a layout table, scripts, a menu, a date in the head."""
    body = sections_html(
        report,
        {
            2: plain_table(disclosure_rows(report)),
            3: plain_table(application_rows(report), "th"),
            4: plain_table(proceeding_rows(report)),
        },
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<meta name="ArticleTitle" content="{report.title}"><meta name="PubDate" content="2026-01-20 09:30">
<title>{report.title}_示例市人民政府门户网站</title><script>var 新收 = "1件";</script></head>
<body><div class="nav"><ul><li>首页</li><li>政务公开</li></ul></div>
<div style="display:none">一、总体情况</div>
<table class="frame"><tr><td><div><div><h1>{report.title}</h1>
<!-- 新收政府信息公开申请1件 -->{body}</div></div></td></tr></table>
<div class="foot">网站标识码 0000000000</div></body></html>""".encode()


def word_page(report: AnnualReport) -> bytes:
    """A page that Word wrote in GB2312: broken labels, full-width figures, table 3 cut in two."""

    def mso(text: str) -> str:
        if not text:
            return "&nbsp;"
        if text.isdigit():
            text = f"{int(text):,}".translate(FULL_WIDTH)
        half = len(text) // 2
        return (
            f'<p class=MsoNormal align=center><span style="font-size:9.0pt">{text[:half]}\n'
            f"  </span><span lang=EN-US>{text[half:]}<o:p></o:p></span></p>"
        )

    def table(rows: list[list[Printed]]) -> str:
        lines = (
            "".join(
                f"<td width=60 colspan={columns} rowspan={below}>{mso(text)}</td>"
                for text, columns, below in row
            )
            for row in rows
        )
        return f"<table class=MsoTableGrid>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"

    rows = application_rows(report)
    # The break tears the merged labels: what follows has lost those that began before it.
    broken = table(rows[:TORN]) + "<p>&nbsp;</p>" + table(rows[TORN:])
    body = sections_html(
        report, {2: table(disclosure_rows(report)), 3: broken, 4: table(proceeding_rows(report))}
    )
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>'
        '<meta http-equiv=Content-Type content="text/html; charset=gb2312">'
        "<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--></head>"
        f"<body lang=ZH-CN><p class=MsoTitle>{report.title}</p>{body}</body></html>"
    ).encode("gb18030")


def old_page(report: AnnualReport) -> bytes:
    """An old template: upper-case tags left open, other numbering, one table for each block."""

    def table(rows: list[list[Printed]]) -> str:
        lines = (
            "".join(
                f"<TD COLSPAN={columns} ROWSPAN={below}><TABLE><TR><TD>{renumbered(text) or '—'}"
                "</TABLE>"
                for text, columns, below in row
            )
            for row in rows
        )
        return f"<TABLE BORDER=1>{''.join(f'<TR>{line}' for line in lines)}</TABLE>"

    blocks = disclosure_rows(report)
    starts = [number for number, row in enumerate(blocks) if len(row) == 1] + [len(blocks)]
    parts = [blocks[a:b] for a, b in pairwise(starts)]
    proceedings = report.proceedings
    assert proceedings is not None
    by_rows = [[cell(""), *map(cell, ENDINGS)]] + [
        [cell(name), *map(cell, endings.counts)] for name, endings in proceedings.rows.items()
    ]
    body = sections_html(
        report,
        {
            2: "<BR>".join(table(part) for part in parts),
            3: table(application_rows(report)),
            4: table(by_rows),
        },
        "{}<BR>",
    )
    return f"<HTML><BODY><CENTER><B>{report.title}</B></CENTER>{body}</BODY></HTML>".encode()


def renumbered(text: str) -> str:
    """The same label as another agency writes it; a number stays as it is."""
    if text.isascii():
        return text
    for old, new in (
        ("（", "("),
        ("）", ") "),
        ("1.", "1、"),
        ("2.", "⒉"),
        ("一、", "(一) "),
        ("“", '"'),
    ):
        text = text.replace(old, new)
    return text.replace("”", '"')


def word_file_of(rows: list[list[Printed]]) -> bytes:
    """A Word file of one table and nothing else."""
    document = Document()
    _fill(document.add_table(len(rows), sum(columns for _, columns, _ in rows[0])), rows)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def word_file(report: AnnualReport) -> bytes:
    """A Word file whose merged cells are Word's own."""
    document = Document()
    document.add_paragraph(report.title)
    tables = {2: disclosure_rows(report), 3: application_rows(report), 4: proceeding_rows(report)}
    for paragraph in report.preamble:
        document.add_paragraph(paragraph)
    for section in report.sections or ():
        document.add_paragraph(f"{NUMERALS[section.number - 1]}、{section.heading}")
        for paragraph in section.paragraphs:
            document.add_paragraph(paragraph)
        if rows := tables.get(section.number):
            width = sum(columns for _, columns, _ in rows[0])
            _fill(document.add_table(len(rows), width), rows)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _fill(table: Table, rows: list[list[Printed]]) -> None:
    # Asked for once: Word files have no grid, and python-docx makes a new one at every question.
    places = [row.cells for row in table.rows]
    taken: set[tuple[int, int]] = set()
    for down, row in enumerate(rows):
        across = 0
        for text, columns, below in row:
            while (down, across) in taken:
                across += 1
            first = places[down][across]
            if columns > 1 or below > 1:
                first = first.merge(places[down + below - 1][across + columns - 1])
            first.text = text
            taken |= {(down + y, across + x) for x in range(columns) for y in range(below)}
            across += columns
