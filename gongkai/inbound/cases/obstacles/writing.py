"""What stands in the way of letters: of setting their head, of writing one, of giving it out."""

from collections.abc import Iterator
from datetime import date

from django.core.exceptions import ValidationError

from gongkai.inbound.cases.models import LetterSettings
from gongkai.people.models import Role, User
from gongkai.people.queries import holds

SETTERS = (Role.OPERATOR, Role.OPENNESS_OFFICE)


def to_setting_letters(settings: LetterSettings, *, by: User | None, on: date) -> Iterator[str]:
    """Nobody acting means the command line, whose user owns the computer anyway."""
    if by is not None and not (by.agency_id == settings.agency_id and holds(by, *SETTERS, on=on)):
        yield "文书设置由系统管理员或者领导小组办公室修改。"
    try:
        settings.full_clean()
    except ValidationError as wrong:
        yield from wrong.messages
