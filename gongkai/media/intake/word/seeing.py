"""Which letters of a Word document the eye can tell from what lies behind them."""

from collections.abc import Iterable
from enum import Enum

from lxml.etree import _Element

from gongkai.media.intake.word.names import NS, all_of, is_on, q, value, w
from gongkai.media.intake.word.styles import Styles

# Type of one point is a line to the eye.
SMALLEST = 1.0
CLOSE = 24
DARK, LIGHT = 60, 200
# Grid styles draw lines only; any other table style may colour its cells.
_PLAIN_TABLES = {"", "TableGrid", "TableNormal", "a3", "a7"}
_HIGHLIGHTS = {
    "black": "000000", "white": "FFFFFF", "darkBlue": "000080", "darkGreen": "006400",
    "darkRed": "800000", "darkMagenta": "800080", "darkCyan": "008080", "darkGray": "808080",
    "darkYellow": "808000", "blue": "0000FF", "red": "FF0000", "green": "00FF00",
    "cyan": "00FFFF", "magenta": "FF00FF", "yellow": "FFFF00", "lightGray": "C0C0C0",
}  # fmt: skip
_DECISIVE = {name: w(name) for name in ("vanish", "sz", "color", "highlight", "shd")}
_BLANKS = {"black", "#000", "#000000", "white", "#fff", "#ffffff"}
EMU_IN_A_POINT = 12700
# A shape as large as a character or two; rules under a red head are thinner, and red.
COVER_WIDTH, COVER_HEIGHT = 20 * EMU_IN_A_POINT, 8 * EMU_IN_A_POINT


class Sight(Enum):
    """Whether a run is seen, is switched off, cannot be told from the paper, or was blackened."""

    SEEN = "seen"
    SWITCHED_OFF = "switched off"
    HIDDEN = "hidden"
    COVERED = "covered"


class Eye:
    """Looks at the runs of one part of a document."""

    def __init__(self, root: _Element, styles: Styles) -> None:
        self.styles = styles
        # White letters on a picture or a coloured page are there to be read.
        self.page = None if _has_backdrop(root) else "FFFFFF"
        self._styled: dict[tuple[str, str], dict[str, _Element]] = {}

    def sight(self, run: _Element, paragraph: _Element) -> Sight:
        look = self._look(run, paragraph)
        if is_on(look.get("vanish")):
            return Sight.SWITCHED_OFF
        if _points(look.get("sz")) <= SMALLEST:
            return Sight.HIDDEN
        letters = value(look.get("color")).upper()
        if _rgb(letters) is None:
            # Automatic letters turn white on dark shading; a black marker is meant to hide.
            return Sight.COVERED if value(look.get("highlight")) == "black" else Sight.SEEN
        if DARK < brightness(letters) < LIGHT and not {"highlight", "shd"} & set(look):
            # Nothing in between is as pale as paper, or as dark as a bar.
            return Sight.SEEN
        ground = self._ground(look, paragraph)
        if ground is None or not _is_close(letters, ground):
            return Sight.SEEN
        return Sight.HIDDEN if brightness(ground) > LIGHT else Sight.COVERED

    def _look(self, run: _Element, paragraph: _Element) -> dict[str, _Element]:
        """What decides how a run is seen; its own properties come before those of its styles."""
        own = run.find(w("rPr"))
        key = "" if own is None else value(own.find(w("rStyle"))), self.styles.style_of(paragraph)
        if key not in self._styled:
            chain = [style.find(w("rPr")) for name in key for style in self.styles.chain(name)]
            self._styled[key] = _decisive([*chain, self.styles.run_defaults])
        return self._styled[key] if own is None else self._styled[key] | _decisive([own])

    def _ground(self, look: dict[str, _Element], paragraph: _Element) -> str | None:
        """The colour behind the letters; None where it cannot be told."""
        marked = value(look.get("highlight"))
        if marked in _HIGHLIGHTS:
            return _HIGHLIGHTS[marked]
        shades = [look.get("shd"), self.styles.paragraph_property(paragraph, "shd")]
        for holder in paragraph.iterancestors(w("tc"), w("tbl"), w("txbxContent")):
            if holder.tag == w("txbxContent"):
                return next(filter(None, map(_fill, shades)), None)
            if holder.tag == w("tc"):
                shades.append(holder.find(f"{w('tcPr')}/{w('shd')}"))
            elif value(holder.find(f"{w('tblPr')}/{w('tblStyle')}")) not in _PLAIN_TABLES:
                return next(filter(None, map(_fill, shades)), None)
        return next(filter(None, map(_fill, shades)), self.page)


def _decisive(properties: Iterable[_Element | None]) -> dict[str, _Element]:
    found: dict[str, _Element] = {}
    for listed in properties:
        for name, tag in _DECISIVE.items():
            known = None if listed is None or name in found else listed.find(tag)
            if known is not None:
                found[name] = known
    return found


def _points(size: _Element | None) -> float:
    try:
        return float(value(size)) / 2 if size is not None else 10.0
    except ValueError:
        return 10.0


def covering_shapes(root: _Element) -> int:
    """Black or white shapes without words that float above the text."""
    count = 0
    for anchor in all_of(root, "wp:anchor"):
        if next(anchor.iterancestors(q("mc:Fallback")), None) is not None:
            continue
        extent = anchor.find(q("wp:extent"))
        across, down = (_length(extent, side) for side in ("cx", "cy"))
        if anchor.get("behindDoc") in {"1", "true"} or across < COVER_WIDTH or down < COVER_HEIGHT:
            continue
        count += any(_is_cover(shape) for shape in anchor.iter(q("wps:wsp")))
    return count + sum(_is_old_cover(shape) for shape in all_of(root, "v:rect", "v:shape"))


def _is_cover(shape: _Element) -> bool:
    if next(shape.iter(w("t"), q("a:t")), None) is not None:
        return False
    properties = shape.find(q("wps:spPr"))
    filled = None if properties is None else properties.find(q("a:solidFill"))
    return filled is not None and is_blank_fill(filled)


def _is_old_cover(shape: _Element) -> bool:
    """The same in the drawing language of Word 2007 and older."""
    style = (shape.get("style") or "").replace(" ", "")
    is_above = "position:absolute" in style and "z-index:-" not in style
    if not is_above or shape.get("filled") in {"f", "false"}:
        return False
    holds = next(shape.iter(w("t"), q("v:imagedata"), q("v:textpath")), None) is not None
    repeats = next(shape.iterancestors(q("mc:Fallback")), None) is not None
    return not (holds or repeats) and (shape.get("fillcolor") or "").split(" ")[0] in _BLANKS


def is_blank_fill(filled: _Element) -> bool:
    """An opaque fill in black or white."""
    if next(filled.iter(q("a:alpha")), None) is not None:
        return False
    for colour in filled:
        named = colour.get("val") or ""
        if colour.tag == q("a:schemeClr") and not len(colour):
            return named in {"tx1", "dk1", "bg1", "lt1"}
        named = colour.get("lastClr") or named
        if _rgb(named.upper()) is not None:
            return not DARK <= brightness(named) <= 255 - 10
    return False


def _has_backdrop(root: _Element) -> bool:
    if root.tag in {w("hdr"), w("ftr")} or root.find(w("background")) is not None:
        return True
    return any(anchor.get("behindDoc") in {"1", "true"} for anchor in root.iter(q("wp:anchor")))


def _fill(shade: _Element | None) -> str | None:
    if shade is None:
        return None
    if value(shade) == "solid":
        colour = shade.get(w("color")) or ""
        return colour if _rgb(colour) else "000000"
    fill = (shade.get(f"{{{NS['w']}}}fill") or "").upper()
    return fill if _rgb(fill) else None


def _rgb(colour: str) -> tuple[int, int, int] | None:
    try:
        red, green, blue = bytes.fromhex(colour)
    except ValueError:
        return None
    return red, green, blue


def brightness(colour: str) -> float:
    red, green, blue = _rgb(colour) or (0, 0, 0)
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _is_close(one: str, other: str) -> bool:
    pairs = zip(_rgb(one) or (), _rgb(other) or (), strict=True)
    return all(abs(first - second) <= CLOSE for first, second in pairs)


def _length(extent: _Element | None, side: str) -> int:
    written = "" if extent is None else extent.get(side) or ""
    return int(written) if written.isdecimal() and len(written) < 12 else 0
