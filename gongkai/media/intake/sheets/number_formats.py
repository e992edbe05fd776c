"""A number as a spreadsheet shows it: dates, percentages, thousands, units, by its format code."""

import math
import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

# ECMA-376 part 1, 18.8.30, with what a Chinese Excel shows for the dates that depend on place.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: "#,##0", 42: "¥#,##0", 43: "#,##0.00", 44: "¥#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: "h:mm", 56: "h:mm:ss",
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_TOKEN = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM/PM|上午/下午|y+|m+|d+|h+|s+(?:\.0+)?|a{3,4}|.', re.I | re.S
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SHARES = frozenset("%")
_DIGIT_SIGNS = frozenset("0#?.,E+")
_HALVES = {"AM/PM", "上午/下午"}
_WEEKDAYS = "一二三四五六日"


def shown(number: float, code: str, *, from_1904: bool = False) -> str:
    """The number as its format shows it; a format that cannot be read leaves the plain number."""
    code = code or "General"
    if not math.isfinite(number):
        return str(number)
    if is_date(code):
        written = _date(number, _sections(code)[0], from_1904=from_1904)
        return general(number) if written is None else written
    sections = _sections(code)
    if number < 0 and len(sections) > 1 and sections[1].strip():
        return _figure(-number, sections[1])
    if number == 0 and len(sections) > 2 and sections[2].strip():
        return _figure(number, sections[2])
    return _figure(number, sections[0])


def is_date(code: str) -> bool:
    bare = re.sub(r'"[^"]*"|\\.|_.|\[(?!h|m|s)[^\]]*\]', "", _sections(code)[0], flags=re.I)
    return bool(re.search(r"[ymdhs]", bare, re.I)) and "general" not in bare.lower()


def general(number: float) -> str:
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.10g}".replace("e", "E")


def _sections(code: str) -> list[str]:
    return re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)


def _figure(number: float, code: str) -> str:
    tokens = _TOKEN.findall(code)
    literal = [_literal(token) for token in tokens]
    pattern = "".join(token for token, said in zip(tokens, literal, strict=True) if said is None)
    if re.search(r"general", code, re.I):
        return "".join(said or "" for said in literal) + general(number)
    if pattern.strip() in {"", "@"}:
        return "".join(said or "" for said in literal) if not pattern.strip() else general(number)
    if "/" in pattern:
        return general(number)
    percent = pattern.count("%")
    scaled = number * 100**percent
    if trailing := re.search(r"[0#?](,+)(?=[^0#?,]*$)", pattern):
        scaled /= 1000 ** len(trailing[1])
    body = _digits(scaled, pattern)
    return _placed(tokens, literal, body)


def _digits(number: float, pattern: str) -> str:
    if exponent := re.search(r"(0*)(?:\.(0*))?E([+-])(0+)", pattern):
        places = len(exponent[2] or "")
        return f"{number:.{places}E}"
    whole, _point, fraction = pattern.partition(".")
    most = len(re.findall(r"[0#?]", fraction))
    least = len(re.findall(r"0", fraction))
    grouped = bool(re.search(r"[0#?],[0#?]", whole))
    try:
        step = Decimal(1).scaleb(-most)
        rounded = Decimal(repr(number)).quantize(step, ROUND_HALF_UP)
    except InvalidOperation:
        return general(number)
    if rounded == 0:
        rounded = abs(rounded)
    written = f"{rounded:,f}" if grouped else f"{rounded:f}"
    if most > least and "." in written:
        integer, _dot, decimals = written.partition(".")
        decimals = decimals[:least] + decimals[least:].rstrip("0")
        written = f"{integer}.{decimals}" if decimals else integer
    wide = len(re.findall("0", whole))
    sign, digits = ("-", written[1:]) if written.startswith("-") else ("", written)
    integer, dot, decimals = digits.partition(".")
    return sign + integer.rjust(wide, "0") + dot + decimals


def _placed(tokens: list[str], literal: list[str | None], body: str) -> str:
    """The figures in place of the first digit sign, the words around them kept."""
    written, placed = "", False
    for sign, said in zip(tokens, literal, strict=True):
        if said is not None:
            written += said
        elif sign in _SHARES:
            written += sign
        elif sign in _DIGIT_SIGNS and not placed:
            written, placed = written + body, True
    return written.strip()


def _literal(sign: str) -> str | None:
    if sign.upper() in _HALVES:
        return None
    if sign.startswith('"'):
        return sign[1:-1]
    if sign.startswith("\\"):
        return sign[1:]
    if sign.startswith(("_", "*")) and len(sign) == 2:
        return ""
    if sign.startswith("["):
        # [$¥-804] names a currency; [Red] and [>100] name none.
        found = re.match(r"\[\$([^\-\]]*)", sign)
        return found[1] if found else ""
    is_code = sign in "0#?.,%E/@" or (sign.isalpha() and sign.isascii())
    return None if is_code else sign


def _date(number: float, code: str, *, from_1904: bool) -> str | None:
    if from_1904:
        number += 1462
    if not 0 <= number < 2958466:
        return None
    # Excel believes in 29 February 1900; before March 1900 its days are one ahead.
    base = datetime(1899, 12, 30) if number >= 60 else datetime(1899, 12, 31)  # noqa: DTZ001
    moment = base + timedelta(days=int(number), seconds=round((number % 1) * 86400))
    tokens = _TOKEN.findall(code)
    twelve = any(token.upper() in _HALVES for token in tokens)
    written, after_hour = "", False
    for at, token in enumerate(tokens):
        kind = token[0].lower()
        said = _literal(token)
        if re.fullmatch(r"\[h+\]", token, re.I):
            written, after_hour = written + str(int(number * 24 + 1e-9)), True
        elif said is not None:
            written += said
        elif re.fullmatch("m+", token, re.I):
            minute = after_hour or any(
                following[0].lower() == "s" for following in tokens[at + 1 : at + 3]
            )
            written += _minute(moment, token) if minute else _month(moment, token)
            after_hour = False
        elif twelve and token.upper() in _HALVES:
            written += "上午" if moment.hour < 12 else "下午"
        else:
            written += _part(moment, token, twelve=twelve)
            after_hour = kind == "h" or (after_hour and kind not in "yds")
    return written.strip()


def _minute(moment: datetime, token: str) -> str:
    return f"{moment.minute:02}" if len(token) > 1 else str(moment.minute)


def _month(moment: datetime, token: str) -> str:
    if len(token) >= 3:
        return _MONTHS[moment.month - 1]
    return f"{moment.month:02}" if len(token) == 2 else str(moment.month)


def _part(moment: datetime, token: str, *, twelve: bool) -> str:
    kind, length = token[0].lower(), len(token)
    if kind == "y":
        return f"{moment.year:04}" if length > 2 else f"{moment.year % 100:02}"
    if kind == "d":
        if length >= 3:
            return f"星期{_WEEKDAYS[moment.weekday()]}"
        return f"{moment.day:02}" if length == 2 else str(moment.day)
    if kind == "a" and length >= 3:
        day = _WEEKDAYS[moment.weekday()]
        return f"星期{day}" if length == 4 else day
    if kind == "h":
        hour = (moment.hour % 12 or 12) if twelve else moment.hour
        return f"{hour:02}" if length == 2 else str(hour)
    if kind == "s":
        return f"{moment.second:02}" if length > 1 else str(moment.second)
    return "" if kind == "@" else token
