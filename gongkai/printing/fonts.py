"""Fonts for print: Noto comes with the program, the Fandol faces are used where they are found.

Fandol has a real 仿宋 and 楷体, but only GB 2312: names such as 镕 or 喆 are set in Noto. System
fonts are never used, so that the same fonts give the same paper on every computer.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from gongkai.printing.glyphs import characters_of

# Where Debian's texlive-lang-chinese puts them.
DEBIAN_FANDOL = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
FANDOL = {"FandolFang-Regular.otf": "FandolFang R", "FandolKai-Regular.otf": "FandolKai"}
SERIF, SANS = "Noto Serif SC", "Noto Sans SC"


@dataclass(frozen=True)
class Typefaces:
    """字体: the files in use, and the families of each face of an official document in order."""

    files: tuple[Path, ...]
    body: tuple[str, ...]
    heading: tuple[str, ...]
    subheading: tuple[str, ...]
    title: tuple[str, ...]

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters that none of the fonts can draw, each once."""
        known = _known(self.files)
        return tuple(dict.fromkeys(sign for sign in text if ord(sign) not in known))


@cache
def _known(files: tuple[Path, ...]) -> frozenset[int]:
    """What the files can draw together; joining them anew took a fifth of a poster's time."""
    return frozenset().union(*map(characters_of, files))


@cache
def typefaces(folders: tuple[Path, ...] = (DEBIAN_FANDOL,)) -> Typefaces:
    """The fonts at hand: Noto, and what the first of the folders that has it holds of Fandol."""
    noto = (Path(pylopdf_fonts_zh_cn.serif_path()), Path(pylopdf_fonts_zh_cn.sans_path()))
    found = _fandol(folders)
    return Typefaces(
        files=(*noto, *found.values()),
        body=(*(("FandolFang R",) if "FandolFang R" in found else ()), SERIF),
        heading=(SANS, SERIF),
        subheading=(*(("FandolKai",) if "FandolKai" in found else ()), SERIF),
        title=(SERIF,),
    )


def _fandol(folders: tuple[Path, ...]) -> dict[str, Path]:
    found = {}
    for name, family in FANDOL.items():
        files = [folder / name for folder in folders if (folder / name).is_file()]
        if files:
            found[family] = files[0]
    return found


@cache
def loaded(faces: Typefaces) -> typst.Fonts:
    """The fonts as the typesetter holds them; reading them takes longer than setting a letter."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=list(dict.fromkeys(path.parent for path in faces.files)),
    )
