"""Columns, records with their editions, what is said about them, and what became public."""

from gongkai.outbound.publishing.models.checking import CheckRun, Excuse, Finding, StandingExcuse
from gongkai.outbound.publishing.models.columns import Column, IndexSerial
from gongkai.outbound.publishing.models.elements import Elements
from gongkai.outbound.publishing.models.publication import Publication
from gongkai.outbound.publishing.models.records import Attachment, Edition, Placement, Record
from gongkai.outbound.publishing.models.reviewing import (
    Clearance,
    ReviewStep,
    Signature,
    Submission,
)
from gongkai.outbound.publishing.models.wording import OwnWord

__all__ = [
    "Attachment",
    "CheckRun",
    "Clearance",
    "Column",
    "Edition",
    "Elements",
    "Excuse",
    "Finding",
    "IndexSerial",
    "OwnWord",
    "Placement",
    "Publication",
    "Record",
    "ReviewStep",
    "Signature",
    "StandingExcuse",
    "Submission",
]
