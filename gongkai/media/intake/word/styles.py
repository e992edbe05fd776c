"""How paragraphs and runs are set: styles, defaults and theme resolved to font, size, layout."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element

from gongkai.media.intake.word.names import all_of, is_on, q, text_of, value, w


@dataclass(frozen=True)
class Setting:
    """The look of a paragraph as most of its characters have it."""

    font: str
    size: float
    centred: bool
    red: bool
    bold: bool
    outline: int | None
    is_title: bool


class Styles:
    """The styles of one document; asks for a property walk run, style chain and defaults."""

    def __init__(self, styles: _Element | None, theme: _Element | None) -> None:
        self.by_id: dict[str, _Element] = {}
        self.default_paragraph = ""
        self.run_defaults: _Element | None = None
        self.paragraph_defaults: _Element | None = None
        self.theme_fonts = _theme_fonts(theme)
        if styles is None:
            return
        for style in styles.iter(w("style")):
            name = style.get(w("styleId")) or ""
            self.by_id[name] = style
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in {"1", "true"}:
                self.default_paragraph = name
        self.run_defaults = styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        self.paragraph_defaults = styles.find(f"{w('docDefaults')}/{w('pPrDefault')}/{w('pPr')}")

    def chain(self, name: str) -> Iterator[_Element]:
        """A style and those it is based on; a circle of styles ends."""
        seen: set[str] = set()
        while name and name not in seen and name in self.by_id:
            seen.add(name)
            style = self.by_id[name]
            yield style
            name = value(style.find(w("basedOn")))

    def style_name(self, name: str) -> str:
        style = self.by_id.get(name)
        return "" if style is None else value(style.find(w("name")))

    def paragraph_property(self, paragraph: _Element, name: str) -> _Element | None:
        own = paragraph.find(f"{w('pPr')}/{w(name)}")
        if own is not None:
            return own
        for style in self.chain(self.style_of(paragraph)):
            found = style.find(f"{w('pPr')}/{w(name)}")
            if found is not None:
                return found
        return None if self.paragraph_defaults is None else self.paragraph_defaults.find(w(name))

    def style_of(self, paragraph: _Element) -> str:
        return value(paragraph.find(f"{w('pPr')}/{w('pStyle')}")) or self.default_paragraph

    def run_property(self, run: _Element, paragraph: _Element, name: str) -> _Element | None:
        for properties in self._run_properties(run, paragraph):
            found = properties.find(w(name))
            if found is not None:
                return found
        return None

    def _run_properties(self, run: _Element, paragraph: _Element) -> Iterator[_Element]:
        own = run.find(w("rPr"))
        if own is not None:
            yield own
            for style in self.chain(value(own.find(w("rStyle")))):
                if (found := style.find(w("rPr"))) is not None:
                    yield found
        for style in self.chain(self.style_of(paragraph)):
            if (found := style.find(w("rPr"))) is not None:
                yield found
        if self.run_defaults is not None:
            yield self.run_defaults

    def font(self, run: _Element, paragraph: _Element) -> str:
        for properties in self._run_properties(run, paragraph):
            fonts = properties.find(w("rFonts"))
            if fonts is None:
                continue
            theme = fonts.get(w("eastAsiaTheme"))
            if theme and (named := self.theme_fonts.get(theme[:5])):
                return named
            if named := fonts.get(w("eastAsia")):
                return named
        return ""

    def size(self, run: _Element, paragraph: _Element) -> float:
        found = value(self.run_property(run, paragraph, "sz"))
        try:
            return min(200.0, max(1.0, float(found) / 2)) if found else 10.0
        except ValueError:
            return 10.0

    def setting(self, paragraph: _Element) -> Setting:
        fonts: dict[tuple[str, float, bool, bool], int] = {}
        for run in all_of(paragraph, "w:r"):
            length = len(text_of(run).strip())
            if not length:
                continue
            colour = value(self.run_property(run, paragraph, "color")).upper()
            look = (
                self.font(run, paragraph),
                self.size(run, paragraph),
                is_red(colour),
                is_on(self.run_property(run, paragraph, "b")),
            )
            fonts[look] = fonts.get(look, 0) + length
        font, size, red, bold = max(
            fonts, key=lambda look: fonts[look], default=("", 0, False, False)
        )
        return Setting(
            font=font,
            size=size,
            centred=value(self.paragraph_property(paragraph, "jc")) == "center",
            red=red,
            bold=bold,
            outline=self.outline(paragraph),
            is_title=self.style_name(self.style_of(paragraph)).lower() in {"title", "标题"},
        )

    def outline(self, paragraph: _Element) -> int | None:
        level = value(self.paragraph_property(paragraph, "outlineLvl"))
        if level.isdecimal() and int(level) < 9:
            return int(level)
        for style in self.chain(self.style_of(paragraph)):
            name = value(style.find(w("name"))).lower()
            if name.startswith("heading ") and name[8:].isdecimal():
                return int(name[8:]) - 1
        return None


def is_red(colour: str) -> bool:
    if len(colour) != 6:
        return False
    try:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return False
    return red >= 180 and green < 90 and blue < 90


def _theme_fonts(theme: _Element | None) -> Mapping[str, str]:
    fonts: dict[str, str] = {}
    if theme is None:
        return fonts
    for kind in ("major", "minor"):
        scheme = next(theme.iter(q(f"a:{kind}Font")), None)
        if scheme is None:
            continue
        chosen = ""
        for font in scheme:
            if font.tag == q("a:ea"):
                chosen = font.get("typeface") or chosen
            elif font.get("script") == "Hans":
                chosen = chosen or font.get("typeface") or ""
        fonts[kind] = chosen
    return fonts
