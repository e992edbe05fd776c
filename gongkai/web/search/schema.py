"""What the index keeps of an entry, field by field."""

import tantivy

from gongkai.web.search.characters import (
    BOUNDARY,
    bare,
    fold,
    pairs,
    tidy,
    units,
    unwrap,
)
from gongkai.web.search.entries import Entry

# Raised whenever a field changes, so that an index of an older shape is rebuilt, not misread.
EDITION = 1

TITLE, BODY, ATTACHMENTS, LABELS = "title", "body", "attachments", "labels"
SEARCHED = (TITLE, LABELS, BODY, ATTACHMENTS)
FILTERED = ("agency", "unit", "column", "year", "validity", "format")
# All of a text is searched, this much kept to show: twenty hits of 200,000 characters took 0.5 s.
SHOWN_REACH = 50_000
_TOKENIZER = "spaces"
_FRESHNESS_EPOCH = 2000


def pairs_of(field: str) -> str:
    return f"{field}_pairs"


def units_of(field: str) -> str:
    return f"{field}_units"


def shown(field: str) -> str:
    return f"{field}_shown"


def _build() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    # Deleting by a numeric field aborts the whole process: the key is a raw text field.
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("record", fast=True)
    builder.add_integer_field("version", fast=True)
    for field in SEARCHED:
        builder.add_text_field(pairs_of(field), tokenizer_name=_TOKENIZER)
        # A single character or word asks for no neighbour, hence needs no positions.
        builder.add_text_field(units_of(field), tokenizer_name=_TOKENIZER, index_option="basic")
    for field in FILTERED:
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("keyword", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("published", fast=True)
    builder.add_float_field("freshness", fast=True)
    for field in (TITLE, BODY, ATTACHMENTS):
        builder.add_bytes_field(shown(field), stored=True)
    return builder.build()


SCHEMA = _build()


def prepare(opened: tantivy.Index) -> tantivy.Index:
    """Teach an opened index our tokens, which are joined by spaces; readers reload when told."""
    spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    opened.register_tokenizer(_TOKENIZER, spaces)
    opened.config_reader("manual")
    return opened


def document(entry: Entry) -> tantivy.Document:
    attachments = unwrap(tidy(entry.attachments))
    kept = tantivy.Document()
    kept.add_text("id", str(entry.record))
    kept.add_unsigned("record", entry.record)
    kept.add_integer("version", entry.version)
    _add_tokens(kept, TITLE, units(fold(entry.title)))
    _add_tokens(kept, BODY, units(fold(entry.text)))
    _add_tokens(kept, ATTACHMENTS, units(fold(attachments)))
    _add_tokens(kept, LABELS, _label_units(entry))
    for field, values in (
        ("agency", (entry.agency,)),
        ("unit", (entry.unit,)),
        ("column", entry.columns),
        ("year", (str(entry.year),)),
        ("validity", (entry.validity,)),
        ("format", entry.formats),
        ("keyword", tuple(map(fold, entry.keywords))),
    ):
        for value in dict.fromkeys(values):
            if value:
                kept.add_text(field, tidy(value))
    kept.add_integer("published", int(entry.published_at.timestamp()))
    # The engine multiplies a score by log2(2 + freshness): about 0.2 % for each year.
    kept.add_float("freshness", max(0, entry.published_at.year - _FRESHNESS_EPOCH) * 0.003)
    kept.add_bytes(shown(TITLE), tidy(entry.title).encode())
    kept.add_bytes(shown(BODY), tidy(entry.text)[:SHOWN_REACH].encode())
    kept.add_bytes(shown(ATTACHMENTS), attachments[:SHOWN_REACH].encode())
    return kept


def _label_units(entry: Entry) -> list[str]:
    marked: list[str] = []
    for label in (entry.document_number, entry.index_number, *entry.keywords):
        # Punctuation is ignored here, for numbers are retyped freely: 〔2021〕75号, 2021-75号.
        found = bare(units(fold(label)))
        if found:
            # No query can ask across a boundary, so two labels never make a third.
            found[-1] += BOUNDARY
            marked += found
    return marked


def _add_tokens(kept: tantivy.Document, field: str, marked: list[str]) -> None:
    if marked:
        kept.add_text(pairs_of(field), " ".join(pairs(marked)))
        kept.add_text(units_of(field), " ".join(dict.fromkeys(bare(marked))))
