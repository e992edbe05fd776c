"""What a printed sheet says and where it says it, read back from the file."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pypdfium2

from gongkai.printing.fonts import typefaces
from gongkai.printing.letters import Form, Letterhead, letter_pdf
from gongkai.rules.letters import CaseFacts, letter

MADE_AT = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
# Only what comes with the program, so that the paper is the same wherever the tests run.
NOTO = typefaces(())
LINK = "https://gongkai.example.cn/follow/2026012"
HEAD = Letterhead(issuer="清河市交通运输局", link=LINK)
MM = 72 / 25.4


@dataclass(frozen=True)
class Sign:
    """One character on a page, with its box in millimetres from the upper left corner."""

    sign: str
    left: float
    top: float
    right: float
    bottom: float


def printed(key: str, facts: CaseFacts, form: Form = Form.LETTER, link: str = LINK) -> bytes:
    shown = replace(HEAD, form=form, link=link)
    return letter_pdf(letter(key, facts), shown, made_at=MADE_AT, faces=NOTO)


def pages(pdf: bytes) -> list[str]:
    """The words of each page, one line a line."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            page.get_textpage().get_text_range().replace("\r\n", "\n").strip() for page in document
        ]


def joined(pdf: bytes) -> str:
    """All words in one line: where a line ends is the typesetter's business."""
    return "".join("".join(pages(pdf)).split())


def signs(pdf: bytes, number: int) -> list[Sign]:
    """The visible characters of a page, counted from 1, in reading order."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number - 1]
        text, height = page.get_textpage(), page.get_height()
        found = []
        for at in range(text.count_chars()):
            sign = text.get_text_range(at, 1)
            if sign.strip():
                left, bottom, right, top = text.get_charbox(at, loose=True)
                found.append(
                    Sign(sign, left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)
                )
        return found


def lines(pdf: bytes, number: int) -> list[list[Sign]]:
    """The characters of a page by the line they stand in, from above."""
    rows: dict[int, list[Sign]] = {}
    for sign in signs(pdf, number):
        rows.setdefault(round(sign.bottom), []).append(sign)
    return [rows[at] for at in sorted(rows)]


def fonts(pdf: bytes) -> dict[str, bool]:
    """The fonts of a file and whether each is inside it."""
    found = {}
    with pikepdf.open(BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                name = str(thing["/FontName"]).partition("+")[2]
                found[name] = any(key in thing for key in ("/FontFile2", "/FontFile3"))
    return found
