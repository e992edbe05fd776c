"""From a reader's draft to the document taken in: facts, headings, numbered blocks, text."""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import html as lxml_html
from lxml.html import HtmlElement

from gongkai.media.intake import block_text, blocks, front
from gongkai.media.intake.draft import Draft, Hint
from gongkai.media.intake.sanitising import sanitise
from gongkai.media.intake.taken import Heading, Picture, Taken
from gongkai.rules import document_form
from gongkai.rules.document_form import DocumentFacts

LONGEST_STYLED_HEADING = 90
_TAGS = {1: "h2", 2: "h3", 3: "h4", 4: "h5"}
_PLAIN = Hint()


@dataclass(frozen=True)
class Source:
    """The file a draft was read from, as it is recorded."""

    format: str
    stem: str
    size: int
    sha256: str


def assemble(draft: Draft, source: Source) -> Taken:
    """The one last stage of every format."""
    root = blocks.tree_of(draft.html)
    lines = _lines(root, draft.hints)
    facts = _named(_take_front(draft, lines), draft.title or source.stem)
    _set_headings(root, lines)
    pictures = _settle_pictures(root, draft.pictures)
    _forget_marks(root)
    texts, headings = _number(root)
    html = sanitise(_inner_html(root))
    text = "\n".join(texts)
    characters = len(re.sub(r"\s", "", facts.title + text))
    if not characters and not pictures and not draft.page_pictures:
        draft.lose("文件中没有读到任何文字或图片。")
    return Taken(
        title=facts.title,
        format=source.format,
        bytes=source.size,
        sha256=source.sha256,
        pages=max(1, draft.pages),
        pages_estimated=draft.pages_estimated,
        headings=headings,
        characters=characters,
        formulas=sum(1 for _ in root.iter("math")),
        tables=sum(1 for _ in root.iter("table")),
        images=draft.images if draft.images is not None else sum(1 for _ in root.iter("img")),
        losses=tuple(draft.losses),
        facts=facts,
        html=html,
        text=text,
        pictures=pictures,
        page_pictures=draft.page_pictures,
    )


def _named(facts: DocumentFacts, fallback: str) -> DocumentFacts:
    title = facts.title or fallback
    return replace(facts, title=title, genre=document_form.genre_of(title))


def _lines(root: HtmlElement, hints: Mapping[int, Hint]) -> dict[HtmlElement, front.Line]:
    lines: dict[HtmlElement, front.Line] = {}
    for block in blocks.blocks_of(root):
        number = block_text.take_marks(block)
        hint = hints.get(number, _PLAIN) if number is not None else _PLAIN
        if block.tag in {"h2", "h3", "h4", "h5"} and hint is _PLAIN:
            hint = Hint(outline=int(block.tag[1]) - 2)
        parent = block.getparent()
        is_open = parent is not None and parent.tag in {"div", "section"}
        may_be_title = is_open and block.tag in {"p", "h2", "h3", "h4", "h5"}
        lines[block] = front.Line(block_text.text_of(block), hint, may_be_title)
    return lines


def _take_front(draft: Draft, lines: dict[HtmlElement, front.Line]) -> DocumentFacts:
    if not draft.reads_front:
        return DocumentFacts()
    found = front.read_front(list(lines.values()), title=draft.title)
    elements = list(lines)
    for at in sorted(found.gone):
        pictures = list(elements[at].iter("img"))
        if pictures:
            figure = lxml_html.Element("figure")
            figure.extend(deepcopy(picture) for picture in pictures)
            elements[at].addprevious(figure)
        elements[at].drop_tree()
        del lines[elements[at]]
    for text in found.dropped:
        draft.lose(f"版头中的“{text}”只作版头，未收入正文。")
    return found.facts


def _set_headings(root: HtmlElement, lines: Mapping[HtmlElement, front.Line]) -> None:
    body_font = front.body_font(list(lines.values()))
    size = front.body_size(list(lines.values()))
    base = min(
        (seen.hint.outline for seen in lines.values() if seen.hint.outline is not None), default=0
    )
    in_annex_list = False
    for block in list(blocks.blocks_of(root)):
        line = lines.get(block)
        if line is None or block.tag not in {"p", "h2", "h3", "h4", "h5"}:
            in_annex_list = False
            continue
        font = line.hint.font if document_form.font_kind(line.hint.font) != body_font else ""
        in_annex_list = bool(re.match(r"附\s*件\s*[：:]", line.text)) or (
            in_annex_list and document_form.heading_level(line.text) == 3
        )
        level = None if in_annex_list else _level(line, font, base, size)
        if level is not None:
            blocks.rename(block, _TAGS[level])
            continue
        blocks.rename(block, "p")
        if line.may_be_title:
            _split(block, line.text, font)


def _level(line: front.Line, font: str, base: int, size: float) -> int | None:
    text, outline = line.text, line.hint.outline
    if not text:
        return None
    if not line.may_be_title:
        return None
    recognised = document_form.heading_level(text, font)
    numbered = recognised is not None and document_form.heading_level(text) == recognised
    if outline is not None and len(text) <= LONGEST_STYLED_HEADING:
        if recognised in {1, 2} and numbered:
            return recognised
        if (
            not text.endswith(("。", "；", ";"))
            and document_form.split_run_on_heading(text) is None
        ):
            return min(4, outline - base + 1)
    # A big unnumbered line in 黑体 inside the text may be a chapter; a small one is a label.
    if recognised is not None and not numbered and size and line.hint.size < size - 0.5:
        return None
    return recognised


def _split(block: HtmlElement, text: str, font: str) -> None:
    divided = document_form.split_run_on_heading(text, font)
    if divided is None or any(True for _ in block.iter("img", "math", "br")):
        return
    level = document_form.heading_level(divided[0].rstrip("。.：:；;"), font)
    if level not in {1, 2}:
        return
    heading = lxml_html.Element(_TAGS[level])
    heading.text = divided[0]
    whole = "".join(block.itertext())
    offset = whole.find(divided[0])
    rest = whole[offset + len(divided[0]) :]
    block_text.cut_text(block, len(whole) - len(rest.lstrip(block_text.BLANKS)))
    block.addprevious(heading)


def _settle_pictures(root: HtmlElement, pictures: Mapping[str, Picture]) -> tuple[Picture, ...]:
    used: dict[str, Picture] = {}
    for image in list(root.iter("img")):
        name = (image.get("src") or "").removeprefix("picture:")
        picture = pictures.get(name)
        parent = image.getparent()
        if picture is None:
            image.drop_tree()
            if parent is not None and parent.tag == "figure" and not len(parent):
                parent.drop_tree()
            continue
        used[name] = picture
        image.set("alt", image.get("alt") or picture.alt)
        image.set("width", str(picture.width))
        image.set("height", str(picture.height))
    return tuple(used.values())


def _forget_marks(root: HtmlElement) -> None:
    for block in list(blocks.blocks_of(root)):
        if (
            block.tag != "figure"
            and not len(block)
            and not (block.text or "").strip(block_text.BLANKS)
        ):
            block.drop_tree()


def _number(root: HtmlElement) -> tuple[list[str], tuple[Heading, ...]]:
    """Give every block its id, point inner links at blocks, collect text and headings."""
    texts: list[str] = []
    headings: list[Heading] = []
    moved: dict[str, str] = {}
    kept: dict[str, HtmlElement] = {}
    numbered = list(blocks.blocks_of(root))
    for number, block in enumerate(numbered, start=1):
        for inner in block.iter():
            name = inner.get("id")
            if name and inner is not block and inner.tag != "li":
                kept.setdefault(name, inner)
        moved[block.get("id") or ""] = f"b{number}"
        block.set("id", f"b{number}")
        text = block_text.text_of(block)
        texts.append(text)
        if block.tag in {"h2", "h3", "h4", "h5"}:
            headings.append(Heading(int(str(block.tag)[1]) - 1, text, number))
    _settle_links(root, numbered, moved, kept)
    return texts, tuple(headings)


def _settle_links(
    root: HtmlElement,
    numbered: Sequence[HtmlElement],
    moved: Mapping[str, str],
    kept: Mapping[str, HtmlElement],
) -> None:
    are_blocks = set(numbered)
    targets = {(link.get("href") or "")[1:] for link in root.iter("a")}
    for node in list(root.iter()):
        name = node.get("id") if isinstance(node.tag, str) else None
        if name and node not in are_blocks and not (node.tag == "a" and name in targets):
            del node.attrib["id"]
    for link in list(root.iter("a")):
        href = link.get("href") or ""
        if href.startswith("#"):
            if href[1:] in moved:
                link.set("href", f"#{moved[href[1:]]}")
            elif href[1:] not in kept:
                del link.attrib["href"]
        if not link.get("href") and not link.get("id"):
            link.drop_tag()


def _inner_html(root: HtmlElement) -> str:
    return "\n".join(
        lxml_html.tostring(child, encoding="unicode", with_tail=False) for child in root
    )
