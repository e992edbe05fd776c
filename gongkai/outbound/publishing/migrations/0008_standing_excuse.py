"""Exceptions that are signed and remembered until a day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_agency_slug_reserved"),
        ("publishing", "0007_attachment_hidden"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "finding",
            "subject",
            models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="StandingExcuse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=100, verbose_name="检查规则")),
                ("subject", models.CharField(max_length=64)),
                ("message", models.CharField(max_length=500, verbose_name="发现")),
                ("excerpt", models.CharField(blank=True, max_length=500, verbose_name="原文")),
                ("reason", models.CharField(max_length=500, verbose_name="理由")),
                ("until_on", models.DateField(verbose_name="有效至")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="停止时间")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="people.agency"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "长期放行",
                "verbose_name_plural": "长期放行",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["agency", "subject"],
                        name="standing_excuse_open",
                    )
                ],
            },
        ),
    ]
