"""Addresses that printed sheets carry: each tells whether what hangs there is still current."""

from gongkai.outbound.publishing.models import Edition


def sheet_path(edition: Edition) -> str:
    """Where a sheet printed from this edition, and from nothing else, asks about itself."""
    return f"/sheets/{edition.record_id}/{edition.number}/"
