"""Letters of an application: what they say, what they ask for, what they refuse."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.fees import FeeMode
from gongkai.rules.law import law
from gongkai.rules.letter_kinds import letter_facts, letters, places
from gongkai.rules.letter_texts import LONGEST_FACT
from gongkai.rules.letters import (
    MOST_DOCUMENTS,
    CannotWrite,
    CaseFacts,
    Charge,
    Letter,
    Ruling,
    letter,
    obstacles_to_writing,
)
from gongkai.rules.outcomes import OutcomeKind, outcomes
from tests.printing.cases import FACTS, ONE_OF_EACH, TOLD, facts_for

KEYS = tuple(letters())
REPLIES = tuple(key for key, kind in letters().items() if kind.outcome)
REVIEW_FIRST = [f"R-3.{number}" for number in range(1, 8)]
COMPUTED = {"您", "收件人", "情形", "条款", "收费方式", "收费明细", "应缴金额"}


def text_of(written: Letter) -> str:
    rows = [f"{label}：{text}" for label, text in written.rows]
    return "\n".join((written.title, *written.paragraphs, *rows, written.remedy))


def without(key: str) -> CaseFacts:
    return replace(FACTS, told={name: value for name, value in TOLD.items() if name != key})


def telling(**told: str | date | int) -> CaseFacts:
    return replace(FACTS, told=TOLD | told)


def test_every_outcome_has_its_letter() -> None:
    told = {kind.outcome.code for kind in letters().values() if kind.outcome}
    assert told == set(outcomes())


@pytest.mark.parametrize("key", REPLIES)
def test_a_reply_says_every_part_that_its_outcome_demands(key: str) -> None:
    kind = letters()[key]
    assert kind.outcome is not None
    said = {part for wording in kind.wordings for part in wording.parts}
    demanded = {part.key for part in kind.outcome.parts} - {"remedy"}
    assert demanded <= said
    assert kind.tells_remedy is kind.outcome.needs_remedy


@pytest.mark.parametrize("key", KEYS)
def test_every_place_in_a_wording_stands_for_something_known(key: str) -> None:
    kind = letters()[key]
    texts = [wording.text for wording in kind.wordings] + [text for _, text in kind.rows]
    names = frozenset().union(*map(places, texts))
    assert {n for n in names if not n.startswith("期限:")} <= COMPUTED | letter_facts().keys()


@pytest.mark.parametrize("key", KEYS)
def test_a_letter_with_every_fact_has_no_gap(key: str) -> None:
    assert obstacles_to_writing(key, facts_for(key)) == ()
    text = text_of(letter(key, facts_for(key)))
    assert not re.search(r"[{}]|None|：。|“”|（）", text)
    assert "。。" not in text


@pytest.mark.parametrize("key", KEYS)
def test_without_facts_a_letter_asks_for_each_and_is_not_written(key: str) -> None:
    nothing = CaseFacts(agency="", signed_on=None)
    obstacles = obstacles_to_writing(key, nothing)
    for name in ("机关名称", "成文日期", *(fact.name for fact in letters()[key].facts)):
        assert any(f"“{name}”" in obstacle for obstacle in obstacles)
    with pytest.raises(CannotWrite) as refused:
        letter(key, nothing)
    assert refused.value.obstacles == obstacles


@pytest.mark.parametrize("key", KEYS)
def test_each_fact_alone_is_missed(key: str) -> None:
    for fact in letters()[key].facts:
        assert obstacles_to_writing(key, replace(facts_for(key), told=without(fact.key).told)) == (
            f"缺少“{fact.name}”：{fact.ask}。",
        )


def test_a_letter_nobody_knows_is_refused() -> None:
    assert obstacles_to_writing("R-9", FACTS) == ("没有“R-9”这种文书，请从文书目录里选一种。",)


@pytest.mark.parametrize("key", REVIEW_FIRST)
def test_a_refusal_sends_to_review_first(key: str) -> None:
    remedy = letter(key, FACTS).remedy
    assert "应当自收到本答复之日起60日内先向清河市人民政府申请行政复议" in remedy
    assert remedy.endswith("未经行政复议，不能直接提起行政诉讼。")
    assert "6个月" not in remedy


def test_a_letter_that_tells_remedies_needs_review_body_and_court() -> None:
    facts = replace(FACTS, review_body=" ", court="")
    assert obstacles_to_writing("R-3.1", facts) == (
        "缺少“行政复议机关”：请先填写。",
        "缺少“人民法院”：请先填写。",
    )
    assert obstacles_to_writing("R-1", facts) == ()


def test_a_day_before_the_law_is_refused_in_words() -> None:
    facts = replace(telling(received_on=date(2018, 3, 1)), signed_on=date(2018, 3, 20))
    (obstacle,) = obstacles_to_writing("registered", facts)
    assert obstacle.startswith("没有收录2018-03-20施行的")


@pytest.mark.parametrize(
    ("key", "facts", "obstacle"),
    [
        pytest.param(
            "extended", telling(received_on=date(2026, 3, 21)),
            "“收到日期”（2026年3月21日）晚于成文日期（2026年3月20日），请核对。",
            id="received-late",
        ),
        pytest.param(
            "correction-asked", telling(correction_by=date(2026, 3, 19)),
            "“补正期限”（2026年3月19日）早于成文日期（2026年3月20日），请核对。", id="term-over",
        ),
        pytest.param(
            "R-6.3", telling(closing=date(2026, 3, 2)),
            "缺少“结束办理的缘由”：请写明为什么结束办理，如申请人撤回申请的日期。", id="no-text",
        ),
        pytest.param(
            "extended", telling(extended_to="下个月"),
            "“延长后的期限”应当是日期：请填写延长以后的答复期限。", id="no-date",
        ),
        pytest.param(
            "R-6.2", telling(fee_sum=True),
            "“收费数额”应当是大于0的整数，单位是元：请填写收费通知书上的数额。", id="no-sum",
        ),
        pytest.param(
            "R-3.1", telling(reasons="理" * (LONGEST_FACT + 1)),
            "“理由”有5001字，超过5000字：请精简，或者作为附件。", id="too-long",
        ),
        pytest.param(
            "R-3.1", telling(reasons="甲\x00乙\u202e丙"),
            "“理由”里有不能印刷的字符（U+0000、U+202E）：请删去后再生成。", id="unprintable",
        ),
        pytest.param(
            "R-3.1", telling(reasons="。；"),
            "缺少“理由”：请写明作出这一答复的具体理由，不能只抄条文。", id="only-marks",
        ),
        pytest.param(
            "R-3.1", replace(FACTS, annexes=("附\x07件",)),
            "“附件1”里有不能印刷的字符（U+0007）：请删去后再生成。", id="unprintable-annex",
        ),
        pytest.param(
            "R-5.2", replace(FACTS, documents=ONE_OF_EACH),
            "《政府信息公开申请答复书》不逐项列信息，请把4项信息写进申请内容。", id="not-by-item",
        ),
        pytest.param(
            "R-2", FACTS,
            "部分公开的答复书应当既有公开的内容，又有不公开的内容：请逐项填写办理结果。",
            id="no-items",
        ),
        pytest.param(
            "fee", replace(FACTS, charge=None),
            "缺少“收费方式和数量”：请填写按件还是按页收费，以及件数或者页数。", id="no-charge",
        ),
        pytest.param(
            "fee", replace(FACTS, charge=Charge(mode=FeeMode.PAGES, quantity=30)),
            "按收费标准不需要缴费，不必发收费通知书，请直接答复。", id="free",
        ),
        pytest.param(
            "fee", replace(FACTS, charge=Charge(mode=FeeMode.PAGES, quantity=0)),
            "收费的件数或者页数应当大于0，此前的件数不能小于0，请核对数量。", id="nothing",
        ),
        pytest.param(
            "fee", replace(FACTS, charge=Charge(mode=FeeMode.PIECES, quantity=10**9)),
            "件数最多算到100000，请核对数量。", id="absurd",
        ),
    ],
)  # fmt: skip
def test_a_wrong_fact_is_refused_with_what_would_remove_it(
    key: str, facts: CaseFacts, obstacle: str
) -> None:
    assert obstacles_to_writing(key, facts) == (obstacle,)


def test_a_fact_known_only_sometimes_may_be_missing() -> None:
    told = letter("R-4.1-elsewhere", FACTS)
    silent = letter("R-4.1-elsewhere", without("competent_contact"))
    assert told.paragraphs[-1] == (
        "该信息由清河市水利局负责公开，联系方式：清河市河滨路2号，电话0000-7654321。"
    )
    assert silent.paragraphs == told.paragraphs[:-1]


def test_braces_in_a_fact_stay_what_they_are() -> None:
    written = letter("R-1-public", telling(asked="{理由}和{{7*7}}", way="{}{您}"))
    assert "申请公开“{理由}和{{7*7}}”" in written.paragraphs[0]
    assert written.paragraphs[-1] == "获取方式和途径：{}{您}。"


def test_a_quotation_inside_a_quotation_takes_single_marks() -> None:
    written = letter("extended", telling(asked="“四好农村路”资金"))
    assert "申请公开“‘四好农村路’资金”" in written.paragraphs[0]


def test_lines_of_a_fact_become_paragraphs() -> None:
    written = letter(
        "correction-asked", telling(correction_points="1．年度；\r\n\n2．乡镇。\u200b")
    )
    assert written.paragraphs[2:4] == ("1．年度；", "2．乡镇。")


def test_a_firm_is_spoken_to_as_one() -> None:
    person, firm = (
        letter("extended", FACTS),
        letter("extended", replace(FACTS, is_organisation=True)),
    )
    assert "收到您提出的" in person.paragraphs[0]
    assert "收到贵单位提出的" in firm.paragraphs[0]


def test_terms_come_from_the_clocks() -> None:
    assert "之日起15个工作日内" in text_of(letter("third-party-asked", FACTS))
    assert "之日起15个工作日内" in text_of(letter("joint-maker-asked", FACTS))
    assert "次日起30日内缴纳" in text_of(letter("fee", FACTS))


@pytest.mark.parametrize(
    ("charge", "lines", "total"),
    [
        pytest.param(
            Charge(mode=FeeMode.PIECES, quantity=12),
            ("第1至10件：10件，不收费；", "第11至30件：2件，每件100元，计200元。"), 200,
            id="pieces",
        ),
        pytest.param(
            Charge(mode=FeeMode.PIECES, quantity=2, before=29),
            ("第11至30件：1件，每件100元，计100元；", "第31至40件：1件，每件200元，计200元。"), 300,
            id="pieces-later-in-the-month",
        ),
        pytest.param(
            Charge(mode=FeeMode.PAGES, quantity=250),
            (
                "第1至30页：30页，不收费；", "第31至100页：70页，每页10元，计700元；",
                "第101至200页：100页，每页20元，计2000元；",
                "第201页以上：50页，每页40元，计2000元。",
            ), 4700, id="pages",
        ),
    ],
)  # fmt: skip
def test_a_fee_notice_shows_how_the_sum_comes_about(
    charge: Charge, lines: tuple[str, ...], total: int
) -> None:
    paragraphs = letter("fee", replace(FACTS, charge=charge)).paragraphs
    assert paragraphs[2 : 2 + len(lines)] == lines
    assert paragraphs[2 + len(lines)].startswith(f"应缴金额为{total}元。")


def test_each_document_of_a_partial_grant_has_its_own_outcome_and_ground() -> None:
    written = letter("R-2", facts_for("R-2"))
    first, second, third, fourth = written.paragraphs[2:]
    assert first == "1．《分配方案》正文：予以公开。获取方式和途径：随本答复书附送复制件。"
    assert "《条例》第十五条规定的情形" in second
    assert "《条例》第十六条第二款规定的情形" in third
    assert "依照《条例》第三十六条第（四）项的规定" in fourth
    assert written.remedy.startswith("如对本答复中不予公开的部分不服，")


@pytest.mark.parametrize(
    ("changes", "obstacle"),
    [
        pytest.param({"document": " "}, "第2项信息：缺少“信息名称”，请先填写。", id="no-name"),
        pytest.param({"withheld": ""}, "第2项信息：缺少“不公开的内容”，请先填写。", id="no-part"),
        pytest.param({"reasons": ""}, "第2项信息：缺少“理由”，请先填写。", id="no-reasons"),
        pytest.param({"way": ""}, "第2项信息：缺少“获取方式和途径”，请先填写。", id="no-way"),
        pytest.param(
            {"outcome": "R-7"}, "第2项信息：没有“R-7”这种办理结果，请从21种里选。", id="no-outcome"
        ),
        pytest.param(
            {"outcome": "R-3.4", "ground": "EX14-1"},
            "第2项信息：请选一种不予公开的情形："
            "EX15（涉及商业秘密、个人隐私等，公开会对第三方合法权益造成损害）。",
            id="foreign-ground",
        ),
        pytest.param(
            {"outcome": "R-4.1", "ground": ""},
            "第2项信息：请选定依据的条款：第三十六条第（四）项、第三十六条第（五）项。",
            id="no-article",
        ),
    ],
)
def test_a_document_without_its_facts_is_refused(changes: dict[str, str], obstacle: str) -> None:
    rulings = (ONE_OF_EACH[0], replace(ONE_OF_EACH[1], **changes), *ONE_OF_EACH[2:])
    assert obstacle in obstacles_to_writing("R-2", replace(FACTS, documents=rulings))


def test_documents_of_one_refusal_share_its_outcome() -> None:
    names = ("甲", "乙")
    same = tuple(Ruling(document=name, outcome="R-3.6") for name in names)
    written = letter("R-3.6", replace(FACTS, documents=same))
    assert written.paragraphs[2:4] == ("1．甲。", "2．乙。")
    (obstacle,) = obstacles_to_writing("R-3.5", replace(FACTS, documents=same[:1]))
    assert obstacle.startswith("第1项信息的办理结果与答复书不同：")


def test_a_ground_or_article_that_is_not_of_the_outcome_is_never_printed() -> None:
    odd = replace(ONE_OF_EACH[0], ground="EX99", article="第九十九条")
    handled = Ruling(
        document="甲", outcome="R-5.1", reasons="乙", ground="EX99", article="第九十九条"
    )
    written = letter("R-2", replace(FACTS, documents=(odd, handled)))
    assert "九十九" not in text_of(written)
    assert "依照《条例》第三十九条第一款的规定" in written.paragraphs[-1]
    refused = Ruling(document="甲", outcome="R-3.1", ground="EX99")
    letter("R-3.1", replace(FACTS, documents=(refused,)))


def test_five_hundred_documents_fit_and_one_more_does_not() -> None:
    withheld = ONE_OF_EACH[2]
    many = (ONE_OF_EACH[0], *[withheld] * (MOST_DOCUMENTS - 1))
    assert len(letter("R-2", replace(FACTS, documents=many)).paragraphs) == 2 + MOST_DOCUMENTS
    assert obstacles_to_writing("R-2", replace(FACTS, documents=(*many, withheld))) == (
        "一件答复最多列500项信息，现有501项：请分成几件答复。",
    )


@pytest.mark.parametrize("code", list(outcomes()))
def test_every_outcome_can_stand_in_a_partial_grant(code: str) -> None:
    outcome = outcomes()[code]
    ruling = Ruling(
        document="甲", outcome=code, reasons="乙", withheld="丙", way="丁",
        ground=outcome.grounds[0].code if outcome.grounds else "",
        article=outcome.articles[0] if outcome.articles else "",
    )  # fmt: skip
    other = ONE_OF_EACH[2] if outcome.kind is OutcomeKind.GRANTED else ONE_OF_EACH[0]
    line = letter("R-2", replace(FACTS, documents=(ruling, other))).paragraphs[2]
    assert line.startswith("1．甲：")
    assert not re.search(r"[{}]|None|《条例》的规定", line)


@given(
    told=st.dictionaries(st.sampled_from(sorted(TOLD)), st.text() | st.integers() | st.dates()),
    number=st.text(),
    addressee=st.text(),
    key=st.sampled_from(KEYS),
)
def test_whatever_is_told_a_letter_is_whole_or_refused(
    told: dict[str, str | date | int], number: str, addressee: str, key: str
) -> None:
    facts = replace(facts_for(key), told=TOLD | told, number=number, addressee=addressee)
    obstacles = obstacles_to_writing(key, facts)
    if obstacles:
        assert all(obstacle.endswith("。") for obstacle in obstacles)
    else:
        assert all(paragraph.strip() for paragraph in letter(key, facts).paragraphs)


def test_what_a_letter_quotes_has_a_source() -> None:
    sources = law("letters")["sources"].values()
    assert {kind.source for kind in letters().values()} <= set(sources)
    assert not letters()["fee"].verified
    assert letters()["third-party-asked"].verified
