"""五上墙: what a poster says, as plain values, and the sizes at which it stays readable."""

from gongkai.rules.posters.papers import PAPERS, SCREENS, Paper
from gongkai.rules.posters.values import (
    Block,
    Box,
    Chart,
    Points,
    Poster,
    Stage,
    Steps,
    Table,
    Words,
    digest_of,
)

__all__ = [
    "PAPERS",
    "SCREENS",
    "Block",
    "Box",
    "Chart",
    "Paper",
    "Points",
    "Poster",
    "Stage",
    "Steps",
    "Table",
    "Words",
    "digest_of",
]
