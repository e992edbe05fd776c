"""Elements of editions, frozen with them once they are sent to review."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

GATE = import_module("gongkai.outbound.publishing.migrations.0002_gate")
TABLE = "publishing_elements"
FROZEN = (
    "EXISTS (SELECT 1 FROM publishing_edition e WHERE e.id = {row}.edition_id"
    f" AND e.state NOT IN {GATE.AT_DESK})"
)
MESSAGE = "an edition sent to review does not change"


def set_guards(apps, schema_editor):
    for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        name, condition = f"elements_{event.lower()}_frozen", FROZEN.format(row=row)
        if event == "UPDATE":
            condition += " OR OLD.edition_id <> NEW.edition_id OR OLD.kind <> NEW.kind"
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END;"
            )
        else:
            back = "OLD" if event == "DELETE" else "NEW"
            schema_editor.execute(
                f"CREATE FUNCTION publishing_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"BEGIN IF {condition} THEN RAISE EXCEPTION '{MESSAGE}' "
                "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                f"RETURN {back}; END $$; "
                f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} "
                f"FOR EACH ROW EXECUTE FUNCTION publishing_{name}();"
            )


class Migration(migrations.Migration):
    dependencies = [("publishing", "0009_own_word")]

    operations = [
        migrations.CreateModel(
            name="Elements",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="elements",
                        serialize=False,
                        to="publishing.edition",
                    ),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="要素表")),
                ("said", models.JSONField(default=dict, verbose_name="要素")),
            ],
            options={
                "verbose_name": "内容要素",
                "verbose_name_plural": "内容要素",
                "indexes": [models.Index(fields=["kind", "edition"], name="elements_by_kind")],
            },
        ),
        migrations.RunPython(set_guards),
    ]
