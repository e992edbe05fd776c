"""Requests that were granted, compared with one another: what several asked for is proposed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.inbound.foi import obstacles, queries
from gongkai.inbound.foi.models import ComparedCase, DisclosureProposal
from gongkai.ledger.actions import action, record, refuse_if
from gongkai.people.models import Agency, User
from gongkai.rules.alike import Subject, are_alike, subject_of

AT_ONCE = 50


@dataclass
class _Bench:
    """What lies side by side in one run: subjects to compare, and the rows that keep the result."""

    subjects: Mapping[int, Subject]
    rows: dict[int, ComparedCase]
    at: datetime
    touched: set[int] = field(default_factory=set)

    def alike(self, case: int) -> list[int]:
        mine = self.subjects.get(case)
        if mine is None:
            return []
        return [
            other
            for other, theirs in self.subjects.items()
            if other != case and are_alike(mine, theirs)
        ]

    def put(self, case: int, proposal: DisclosureProposal | None) -> None:
        row = self.rows.setdefault(case, ComparedCase(case_id=case, at=self.at))
        row.proposal = proposal
        self.touched.add(case)

    def proposal_of(self, case: int) -> DisclosureProposal | None:
        return self.rows[case].proposal if case in self.rows else None

    def keep(self) -> None:
        rows = [self.rows[case] for case in sorted(self.touched)]
        ComparedCase.objects.bulk_create([row for row in rows if row.pk is None])
        ComparedCase.objects.bulk_update([row for row in rows if row.pk], ["proposal"])


@action
def compare(agency: Agency, *, by: User | None, at: datetime) -> list[DisclosureProposal]:
    """Looks once at each request granted since the last look, some at a time.

    One that is alike to others of the last two years joins their proposal, whatever was decided
    on it, or makes a new one of them.
    """
    # Two workers that look at once: the second waits, and finds what the first has left.
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    on = localdate(at)
    new = list(queries.not_compared(agency, on=on)[:AT_ONCE])
    refuse_if(obstacles.to_comparing(new))
    bench = _bench(agency, at)
    raised = []
    for case in new:
        if case.pk in bench.touched:
            continue
        alike = bench.alike(case.pk)
        behind = next(filter(None, map(bench.proposal_of, alike)), None)
        if behind is not None:
            bench.put(case.pk, behind)
            record("proposal.joined", behind, agency=agency, by=by, at=at, case=case.pk)
        elif alike:
            proposal = DisclosureProposal.objects.create(agency=agency, raised_at=at)
            for one in (*alike, case.pk):
                bench.put(one, proposal)
            record(
                "proposal.raised",
                proposal,
                agency=agency,
                by=by,
                at=at,
                cases=sorted((*alike, case.pk)),
            )
            raised.append(proposal)
        else:
            bench.put(case.pk, None)
    bench.keep()
    record(
        "agency.grants-compared",
        agency,
        agency=agency,
        by=by,
        at=at,
        cases=len(new),
        proposals=len(raised),
    )
    return raised


def _bench(agency: Agency, at: datetime) -> _Bench:
    known = queries.granted_lately(agency, on=localdate(at))
    kept = ComparedCase.objects.filter(case__agency=agency, case__in=[one.case for one in known])
    return _Bench(
        subjects={one.case: subject_of(one.subject) for one in known},
        rows={row.case_id: row for row in kept.select_related("proposal")},
        at=at,
    )
