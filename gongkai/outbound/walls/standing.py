"""Is what hangs there still current? Answers for a sheet of one edition, and for one of many."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from gongkai.outbound.publishing.models import Elements, Publication
from gongkai.outbound.walls.values import OVER, kind_of, wall_sheet
from gongkai.people.models import Agency

MOST_ACTS = 5
LARGEST = 2**31 - 1
# What makes a public page say something else.
CHANGES = (Publication.Act.PUBLISHED, Publication.Act.CORRECTED, Publication.Act.WITHDRAWN)


class Word(StrEnum):
    """The one word a passer-by needs."""

    CURRENT = "现行"
    UPDATED = "已更新"
    OVER = "已失效"
    WITHDRAWN = "已撤下"
    UNKNOWN = "查无此张"

    @property
    def key(self) -> str:
        return self.name.lower()

    @property
    def shape(self) -> str:
        return {"current": "✓", "updated": "↻", "over": "✕", "withdrawn": "✕", "unknown": "?"}[
            self.key
        ]


@dataclass(frozen=True)
class Change:
    """A public act on something behind the sheet, newest first."""

    on: date
    act: str
    title: str
    note: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """是否现行: the word, since when, and where what is current can be read."""

    word: Word
    title: str = ""
    agency: Agency | None = None
    on: date | None = None
    behind: int = 0
    reason: str = ""
    number: str = ""
    url: str = ""
    url_label: str = ""
    changes: tuple[Change, ...] = ()


UNKNOWN = Standing(word=Word.UNKNOWN)


def of_edition(record: int, number: int, *, at: datetime) -> Standing:
    """A sheet printed from one edition; one that was never public is as unknown as none."""
    if max(record, number) > LARGEST:
        return UNKNOWN
    acts = list(
        Publication.objects.filter(record=record, act__in=CHANGES)
        .select_related("record__agency", "record__live_edition", "edition")
        .defer("edition__body_html", "edition__body_text", "edition__losses")
        .defer("record__live_edition__body_html", "record__live_edition__body_text")
        .order_by("id")
    )
    printed = [one for one in acts if one.edition.number == number]
    if not printed:
        return UNKNOWN
    owner = acts[0].record
    title = "" if owner.hides_title and owner.withdrawn_at else printed[0].edition.title
    told = Standing(
        word=Word.UNKNOWN,
        title=title,
        agency=owner.agency,
        number=f"{owner.index_number or f'政府信息{owner.pk}'}　第{number}版",
        url=owner.get_absolute_url(),
        changes=tuple(_change(one) for one in reversed(acts[-MOST_ACTS:])),
    )
    live = owner.live_edition
    if live is None:
        on = localdate(owner.withdrawn_at) if owner.withdrawn_at else None
        return replace(
            told,
            word=Word.WITHDRAWN,
            on=on,
            reason=owner.withdrawn_reason,
            url_label="看撤下说明",
        )
    if live.number != number:
        later = [one for one in acts if one.edition.number > number]
        return replace(
            told,
            word=Word.UPDATED,
            on=localdate(later[0].at) if later else None,
            behind=len({one.edition.number for one in later}),
            url_label="看现行内容",
        )
    if live.standing(localdate(at)) in OVER:
        return replace(
            told,
            word=Word.OVER,
            on=live.validity_on or live.valid_until,
            reason=live.validity_note,
            url_label="看有效性说明",
        )
    return replace(told, word=Word.CURRENT, on=localdate(printed[-1].at), url_label="看网上的内容")


def of_many(agency: Agency, key: str, digest: str, *, at: datetime) -> Standing:
    """A sheet drawn from several editions. Which day an unknown digest was true, nobody knows."""
    named = kind_of(key)
    if named is None:
        return UNKNOWN
    kind, _ = named
    sheet = wall_sheet(agency, key, at=at)
    acts = _acts_behind(agency, kind.kinds)
    if not acts:
        return UNKNOWN
    told = Standing(
        word=Word.UNKNOWN,
        title=sheet.title if sheet else kind.label,
        agency=agency,
        number=f"{agency.slug}-{key}　版本{digest}",
        url=f"{agency.get_absolute_url()}walls/#{kind.key}",
        changes=tuple(_change(one) for one in acts),
    )
    if sheet is not None and sheet.digest == digest:
        on = localdate(sheet.made_at)
        return replace(told, word=Word.CURRENT, on=on, url_label="看网上的内容")
    if sheet is not None:
        on = localdate(acts[0].at)
        return replace(told, word=Word.UPDATED, on=on, url_label="看现行内容")
    last = acts[0]
    if last.act == Publication.Act.WITHDRAWN:
        on = localdate(last.at)
        return replace(told, word=Word.WITHDRAWN, on=on, reason=last.note, url_label="看五上墙")
    return replace(
        told, word=Word.OVER, reason="这张图表依据的内容都已失效。", url_label="看五上墙"
    )


def _acts_behind(agency: Agency, kinds: tuple[str, ...]) -> list[Publication]:
    """The newest public acts on anything that such a poster is drawn from."""
    drawn = Elements.objects.filter(edition__record=OuterRef("record"), kind__in=kinds)
    return list(
        Publication.objects.filter(Exists(drawn), record__agency=agency, act__in=CHANGES)
        .select_related("record", "edition")
        .defer("edition__body_html", "edition__body_text", "edition__losses")
        .order_by("-id")[:MOST_ACTS]
    )


def _change(act: Publication) -> Change:
    is_hidden = act.record.hides_title and act.record.withdrawn_at is not None
    return Change(
        on=localdate(act.at),
        act=act.get_act_display(),
        title="（标题不再公开）" if is_hidden else act.edition.title,
        note=act.note,
        url=act.record.get_absolute_url(),
    )
