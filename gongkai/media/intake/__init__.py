"""Taking files in: any office file becomes clean HTML, plain text, facts, losses and a clean copy.

Nothing here knows Django: files from outside are read in a subprocess that may die.
"""

from gongkai.media.intake.guard import take_in_guarded
from gongkai.media.intake.reading import clean_copy, take_in
from gongkai.media.intake.taken import CannotTakeIn, CleanCopy, Heading, Picture, Taken
from gongkai.rules.document_form import DocumentFacts

__all__ = [
    "CannotTakeIn",
    "CleanCopy",
    "DocumentFacts",
    "Heading",
    "Picture",
    "Taken",
    "clean_copy",
    "take_in",
    "take_in_guarded",
]
