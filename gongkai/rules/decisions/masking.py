"""Masks over what a row says of a person: names, identity numbers, and both inside its texts."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from gongkai.rules.decisions.columns import Column, Party, columns_of
from gongkai.rules.decisions.rows import PublicRow
from gongkai.rules.gate import masking
from gongkai.rules.gate.scanning import Part, scan

# Surnames of two signs that people really bear; with any other the first sign is the surname.
COMPOUND = frozenset(
    [
        "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "独孤", "南宫", "夏侯",
        "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "端木", "百里",
    ]
)  # fmt: skip
SHORTEST_NAME = 2
UNNAMED = "某"
MASKED_TEXTS = frozenset(
    ["offence", "facts", "content", "suspended", "note", "certificate", "document", "basis"]
)
PLATE = "licence-plate"
_GAP = r"[\s·•・\u00b7]*"


def masked_name(name: str) -> str:
    """黄大明 → 黄某某. Masking twice changes nothing."""
    plain = re.sub(r"\s+", "", name)
    is_compound = len(plain) > 2 and plain[:2] in COMPOUND
    surname = plain[:2] if is_compound else plain[:1]
    return surname + UNNAMED * min(max(len(plain) - len(surname), 1), 2)


def masked_identity(number: str) -> str:
    """The usual form of an identity number; nothing at all of any other certificate."""
    masked = masking.mask(number)
    return masked if masked != number else ""


def is_a_persons_name(name: str, owner: str) -> bool:
    """Whether a trader goes by the bare name of its owner."""
    return bool(owner) and _settled(name) == _settled(owner)


def masked_values(values: Mapping[str, str], columns: tuple[Column, ...]) -> dict[str, str]:
    """What of a row may be kept: columns that are shown, and no person in any of them."""
    party, owner = values["party"], values.get("owner", "")
    named = {one for one in (owner, values["name"] if party == Party.PERSON else "") if one}
    kept = {
        column.key: values[column.key]
        for column in columns
        if column.is_shown and values.get(column.key)
    }
    if party == Party.PERSON or is_a_persons_name(values["name"], owner):
        kept["name"] = masked_name(values["name"])
    elif owner:
        kept["name"] = _without_names(values["name"], named)
    kept["name"] = masking.mask(kept["name"])
    kept["identity"] = masked_identity(values.get("identity", ""))
    for key in MASKED_TEXTS & kept.keys():
        kept[key] = masking.mask(_without_names(kept[key], named))
        if party != Party.BODY:
            kept[key] = _without_plates(kept[key])
    return {key: said for key, said in kept.items() if said}


def _without_names(text: str, names: set[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        signs = [re.escape(sign) for sign in _settled(name)]
        if len(signs) >= SHORTEST_NAME:
            text = re.sub(_GAP.join(signs), masked_name(name), text)
    return text


def _settled(name: str) -> str:
    return re.sub(_GAP, "", name)


def _without_plates(text: str) -> str:
    """A plate tells who a person is; that of a company's lorry does not."""
    for hit in reversed(scan(text, on=masking.ANY_DAY, parts=Part.PERSONAL)):
        if hit.rule == PLATE:
            text = text[: hit.start] + masking.masked(text, hit) + text[hit.end :]
    return text


def still_open(row: PublicRow, on: date) -> Iterator[tuple[str, str]]:
    """Personal data that a row still shows: the column's label, and what was found."""
    for column in columns_of(row.kind):
        said = row.values.get(column.key, "")
        for hit in scan(said, on=on, parts=Part.PERSONAL) if said else ():
            if hit.rule in masking.MASKED:
                yield column.label, hit.message
