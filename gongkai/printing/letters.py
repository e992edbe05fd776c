"""Letters on paper: the head of an office, a letter of the rules, and the PDF of both."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from gongkai.printing.codes import code_of
from gongkai.printing.fonts import Typefaces
from gongkai.printing.typesetting import pdf
from gongkai.rules.document_form import heading_level
from gongkai.rules.letters import Letter


class Form(StrEnum):
    """版式: 信函格式, 文件格式 (GB/T 9704-2012), or a sheet without a red head."""

    LETTER = "letter"
    DOCUMENT = "document"
    PLAIN = "plain"


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """版头和版记: what an office prints around a letter. `issuer` is the red mark."""

    issuer: str
    form: Form = Form.LETTER
    note: str = ""
    copies_to: str = ""
    printed_by: str = ""
    printed_on: date | None = None
    link: str = ""
    link_says: str = "扫码查询办理情况"


@dataclass(frozen=True)
class ShownParagraph:
    """A paragraph and the level of its heading; 0 is text."""

    text: str
    level: int


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The values of `templates/letter.typ`."""

    form: str
    issuer: str
    number: str
    title: str
    addressee: str
    paragraphs: tuple[ShownParagraph, ...]
    rows: tuple[tuple[str, str], ...]
    remedy: str
    contact: str
    annexes: tuple[str, ...]
    signer: str
    signed_on: str
    note: str
    copies_to: str
    printed_by: str
    printed_on: str
    draft: bool
    link: str
    link_says: str
    code: str


def letter_pdf(
    letter: Letter,
    head: Letterhead,
    *,
    made_at: datetime,
    is_draft: bool = False,
    faces: Typefaces | None = None,
) -> bytes:
    """A letter as PDF. A draft says that it is one, and where the seal goes."""
    return pdf("letter", _sheet(letter, head, is_draft=is_draft), made_at=made_at, faces=faces)


def in_chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _sheet(letter: Letter, head: Letterhead, *, is_draft: bool) -> Sheet:
    # A slip that is filled in with a pen has neither a red head nor an imprint.
    if letter.rows:
        head = Letterhead(issuer=head.issuer, form=Form.PLAIN)
    return Sheet(
        form=head.form,
        issuer=head.issuer,
        number=letter.number,
        title=letter.title,
        addressee="" if letter.rows else letter.addressee,
        paragraphs=tuple(
            ShownParagraph(text, heading_level(text) or 0) for text in letter.paragraphs
        ),
        rows=letter.rows,
        remedy=letter.remedy,
        contact=letter.contact,
        annexes=letter.annexes,
        signer=letter.signer,
        signed_on=in_chinese(letter.signed_on),
        note=head.note,
        copies_to=head.copies_to,
        printed_by=head.printed_by,
        printed_on=in_chinese(head.printed_on) if head.printed_on else "",
        draft=is_draft,
        link=head.link,
        link_says=head.link_says,
        code=code_of(head.link),
    )
