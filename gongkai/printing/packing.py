"""Office files packed again without the hour of their making, so that equal ones are equal."""

import io
import re
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_MADE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def packed(saved: bytes, *, keeps_dates: bool = False) -> bytes:
    """The same parts in a fixed order; the dates the file tells of itself go unless kept."""
    repacked = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved)) as source,
        zipfile.ZipFile(repacked, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            content = source.read(name)
            if name == _CORE and not keeps_dates:
                content = _MADE.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", content)
            target.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return repacked.getvalue()
