"""The codes on paper, read module by module from the drawn page."""

from collections.abc import Callable

import pypdfium2
import pytest
import segno
from django.conf import settings
from PIL import Image

from gongkai.outbound.on_duty import papers, queries, rosters
from gongkai.outbound.on_duty.models import Sign
from tests.factories.on_duty import MONDAY, MORNING, badge_of, published_roster
from tests.factories.people import Bureau

DOTS_A_MM = 12
DARK = 128


def _modules(content: bytes, box: tuple[float, float, float, float], size: int) -> list[list[bool]]:
    """The code that lies within these millimetres of the first page."""
    page = pypdfium2.PdfDocument(content)[0]
    drawn = page.render(scale=DOTS_A_MM * 25.4 / 72).to_pil().convert("L")
    part = drawn.crop(tuple(round(side * DOTS_A_MM) for side in box))  # type: ignore[arg-type]
    inked = part.point(lambda value: 255 if value < DARK else 0).getbbox()
    assert inked is not None
    code = part.crop(inked).resize((size * 9, size * 9), Image.Resampling.BOX)
    return [
        [code.getpixel((9 * x + 4, 9 * y + 4)) < DARK for x in range(size)] for y in range(size)
    ]  # type: ignore[operator]


def _badge(bureau: Bureau, sign: Sign) -> tuple[bytes, str]:
    badge = badge_of(bureau, sign)
    content = papers.badges_pdf([badge], is_single=True, made_at=MORNING)
    return content, f"/badges/{badge.code}/"


def _door(bureau: Bureau, sign: Sign) -> tuple[bytes, str]:
    path = f"/shili/whereabouts/{bureau.unit.pk}/"
    board = queries.signs_of(bureau.agency, at=MORNING)[0]
    return papers.door_sheet_pdf(bureau.agency, board, path=path), path


def _roster(bureau: Bureau, sign: Sign) -> tuple[bytes, str]:
    record = published_roster(bureau)
    shown = rosters.live_rosters(bureau.agency, [MONDAY])[0]
    return papers.roster_pdf(shown, paper="a4"), f"/sheets/{record.pk}/1/"


@pytest.mark.parametrize(
    ("made", "box"),
    [
        pytest.param(_badge, (34.5, 62, 52, 84), id="badge"),
        pytest.param(_door, (60, 48, 150, 128), id="door"),
        pytest.param(_roster, (262, 180, 285, 205), id="roster"),
    ],
)
def test_the_code_on_paper_is_that_of_the_address(
    bureau: Bureau,
    sign: Sign,
    made: Callable[[Bureau, Sign], tuple[bytes, str]],
    box: tuple[float, float, float, float],
) -> None:
    content, path = made(bureau, sign)
    wanted = segno.make(f"{settings.PUBLIC_ADDRESS}{path}", error="m", micro=False).matrix
    found = _modules(content, box, len(wanted))
    assert found == [[bool(one) for one in row] for row in wanted]
