"""What a file was found to hide stays with it.

SQLite adds the column by building the table anew, and its guards go with the old one.
"""

from importlib import import_module

from django.db import migrations, models

GATE = import_module("gongkai.outbound.publishing.migrations.0002_gate")
TABLE = "publishing_attachment"


def set_guards_again(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for name, (table, event, condition, message) in GATE.RULES.items():
        if table == TABLE:
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END;"
            )


class Migration(migrations.Migration):
    dependencies = [("publishing", "0006_finding_rule")]

    operations = [
        migrations.AddField(
            "attachment",
            "hidden",
            models.JSONField(default=list, verbose_name="发现的隐藏内容"),
        ),
        migrations.RunPython(set_guards_again),
    ]
