"""What the public page of a guide shows: the guide, its files, its laws as they stand, its flow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from gongkai.outbound.content.listing import Validity
from gongkai.outbound.content.reading import file_address
from gongkai.outbound.guides.flow_picture import drawn
from gongkai.outbound.publishing.models import Attachment, Edition, Record
from gongkai.outbound.publishing.structures import Said, Shown
from gongkai.rules.guides import ServiceGuide, flow, glance
from gongkai.rules.guides.plain import guide_of
from gongkai.rules.guides.service_guides import Basis, Material, Outcome
from gongkai.rules.guides.slips import demanded

# As wide as a phone shows it in letters that need no glasses.
DRAWN = 352.0
TOLD = "与下面“流程文字说明”的内容相同。"


@dataclass(frozen=True)
class FileLink:
    """A form or sample: a file of the edition, a page elsewhere, or only its name."""

    name: str
    url: str = ""
    is_file: bool = False


@dataclass(frozen=True)
class ShownMaterial:
    """A material with its files."""

    material: Material
    demanded: str
    blank_form: FileLink | None
    sample: FileLink | None


@dataclass(frozen=True)
class ShownBasis:
    """A law, and where the agency publishes it, how it stands."""

    basis: Basis
    url: str = ""
    validity: Validity | None = None
    ended: bool = False


@dataclass(frozen=True)
class ShownOutcome:
    """A result with its sample."""

    outcome: Outcome
    sample: FileLink | None


@dataclass(frozen=True, kw_only=True)
class GuidePage:
    """All that the template needs of a guide."""

    guide: ServiceGuide
    answers: tuple[tuple[str, str], ...]
    phone: str
    materials: tuple[ShownMaterial, ...]
    has_forms: bool
    picture: SafeString
    told: tuple[str, ...]
    bases: tuple[ShownBasis, ...]
    outcomes: tuple[ShownOutcome, ...]
    slip_url: str
    leaflet_url: str
    forms_url: str


def show(edition: Edition, said: Said, at: datetime) -> Shown:
    page = page_of(edition, guide_of(said), on=localdate(at))
    return Shown("guides/guide.html", {"page": page, "stylesheet": "web/guides.css"})


def page_of(edition: Edition, guide: ServiceGuide, *, on: date) -> GuidePage:
    files = files_of(edition)
    steps = flow.of_guide(guide)
    where = [edition.record.agency.slug, edition.record_id]
    return GuidePage(
        guide=guide,
        answers=glance.short_answers(guide),
        phone=glance.telephone(guide),
        materials=tuple(
            ShownMaterial(
                one, demanded(one), _link(one.blank_form, files), _link(one.sample, files)
            )
            for one in guide.materials
        ),
        has_forms=bool(forms_of(guide, files)),
        picture=drawn(flow.layout(steps, width=DRAWN), title=f"{guide.name}办理流程图", told=TOLD),
        told=flow.told(steps),
        bases=_bases(guide.basis, on=on),
        outcomes=tuple(ShownOutcome(one, _link(one.sample, files)) for one in guide.outcomes),
        slip_url=reverse("services:slip", args=where),
        leaflet_url=reverse("services:leaflet", args=where),
        forms_url=reverse("services:forms", args=where),
    )


def files_of(edition: Edition) -> dict[str, Attachment]:
    """The files a reader may fetch, by their names."""
    found = edition.attachments.select_related("public", "edition").defer("text")
    return {file.name: file for file in found if file.is_download}


def forms_of(guide: ServiceGuide, files: dict[str, Attachment]) -> tuple[Attachment, ...]:
    """The blank forms and samples the materials name, each once, in their order."""
    names = [name for one in guide.materials for name in (one.blank_form, one.sample)]
    return tuple(files[name] for name in dict.fromkeys(names) if name in files)


def _link(name: str, files: dict[str, Attachment]) -> FileLink | None:
    if not name.strip():
        return None
    if file := files.get(name):
        return FileLink(name, file_address(file.edition.record_id, file), is_file=True)
    is_page = name.startswith(("https://", "http://"))
    return FileLink(name, name if is_page else "")


def _bases(bases: Sequence[Basis], *, on: date) -> tuple[ShownBasis, ...]:
    records = {
        record.pk: record
        for record in Record.objects.public()
        .select_related("live_edition")
        .filter(pk__in=[basis.record for basis in bases if basis.record])
    }
    return tuple(_basis(basis, records.get(basis.record or 0), on=on) for basis in bases)


def _basis(basis: Basis, record: Record | None, *, on: date) -> ShownBasis:
    ended = basis.ended_on is not None and basis.ended_on <= on
    if record is None or record.live_edition is None:
        return ShownBasis(basis, ended=ended)
    validity = Validity.of(record.live_edition, on=on)
    return ShownBasis(basis, record.get_absolute_url(), validity, ended=ended)
