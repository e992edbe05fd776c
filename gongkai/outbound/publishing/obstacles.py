"""What stands in the way of each act, all of it at once, in the words of the screen."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, localtime

from gongkai.outbound.publishing import numbering
from gongkai.outbound.publishing.digest import CONTENT_FIELDS, content_digest
from gongkai.outbound.publishing.models import (
    Clearance,
    Column,
    Edition,
    Elements,
    Finding,
    OwnWord,
    Record,
    ReviewStep,
    Signature,
    StandingExcuse,
)
from gongkai.outbound.publishing.queries import (
    maskable_findings,
    open_findings,
    open_words,
    unplaced_columns,
)
from gongkai.outbound.publishing.review import review_of
from gongkai.outbound.publishing.words import NewWord, faults_of
from gongkai.people.models import Agency, Role, Unit, User
from gongkai.people.queries import holds
from gongkai.rules.gate import personal_data
from gongkai.rules.identifiers import index_numbers

WRITERS = (Role.CLERK, Role.UNIT_HEAD, Role.OPENNESS_OFFICE, Role.WINDOW)
REVIEWERS = (Role.UNIT_HEAD, Role.SECRECY_REVIEWER, Role.OPENNESS_OFFICE, Role.LEADER)
EXCUSERS = (Role.OPENNESS_OFFICE, Role.SECRECY_REVIEWER)
WORD_KEEPERS = (Role.OPENNESS_OFFICE, Role.OPERATOR)
REASON_LENGTH = 4
MOST_WORDS = 2000


def to_drafting(unit: Unit, *, by: User, on: date) -> Iterator[str]:
    if not holds(by, *WRITERS, on=on, unit=unit):
        yield f"您没有在“{unit}”起草的权限。"


def to_editing(edition: Edition, *, by: User, on: date) -> Iterator[str]:
    yield from to_drafting(edition.record.unit, by=by, on=on)
    if not edition.is_editable:
        yield f"这一版“{edition.get_state_display()}”，不能再改；要改请先撤回或另起新版。"


def to_writing_by_hand(edition: Edition) -> Iterator[str]:
    """A text made from elements would come apart from them."""
    if Elements.objects.filter(edition=edition).exists():
        yield "这一条的正文由要素生成，请在“填写要素”里改。"


def in_content(edition: Edition) -> Iterator[str]:
    """Values that do not fit their fields: too long, or not among the choices."""
    others = {field.name for field in edition._meta.fields if field.attname not in CONTENT_FIELDS}
    try:
        edition.clean_fields(exclude=others)
    except ValidationError as error:
        labels = {field.name: field.verbose_name for field in Edition._meta.fields}
        for name, messages in error.message_dict.items():
            yield from (f"{labels[name]}：{message}" for message in messages)


def to_attaching(edition: Edition, name: str) -> Iterator[str]:
    if edition.attachments.filter(name=name).exclude(part="page").exists():
        yield f"已有名为“{name}”的文件，请先删除或改名。"


def to_excusing(
    finding: Finding, edition: Edition, *, reason: str, by: User, on: date
) -> Iterator[str]:
    yield from to_editing(edition, by=by, on=on)
    if not finding.is_excusable:
        yield "这一项不能以说明理由放行，必须改正。"
    yield from _reason(reason, "放行理由")
    yield from _no_personal_data(reason, "放行理由会留在台账里")


def to_excusing_for_good(edition: Edition, *, by: User, on: date) -> Iterator[str]:
    """Exceptions for every later text are signed by those who answer for them, not by an author."""
    if not holds(by, *EXCUSERS, on=on, unit=edition.record.unit):
        yield "只有领导小组办公室或保密审查员可以长期放行。"
    if edition.authors.filter(pk=by.pk).exists():
        yield "您参与了起草，不能由您长期放行。"


def to_making_standing(
    finding: Finding, edition: Edition, *, reason: str, until_on: date | None, by: User, on: date
) -> Iterator[str]:
    yield from to_excusing_for_good(edition, by=by, on=on)
    if not finding.is_excusable:
        yield "这一项不能放行，必须改正。"
    if not finding.subject:
        yield "这一项不是针对某个词或号码的，不能长期放行，只能逐篇说明理由。"
    if not edition.excuses.filter(fingerprint=finding.fingerprint).exists():
        yield "请先由经办人在稿件里说明理由放行。"
    yield from _reason(reason, "长期放行的理由")
    yield from _no_personal_data(reason, "长期放行的理由各科室都能看到")
    yield from _term(until_on, on=on)
    in_force = StandingExcuse.objects.in_force(on).filter(agency=edition.record.agency_id)
    if one := in_force.filter(subject=finding.subject).exclude(subject="").first():
        yield f"已经长期放行到{one.until_on}，要改期限请先停止再重新放行。"


def _term(until_on: date | None, *, on: date) -> Iterator[str]:
    if until_on is None:
        yield "请填写放行到哪一天。"
    elif until_on < on:
        yield "放行的期限已经过去，请填今天以后的日期。"
    elif until_on > a_year_after(on):
        yield f"一次最多放行一年，最晚填{a_year_after(on)}；到期后可以再放行。"


def a_year_after(on: date) -> date:
    leap = (on.month, on.day) == (2, 29)
    return on.replace(year=on.year + 1, day=28) if leap else on.replace(year=on.year + 1)


def to_ending_standing_excuse(one: StandingExcuse, *, by: User, on: date) -> Iterator[str]:
    if by.agency_id != one.agency_id or not holds(by, *EXCUSERS, on=on):
        yield "只有领导小组办公室或保密审查员可以停止长期放行。"
    if one.ended_at is not None:
        yield "这一项已经停止。"


def to_masking(edition: Edition, *, by: User, on: date) -> Iterator[str]:
    yield from to_editing(edition, by=by, on=on)
    yield from to_writing_by_hand(edition)
    if stale := list(_in_currency(edition)):
        yield from stale
    elif not maskable_findings(edition, on=on).exists():
        yield "没有可以自动隐去的个人信息；已经放行的要先收回放行。"


def to_adding_words(
    agency: Agency, words: Sequence[NewWord], *, by: User, on: date
) -> Iterator[str]:
    """Of a paste every line that cannot be added, so that all can be put right at once."""
    if by.agency_id != agency.pk or not holds(by, *WORD_KEEPERS, on=on):
        yield "只有领导小组办公室或系统管理员可以修改词表。"
    if not words:
        yield "没有读到词，请每行写一个。"
    known = set(open_words(agency).values_list("wrong", flat=True))
    if len(known) + len(words) > MOST_WORDS:
        yield f"词表最多{MOST_WORDS}个词，现有{len(known)}个，请先停用不再需要的。"
    twice = Counter(word.wrong for word in words)
    for word in words:
        for fault in faults_of(word, known, twice):
            yield f"第{word.row}行：{fault}" if word.row else fault


def to_ending_word(word: OwnWord, *, by: User, on: date) -> Iterator[str]:
    if by.agency_id != word.agency_id or not holds(by, *WORD_KEEPERS, on=on):
        yield "只有领导小组办公室或系统管理员可以修改词表。"
    if word.ended_at is not None:
        yield "这个词已经停用。"


def to_submitting(
    edition: Edition, *, release: str, release_at: datetime | None, by: User, at: datetime
) -> Iterator[str]:
    yield from to_editing(edition, by=by, on=localdate(at))
    yield from _release(release, release_at, at=at)
    yield from _in_description(edition)
    yield from _in_checks(edition, on=localdate(at))
    if not edition.record.index_number:
        yield from index_numbers.obstacles_to_rendering(
            numbering.template_of(edition.record.unit), numbering.codes_of(edition), serial=1
        )
    review = review_of(edition, on=localdate(at), afresh=True)
    if not review.steps:
        yield "本机关没有设置审核环节，请系统管理员先设置。"
    yield from review.deadlocks()


def _in_description(edition: Edition) -> Iterator[str]:
    if edition.disclosure != Edition.Disclosure.PROACTIVE:
        yield f"公开方式为“{edition.get_disclosure_display()}”，只有“主动公开”的才能送审发布。"
    if edition.number > 1 and edition.record.first_published_at and not edition.change_note.strip():
        yield "更正已公开的内容，必须填写更正说明。"
    for column in unplaced_columns(edition):
        yield f"栏目“{column}”已停用，请另选。"


def _in_checks(edition: Edition, *, on: date) -> Iterator[str]:
    if stale := list(_in_currency(edition)):
        yield from stale
        return
    blocking = open_findings(edition, on=on).filter(severity=Finding.Severity.BLOCK).count()
    if blocking:
        yield f"还有{blocking}处“必须处理”的检查发现，请改正或说明理由。"


def _in_currency(edition: Edition) -> Iterator[str]:
    run = edition.check_runs.order_by("-id").first()
    if run is None or run.digest != content_digest(edition):
        yield "内容在检查之后有改动，请重新检查。"


def to_recalling(edition: Edition, *, by: User, on: date) -> Iterator[str]:
    yield from to_drafting(edition.record.unit, by=by, on=on)
    if edition.state != Edition.State.IN_REVIEW:
        yield f"这一版“{edition.get_state_display()}”，不在送审中，不能撤回。"


def to_signing(
    edition: Edition, *, digest: str, verdict: str, reason: str, by: User, on: date
) -> Iterator[str]:
    if edition.state != Edition.State.IN_REVIEW:
        yield f"这一版“{edition.get_state_display()}”，现在不需要审核。"
        return
    if digest != edition.digest or digest != content_digest(edition):
        yield "您看到的不是现在送审的内容，请重新打开后再签署。"
    if verdict not in Signature.Verdict.values:
        yield "请选择同意或退回。"
    if verdict == Signature.Verdict.RETURNED:
        yield from _reason(reason, "退回理由")
    yield from review_of(edition, on=on).obstacles_to_signing(by)


def to_publishing(edition: Edition, *, by: User | None, at: datetime) -> Iterator[str]:
    """Invariant 1: a clearance of exactly this content, by somebody who did not write it."""
    if edition.state != Edition.State.CLEARED:
        yield f"这一版“{edition.get_state_display()}”，未经审定，不能发布。"
        return
    clearances = edition.clearances.filter(digest=edition.digest)
    is_urgent = clearances.filter(kind=Clearance.Kind.URGENT).exists()
    if not clearances.exclude(by__in=edition.authors.all()).exists():
        yield "没有起草人以外的人对这一内容的审定，不能发布。"
    if edition.digest != content_digest(edition):
        yield "审定之后内容有改动，审定作废，不能发布。"
    if edition.release_at is not None and edition.release_at > at and not is_urgent:
        yield f"定于{localtime(edition.release_at):%Y-%m-%d %H:%M}发布，时间未到。"
    if edition.release == Edition.Release.BY_HAND and by is not None and not is_urgent:
        yield from to_drafting(edition.record.unit, by=by, on=localdate(at))


def to_urgent_release(
    edition: Edition, *, digest: str, reason: str, by: User, on: date
) -> Iterator[str]:
    if edition.state != Edition.State.IN_REVIEW:
        yield "紧急发布只适用于已经送审的内容，请经办人先送审。"
    if not holds(by, Role.LEADER, on=on, unit=edition.record.unit):
        yield "只有分管领导或其代理人可以紧急发布。"
    if edition.authors.filter(pk=by.pk).exists():
        yield "您参与了起草，不能由您紧急发布。"
    if digest != edition.digest or digest != content_digest(edition):
        yield "您看到的不是现在送审的内容，请重新打开后再签署。"
    yield from _reason(reason, "紧急发布的理由")


def to_confirming(edition: Edition, *, digest: str, by: User, on: date) -> Iterator[str]:
    urgent = edition.clearances.filter(kind=Clearance.Kind.URGENT).first()
    if edition.state != Edition.State.PUBLISHED or urgent is None:
        yield "这一版不是紧急发布的现行内容，不需要事后复核。"
        return
    if edition.clearances.exclude(kind=Clearance.Kind.URGENT).exists():
        yield "已经复核过。"
    if digest != edition.digest:
        yield "您看到的不是现在公开的内容，请重新打开后再签署。"
    if urgent.by_id == by.pk:
        yield "紧急发布人不能自己复核。"
    if edition.authors.filter(pk=by.pk).exists():
        yield "您参与了起草，不能由您复核。"
    if not holds(by, *REVIEWERS, on=on, unit=edition.record.unit):
        yield "您没有审核权限。"


def to_rescheduling(
    edition: Edition, *, release: str, release_at: datetime | None, by: User, at: datetime
) -> Iterator[str]:
    yield from to_drafting(edition.record.unit, by=by, on=localdate(at))
    if edition.state not in (Edition.State.IN_REVIEW, Edition.State.CLEARED):
        yield "只有送审中或已审定的内容可以改发布时间。"
    yield from _release(release, release_at, at=at)


def to_revising(earlier: Edition, *, by: User, on: date) -> Iterator[str]:
    yield from to_drafting(earlier.record.unit, by=by, on=on)
    if earlier.record.editions.filter(
        state__in=(*Edition.EDITABLE, Edition.State.IN_REVIEW)
    ).exists():
        yield "已经有一版在起草或送审，请先完成或作废那一版。"


def to_dropping(edition: Edition, *, reason: str, by: User, on: date) -> Iterator[str]:
    yield from to_drafting(edition.record.unit, by=by, on=on)
    if edition.state not in Edition.OPEN:
        yield f"这一版“{edition.get_state_display()}”，不能作废。"
    yield from _reason(reason, "作废理由")


def to_withdrawing(owner: Record, *, reason: str, by: User, on: date) -> Iterator[str]:
    if owner.live_edition is None:
        yield "这一条现在没有公开，不需要撤下。"
    if not holds(by, Role.OPENNESS_OFFICE, Role.LEADER, on=on, unit=owner.unit):
        yield "只有领导小组办公室或分管领导可以撤下已公开的内容。"
    yield from _reason(reason, "撤下原因")
    yield from _no_personal_data(reason, "撤下原因会对外显示")


def to_keeping_column(column: Column) -> Iterator[str]:
    if column.upper is not None:
        if column.upper.agency_id != column.agency_id:
            yield "上级栏目不属于本机关。"
        elif column.pk and column.pk in _line_of(column.upper):
            yield "上级栏目不能是本栏目或它的下级。"
    if column.pk and Column.objects.get(pk=column.pk).slug != column.slug:
        yield "网址简称已经公开使用，不能再改。"


def _line_of(column: Column) -> set[int]:
    """The column and all above it."""
    line: set[int] = set()
    above: Column | None = column
    while above is not None and above.pk not in line:
        line.add(above.pk)
        above = above.upper
    return line


def to_keeping_step(step: ReviewStep) -> Iterator[str]:
    """An agency without any step could clear nothing, and with it open nothing would be safe."""
    others = ReviewStep.objects.filter(agency=step.agency, is_open=True).exclude(pk=step.pk)
    if not step.is_open and not others.exists():
        yield "至少要保留一个审核环节。"
    if step.role not in REVIEWERS:
        yield "审核只能由科室负责人、保密审查员、领导小组办公室或分管领导签署。"


def _reason(reason: str, what: str) -> Iterator[str]:
    if len(reason.strip()) < REASON_LENGTH:
        yield f"请写明{what}（至少{REASON_LENGTH}个字）。"


def _no_personal_data(text: str, where: str) -> Iterator[str]:
    if personal_data.find(text):
        yield f"{where}，里面有身份证号、手机号或银行卡号，请删去。"


def _release(release: str, release_at: datetime | None, *, at: datetime) -> Iterator[str]:
    if release not in Edition.Release.values:
        yield "请选择发布方式。"
    if release == Edition.Release.AT_TIME:
        if release_at is None:
            yield "请填写定时发布的时间。"
        elif release_at <= at:
            yield "定时发布的时间已经过去。"
