"""The gate in the database: no edition goes public without a clearance of exactly its content.

Whatever door is tried, even a hand-written UPDATE, meets these triggers (invariant 1):
an edition that has left the writer's desk is frozen, a cleared one never comes back to it,
clearances, signatures and publications are append-only, and a record's live edition must be
one of its own, cleared by somebody who is not among its authors.
"""

from django.db import migrations

FROZEN = (
    "record_id", "number", "title", "body_html", "body_text", "document_number", "issuer",
    "formed_on", "genre", "topic", "keywords", "summary", "source", "disclosure", "validity",
    "validity_note", "validity_on", "valid_until", "replaced_by_id", "change_note", "losses",
)  # fmt: skip
AT_DESK = "('draft', 'returned')"
PARTS = ("placement", "attachment")

CLEARED = """
    EXISTS (
        SELECT 1 FROM publishing_edition e JOIN publishing_clearance c
            ON c.edition_id = e.id AND c.digest = e.digest AND e.digest <> ''
        WHERE e.id = NEW.live_edition_id AND e.record_id = NEW.id AND e.state = 'published'
            AND NOT EXISTS (
                SELECT 1 FROM publishing_edition_authors a
                WHERE a.edition_id = e.id AND a.user_id = c.by_id
            )
    )
"""
RULES = {
    # name: (table, event, condition on OLD/NEW, message)
    "gate_insert": (
        "publishing_record", "INSERT", "NEW.live_edition_id IS NOT NULL",
        "a record is not born public",
    ),
    "gate_update": (
        "publishing_record", "UPDATE",
        f"NEW.live_edition_id IS NOT NULL AND NOT {CLEARED}",
        "not cleared by another person for exactly this content",
    ),
    "record_kept": (
        "publishing_record", "DELETE", "OLD.first_published_at IS NOT NULL",
        "what was published never vanishes",
    ),
    "record_identity": (
        "publishing_record", "UPDATE",
        "OLD.index_number <> '' AND NEW.index_number <> OLD.index_number",
        "an index number is never changed",
    ),
    "edition_frozen": (
        "publishing_edition", "UPDATE",
        f"OLD.state NOT IN {AT_DESK} AND ("
        + " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in FROZEN)
        + f" OR (OLD.digest <> NEW.digest AND NEW.state NOT IN {AT_DESK}))",
        "an edition sent to review does not change",
    ),
    "edition_cleared": (
        "publishing_edition", "UPDATE",
        f"NEW.state IN {AT_DESK} AND EXISTS "
        "(SELECT 1 FROM publishing_clearance c WHERE c.edition_id = NEW.id)",
        "a cleared edition is not written on again",
    ),
    "edition_kept": (
        "publishing_edition", "DELETE", "OLD.round > 0", "an edition once sent to review is kept",
    ),
    "author_kept": (
        "publishing_edition_authors", "DELETE",
        "EXISTS (SELECT 1 FROM publishing_edition e WHERE e.id = OLD.edition_id"
        " AND (e.round > 0 OR e.state <> 'draft'))",
        "who wrote is not forgotten",
    ),
    "author_moved": ("publishing_edition_authors", "UPDATE", "TRUE", "who wrote is not forgotten"),
}  # fmt: skip
for part in PARTS:
    for event, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
        RULES[f"{part}_{event.lower()}_frozen"] = (
            f"publishing_{part}", event,
            f"EXISTS (SELECT 1 FROM publishing_edition e WHERE e.id = {row}.edition_id"
            f" AND e.state NOT IN {AT_DESK})",
            "an edition sent to review does not change",
        )  # fmt: skip
RULES["placement_frozen"] = (
    "publishing_placement", "UPDATE",
    "OLD.edition_id <> NEW.edition_id OR OLD.column_id <> NEW.column_id",
    "an edition sent to review does not change",
)  # fmt: skip
RULES["attachment_frozen"] = (
    "publishing_attachment", "UPDATE",
    "EXISTS (SELECT 1 FROM publishing_edition e WHERE e.id IN (OLD.edition_id, NEW.edition_id)"
    f" AND e.state NOT IN {AT_DESK})",
    "an edition sent to review does not change",
)  # fmt: skip
RULES["file_frozen"] = (
    "media_storedfile", "UPDATE",
    "OLD.sha256 <> NEW.sha256 OR OLD.content <> NEW.content OR OLD.size <> NEW.size",
    "stored bytes are never changed",
)  # fmt: skip
for kept in ("clearance", "signature"):
    for event in ("UPDATE", "DELETE"):
        RULES[f"{kept}_{event.lower()}_refused"] = (
            f"publishing_{kept}", event, "TRUE", f"a {kept} is never changed or removed",
        )  # fmt: skip
RULES["publication_kept"] = (
    "publishing_publication", "DELETE", "TRUE", "a publication is never removed",
)  # fmt: skip
RULES["publication_frozen"] = (
    "publishing_publication", "UPDATE",
    "OLD.record_id <> NEW.record_id OR OLD.edition_id <> NEW.edition_id OR OLD.act <> NEW.act"
    " OR OLD.note <> NEW.note OR OLD.at <> NEW.at",
    "a publication is never changed",
)  # fmt: skip


def build(apps, schema_editor):
    for name, (table, event, condition, message) in RULES.items():
        if schema_editor.connection.vendor == "sqlite":
            # SQLite's IS NOT is the standard's IS DISTINCT FROM.
            condition = condition.replace("IS DISTINCT FROM", "IS NOT")
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END;"
            )
        else:
            # A WHEN clause may not hold a subquery here, so the condition moves inside.
            back = "OLD" if event == "DELETE" else "NEW"
            schema_editor.execute(
                f"CREATE FUNCTION publishing_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"BEGIN IF {condition} THEN RAISE EXCEPTION '{message}' "
                "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                f"RETURN {back}; END $$; "
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION publishing_{name}();"
            )


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial"), ("media", "0001_initial")]
    operations = [migrations.RunPython(build)]
