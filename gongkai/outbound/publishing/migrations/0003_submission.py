"""What each round of review was sent, for showing what changed; kept as it was."""

import django.db.models.deletion
from django.db import migrations, models

TABLE = "publishing_submission"
MESSAGE = "a submission is never changed or removed"


def refuse_changes(apps, schema_editor):
    for event in ("update", "delete"):
        name = f"submission_{event}_refused"
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END;"
            )
        else:
            schema_editor.execute(
                f"CREATE FUNCTION publishing_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"BEGIN RAISE EXCEPTION '{MESSAGE}' "
                "USING ERRCODE = 'integrity_constraint_violation'; END $$; "
                f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {TABLE} "
                f"FOR EACH ROW EXECUTE FUNCTION publishing_{name}();"
            )


class Migration(migrations.Migration):
    dependencies = [("publishing", "0002_gate")]
    operations = [
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="第几次送审")),
                ("digest", models.CharField(max_length=64, verbose_name="内容摘要")),
                ("content", models.JSONField(verbose_name="内容")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="publishing.edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "送审稿",
                "verbose_name_plural": "送审稿",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "round"), name="one_submission_a_round"
                    )
                ],
            },
        ),
        migrations.RunPython(refuse_changes),
    ]
