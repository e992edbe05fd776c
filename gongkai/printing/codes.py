"""二维码 on paper: an address as a drawing that a template sets."""

from io import BytesIO

import segno

from gongkai.printing.typesetting import CannotPrint


def code_of(address: str) -> str:
    """The SVG of an address's code; empty without an address."""
    if not address:
        return ""
    drawn = BytesIO()
    try:
        code = segno.make(address, error="m", micro=False)
    except segno.DataOverflowError:
        raise CannotPrint(f"网址有{len(address)}个字符，做不成二维码，请换短的网址。") from None
    code.save(drawn, kind="svg", border=2, xmldecl=False)
    return drawn.getvalue().decode()
