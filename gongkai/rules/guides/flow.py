"""流程图 as values: where the boxes of a process stand, what they say, and how arrows join them.

One layout serves the page, the leaflet and the wall: a drawing is measured in units of which the
letters of a step's name are 16 high, and is drawn at any scale.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from gongkai.rules.guides.service_guides import ServiceGuide, Step

NAME, DETAIL = 16.0, 13.0
LEADING = 1.45
WIDE, NARROW, ASIDE = 300.0, 220.0, 152.0
PADDING, GAP, ASIDE_GAP, COLUMN_GAP, EDGE = 12.0, 34.0, 46.0, 40.0, 4.0
# In a given width an aside takes this share, and boxes stand closer.
ASIDE_SHARE, CLOSER = 0.42, 24.0
ARROW = 8.0
DOT = " · "
# A line may not begin with these (GB/T 15834); they hang on the line before.
_NEVER_FIRST = frozenset("，。、；：？！）》”’』」】〉…—·,.;:?!)]}%℃")
_IN_LOZENGE = 0.58


class Shape(StrEnum):
    """Start and end are rounded, a step is square, a question is a lozenge, an aside is dashed."""

    END = "end"
    STEP = "step"
    QUESTION = "question"
    ASIDE = "aside"


@dataclass(frozen=True)
class FlowStep:
    """What is drawn of a step. `question` follows it; who answers no goes to `otherwise`."""

    name: str
    details: tuple[str, ...] = ()
    question: str = ""
    otherwise: str = ""


@dataclass(frozen=True)
class Point:
    """A place on the drawing, from its upper left corner."""

    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """Words on one line, centred on `x`, standing on `y`."""

    text: str
    x: float
    y: float
    size: float = NAME
    is_strong: bool = False


@dataclass(frozen=True)
class Box:
    """One shape with its words; `corners` are those of its outline."""

    shape: Shape
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]
    corners: tuple[Point, ...]


@dataclass(frozen=True)
class Arrow:
    """A way from box to box along straight pieces; `head` is the triangle at its end."""

    points: tuple[Point, ...]
    head: tuple[Point, ...]
    label: Line | None = None


@dataclass(frozen=True)
class Flow:
    """A drawn process. Boxes stand in the order in which they are read."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: float
    height: float


def layout(
    steps: Sequence[FlowStep], *, width: float | None = None, tallest: float | None = None
) -> Flow:
    """The steps from above to below; where that grows beyond `tallest`, columns side by side.

    `width` is that of one column, 320 at the least.
    """
    return _Drawing(steps, width, tallest).flow() if steps else Flow((), (), 0.0, 0.0)


def of_guide(guide: ServiceGuide) -> tuple[FlowStep, ...]:
    """办理流程 of a guide, step by step: the work, and who does it in how long."""
    return tuple(
        FlowStep(
            name=step.name,
            details=tuple(
                detail for detail in (DOT.join(_who_and_when(step)), step.outcome) if detail
            ),
            question=step.question,
            otherwise=step.otherwise,
        )
        for step in guide.process
    )


def _who_and_when(step: Step) -> Iterator[str]:
    if step.role:
        yield step.role
    if step.term:
        yield str(step.term) if step.term.number else "当场"


def told(steps: Sequence[FlowStep]) -> tuple[str, ...]:
    """The same process in words, one sentence a step."""
    return tuple(_sentence(step) for step in steps)


def _sentence(step: FlowStep) -> str:
    said = "，".join((step.name, *step.details))
    if not step.question:
        return f"{said}。"
    no = f"否则{step.otherwise}" if step.otherwise else "否则不再往下办理"
    return f"{said}。{step.question.rstrip('？?')}？是，接着办理；{no}。"


@dataclass
class _Drawing:
    """Boxes and arrows as they come to stand."""

    steps: Sequence[FlowStep]
    width: float | None
    tallest: float | None
    boxes: list[Box] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    left: float = EDGE
    bottom: float = 0.0

    @property
    def has_asides(self) -> bool:
        return any(step.question for step in self.steps)

    @property
    def gap(self) -> float:
        return CLOSER if self.width else GAP

    @property
    def aside(self) -> float:
        return (self.width - 2 * EDGE) * ASIDE_SHARE - self.gap if self.width else ASIDE

    @property
    def aside_gap(self) -> float:
        return self.gap + ARROW if self.width else ASIDE_GAP

    @property
    def main(self) -> float:
        if self.width:
            beside = self.aside + self.aside_gap if self.has_asides else 0.0
            return self.width - 2 * EDGE - beside
        return NARROW if self.has_asides else WIDE

    @property
    def column(self) -> float:
        return self.main + (self.aside_gap + self.aside if self.has_asides else 0.0)

    def flow(self) -> Flow:
        before: Box | None = None
        for at, step in enumerate(self.steps):
            is_end = at in (0, len(self.steps) - 1) and not (at and step.question)
            drawn = [self._step(step, Shape.END if is_end else Shape.STEP)]
            if step.question:
                drawn.append(self._question(step))
            before = self._stand(drawn, before)
            if step.question and step.otherwise:
                self._aside(before, step.otherwise)
        return Flow(
            tuple(self.boxes),
            tuple(self.arrows),
            width=self.left + self.column + EDGE,
            height=EDGE
            + max(
                *(box.y + box.height for box in self.boxes),
                *(point.y for arrow in self.arrows for point in arrow.points),
                0.0,
            ),
        )

    def _stand(self, drawn: list[Box], before: Box | None) -> Box:
        """Puts a step, with its question, below the last box or on top of a new column."""
        needed = sum(box.height for box in drawn) + self.gap * len(drawn)
        is_full = self.tallest is not None and self.bottom + needed > self.tallest
        if before is not None and is_full:
            foot, self.bottom = self.bottom + self.gap / 2, 0.0
            self.left += self.column + COLUMN_GAP
            top = self._moved(drawn[0], self.gap / 2)
            self.arrows.append(_around(before, foot, top))
            self._keep(top)
            drawn, before = drawn[1:], top
        for box in drawn:
            moved = self._moved(box, self.bottom + self.gap if before else self.gap / 2)
            if before:
                self.arrows.append(_down(before, moved))
            self._keep(moved)
            before = moved
        if before is None:
            raise ValueError("A step has a box.")
        return before

    def _keep(self, box: Box) -> None:
        self.boxes.append(box)
        self.bottom = max(self.bottom, box.y + box.height)

    def _moved(self, box: Box, y: float) -> Box:
        return _box(box.shape, self.left, y, box.width, box.height, box.lines)

    def _step(self, step: FlowStep, shape: Shape) -> Box:
        words = [*_lines(step.name, self.main, NAME, is_strong=True)]
        room = (self.main - 2 * PADDING) / DETAIL
        for detail in step.details:
            # Who and how long part at the dot between them, if they must part.
            for part in [detail] if breadth(detail) <= room else detail.split(DOT):
                words += _lines(part, self.main, DETAIL)
        return _box(shape, 0, 0, self.main, _height(words) + 2 * PADDING, words)

    def _question(self, step: FlowStep) -> Box:
        words = [*_lines(step.question, self.main * _IN_LOZENGE + 2 * PADDING, NAME)]
        # In a lozenge the words' share of the width and of the height add up to one.
        height = max(60.0, _height(words) / (1 - _IN_LOZENGE) * 1.04)
        return _box(Shape.QUESTION, 0, 0, self.main, height, words)

    def _aside(self, question: Box, said: str) -> None:
        words = [*_lines(said, self.aside, DETAIL)]
        height = _height(words) + 2 * PADDING
        x = question.x + question.width + self.aside_gap
        # A long aside stands beside the step too, but never on the aside before it.
        earlier = [at.y + at.height for at in self.boxes if at.shape is Shape.ASIDE and at.x == x]
        highest = max(earlier, default=self.gap / 2 - EDGE) + EDGE
        y = max(highest, question.y + question.height / 2 - height / 2)
        box = _box(Shape.ASIDE, x, y, self.aside, height, words)
        level = question.y + question.height / 2
        start, end = Point(question.x + question.width, level), Point(x, level)
        label = Line("否", (start.x + end.x - ARROW) / 2, level - 5, DETAIL)
        self.arrows.append(Arrow((start, Point(end.x - ARROW, level)), _head(end, 1, 0), label))
        self._keep(box)


def _box(
    shape: Shape, x: float, y: float, width: float, height: float, lines: Sequence[Line]
) -> Box:
    centre, middle = x + width / 2, y + height / 2
    standing = []
    at = middle - _height(lines) / 2
    for line in lines:
        at += line.size * LEADING
        # Letters stand on a line a third of their leading above its foot.
        foot = round(at - line.size * (LEADING - 1) / 2 - line.size * 0.12, 2)
        standing.append(Line(line.text, centre, foot, line.size, line.is_strong))
    if shape is Shape.QUESTION:
        corners = (
            Point(centre, y), Point(x + width, middle), Point(centre, y + height),
            Point(x, middle),
        )  # fmt: skip
    else:
        corners = (
            Point(x, y), Point(x + width, y), Point(x + width, y + height), Point(x, y + height),
        )  # fmt: skip
    return Box(shape, x, y, width, height, tuple(standing), corners)


def _lines(text: str, width: float, size: float, *, is_strong: bool = False) -> Iterator[Line]:
    for line in wrapped(text, (width - 2 * PADDING) / size):
        yield Line(line, 0, 0, size, is_strong)


def _height(lines: Sequence[Line]) -> float:
    return sum(line.size * LEADING for line in lines)


def _down(upper: Box, lower: Box) -> Arrow:
    x = upper.x + upper.width / 2
    start, end = Point(x, upper.y + upper.height), Point(x, lower.y)
    label = None
    if upper.shape is Shape.QUESTION:
        label = Line("是", x + DETAIL, start.y + DETAIL + 3, DETAIL)
    return Arrow((start, Point(x, end.y - ARROW)), _head(end, 0, 1), label)


def _around(last: Box, foot: float, first: Box) -> Arrow:
    """From the last box of a column, below all that stands in it, to the head of the next."""
    x, leaves = last.x + last.width / 2, last.y + last.height
    between, above = first.x - COLUMN_GAP / 2, EDGE
    end = Point(first.x + first.width / 2, first.y)
    points = (
        Point(x, leaves), Point(x, foot), Point(between, foot),
        Point(between, above), Point(end.x, above), Point(end.x, end.y - ARROW),
    )  # fmt: skip
    label = None
    if last.shape is Shape.QUESTION:
        label = Line("是", x + DETAIL, leaves + DETAIL, DETAIL)
    return Arrow(points, _head(end, 0, 1), label)


def _head(tip: Point, along_x: int, along_y: int) -> tuple[Point, ...]:
    foot_x, foot_y = tip.x - ARROW * along_x, tip.y - ARROW * along_y
    half = ARROW * 0.55
    return (
        tip,
        Point(foot_x + half * along_y, foot_y + half * along_x),
        Point(foot_x - half * along_y, foot_y - half * along_x),
    )


def wrapped(text: str, ems: float) -> tuple[str, ...]:
    """A text in lines of at most `ems` letters' breadth; figures and Latin words stay whole."""
    lines, line = [], ""
    for word in _words(" ".join(text.split())):
        hangs = word in _NEVER_FIRST
        if line and not hangs and breadth(line + word) > ems:
            lines.append(line.rstrip())
            line = ""
        for piece in _pieces(word.lstrip() if not line else word, ems):
            if line and piece is not word and breadth(line + piece) > ems and not hangs:
                lines.append(line.rstrip())
                line = ""
            line += piece
    return tuple(line for line in (*lines, line.rstrip()) if line)


def _words(text: str) -> Iterator[str]:
    word = ""
    for before, sign in pairwise(f" {text}"):
        is_inside = _is_narrow(before) and _is_narrow(sign) and sign != " " and before != " "
        if word and not is_inside:
            yield word
            word = ""
        word += sign
    if word:
        yield word


def _pieces(word: str, ems: float) -> Iterator[str]:
    """A word that is longer than a line, such as an address, in pieces."""
    if breadth(word) <= ems:
        yield word
        return
    piece = ""
    for sign in word:
        if piece and breadth(piece + sign) > ems:
            yield piece
            piece = ""
        piece += sign
    yield piece


def breadth(text: str) -> float:
    """How many full-width letters long a text is, figures and Latin letters being narrower."""
    return sum(0.6 if _is_narrow(sign) else 1.0 for sign in text)


def _is_narrow(sign: str) -> bool:
    return sign < "\u2000"
