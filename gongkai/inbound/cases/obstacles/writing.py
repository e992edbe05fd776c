"""What stands in the way of letters: of setting their head, of writing one, of giving it out."""

from collections.abc import Iterator
from datetime import date

from django.core.exceptions import ValidationError

from gongkai.inbound.cases import queries
from gongkai.inbound.cases.models import Case, LetterSettings, LetterTemplate, Reply
from gongkai.inbound.cases.obstacles.handling import to_working_on
from gongkai.inbound.cases.obstacles.replying import to_reading_reply
from gongkai.inbound.cases.queries import Written
from gongkai.people.models import Agency, Role, User
from gongkai.people.queries import holds
from gongkai.printing.typesetting import CannotPrint
from gongkai.printing.word import docx
from gongkai.rules.letter_examples import example_letter
from gongkai.rules.letter_kinds import LetterKind
from gongkai.rules.letters import obstacles_to_writing

FOI = "foi"
SETTERS = (Role.OPERATOR, Role.OPENNESS_OFFICE)


def to_setting_letters(settings: LetterSettings, *, by: User | None, on: date) -> Iterator[str]:
    """Nobody acting means the command line, whose user owns the computer anyway."""
    if by is not None and not (by.agency_id == settings.agency_id and holds(by, *SETTERS, on=on)):
        yield "文书设置由系统管理员或者领导小组办公室修改。"
    try:
        settings.full_clean()
    except ValidationError as wrong:
        yield from wrong.messages


def to_setting_template(
    agency: Agency, shape: str, *, content: bytes | None, by: User, on: date
) -> Iterator[str]:
    yield from _to_setting(agency, by=by, on=on)
    if shape not in LetterTemplate.Shape.values:
        yield "请选择模板用于哪一类文书。"
    elif content is not None:
        try:
            docx(example_letter(is_form=shape == LetterTemplate.Shape.FORM), content)
        except CannotPrint as refusal:
            yield str(refusal)


def _to_setting(agency: Agency, *, by: User | None, on: date) -> Iterator[str]:
    if by is not None and not (by.agency_id == agency.pk and holds(by, *SETTERS, on=on)):
        yield "文书设置由系统管理员或者领导小组办公室修改。"


def to_drafting_letter(
    case: Case, kind: LetterKind | None, written: Written, *, by: User, on: date
) -> Iterator[str]:
    yield from _to_writing(case, kind, written, by=by, on=on)
    if kind is None:
        return
    if kind.is_sheet or kind.key in queries.BY_CONSULTING:
        yield f"《{kind.title}》不在这里起草。"
    if case.closed_on is not None:
        yield "这一件已经办结；需要再答复的，请另立一件接续办理。"
    elif kind.step:
        yield from queries.obstacles_to_step(
            case, kind.step, on=max(on, written.signed_on), days=written.days
        )


def to_printing_sheet(
    case: Case, kind: LetterKind | None, written: Written, *, by: User, on: date
) -> Iterator[str]:
    yield from _to_writing(case, kind, written, by=by, on=on)
    if kind is not None and not kind.is_sheet:
        yield f"《{kind.title}》要审定以后才能送出，请先起草。"


def _to_writing(
    case: Case, kind: LetterKind | None, written: Written, *, by: User, on: date
) -> Iterator[str]:
    yield from to_working_on(case, by=by, on=on)
    if kind is None:
        yield "没有这种文书，请从文书目录里选。"
    elif case.kind != FOI and kind.key not in queries.FOR_ALL:
        yield f"《{kind.title}》只用于政府信息公开申请。"
    else:
        yield from obstacles_to_writing(kind.key, queries.facts_of(case, written))


def to_opening_letter(reply: Reply, case: Case, *, by: User, on: date) -> Iterator[str]:
    if not reply.letter:
        yield "这一份是直接写的答复，没有文书可以打开。"
    elif case.erased_at is not None:
        yield "个人信息已经按期清除，文书也一并清除。"
    yield from to_reading_reply(case, by=by, on=on)
