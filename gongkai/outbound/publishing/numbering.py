"""Giving index numbers: each unit's own template, or its agency's, and a serial of its own."""

from datetime import date

from gongkai.outbound.publishing.models import Edition, IndexSerial
from gongkai.people.models import Unit
from gongkai.rules.identifiers import index_numbers


def template_of(unit: Unit) -> str:
    return unit.index_template or unit.agency.index_template


def codes_of(edition: Edition) -> index_numbers.Codes:
    """What a template may ask for; the first column in the agency's order is the category."""
    unit = edition.record.unit
    column = edition.columns.order_by("order", "id").first()
    return index_numbers.Codes(
        credit_code=unit.agency.credit_code,
        organisation=unit.agency.credit_code[8:17],
        region=unit.agency.region,
        unit=unit.code,
        category=column.slug if column else "",
    )


def draw(edition: Edition, *, on: date) -> str:
    """The next number, never given before and never to be given again. Called within an action."""
    agency, template, codes = (
        edition.record.agency,
        template_of(edition.record.unit),
        codes_of(edition),
    )
    # Whatever the template writes beside the serial has a serial of its own.
    scope = index_numbers.render(template, codes, serial=1, on=on)
    serial, _ = IndexSerial.objects.get_or_create(agency=agency, scope=scope)
    serial = IndexSerial.objects.select_for_update().get(pk=serial.pk)
    serial.last += 1
    serial.save(update_fields=["last"])
    return index_numbers.render(template, codes, serial=serial.last, on=on)
