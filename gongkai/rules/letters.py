"""Letters: what a letter about one case says, and everything that is still missing for it.

The wording is data in `law/letters.toml`. A letter comes out whole or not at all: a fact that is
not known is an obstacle, never a gap on the paper. How it looks is for the printing room.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai.rules.clocks.terms import NotInForce, terms
from gongkai.rules.fees import (
    CannotCharge,
    FeeMode,
    explain_by_pages,
    explain_by_pieces,
    fee_scale,
)
from gongkai.rules.law import law
from gongkai.rules.letter_kinds import LetterFact, LetterKind, filled, letters, places
from gongkai.rules.letter_texts import clean, inside_sentence, one_line, text_obstacles
from gongkai.rules.outcomes import CannotAdvise, Outcome, OutcomeKind, outcomes, remedy_paragraph

# More belong into several applications.
MOST_DOCUMENTS = 500
_RELEASED = ("R-1", "R-2")
_PARTS = {"way": "获取方式和途径", "withheld": "不公开的内容", "reasons": "理由"}

Told = str | date | int


class CannotWrite(Exception):
    """A letter that cannot be written; `obstacles` says why."""

    def __init__(self, obstacles: tuple[str, ...]) -> None:
        super().__init__("".join(obstacles))
        self.obstacles = obstacles


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """逐项答复: what becomes of one of several documents of an application.

    `withheld` is the part of a document that stays out of an otherwise public copy; `article` is
    the one it rests on where its outcome leaves a choice.
    """

    document: str
    outcome: str
    ground: str = ""
    reasons: str = ""
    withheld: str = ""
    way: str = ""
    article: str = ""


@dataclass(frozen=True, kw_only=True)
class Charge:
    """What is charged for: pieces of the month after those already charged, or pages."""

    mode: FeeMode
    quantity: int
    before: int = 0


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """What an office knows of a case when it writes; `told` goes by the keys of the law file."""

    agency: str
    signed_on: date | None
    number: str = ""
    addressee: str = ""
    is_organisation: bool = False
    told: Mapping[str, Told] = field(default_factory=dict)
    documents: tuple[Ruling, ...] = ()
    charge: Charge | None = None
    annexes: tuple[str, ...] = ()
    review_body: str = ""
    court: str = ""
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """文书: everything that stands on the paper. A row without text is filled in with a pen."""

    key: str
    title: str
    number: str
    addressee: str
    paragraphs: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    remedy: str
    annexes: tuple[str, ...]
    signer: str
    signed_on: date
    contact: str


def letter(key: str, given: CaseFacts) -> Letter:
    """A letter about one case. Raises `CannotWrite` with everything that is missing."""
    if obstacles := obstacles_to_writing(key, given):
        raise CannotWrite(obstacles)
    assert given.signed_on is not None  # noqa: S101  one of the obstacles
    kind, values = letters()[key], _values(letters()[key], given)
    return Letter(
        key=key,
        title=kind.title,
        number=one_line(given.number),
        addressee=one_line(given.addressee),
        paragraphs=tuple(_paragraphs(kind, given, values)),
        rows=tuple((label, filled(text, values)) for label, text in kind.rows),
        remedy=_remedy(kind, given),
        annexes=tuple(one_line(annex) for annex in given.annexes if clean(annex)),
        signer=one_line(given.agency),
        signed_on=given.signed_on,
        contact=one_line(given.contact),
    )


def as_text(written: Letter) -> str:
    """What a letter says, without its head: neither number nor addressee, who are on the paper."""
    said = (*written.paragraphs, written.remedy)
    contact = f"联系方式：{written.contact}。" if written.contact else ""
    annexes = "\n".join(written.annexes)
    signed = f"{written.signer}\n{_day(written.signed_on)}"
    parts = (*said, contact, f"附件：\n{annexes}" if annexes else "", signed)
    return "\n\n".join(part for part in parts if part)


def obstacles_to_writing(key: str, given: CaseFacts) -> tuple[str, ...]:
    """Every reason why a letter cannot be written yet, each with what would remove it."""
    kind = letters().get(key)
    if kind is None:
        return (f"没有“{key}”这种文书，请从文书目录里选一种。",)
    return (
        *_head_obstacles(kind, given),
        *(obstacle for fact in kind.facts for obstacle in _fact_obstacles(fact, given)),
        *(obstacle for fact in kind.facts_if_known if _is_told(fact, given)
          for obstacle in _fact_obstacles(fact, given)),
        *_document_obstacles(kind, given),
        *_raised_obstacles(kind, given),
    )  # fmt: skip


def _head_obstacles(kind: LetterKind, given: CaseFacts) -> Iterator[str]:
    needed = {"机关名称": given.agency}
    if not kind.is_form:
        needed |= {"文号": given.number, "收件人": given.addressee}
    if kind.tells_remedy:
        needed |= {"行政复议机关": given.review_body, "人民法院": given.court}
    if kind.key == "served":
        needed["收件人"] = given.addressee
    for name, value in needed.items():
        if not clean(value):
            yield f"缺少“{name}”：请先填写。"
    annexes = {f"附件{n}": annex for n, annex in enumerate(given.annexes, start=1)}
    for name, value in (needed | annexes | {"联系方式": given.contact}).items():
        yield from text_obstacles(name, value)
    if given.signed_on is None:
        yield "缺少“成文日期”：请填写文书签发的日期。"


def _fact_obstacles(fact: LetterFact, given: CaseFacts) -> Iterator[str]:
    value = given.told.get(fact.key)
    match fact.kind, value:
        case _, None:
            yield f"缺少“{fact.name}”：{fact.ask}。"
        case "date", date():
            yield from _side_obstacles(fact, value, given.signed_on)
        case "date", _:
            yield f"“{fact.name}”应当是日期：{fact.ask}。"
        case "yuan", int() if not isinstance(value, bool) and value > 0:
            return
        case "yuan", _:
            yield f"“{fact.name}”应当是大于0的整数，单位是元：{fact.ask}。"
        case _, str() if inside_sentence(value):
            yield from text_obstacles(fact.name, value)
        case _:
            yield f"缺少“{fact.name}”：{fact.ask}。"


def _side_obstacles(fact: LetterFact, value: date, signed_on: date | None) -> Iterator[str]:
    if signed_on is None:
        return
    if fact.side == "before" and value > signed_on:
        yield f"“{fact.name}”（{_day(value)}）晚于成文日期（{_day(signed_on)}），请核对。"
    if fact.side == "after" and value < signed_on:
        yield f"“{fact.name}”（{_day(value)}）早于成文日期（{_day(signed_on)}），请核对。"


def _document_obstacles(kind: LetterKind, given: CaseFacts) -> Iterator[str]:
    rulings = given.documents
    if kind.outcome is None or not kind.lists_documents:
        if rulings:
            yield f"《{kind.title}》不逐项列信息，请把{len(rulings)}项信息写进申请内容。"
        return
    if len(rulings) > MOST_DOCUMENTS:
        yield f"一件答复最多列{MOST_DOCUMENTS}项信息，现有{len(rulings)}项：请分成几件答复。"
        return
    is_mixed = kind.outcome.kind is OutcomeKind.PARTLY_GRANTED
    for number, ruling in enumerate(rulings, start=1):
        yield from (f"第{number}项信息：{said}" for said in _ruling_obstacles(ruling, is_mixed))
        if not is_mixed and ruling.outcome != kind.outcome.code:
            yield (
                f"第{number}项信息的办理结果与答复书不同：有的公开、有的不公开，"
                "请用部分公开的答复书；都不公开的，请分别答复。"
            )
    codes = {ruling.outcome for ruling in rulings}
    if is_mixed and (codes <= {"R-1"} or not codes & set(_RELEASED)):
        yield "部分公开的答复书应当既有公开的内容，又有不公开的内容：请逐项填写办理结果。"


def _ruling_obstacles(ruling: Ruling, is_mixed: bool) -> Iterator[str]:  # noqa: FBT001
    outcome = outcomes().get(ruling.outcome)
    if outcome is None:
        yield f"没有“{ruling.outcome}”这种办理结果，请从21种里选。"
        return
    asked = asked_of(outcome) if is_mixed else frozenset()
    needed = {"信息名称": ruling.document}
    needed |= {name: getattr(ruling, part) for part, name in _PARTS.items() if part in asked}
    for name, value in needed.items():
        if not inside_sentence(value):
            yield f"缺少“{name}”，请先填写。"
    for name, value in (needed | {"理由": ruling.reasons}).items():
        yield from text_obstacles(name, value)
    grounds = {ground.code for ground in outcome.grounds}
    is_wrong = is_mixed and bool(grounds) and bool(ruling.ground)
    if ruling.ground not in grounds and ("ground" in asked or is_wrong):
        names = "、".join(f"{ground.code}（{ground.ground}）" for ground in outcome.grounds)
        yield f"请选一种不予公开的情形：{names}。"
    if "article" in asked and ruling.article not in outcome.articles:
        yield f"请选定依据的条款：{'、'.join(outcome.articles)}。"


def asked_of(outcome: Outcome) -> frozenset[str]:
    """What one of several documents must be told with, by the names of a ruling's parts.

    A ground or an article is asked for only where the outcome leaves a choice, as 不掌握 does.
    """
    is_released = outcome.code in _RELEASED
    asked = {
        "way": is_released,
        "withheld": outcome.code == "R-2",
        "reasons": outcome.kind is not OutcomeKind.GRANTED,
        "ground": len(outcome.grounds) > 1,
        "article": not is_released and not outcome.grounds and len(outcome.articles) > 1,
    }
    return frozenset(part for part, is_asked in asked.items() if is_asked)


def _raised_obstacles(kind: LetterKind, given: CaseFacts) -> Iterator[str]:
    """What other rules refuse: a day without law, a fee that is none, a remedy without a court."""
    if given.signed_on is None:
        return
    if kind.charges and given.charge is None:
        yield "缺少“收费方式和数量”：请填写按件还是按页收费，以及件数或者页数。"
        return
    try:
        _terms_in(kind, given.signed_on)
        charged = _charge_values(given.charge, given.signed_on) if given.charge else {}
    except (CannotCharge, NotInForce) as refusal:
        yield str(refusal)
        return
    if kind.charges and charged["应缴金额"] == "0":
        yield "按收费标准不需要缴费，不必发收费通知书，请直接答复。"
    if kind.tells_remedy and clean(given.review_body) and clean(given.court):
        try:
            _remedy(kind, given)
        except CannotAdvise as refusal:
            yield str(refusal)


def _paragraphs(kind: LetterKind, given: CaseFacts, values: Mapping[str, str]) -> Iterator[str]:
    for wording in kind.wordings:
        if wording.repeats:
            yield from _rulings(kind, given)
        elif not wording.if_known or places(wording.text) <= values.keys():
            text = filled(wording.text, values)
            yield from (line.strip() for line in text.split("\n") if line.strip())


def _rulings(kind: LetterKind, given: CaseFacts) -> Iterator[str]:
    said = law("letters")["ruling"]
    is_mixed = kind.outcome is not None and kind.outcome.kind is OutcomeKind.PARTLY_GRANTED
    for number, ruling in enumerate(given.documents, start=1):
        outcome = outcomes()[ruling.outcome]
        if not is_mixed:
            text = said["same_because" if inside_sentence(ruling.reasons) else "same"]
        elif outcome.kind is OutcomeKind.REFUSED and outcome.grounds:
            text = said["withheld"]
        else:
            text = said.get(outcome.code, said["other" if outcome.articles else "without_article"])
        values = {
            "信息": inside_sentence(ruling.document),
            "不公开的内容": inside_sentence(ruling.withheld),
            "获取方式和途径": inside_sentence(ruling.way),
            "理由": inside_sentence(ruling.reasons),
            "结果": outcome.called,
            **_ground_values(outcome, ruling.ground),
            **({"条款": ruling.article} if ruling.article in outcome.articles else {}),
        }
        yield f"{number}．{filled(text, values)}".replace("\n", "")


def _values(kind: LetterKind, given: CaseFacts) -> dict[str, str]:
    """Every placeholder that can be filled, by its name."""
    on = given.signed_on
    assert on is not None  # noqa: S101  one of the obstacles
    values = {
        "您": "贵单位" if given.is_organisation else "您",
        "收件人": clean(given.addressee),
        **_terms_in(kind, on),
        **(_ground_values(kind.outcome) if kind.outcome else {}),
        **(_charge_values(given.charge, on) if given.charge else {}),
    }
    for fact in (*kind.facts, *kind.facts_if_known):
        if _is_told(fact, given):
            told = given.told[fact.key]
            values[fact.name] = _day(told) if isinstance(told, date) else inside_sentence(str(told))
    return values


def _terms_in(kind: LetterKind, on: date) -> dict[str, str]:
    names = {name for wording in kind.wordings for name in places(wording.text)}
    keys = {name: name.removeprefix("期限:") for name in names if name.startswith("期限:")}
    return {name: str(terms().of(key, on)) for name, key in keys.items()}


def _ground_values(outcome: Outcome, ground: str = "") -> dict[str, str]:
    grounds = {exemption.code: exemption for exemption in outcome.grounds}
    if outcome.kind is OutcomeKind.REFUSED and grounds:
        ground = ground or outcome.grounds[0].code
    if ground in grounds:
        return {"情形": grounds[ground].ground, "条款": grounds[ground].article}
    return {"条款": "、".join(outcome.articles)}


def _charge_values(charge: Charge, on: date) -> dict[str, str]:
    """The fee, band by band; pieces go on where the month stood (国办函〔2020〕109号)."""
    if charge.quantity < 1 or charge.before < 0:
        raise CannotCharge("收费的件数或者页数应当大于0，此前的件数不能小于0，请核对数量。")
    explain = explain_by_pages if charge.mode is FeeMode.PAGES else explain_by_pieces
    # Pages of one application are not added to those of another.
    before = charge.before if charge.mode is FeeMode.PIECES else 0
    earlier = {line.band: line.number for line in explain(before, on)}
    lines = [
        replace(line, number=line.number - earlier.get(line.band, 0))
        for line in explain(before + charge.quantity, on)
    ]
    scale = fee_scale(charge.mode, on)
    mode = f"按{'量' if charge.mode is FeeMode.PAGES else '件'}计收，以{scale.per}计"
    counted = f"，本月此前已有{before}{scale.unit}" if before else ""
    return {
        "收费方式": f"{mode}，本次{charge.quantity}{scale.unit}{counted}",
        "收费明细": "；\n".join(str(line) for line in lines if line.number),
        "应缴金额": str(sum(line.sum for line in lines)),
    }


def _remedy(kind: LetterKind, given: CaseFacts) -> str:
    if not kind.tells_remedy or given.signed_on is None:
        return ""
    # A third party that objects to publication may choose: nothing is withheld from it.
    outcome = kind.outcome or outcomes()["R-1"]
    paragraph = remedy_paragraph(
        outcome,
        review_body=clean(given.review_body),
        court=clean(given.court),
        on=given.signed_on,
    )
    return paragraph if kind.outcome else paragraph.replace("本答复", "本告知书")


def _is_told(fact: LetterFact, given: CaseFacts) -> bool:
    return given.told.get(fact.key) not in (None, "")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
