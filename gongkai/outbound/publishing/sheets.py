"""Addresses that printed sheets carry: each tells whether what hangs there is still current."""

from gongkai.outbound.publishing.models import Edition
from gongkai.people.models import Agency

DIGITS = 12


def sheet_path(edition: Edition) -> str:
    """Where a sheet printed from this edition, and from nothing else, asks about itself."""
    return f"/sheets/{edition.record_id}/{edition.number}/"


def sheet_of_many_path(agency: Agency, sheet: str, digest: str) -> str:
    """Where a sheet drawn from several editions asks; `digest` is of all that it says."""
    return f"/sheets/{agency.slug}/{sheet}/{digest[:DIGITS]}/"
