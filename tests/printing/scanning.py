"""Whether a printed page carries the 二维码 of an address, looked at as a camera would."""

from collections.abc import Iterator
from itertools import groupby

import pypdfium2
import segno
from PIL import Image

SCALE = 5


def carries(pdf: bytes, number: int, address: str) -> bool:
    """Page `number`, counted from 1, shows the code of `address`, square by square."""
    expected = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number - 1]
        picture = page.render(scale=SCALE).to_pil().convert("1")
        page.close()
    eyes = sorted(set(_eyes(picture)))
    return any(
        _read(picture, left, top, (right - left) / (len(expected) - 7), len(expected)) == expected
        for left, top in eyes
        for right, level in eyes
        if abs(level - top) <= SCALE and right - left > 10 * SCALE
    )


def _eyes(picture: Image.Image) -> Iterator[tuple[float, float]]:
    """Centres of dark 1:1:3:1:1 runs; each eye of a code gives several close together."""
    width, height = picture.size
    pixels = picture.load()
    for y in range(0, height, 2):
        runs, x = [], 0
        for shade, run in groupby(bool(pixels[at, y]) for at in range(width)):
            length = sum(1 for _ in run)
            runs.append((shade, x, length))
            x += length
        for at in range(len(runs) - 4):
            five = runs[at : at + 5]
            unit = sum(run[2] for run in five) / 7
            if five[0][0] or unit < 2:
                continue
            shape = (1, 1, 3, 1, 1)
            if all(abs(run[2] - unit * of) < unit / 2 for run, of in zip(five, shape, strict=True)):
                yield five[2][1] + five[2][2] / 2, y


def _read(
    picture: Image.Image, left: float, top: float, unit: float, size: int
) -> list[list[int]] | None:
    """The squares of the code whose first eye is centred there; the eye is 3½ squares in."""
    pixels, (width, height) = picture.load(), picture.size
    x0, y0 = left - 3 * unit, top - 3 * unit
    if not (x0 >= 0 and y0 >= 0 and x0 + size * unit < width and y0 + size * unit < height):
        return None
    return [
        [
            int(not pixels[round(x0 + column * unit), round(y0 + row * unit)])
            for column in range(size)
        ]
        for row in range(size)
    ]
