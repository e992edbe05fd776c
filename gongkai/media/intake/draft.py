"""What a reader of one format hands on: loose HTML with marks, and what it knows of each line."""

from dataclasses import dataclass, field

from gongkai.media.intake.taken import Picture

# Plane 15 is for private use, and no office file means anything by it: marks survive pandoc and
# the sanitiser as text, and are removed from every input first.
LINE_MARK = "\U000f0000"
PICTURE_MARK = "\U000f0001"
MARKS = str.maketrans("", "", LINE_MARK + PICTURE_MARK)


@dataclass(frozen=True)
class Hint:
    """How a line is set: what the eye sees and the text does not say."""

    font: str = ""
    size: float = 0.0
    centred: bool = False
    red: bool = False
    is_title: bool = False
    outline: int | None = None
    plain: bool = False


@dataclass
class Draft:
    """A document half taken in. HTML lines begin with a mark that leads to their hint."""

    html: str
    hints: dict[int, Hint] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    losses: list[str] = field(default_factory=list)
    pages: int = 1
    pages_estimated: bool = True
    page_pictures: tuple[Picture, ...] = ()
    title: str = ""
    images: int | None = None
    reads_front: bool = True

    def lose(self, loss: str) -> None:
        if loss and loss not in self.losses:
            self.losses.append(loss)


def line_mark(number: int) -> str:
    return f"{LINE_MARK}{number}{LINE_MARK}"


def picture_mark(name: str) -> str:
    return f"{PICTURE_MARK}{name}{PICTURE_MARK}"
