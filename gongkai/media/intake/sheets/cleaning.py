"""The clean copy of a workbook: what is shown, as values; what is hidden is gone."""

from collections import Counter
from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from gongkai.media.intake.ooxml import Package
from gongkai.media.intake.ooxml_cleaning import strip_package
from gongkai.media.intake.removal import Removal
from gongkai.media.intake.sheets import workbook
from gongkai.media.intake.sheets.seeing import Eye
from gongkai.media.intake.sheets.workbook import Sheet, Workbook, s
from gongkai.media.intake.taken import CannotTakeIn, CleanCopy
from gongkai.media.intake.word.names import R_NS, remove
from gongkai.rules.gate.hidden_content import Kind

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def clean(path: Path) -> CleanCopy:
    package, removal = Package.open(path), Removal()
    strip(package, removal)
    return CleanCopy(
        package.write(), removal.sentences(), "XLSX", CONTENT_TYPE, "xlsx", removal.facts()
    )


def strip(package: Package, removal: Removal) -> None:
    """Leave in a package what its reader sees."""
    book = Workbook(package)
    if all(sheet.is_hidden for sheet in book.sheets):
        raise CannotTakeIn("工作簿的工作表全部隐藏，没有可以公开的内容。")
    counted: Counter[str] = Counter()
    eye = Eye(book)
    _drop_hidden_sheets(book, removal)
    for sheet in book.sheets:
        tree = None if sheet.is_hidden else package.tree(sheet.part)
        if tree is not None:
            _empty_blank_cells(book, eye, tree, removal)
            _strip_sheet(tree, counted)
            _drop_comment_shapes(package, sheet.part, tree)
            _drop_table_names(package, sheet.part, tree)
    _blank_unused_strings(book)
    _settle_names(book, counted)
    _strip_tables(package)
    for kind, called in (("row", "隐藏行 {n} 行"), ("cell", "隐藏列中的单元格 {n} 个")):
        removal.add(Kind.HIDDEN_ROWS_COLUMNS, counted[kind], detail=called.format(n=counted[kind]))
    for kind, sentence in _SENTENCES.items():
        if counted[kind]:
            removal.say(sentence.format(n=counted[kind]))
    strip_package(package, removal)


_SENTENCES = {
    "formula": "{n} 个公式已替换为计算结果。",
    "name": "{n} 个名称定义已移除。",
    "rule": "数据有效性、条件格式、筛选等规则 {n} 组已移除。",
}


def _empty_blank_cells(book: Workbook, eye: Eye, tree: _Element, removal: Removal) -> None:
    for cell in eye.blank_cells(tree):
        removal.add_text(Kind.HIDDEN_TEXT, book.written(cell), where=cell.get("r") or "")
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", "")


def _drop_hidden_sheets(book: Workbook, removal: Removal) -> None:
    hidden = [sheet for sheet in book.sheets if sheet.is_hidden]
    for sheet in hidden:
        remove(sheet.element)
        removal.add(Kind.HIDDEN_SHEETS, detail=sheet.name)
    links = {sheet.element.get(f"{{{R_NS}}}id") for sheet in hidden}
    book.package.cut(book.main, lambda link: link.id in links)
    if hidden:
        _renumber_views(book, hidden)


def _renumber_views(book: Workbook, hidden: list[Sheet]) -> None:
    """Views and names count sheets by position."""
    kept = [at for at, sheet in enumerate(book.sheets) if sheet not in hidden]
    for view in book.root.iter(s("workbookView")):
        for name in ("activeTab", "firstSheet"):
            written = view.get(name)
            if written is not None:
                was = int(written) if written.isdecimal() else 0
                view.set(name, str(kept.index(was) if was in kept else 0))
    for defined in list(book.root.iter(s("definedName"))):
        local = defined.get("localSheetId")
        if local is None or not local.isdecimal():
            continue
        if int(local) in kept:
            defined.set("localSheetId", str(kept.index(int(local))))
        else:
            remove(defined)


def _strip_sheet(tree: _Element, counted: Counter[str]) -> None:
    unseen = workbook.hidden_columns(tree)
    for _number, row in workbook.rows_of(tree):
        if workbook.is_hidden_row(row):
            counted["row"] += 1
            for cell in list(row):
                row.remove(cell)
            continue
        for column, cell in list(workbook.cells_of(row)):
            if column in unseen:
                counted["cell"] += 1
                row.remove(cell)
                continue
            counted["formula"] += _keep_value_only(cell)
    for kind in _RULES:
        for found in tree.findall(s(kind)):
            counted["rule"] += kind in {"dataValidations", "conditionalFormatting", "autoFilter"}
            tree.remove(found)


# Rules and lists quote cells that may be hidden; filters keep the values they hid.
_RULES = (
    "dataValidations", "scenarios", "protectedRanges", "sheetProtection", "extLst",
    "dataConsolidate", "customSheetViews", "sortState", "conditionalFormatting", "autoFilter",
)  # fmt: skip


def _keep_value_only(cell: _Element) -> bool:
    formula = cell.find(s("f"))
    if formula is None:
        return False
    cell.remove(formula)
    for extra in {"cm", "vm"} & set(cell.attrib):
        del cell.attrib[extra]
    return True


def _drop_comment_shapes(package: Package, part: str, tree: _Element) -> None:
    """The boxes that comments are shown in are drawings of their own."""
    for shapes in tree.findall(s("legacyDrawing")):
        link = shapes.get(f"{{{R_NS}}}id")
        package.cut(part, lambda relation, link=link: relation.id == link)  # type: ignore[misc]
        tree.remove(shapes)


def _drop_table_names(package: Package, part: str, tree: _Element) -> None:
    """A formatted table keeps the names of its columns, of the hidden ones too."""
    if not workbook.hidden_columns(tree):
        return
    package.cut(part, lambda relation: relation.kind.endswith("/table"))
    for listed in tree.findall(s("tableParts")):
        tree.remove(listed)


def _blank_unused_strings(book: Workbook) -> None:
    """Texts of removed cells would live on in the shared list; places in it must stay."""
    shared = book.shared_strings()
    if shared is None:
        return
    used = _used_strings(book)
    for at, entry in enumerate(list(shared.iter(s("si")))):
        for reading in list(entry.iter(s("rPh"), s("phoneticPr"))):
            remove(reading)
        if at not in used:
            for child in list(entry):
                entry.remove(child)
            etree.SubElement(entry, s("t"))


def _used_strings(book: Workbook) -> set[int]:
    used: set[int] = set()
    for sheet in book.sheets:
        tree = None if sheet.is_hidden else book.package.tree(sheet.part)
        for cell in tree.iter(s("c")) if tree is not None else ():
            written = cell.findtext(s("v")) or ""
            if cell.get("t") == "s" and written.isdecimal():
                used.add(int(written))
    return used


def _settle_names(book: Workbook, counted: Counter[str]) -> None:
    """Names are formulas in disguise; only print areas and titles are kept."""
    for defined in list(book.root.iter(s("definedName"))):
        if not (defined.get("name") or "").startswith("_xlnm.Print"):
            counted["name"] += 1
            remove(defined)
    for names in list(book.root.iter(s("definedNames"))):
        if not len(names):
            remove(names)
    for found in list(book.root.iter(*map(s, _OF_THE_WORKBOOK))):
        remove(found)
    for node in list(book.root.iter()):
        if isinstance(node.tag, str) and etree.QName(node).localname == "absPath":
            remove(node)


_OF_THE_WORKBOOK = (
    "fileSharing", "fileRecoveryPr", "webPublishing", "externalReferences", "extLst",
    "pivotCaches", "customWorkbookViews", "functionGroups",
)  # fmt: skip


def _strip_tables(package: Package) -> None:
    for name in package.reachable():
        if "/tables/" in f"/{name}" and name.endswith(".xml") and "_rels" not in name:
            tree = package.tree(name)
            if tree is None:
                continue
            for found in list(tree.iter(*map(s, _OF_A_TABLE))):
                remove(found)


_OF_A_TABLE = ("calculatedColumnFormula", "totalsRowFormula", "filterColumn", "sortState")
