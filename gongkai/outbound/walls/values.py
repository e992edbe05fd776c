"""Which posters there are, what each is drawn from, and what they say now.

A poster rests on live editions that are in force, and on nothing else: what is withdrawn, expired
or not cleared yet is on no wall.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.outbound.guides.elements import KIND as GUIDE
from gongkai.outbound.publishing.models import Edition, Record
from gongkai.outbound.publishing.sheets import sheet_of_many_path, sheet_path
from gongkai.outbound.walls.sources import Period, results
from gongkai.outbound.walls.structures import COMMITMENTS, FINES, ORGANISATION
from gongkai.people.models import Agency
from gongkai.printing.walls import Foot
from gongkai.rules.guides.plain import guide_of
from gongkai.rules.posters import Poster, digest_of
from gongkai.rules.posters.elements import commitments_of, fines_of, organisation_of
from gongkai.rules.posters.making import (
    commitments_poster,
    fees_poster,
    organisation_poster,
    process_poster,
    results_poster,
)
from gongkai.web.pages import public_address

DECISIONS = "decisions"
OVER = (Edition.Validity.EXPIRED, Edition.Validity.REPEALED)


@dataclass(frozen=True)
class PosterKind:
    """One of the five posters: the kinds of information it draws from, and who brings them."""

    key: str
    label: str
    kinds: tuple[str, ...]
    missing: str


KINDS = (
    PosterKind(
        "organisation", "机构职能图", (ORGANISATION,), "还没有公开的“机构职能”，请填写并送审。"
    ),
    PosterKind("process", "办事流程图", (GUIDE,), "还没有写了办理流程的办事指南。"),
    PosterKind(
        "fees",
        "收费和罚款标准",
        (GUIDE, FINES),
        "还没有公开的罚款标准，办事指南里也没有收费事项。",
    ),
    PosterKind("results", "办理结果公示", (DECISIONS,), "这一期还没有可以公示的办理结果。"),
    PosterKind("commitments", "服务承诺", (COMMITMENTS,), "还没有公开的“服务承诺”，请填写并送审。"),
)
KIND = {kind.key: kind for kind in KINDS}


@dataclass(frozen=True, kw_only=True)
class WallSheet:
    """A poster with the editions it rests on and the address that its code asks."""

    key: str
    kind: PosterKind
    poster: Poster
    editions: tuple[Edition, ...]
    # The one edition that is the whole poster; its sheet asks about that edition.
    only: Edition | None
    agency: Agency
    made_at: datetime

    @property
    def digest(self) -> str:
        return digest_of(self.poster)[:12]

    @property
    def path(self) -> str:
        if self.only is not None:
            return sheet_path(self.only)
        return sheet_of_many_path(self.agency, self.key, self.digest)

    @property
    def title(self) -> str:
        note = self.poster.note if self.kind.key in ("process", "results") else ""
        return f"{self.kind.label}　{note}" if note else self.kind.label

    @property
    def foot(self) -> Foot:
        version = f"第{self.only.number}版" if self.only else self.digest
        number = (self.only and self.only.record.index_number) or f"{self.agency.slug}-{self.key}"
        return Foot(
            number=f"编号：{number}",
            version=f"版本：{version}　日期：{localdate(self.made_at):%Y-%m-%d}",
            address=public_address(self.path),
        )

    @property
    def file_name(self) -> str:
        return f"{self.agency.short_name}{self.kind.label}"


def kind_of(key: str) -> tuple[PosterKind, str] | None:
    """A poster's address is its kind, or its kind and which: `process-12`, `results-2026q3`."""
    name, _, which = key.partition("-")
    kind = KIND.get(name)
    return (kind, which) if kind else None


def wall_sheets(agency: Agency, *, at: datetime) -> tuple[WallSheet, ...]:
    """All posters that can hang now, in the order of the five."""
    editions = _live(agency, [one for kind in KINDS for one in kind.kinds], on=localdate(at))
    period = Period.of(localdate(at))
    return tuple(
        sheet
        for kind in KINDS
        for sheet in _drawn(kind, "", agency, editions, (period, period.last), on=localdate(at))
    )


def wall_sheet(agency: Agency, key: str, *, at: datetime) -> WallSheet | None:
    """The poster of an address as it is now; none where nothing public is behind it."""
    named = kind_of(key)
    if named is None:
        return None
    kind, which = named
    period = Period.read(which)
    if kind.key == "results" and period is None:
        return None
    editions = _live(agency, kind.kinds, on=localdate(at))
    found = _drawn(kind, which, agency, editions, (period,) if period else (), on=localdate(at))
    return next((sheet for sheet in found if sheet.key == key), None)


def _live(agency: Agency, kinds: Iterable[str], *, on: date) -> list[Edition]:
    records = (
        Record.objects.public()
        .filter(agency=agency, live_edition__elements__kind__in=set(kinds))
        .select_related("live_edition__elements")
        .defer("live_edition__body_html", "live_edition__body_text", "live_edition__losses")
        .order_by("pk")
    )
    editions = []
    for record in records:
        edition = record.live_edition
        if edition is not None and edition.standing(on) not in OVER:
            edition.record = record
            editions.append(edition)
    return editions


def _of(editions: Sequence[Edition], *kinds: str) -> tuple[Edition, ...]:
    return tuple(one for one in editions if one.elements.kind in kinds)


def _drawn(
    kind: PosterKind,
    which: str,
    agency: Agency,
    editions: Sequence[Edition],
    periods: Sequence[Period],
    *,
    on: date,
) -> Iterator[WallSheet]:
    sources = _of(editions, *kind.kinds)
    if not sources:
        return
    if kind.key == "process":
        yield from _processes(kind, which, agency, sources)
    elif kind.key == "organisation":
        newest = max(sources, key=lambda one: (one.published_at, one.pk))
        poster = organisation_poster(organisation_of(newest.elements.said))
        yield _sheet(kind, agency, poster, (newest,), kind.key, only=newest)
    elif kind.key == "results":
        for period in periods:
            if rows := results(agency, period, on=on):
                poster = results_poster(agency.name, period.label, rows)
                yield _sheet(kind, agency, poster, sources, f"results-{period.key}")
    elif (poster := _of_many(kind, agency, sources)).blocks:
        yield _sheet(kind, agency, poster, sources, kind.key)


def _processes(
    kind: PosterKind, which: str, agency: Agency, sources: Sequence[Edition]
) -> Iterator[WallSheet]:
    for edition in sources:
        guide = guide_of(edition.elements.said)
        if guide.process and which in ("", str(edition.record_id)):
            poster = process_poster(guide, agency.name)
            key = f"{kind.key}-{edition.record_id}"
            yield _sheet(kind, agency, poster, (edition,), key, only=edition)


def _of_many(kind: PosterKind, agency: Agency, sources: Sequence[Edition]) -> Poster:
    if kind.key == "commitments":
        listed = [commitments_of(one.elements.said) for one in sources]
        return commitments_poster(agency.name, listed)
    guides = [guide_of(one.elements.said) for one in _of(sources, GUIDE)]
    fines = [fines_of(one.elements.said) for one in _of(sources, FINES)]
    return fees_poster(agency.name, guides, fines, phone=agency.phone)


def _sheet(
    kind: PosterKind,
    agency: Agency,
    poster: Poster,
    editions: tuple[Edition, ...],
    key: str,
    *,
    only: Edition | None = None,
) -> WallSheet:
    made_at = max(one.published_at or one.saved_at for one in editions)
    return WallSheet(
        key=key,
        kind=kind,
        poster=poster,
        editions=editions,
        only=only,
        agency=agency,
        made_at=made_at,
    )
