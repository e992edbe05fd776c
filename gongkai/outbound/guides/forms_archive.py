"""全部表格 in one ZIP: the same files make the same bytes."""

import re
import zipfile
from collections.abc import Sequence
from tempfile import SpooledTemporaryFile
from typing import IO

from gongkai.outbound.publishing.models import Attachment
from gongkai.printing.packing import EPOCH

IN_MEMORY = 8 * 1024 * 1024
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def archive(files: Sequence[Attachment]) -> IO[bytes]:
    """Stored, not squeezed: office files and PDFs are squeezed already."""
    made: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  closed by the answer
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as target:
        for at, file in enumerate(files, start=1):
            name = zipfile.ZipInfo(f"{at:02}-{_UNFIT.sub('_', file.name)}", EPOCH)
            with file.public.content.open("rb") as source, target.open(name, "w") as entry:
                while chunk := source.read(64 * 1024):
                    entry.write(chunk)
    made.seek(0)
    return made
