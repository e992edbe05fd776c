"""What a text's scan says, in the short form the tests of the gate compare."""

from datetime import date

from gongkai.rules.gate.scanning import Part, scan

ON = date(2026, 11, 24)


def told(text: str, *rules: str, parts: Part = Part.ALL) -> list[tuple[str, str]]:
    """Each hit as its rule and the words it points at, of these rules or families only."""
    return [
        (hit.rule, text[hit.start : hit.end])
        for hit in scan(text, on=ON, parts=parts)
        if not rules or hit.rule in rules or hit.rule.partition("/")[0] in rules
    ]


def suggested(text: str, *rules: str) -> list[str]:
    return [
        hit.suggestion
        for hit in scan(text, on=ON)
        if hit.rule in rules or hit.rule.partition("/")[0] in rules
    ]
