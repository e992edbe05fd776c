"""What a new agency starts with: the columns of the seed and three steps of review."""

from datetime import datetime

from gongkai.ledger.actions import action, record
from gongkai.outbound.publishing.models import Column, ReviewStep
from gongkai.people.models import Agency, Role, User
from gongkai.rules.columns import ColumnKind, ColumnSeed, column_law

KINDS = {
    ColumnKind.NEWS: Column.Kind.NEWS,
    ColumnKind.NOTICE: Column.Kind.NOTICE,
    ColumnKind.STATUTORY: Column.Kind.STATUTORY,
    ColumnKind.GUIDE: Column.Kind.GUIDE,
    ColumnKind.REPORT: Column.Kind.STATUTORY,
    ColumnKind.INTERACTION: Column.Kind.GUIDE,
}
STEPS = (
    ("unit-head", "科室初审", Role.UNIT_HEAD),
    ("secrecy", "保密审查", Role.SECRECY_REVIEWER),
    ("openness-office", "领导小组办公室审定", Role.OPENNESS_OFFICE),
)


@action
def furnish(agency: Agency, *, by: User | None, at: datetime) -> Agency:
    """Gives an agency the columns and steps it lacks; what it has is left alone."""
    columns = {column.slug: column for column in Column.objects.filter(agency=agency)}
    missing = [seed for seed in column_law().columns if seed.slug not in columns]
    for seed in missing:
        upper = columns[seed.parent] if seed.parent else None
        columns[seed.slug] = _open(agency, seed, upper, order=len(columns) + 1)
    steps = []
    if not ReviewStep.objects.filter(agency=agency).exists():
        steps = ReviewStep.objects.bulk_create(
            ReviewStep(
                agency=agency,
                order=order,
                key=key,
                label=label,
                role=role,
                # Two eyes with four people: a small office may share the first two steps,
                # but what goes out was looked at by more than one.
                must_differ=order == len(STEPS),
            )
            for order, (key, label, role) in enumerate(STEPS, start=1)
        )
    record(
        "agency.furnished",
        agency,
        agency=agency,
        by=by,
        at=at,
        columns=[seed.slug for seed in missing],
        steps=[step.key for step in steps],
    )
    return agency


def _open(agency: Agency, seed: ColumnSeed, upper: Column | None, *, order: int) -> Column:
    column = Column(
        agency=agency,
        slug=seed.slug,
        name=seed.name,
        upper=upper,
        kind=KINDS[seed.kind],
        column_type=seed.column_type,
        article=seed.article,
        description=seed.description,
        keywords=" ".join(seed.keywords),
        stale_after_days=seed.stale_after_days,
        order=order,
    )
    column.full_clean()
    column.save()
    return column
