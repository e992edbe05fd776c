"""A kind of guide for posters to draw from."""

from collections.abc import Iterator

import pytest

from gongkai.outbound.publishing import structures
from gongkai.outbound.publishing.blocks import Paragraph, written
from gongkai.outbound.publishing.structures import Structure


@pytest.fixture
def guide_kind() -> Iterator[None]:
    kept = dict(structures._structures)
    if "guide" not in kept:
        structures.register(
            Structure(
                kind="guide",
                label="办事指南",
                url_name="editions:text",
                write=lambda said: written(
                    said["name"],
                    [Paragraph("到政务服务窗口申请，材料齐全的当场受理，按承诺时限办结。")],
                ),
            )
        )
    yield
    structures._structures.clear()
    structures._structures.update(kept)
