"""Taking files in: any office file becomes clean HTML, plain text, facts, losses and a clean copy.

Nothing here knows Django: files from outside are read in a subprocess that may die.
"""

from gongkai.media.intake.guard import mask_guarded, plain_text_guarded, take_in_guarded
from gongkai.media.intake.plain_text import plain_text
from gongkai.media.intake.reading import clean_copy, take_in
from gongkai.media.intake.taken import (
    CannotTakeIn,
    CleanCopy,
    Heading,
    MaskedCopy,
    Picture,
    PlainText,
    Taken,
)
from gongkai.rules.document_form import DocumentFacts

__all__ = [
    "CannotTakeIn",
    "CleanCopy",
    "DocumentFacts",
    "Heading",
    "MaskedCopy",
    "Picture",
    "PlainText",
    "Taken",
    "clean_copy",
    "mask_guarded",
    "plain_text",
    "plain_text_guarded",
    "take_in",
    "take_in_guarded",
]
