"""Word's automatic numbers made into text, so that 一、 and （一） survive as what they say."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from gongkai.media.intake.word.names import is_on, value, w
from gongkai.media.intake.word.styles import Styles

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """Counting: 十二, 一百零五. Beyond 9999 plain figures serve."""
    if not 0 < number < 10000:
        return str(number)
    written, zero = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            zero = bool(written)
            continue
        written += ("零" if zero else "") + digits[digit] + (units[place - 1] if place else "")
        zero = False
    if units[0] == "十" and written.startswith("一十"):
        return written[1:]
    return written


def _enclosed(first: str, last: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= last else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for size, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        while number >= size:
            written, number = written + sign, number - size
    return written


def _letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(
        {ord(str(digit)): 0xFF10 + digit for digit in range(10)}
    ),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "chineseLegalSimplified": lambda number: chinese(number, _FORMAL, "拾佰仟"),
    "ideographDigital": lambda number: "".join(_DIGITS[int(sign)] for sign in str(number)),
    "japaneseDigitalTenThousand": lambda number: "".join(
        _DIGITS[int(sign)] for sign in str(number)
    ),
    "taiwaneseDigital": lambda number: "".join(_DIGITS[int(sign)] for sign in str(number)),
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "decimalEnclosedCircle": _enclosed("①", 20),
    "decimalEnclosedCircleChinese": _enclosed("①", 20),
    "ideographEnclosedCircle": _enclosed("㊀", 10),
    "decimalEnclosedFullstop": _enclosed("⒈", 20),
    "decimalEnclosedParen": _enclosed("⑴", 20),
    "none": lambda _number: "",
}
# What an ordered list of a web page shows by itself.
_PLAIN = {"decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter"}


@dataclass(frozen=True)
class _Level:
    format: str
    text: str
    start: int
    is_legal: bool


class Numbering:
    """The lists of one document; counts as Word does, paragraph by paragraph."""

    def __init__(self, numbering: _Element | None, styles: Styles) -> None:
        self.styles = styles
        self.levels: dict[str, dict[int, _Level]] = {}
        self.abstract_of: dict[str, str] = {}
        self.counts: dict[str, list[int]] = {}
        self.restarted: set[tuple[str, int]] = set()
        self.overrides: dict[tuple[str, int], int] = {}
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: _Element) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        for found in numbering.iter(w("abstractNum")):
            name = found.get(w("abstractNumId")) or ""
            abstract[name] = {_depth(level): _level(level) for level in found.iter(w("lvl"))}
        for instance in numbering.iter(w("num")):
            name = instance.get(w("numId")) or ""
            base = value(instance.find(w("abstractNumId")))
            self.abstract_of[name] = base
            self.levels[name] = dict(abstract.get(base, {}))
            for override in instance.iter(w("lvlOverride")):
                depth = _depth(override)
                level = override.find(w("lvl"))
                if level is not None:
                    self.levels[name][depth] = _level(level)
                start = value(override.find(w("startOverride")))
                if start.isdecimal():
                    self.overrides[(name, depth)] = int(start)

    def place(self, paragraph: _Element) -> tuple[str, int] | None:
        """The list and depth of a paragraph, its own or its style's."""
        number, depth = "", ""
        own = paragraph.find(f"{w('pPr')}/{w('numPr')}")
        sources = [own] if own is not None else []
        for style in self.styles.chain(self.styles.style_of(paragraph)):
            if (found := style.find(f"{w('pPr')}/{w('numPr')}")) is not None:
                sources.append(found)
        for source in sources:
            number = number or value(source.find(w("numId")))
            depth = depth or value(source.find(w("ilvl")))
        if not number or number == "0" or number not in self.levels:
            return None
        return number, min(8, int(depth)) if depth.isdecimal() else 0

    def count(self, number: str, depth: int) -> None:
        # Lists that share one definition count on together, unless one of them starts anew.
        counts = self.counts.setdefault(self.abstract_of.get(number, number), [0] * 9)
        override = self.overrides.get((number, depth))
        if override is not None and (number, depth) not in self.restarted:
            self.restarted.add((number, depth))
            counts[depth] = override
        else:
            start = self._at(number, depth).start
            counts[depth] = counts[depth] + 1 if counts[depth] else start
        counts[depth + 1 :] = [0] * (8 - depth)

    def label(self, number: str, depth: int) -> str:
        """What Word shows before the paragraph; "" for a bullet."""
        level = self._at(number, depth)
        if level.format == "bullet":
            return ""
        counts = self.counts.get(self.abstract_of.get(number, number), [0] * 9)

        def written(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            own = self._at(number, at)
            style = "decimal" if level.is_legal and at < depth else own.format
            return FORMATS.get(style, str)(counts[at] or own.start)

        return re.sub(r"%([1-9])", written, level.text)

    def is_bullet(self, number: str, depth: int) -> bool:
        return self._at(number, depth).format == "bullet"

    def is_plain(self, number: str, depth: int) -> bool:
        """A list that a web page numbers the same way by itself."""
        level = self._at(number, depth)
        return level.format in _PLAIN and level.text == f"%{depth + 1}." and level.start == 1

    def _at(self, number: str, depth: int) -> _Level:
        return self.levels.get(number, {}).get(depth) or _Level(
            "decimal", f"%{depth + 1}.", 1, is_legal=False
        )


def _depth(element: _Element) -> int:
    written = element.get(w("ilvl")) or "0"
    return min(8, int(written)) if written.isdecimal() else 0


def _level(level: _Element) -> _Level:
    start = value(level.find(w("start")))
    number_format = value(level.find(w("numFmt"))) or "decimal"
    if next((child for child in level.iter() if child.get(w("format"))), None) is not None:
        number_format = "decimal"
    return _Level(
        number_format,
        value(level.find(w("lvlText"))),
        int(start) if start.isdecimal() else 1,
        is_on(level.find(w("isLgl"))),
    )


def write_numbers(paragraphs: list[_Element], numbering: Numbering) -> int:
    """Put automatic numbers into the text; lists that a page can number itself stay lists."""
    places = [numbering.place(paragraph) for paragraph in paragraphs]
    stays = _lists_that_stay(places, paragraphs, numbering)
    written = 0
    for paragraph, place in zip(paragraphs, places, strict=True):
        if place is None:
            continue
        numbering.count(*place)
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = etree.Element(w("pPr"))
            paragraph.insert(0, properties)
        for old in properties.findall(w("numPr")):
            properties.remove(old)
        if place[0] in stays:
            properties.append(_number_properties(*place))
        elif label := numbering.label(*place):
            written += 1
            paragraph.insert(paragraph.index(properties) + 1, _text_run(label))
    return written


def _lists_that_stay(
    places: list[tuple[str, int] | None], paragraphs: list[_Element], numbering: Numbering
) -> set[str]:
    """Bullets, and plain 1. 2. 3. in one unbroken run: pandoc starts a broken list at 1 again."""
    runs: dict[str, int] = {}
    before: tuple[str, _Element | None] = ("", None)
    plain: set[str] = set()
    for paragraph, place in zip(paragraphs, places, strict=True):
        if place is None:
            before = ("", None)
            continue
        number = place[0]
        plain.add(number)
        if before != (number, paragraph.getparent()):
            runs[number] = runs.get(number, 0) + 1
        before = (number, paragraph.getparent())
    stays: set[str] = set()
    for number in plain:
        mine = [(at, place) for at, place in enumerate(places) if place and place[0] == number]
        depths = {place[1] for _at, place in mine}
        if all(numbering.is_bullet(number, depth) for depth in depths):
            stays.add(number)
            continue
        headed = any(numbering.styles.outline(paragraphs[at]) is not None for at, _place in mine)
        alone = sum(
            1
            for other in plain
            if numbering.abstract_of.get(other) == numbering.abstract_of.get(number)
        )
        simple = all(
            numbering.is_plain(number, depth) or numbering.is_bullet(number, depth)
            for depth in depths
        )
        if simple and runs[number] == 1 and len(mine) > 1 and not headed and alone == 1:
            stays.add(number)
    return stays


def _number_properties(number: str, depth: int) -> _Element:
    properties = etree.Element(w("numPr"))
    for name, content in (("ilvl", str(depth)), ("numId", number)):
        etree.SubElement(properties, w(name)).set(w("val"), content)
    return properties


def _text_run(text: str) -> _Element:
    run = etree.Element(w("r"))
    written = etree.SubElement(run, w("t"))
    written.text = text
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run
