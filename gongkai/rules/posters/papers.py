"""Papers and screens, with the smallest type that can be read from where people stand.

An A1 sheet is read from 2 m: text of 36 pt and a title of 120 pt at least. Each smaller paper is
the next larger one folded, read from nearer by as much; so a sheet breaks into the same parts on
every paper. A screen is measured in its own pixels, which the typesetter takes as points.
"""

from dataclasses import dataclass

MM = 72 / 25.4
# Of an A1 sheet: the text, the title, and the share of the width that is margin.
TEXT, TITLE, MARGIN = 36.0, 120.0, 1 / 14
A1_WIDTH = 594.0


@dataclass(frozen=True)
class Paper:
    """A sheet of paper or a screen; lengths in points. `text` and `title` are never gone below."""

    name: str
    label: str
    width: float
    height: float
    text: float
    title: float
    margin: float
    is_screen: bool = False


def _paper(name: str, width: float, height: float) -> Paper:
    scale = width / A1_WIDTH
    return Paper(
        name=name,
        label=name.upper(),
        width=width * MM,
        height=height * MM,
        text=TEXT * scale,
        title=TITLE * scale,
        margin=width * MM * MARGIN,
    )


PAPERS = {
    paper.name: paper
    for paper in (
        _paper("a4", 210, 297),
        _paper("a3", 297, 420),
        _paper("a2", 420, 594),
        _paper("a1", 594, 841),
    )
}
# A hall screen is some 1.2 m wide and read from 3 m: a sign of 32 px is then 2 cm high.
SCREENS = {
    screen.name: screen
    for screen in (
        Paper("wide", "横屏 1920×1080", 1920, 1080, 32, 84, 96, is_screen=True),
        Paper("tall", "竖屏 1080×1920", 1080, 1920, 32, 84, 72, is_screen=True),
    )
}
