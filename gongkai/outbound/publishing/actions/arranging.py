"""Arranging: the columns of the catalogue and the steps of review, kept by the operator."""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ledger.actions import action, record, refuse_if, values_of
from gongkai.outbound.publishing import obstacles
from gongkai.outbound.publishing.models import Column, ReviewStep
from gongkai.people.models import User
from gongkai.people.obstacles import to_setting_up


@action
def open_column(column: Column, *, by: User, at: datetime) -> Column:
    refuse_if(to_setting_up(column.agency, by=by, on=localdate(at)))
    refuse_if(obstacles.to_keeping_column(column))
    _keep(column, "column.opened", {}, by=by, at=at)
    return column


@action
def change_column(column: Column, *, by: User, at: datetime) -> Column:
    """Also closes and reopens it; a column is never deleted, since addresses lead to it."""
    refuse_if(to_setting_up(column.agency, by=by, on=localdate(at)))
    refuse_if(obstacles.to_keeping_column(column))
    before = Column.objects.select_for_update(of=("self",)).get(pk=column.pk)
    _keep(column, "column.changed", values_of(before), by=by, at=at)
    return column


@action
def add_step(step: ReviewStep, *, by: User, at: datetime) -> ReviewStep:
    refuse_if(to_setting_up(step.agency, by=by, on=localdate(at)))
    refuse_if(obstacles.to_keeping_step(step))
    _keep(step, "step.added", {}, by=by, at=at)
    return step


@action
def change_step(step: ReviewStep, *, by: User, at: datetime) -> ReviewStep:
    refuse_if(to_setting_up(step.agency, by=by, on=localdate(at)))
    refuse_if(obstacles.to_keeping_step(step))
    before = ReviewStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    _keep(step, "step.changed", values_of(before), by=by, at=at)
    return step


def _keep(
    row: Column | ReviewStep, verb: str, before: dict[str, object], *, by: User, at: datetime
) -> None:
    row.full_clean()
    row.save()
    after = values_of(row)
    record(
        verb,
        row,
        agency=row.agency,
        by=by,
        at=at,
        before={name: value for name, value in before.items() if value != after[name]},
        after={name: value for name, value in after.items() if value != before.get(name)},
    )
