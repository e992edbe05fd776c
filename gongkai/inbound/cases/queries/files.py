"""Files of a case: those laid to it, and those that go out with its reply."""

from django.db.models import Prefetch, QuerySet

from gongkai.inbound.cases.models import Case, CaseFile, Redaction, Reply


def laid_files(case: Case) -> QuerySet[CaseFile]:
    """What was laid to a case, with the copies made of it and what they leave out."""
    made = CaseFile.objects.defer("text").prefetch_related(
        Prefetch("redactions", Redaction.objects.select_related("by"))
    )
    return (
        case.files.laid()
        .defer("text")
        .select_related("by", "case")
        .prefetch_related(Prefetch("copy", made))
    )


def given(case: Case) -> QuerySet[CaseFile]:
    """What goes with the reply of a case, or went."""
    return case.files.ready().defer("text").select_related("file")


def digests_given(case: Case) -> list[str]:
    return list(case.files.ready().values_list("sha256", flat=True))


def given_to_sender(case: Case) -> QuerySet[CaseFile]:
    """What the sender may take: nothing before a reply was sent as it was cleared."""
    if not case.replies.filter(state=Reply.State.SENT, is_notice=False).exists():
        return CaseFile.objects.none()
    return given(case)
