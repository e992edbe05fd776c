"""Columns, records with their editions, what is said about them, and what became public."""

from gongkai.outbound.publishing.models.checking import CheckRun, Excuse, Finding
from gongkai.outbound.publishing.models.columns import Column, IndexSerial
from gongkai.outbound.publishing.models.publication import Publication
from gongkai.outbound.publishing.models.records import Attachment, Edition, Placement, Record
from gongkai.outbound.publishing.models.reviewing import (
    Clearance,
    ReviewStep,
    Signature,
    Submission,
)

__all__ = [
    "Attachment",
    "CheckRun",
    "Clearance",
    "Column",
    "Edition",
    "Excuse",
    "Finding",
    "IndexSerial",
    "Placement",
    "Publication",
    "Record",
    "ReviewStep",
    "Signature",
    "Submission",
]
