"""信息处理费: what an application costs, by the piece or by the page, and how it adds up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import takewhile

from gongkai.rules.law import law

# Nobody asks for more in a month or has more copied; beyond it somebody slipped at the keyboard,
# and every band of a growing scale would be a line of the notice.
MOST = 100_000


class CannotCharge(Exception):
    """No fee can be worked out; the message says why."""


class FeeMode(StrEnum):
    """按件计收 or 按量计收: one application is charged by one of them, never by both."""

    PIECES = "pieces"
    PAGES = "pages"


@dataclass(frozen=True)
class Band:
    """档: consecutive pieces or pages that cost the same; open above when `last` is none."""

    first: int
    last: int | None
    price: int

    def number_in(self, quantity: int) -> int:
        """How many of the first `quantity` fall into the band."""
        last = quantity if self.last is None else min(quantity, self.last)
        return max(0, last - self.first + 1)


@dataclass(frozen=True)
class Growth:
    """Bands above the last one named: each as wide as the one before, and dearer by `more`."""

    width: int
    more: int


@dataclass(frozen=True, kw_only=True)
class FeeScale:
    """收费标准: the bands of one mode, from the day they are in force."""

    mode: FeeMode
    unit: str
    per: str
    bands: tuple[Band, ...]
    growth: Growth | None
    source: str
    in_force_from: date
    bands_verified: bool
    in_force_verified: bool

    def all_bands(self) -> Iterator[Band]:
        """The bands in order; endless where the scale grows."""
        yield from self.bands
        band = self.bands[-1]
        while self.growth and band.last is not None:
            first = band.last + 1
            band = Band(first, band.last + self.growth.width, band.price + self.growth.more)
            yield band


@dataclass(frozen=True, kw_only=True)
class FeeLine:
    """One line of the computation in a 收费通知: the part of a quantity that lies in one band."""

    band: Band
    number: int
    price: int
    unit: str

    @property
    def sum(self) -> int:
        """Yuan."""
        return self.number * self.price

    def __str__(self) -> str:
        unit, first, last = self.unit, self.band.first, self.band.last
        where = f"第{first}{unit}以上" if last is None else f"第{first}至{last}{unit}"
        cost = f"每{unit}{self.price}元，计{self.sum}元" if self.price else "不收费"
        return f"{where}：{self.number}{unit}，{cost}"


@cache
def fee_scales() -> tuple[FeeScale, ...]:
    """The dated scales of `law/fees.toml`."""
    read = law("fees")
    return tuple(
        FeeScale(
            mode=FeeMode(scale["mode"]),
            unit=scale["unit"],
            per=scale["per"],
            bands=tuple(
                Band(band["first"], band.get("last"), band["price"]) for band in scale["band"]
            ),
            growth=Growth(**scale["growth"]) if "growth" in scale else None,
            source=scale["source"],
            in_force_from=scale["in_force_from"],
            bands_verified=scale["bands_verified"],
            in_force_verified=scale["in_force_verified"],
        )
        for scale in read["scale"]
    )


def fee_scale(mode: FeeMode, on: date) -> FeeScale:
    in_force = [scale for scale in fee_scales() if scale.mode is mode and scale.in_force_from <= on]
    if not in_force:
        raise CannotCharge(f"{on:%Y年%m月%d日}还没有施行信息处理费收费标准，不能收费。")
    return max(in_force, key=lambda scale: scale.in_force_from)


def explain_by_pieces(pieces: int, on: date) -> tuple[FeeLine, ...]:
    """The fee of all pieces of one applicant in one calendar month, band by band."""
    return _lines(fee_scale(FeeMode.PIECES, on), pieces)


def explain_by_pages(pages: int, on: date) -> tuple[FeeLine, ...]:
    """The fee of the pages of one application, band by band; applications are not added up."""
    return _lines(fee_scale(FeeMode.PAGES, on), pages)


def fee_by_pieces(pieces: int, on: date) -> int:
    """Yuan for all pieces of one applicant in one calendar month."""
    return sum(line.sum for line in explain_by_pieces(pieces, on))


def fee_by_pages(pages: int, on: date) -> int:
    """Yuan for the pages of one application."""
    return sum(line.sum for line in explain_by_pages(pages, on))


def _lines(scale: FeeScale, quantity: int) -> tuple[FeeLine, ...]:
    if quantity < 0:
        raise CannotCharge(f"{scale.unit}数不能是负数。")
    if quantity > MOST:
        raise CannotCharge(f"{scale.unit}数最多算到{MOST}，请核对数量。")
    reached = takewhile(lambda band: band.first <= quantity, scale.all_bands())
    return tuple(
        FeeLine(band=band, number=band.number_in(quantity), price=band.price, unit=scale.unit)
        for band in reached
    )
