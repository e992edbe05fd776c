"""Reports about documents become cases of their own kind; numbers and codes stay as they were."""

import re

from django.db import migrations, models
from django.db.models import F
from django.utils.timezone import localdate

# The first ones were counted over all agencies, in six figures; cases are in five.
NUMBER = re.compile(r"(JC\d{4})(\d+)")
MAILBOX = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
LONGEST_SUBJECT = 200


def move(apps, schema_editor):
    """A report has one who answered it and none who cleared that, so it gets no reply as cases
    have: its answer is the note of the step that closed it, which its sender is told."""
    reports = apps.get_model("cases", "DocumentReport").objects.select_related("record")
    for report in reports.annotate(title=F("record__live_edition__title")).order_by("pk"):
        number = {"agency_id": report.agency_id, "number": report.number}
        if not apps.get_model("cases", "Case").objects.filter(**number).exists():
            _move(apps, report)
            _count_on(apps, report)
    # PostgreSQL drops no table while checks of what was written are outstanding.
    schema_editor.connection.check_constraints()


def _move(apps, report):
    received_on = localdate(report.received_at)
    closed_on = None
    if report.answered_at is not None:
        closed_on = max(localdate(report.answered_at), received_on)
    about = report.title or report.record.index_number or f"政府信息{report.record_id}"
    case = apps.get_model("cases", "Case").objects.create(
        agency_id=report.agency_id,
        unit_id=report.record.unit_id,
        kind="document-report",
        number=report.number,
        code=report.code,
        channel="internet",
        subject=f"{report.get_reason_display()}：{about}"[:LONGEST_SUBJECT],
        text=report.message,
        record_id=report.record_id,
        received_on=received_on,
        received_at=report.received_at,
        stage="closed" if closed_on else "open",
        due_on=report.due_on,
        due_provisional=report.due_provisional,
        due_version=report.due_version,
        closed_on=closed_on,
    )
    events = apps.get_model("cases", "CaseEvent").objects
    events.create(case=case, name="received", on=received_on, at=report.received_at)
    if closed_on is not None:
        events.create(
            case=case,
            name="replied",
            on=closed_on,
            at=report.answered_at,
            note=report.answer,
            by_id=report.answered_by_id,
        )
    apps.get_model("cases", "Holding").objects.create(
        case=case,
        unit_id=report.record.unit_id,
        user_id=report.answered_by_id,
        handed_at=report.received_at,
        accepted_at=report.answered_at,
    )
    if report.contact:
        way = "email" if MAILBOX.fullmatch(report.contact) else "phone"
        apps.get_model("cases", "Party").objects.create(
            case=case,
            part="sender",
            shown_as="未留姓名",
            particulars={way: report.contact},
        )


def _count_on(apps, report):
    """The next number of the year is above every one that was given."""
    found = NUMBER.fullmatch(report.number)
    if found is None:
        return
    serial, _ = apps.get_model("cases", "CaseSerial").objects.get_or_create(
        agency_id=report.agency_id, scope=found[1]
    )
    serial.last = max(serial.last, int(found[2]))
    serial.save(update_fields=["last"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_papers")]

    operations = [
        # The answers of reports were longer than notes.
        migrations.AlterField(
            model_name="caseevent",
            name="note",
            field=models.CharField(blank=True, max_length=2000, verbose_name="说明"),
        ),
        migrations.RunPython(move),
        migrations.DeleteModel(name="DocumentReport"),
    ]
