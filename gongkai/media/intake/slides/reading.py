"""A presentation read: a section for each slide with its title, texts, tables and pictures."""

import html
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml.etree import _Element

from gongkai.media.intake import limits
from gongkai.media.intake.draft import MARKS, Draft, Hint, line_mark, picture_mark
from gongkai.media.intake.ooxml import Package
from gongkai.media.intake.pictures import shown_picture
from gongkai.media.intake.slides.names import is_hidden, p, slides_of, text_of
from gongkai.media.intake.word.names import R_NS, q

_TITLES = {"title", "ctrTitle"}
_FURNITURE = {"dt", "ftr", "sldNum", "hdr"}
_SLIDE_TITLE = Hint(outline=0)


def read(path: Path) -> Draft:
    package = Package.open(path)
    draft = Draft("", reads_front=False, pages_estimated=False)
    counted: Counter[str] = Counter()
    written, shown = [], 0
    for part, tree, _entry in slides_of(package):
        counted["notes"] += _has_notes(package, part)
        counted["comment"] += sum(len(list(found)) for found in _comments(package, part))
        if is_hidden(tree):
            counted["hidden"] += 1
            continue
        shown += 1
        if shown > limits.MAX_SLIDES:
            counted["too many"] += 1
            continue
        written.append(_Slide(package, part, draft, counted).html(tree, shown))
    draft.html = "".join(written)
    draft.pages = max(1, shown)
    for kind, sentence in _SENTENCES.items():
        if counted[kind]:
            draft.lose(sentence.format(n=counted[kind]))
    return draft


_SENTENCES = {
    "hidden": "隐藏的幻灯片 {n} 张未收入。",
    "too many": "幻灯片过多，其余 {n} 张未收入。",
    "notes": "{n} 张幻灯片的演讲者备注未收入。",
    "comment": "批注 {n} 条未收入。",
    "chart": "图表 {n} 个未收入，请改用图片。",
    "diagram": "SmartArt 图示 {n} 个只收入文字。",
    "object": "嵌入对象 {n} 个未收入。",
    "media": "音频或视频 {n} 个未收入。",
    "picture": "图片 {n} 幅未收入（格式不支持、已损坏或外部链接）。",
    "animation": "{n} 张幻灯片的动画和切换效果未保留。",
    "shape": "线条和图形 {n} 个未收入。",
}


def _has_notes(package: Package, part: str) -> bool:
    for name in package.of_kind(part, "notesSlide"):
        tree = package.tree(name)
        for shape in tree.iter(p("sp")) if tree is not None else ():
            if _role(shape) == "body" and text_of(shape):
                return True
    return False


def _comments(package: Package, part: str) -> Iterator[_Element]:
    for name in package.of_kind(part, "comments"):
        tree = package.tree(name)
        if tree is not None:
            yield tree


def _role(shape: _Element) -> str:
    place = next(shape.iter(p("ph")), None)
    return "" if place is None else place.get("type") or "obj"


class _Slide:
    """One slide on its way to HTML; counts what it leaves behind."""

    def __init__(self, package: Package, part: str, draft: Draft, counted: Counter[str]) -> None:
        self.package, self.part, self.draft, self.counted = package, part, draft, counted
        self.targets = package.targets(part)

    def html(self, slide: _Element, number: int) -> str:
        self.counted["animation"] += (
            next(slide.iter(p("timing"), p("transition")), None) is not None
        )
        tree = next(slide.iter(p("spTree")), None)
        shapes = list(tree) if tree is not None else []
        titles = [shape for shape in shapes if shape.tag == p("sp") and _role(shape) in _TITLES]
        title = " ".join(filter(None, (text_of(shape) for shape in titles)))
        if number == 1 and title:
            self.draft.title = title
        mark = len(self.draft.hints)
        self.draft.hints[mark] = _SLIDE_TITLE
        heading = title or f"第 {number} 张幻灯片"
        bits = [f"<h2>{line_mark(mark)}{_escaped(heading)}</h2>"]
        bits += [self._shape(shape) for shape in shapes if shape not in titles]
        return f"<section>{''.join(bits)}</section>"

    def _shape(self, shape: _Element) -> str:
        if shape.tag == p("grpSp"):
            return "".join(self._shape(inner) for inner in shape)
        if shape.tag.endswith("}AlternateContent"):
            choice = next(iter(shape), None)
            return "" if choice is None else "".join(self._shape(inner) for inner in choice)
        if shape.tag == p("pic"):
            return self._picture(shape)
        if shape.tag == p("graphicFrame"):
            return self._frame(shape)
        if shape.tag == p("sp") and _role(shape) not in _FURNITURE:
            return self._texts(shape)
        self.counted["shape"] += shape.tag == p("cxnSp")
        return ""

    def _texts(self, shape: _Element) -> str:
        is_list = _role(shape) in {"body", "obj"}
        lines = [text for found in shape.iter(q("a:p")) if (text := text_of(found))]
        if not lines:
            self.counted["shape"] += not _role(shape)
            return ""
        if is_list and len(lines) > 1:
            return f"<ul>{''.join(f'<li>{_escaped(line)}</li>' for line in lines)}</ul>"
        return "".join(f"<p>{_escaped(line)}</p>" for line in lines)

    def _picture(self, shape: _Element) -> str:
        if next(shape.iter(q("a:videoFile"), q("a:audioFile")), None) is not None:
            self.counted["media"] += 1
        alt = next((found.get("descr") or "" for found in shape.iter(p("cNvPr"))), "")
        for blip in shape.iter(q("a:blip")):
            target = self.targets.get(blip.get(f"{{{R_NS}}}embed") or "", "")
            content = self.package.parts.get(target)
            name = f"picture{len(self.draft.pictures) + 1}"
            if content and len(self.draft.pictures) < limits.MAX_SHOWN_PICTURES:
                picture = shown_picture(content, name=name, alt=alt)
                if picture:
                    self.draft.pictures[picture.name] = picture
                    return f"<p>{picture_mark(picture.name)}</p>"
        self.counted["picture"] += 1
        return ""

    def _frame(self, frame: _Element) -> str:
        table = next(frame.iter(q("a:tbl")), None)
        if table is not None:
            return _table(table)
        if next(frame.iter(q("dgm:relIds")), None) is not None:
            self.counted["diagram"] += 1
            return self._diagram(frame)
        kind = next((found.get("uri") or "" for found in frame.iter(q("a:graphicData"))), "")
        self.counted["chart" if "chart" in kind else "object"] += 1
        return ""

    def _diagram(self, frame: _Element) -> str:
        relation = next(frame.iter(q("dgm:relIds")))
        target = self.targets.get(relation.get(f"{{{R_NS}}}dm") or "", "")
        tree = self.package.tree(target) if target in self.package.parts else None
        texts = [text_of(found) for found in tree.iter(q("a:p"))] if tree is not None else []
        return "".join(f"<li>{_escaped(text)}</li>" for text in texts if text)


def _table(table: _Element) -> str:
    headed = next((look.get("firstRow") for look in table.iter(q("a:tblPr"))), None) in {
        "1",
        "true",
    }
    rows = []
    for at, row in enumerate(table.iter(q("a:tr"))):
        cells = []
        for cell in row.iter(q("a:tc")):
            if cell.get("hMerge") in {"1", "true"} or cell.get("vMerge") in {"1", "true"}:
                continue
            tag = "th" if headed and at == 0 else "td"
            spans = "".join(
                f' {name.lower()}="{cell.get(own)}"'
                for name, own in (("rowspan", "rowSpan"), ("colspan", "gridSpan"))
                if (cell.get(own) or "1").isdecimal() and cell.get(own) not in {None, "1"}
            )
            lines = [text_of(found) for found in cell.iter(q("a:p"))]
            cells.append(f"<{tag}{spans}>{'<br>'.join(_escaped(line) for line in lines)}</{tag}>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def _escaped(text: str) -> str:
    return html.escape(text.translate(MARKS))
