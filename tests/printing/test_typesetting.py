"""Fonts and typesetting below the letters."""

from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest

from gongkai.printing.fonts import FANDOL, typefaces
from gongkai.printing.glyphs import characters_of
from gongkai.printing.typesetting import MissingGlyph, pdf
from tests.printing.paper import MADE_AT, NOTO


def test_noto_has_every_basic_character() -> None:
    for path in (pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path()):
        known = characters_of(Path(path))
        assert set(range(0x4E00, 0x9FA6)) <= known
        assert {ord(sign) for sign in "镕喆堃昇垚玥赟〔〕“”—★"} <= known
        assert ord("\U0001f600") not in known


def test_a_folder_without_fonts_leaves_noto() -> None:
    assert typefaces((Path("nowhere"),)) == NOTO
    assert NOTO.body == ("Noto Serif SC",)


def test_a_folder_with_fandol_gives_fangsong_and_kaiti(tmp_path: Path) -> None:
    for name in FANDOL:
        (tmp_path / name).write_bytes(Path(pylopdf_fonts_zh_cn.serif_path()).read_bytes())
    faces = typefaces((tmp_path,))
    assert faces.body == ("FandolFang R", "Noto Serif SC")
    assert faces.subheading == ("FandolKai", "Noto Serif SC")
    assert len(faces.files) == 4


def test_a_missing_glyph_is_found_at_any_depth() -> None:
    with pytest.raises(MissingGlyph):
        pdf(
            "letter",
            {"rows": [["甲", {"乙": "\U0001f600"}]]},
            made_at=MADE_AT,
        )
