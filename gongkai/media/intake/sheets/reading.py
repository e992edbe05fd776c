"""A workbook read: one heading and one table for each visible sheet."""

import html
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from lxml.etree import _Element

from gongkai.media.intake import limits
from gongkai.media.intake.draft import MARKS, Draft, Hint, line_mark, picture_mark
from gongkai.media.intake.ooxml import Package
from gongkai.media.intake.pictures import shown_picture
from gongkai.media.intake.sheets import workbook
from gongkai.media.intake.sheets.seeing import Eye
from gongkai.media.intake.sheets.workbook import Sheet, Workbook, s
from gongkai.media.intake.word.names import R_NS, q, remove

_SHEET_HINT = Hint(outline=0)


@dataclass
class _Grid:
    """What one sheet shows."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    covered: set[tuple[int, int]] = field(default_factory=set)
    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)


def read(path: Path) -> Draft:
    book = Workbook(Package.open(path))
    draft = Draft("", reads_front=False)
    counted: Counter[str] = Counter()
    shown = [sheet for sheet in book.sheets if not sheet.is_hidden]
    hidden = [sheet.name for sheet in book.sheets if sheet.is_hidden]
    if hidden:
        draft.lose(f"隐藏的工作表 {len(hidden)} 个未收入：{'、'.join(hidden[:10])}。")
    if len(shown) > limits.MAX_SHEETS:
        draft.lose(
            f"工作表超过 {limits.MAX_SHEETS} 个，其余 {len(shown) - limits.MAX_SHEETS} 个未收入。"
        )
    written = []
    eye = Eye(book)
    for sheet in shown[: limits.MAX_SHEETS]:
        tree = book.package.tree(sheet.part)
        if tree is None or tree.tag != s("worksheet"):
            counted["chart"] += 1
            continue
        for cell in eye.blank_cells(tree):
            counted["blank cell"] += bool(book.written(cell))
            remove(cell)
        grid = _grid(book, sheet, tree, draft, counted)
        number = len(draft.hints)
        draft.hints[number] = _SHEET_HINT
        if len(shown) > 1:
            written.append(f"<h2>{line_mark(number)}{_escaped(sheet.name)}</h2>")
        written.append(_table(grid))
        written.append(_pictures(book, sheet, draft, counted))
        _count_surroundings(book, sheet, tree, counted)
        draft.pages = max(1, draft.pages + (len(grid.rows) > 45) + len(grid.rows) // 45)
    draft.html = "".join(written)
    draft.pages = max(len(shown), draft.pages - 1)
    _say(draft, counted)
    return draft


def _grid(
    book: Workbook, sheet: Sheet, tree: _Element, draft: Draft, counted: Counter[str]
) -> _Grid:
    grid = _Grid()
    unseen = workbook.hidden_columns(tree)
    hidden_rows: set[int] = set()
    used = 0
    for number, row in workbook.rows_of(tree):
        if workbook.is_hidden_row(row):
            hidden_rows.add(number)
            counted["hidden row"] += 1
            continue
        used += 1
        if used > limits.MAX_SHEET_ROWS:
            counted[f"rows of {sheet.name}"] += 1
            continue
        for column, cell in workbook.cells_of(row):
            if column in unseen:
                counted["hidden cell"] += 1
                continue
            counted["formula"] += cell.find(s("f")) is not None
            if text := book.shown(cell).translate(MARKS):
                grid.cells[(number, column)] = text
    _trim(grid, unseen, hidden_rows, sheet, counted)
    _merge(grid, tree)
    return grid


def _trim(
    grid: _Grid, unseen: set[int], hidden_rows: set[int], sheet: Sheet, counted: Counter[str]
) -> None:
    """Only the used area, and no hidden row or column in it; empty rows inside it go as well."""
    if not grid.cells:
        return
    grid.rows = sorted({row for row, _column in grid.cells} - hidden_rows)
    last = max(column for _row, column in grid.cells)
    first = min(column for _row, column in grid.cells)
    columns = [column for column in range(first, last + 1) if column not in unseen]
    filled = {column for _row, column in grid.cells}
    if len(columns) > limits.MAX_SHEET_COLUMNS:
        columns = [column for column in columns if column in filled]
        counted[f"columns of {sheet.name}"] += max(0, len(columns) - limits.MAX_SHEET_COLUMNS)
    grid.columns = columns[: limits.MAX_SHEET_COLUMNS]


def _merge(grid: _Grid, tree: _Element) -> None:
    rows, columns = set(grid.rows), set(grid.columns)
    for merged in tree.iter(s("mergeCell")):
        span = workbook.span_of(merged.get("ref") or "")
        if span is None:
            continue
        top, left, bottom, right = span
        across = [column for column in grid.columns if left <= column <= right]
        down = [row for row in grid.rows if top <= row <= bottom]
        if not across or not down or top not in rows or left not in columns:
            continue
        grid.spans[(down[0], across[0])] = (len(down), len(across))
        grid.covered |= {(row, column) for row in down for column in across}
        grid.covered.discard((down[0], across[0]))


def _table(grid: _Grid) -> str:
    rows = []
    for row in grid.rows:
        cells = []
        for column in grid.columns:
            if (row, column) in grid.covered:
                continue
            down, across = grid.spans.get((row, column), (1, 1))
            spans = f' rowspan="{down}"' * (down > 1) + f' colspan="{across}"' * (across > 1)
            cells.append(f"<td{spans}>{_escaped(grid.cells.get((row, column), ''))}</td>")
        if cells:
            rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table><tbody>{''.join(rows)}</tbody></table>" if rows else ""


def _escaped(text: str) -> str:
    return "<br>".join(html.escape(line.strip()) for line in text.strip().splitlines())


def _pictures(book: Workbook, sheet: Sheet, draft: Draft, counted: Counter[str]) -> str:
    marks = []
    package = book.package
    for drawing in package.of_kind(sheet.part, "drawing"):
        tree = package.tree(drawing)
        if tree is None:
            continue
        counted["chart"] += sum(1 for _ in tree.iter(q("c:chart")))
        counted["shape"] += sum(
            1 for node in tree.iter() if str(node.tag).endswith("}sp") and workbook.words_in(node)
        )
        targets = package.targets(drawing)
        for blip in tree.iter(q("a:blip")):
            content = package.parts.get(targets.get(blip.get(f"{{{R_NS}}}embed") or "", ""))
            picture = content and shown_picture(content, name=f"picture{len(draft.pictures) + 1}")
            if not picture or len(draft.pictures) >= limits.MAX_SHOWN_PICTURES:
                counted["picture"] += 1
                continue
            draft.pictures[picture.name] = picture
            marks.append(f"<p>{picture_mark(picture.name)}</p>")
    return "".join(marks)


def _count_surroundings(
    book: Workbook, sheet: Sheet, tree: _Element, counted: Counter[str]
) -> None:
    for name in book.package.of_kind(sheet.part, "comments"):
        comments = book.package.tree(name)
        if comments is not None:
            counted["comment"] += sum(1 for _ in comments.iter(s("comment")))
    counted["condition"] += sum(1 for _ in tree.iter(s("conditionalFormatting")))
    counted["header"] += sum(1 for node in tree.iter(s("headerFooter")) if workbook.words_in(node))


_SENTENCES = {
    "hidden row": "隐藏的行 {n} 行未收入。",
    "hidden cell": "隐藏列中的单元格 {n} 个未收入。",
    "blank cell": "看不见的单元格（白色文字或不显示的格式）{n} 个未收入。",
    "formula": "{n} 个公式只保留计算结果。",
    "comment": "批注 {n} 条未收入。",
    "chart": "图表 {n} 个未收入，请改用图片。",
    "shape": "文本框或图形 {n} 个未收入。",
    "picture": "图片 {n} 幅未收入（格式不支持或过多）。",
    "condition": "条件格式 {n} 处未保留，请核对颜色是否有含义。",
    "header": "页眉页脚 {n} 处未收入。",
}


def _say(draft: Draft, counted: Counter[str]) -> None:
    for kind, sentence in _SENTENCES.items():
        if counted[kind]:
            draft.lose(sentence.format(n=counted[kind]))
    for kind, count in counted.items():
        if kind.startswith("rows of ") and count:
            draft.lose(
                f"工作表“{kind[8:]}”超过 {limits.MAX_SHEET_ROWS} 行，"
                f"网页上只列前 {limits.MAX_SHEET_ROWS} 行，其余 {count} 行见附件原表。"
            )
        if kind.startswith("columns of ") and count:
            draft.lose(
                f"工作表“{kind[11:]}”超过 {limits.MAX_SHEET_COLUMNS} 列，其余 {count} 列未收入。"
            )
