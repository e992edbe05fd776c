"""An office's own words: added one by one or in a paste, heard by every check, ended."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.outbound.publishing import actions, obstacles
from gongkai.outbound.publishing.actions import NewWord
from gongkai.outbound.publishing.models import Edition, Finding, OwnWord
from gongkai.people.models import Role, User
from tests.apps.publishing.conftest import AT, TEXT, Bureau, build, person, write

HOME = "/office/own-words/"
WORD = NewWord("交通局", "交通运输局", "机关已经更名")


@pytest.fixture
def operator(bureau: Bureau) -> User:
    return person(bureau.agency, "operator", Role.OPERATOR)


def add(bureau: Bureau, *words: NewWord, by: User | None = None) -> list[OwnWord]:
    return actions.add_words(bureau.agency, words, by=by or bureau.office, at=AT)


def findings(edition: Edition) -> list[tuple[str, str]]:
    rows = Finding.objects.filter(run__edition=edition, rule__startswith="own-word/")
    return list(rows.values_list("rule", "severity"))


def test_a_check_hears_the_word_and_says_what_to_write_and_why(bureau: Bureau) -> None:
    add(bureau, WORD)
    edition = write(bureau, title="交通局关于检查情况的通报")
    finding = Finding.objects.get(run__edition=edition, rule="own-word/交通局")
    assert finding.message == "“交通局”应为“交通运输局”：机关已经更名"
    assert finding.suggestion == "交通运输局"
    assert finding.severity == "warn"


def test_a_grave_word_stops_the_draft(bureau: Bureau) -> None:
    add(bureau, NewWord("交通局", "交通运输局", severity=OwnWord.Severity.BLOCK))
    edition = write(bureau, title="交通局关于检查情况的通报")
    assert findings(edition) == [("own-word/交通局", "block")]
    with pytest.raises(Refused, match="1处"):
        actions.submit(edition, by=bureau.clerk, at=AT)


def test_another_agency_does_not_hear_it(bureau: Bureau) -> None:
    add(bureau, WORD)
    assert findings(write(build("waiju"), title="交通局关于检查情况的通报")) == []


def test_an_ended_word_is_heard_no_more_and_may_be_listed_again(bureau: Bureau) -> None:
    word = add(bureau, WORD)[0]
    actions.end_word(word, by=bureau.office, at=AT)
    assert findings(write(bureau, title="交通局关于检查情况的通报")) == []
    with pytest.raises(Refused, match="已经停用"):
        actions.end_word(word, by=bureau.office, at=AT)
    add(bureau, WORD)
    assert OwnWord.objects.count() == 2


def test_the_list_and_what_leaves_it_stand_in_the_ledger(bureau: Bureau) -> None:
    actions.end_word(add(bureau, WORD)[0], by=bureau.office, at=AT)
    entries = LedgerEntry.objects.order_by("number")
    assert [entry.verb for entry in entries] == ["words.added", "word.ended"]
    assert entries[0].details["words"] == [["交通局", "交通运输局", "机关已经更名", "warn"]]


@pytest.mark.parametrize(
    ("word", "match"),
    [
        pytest.param(NewWord("局"), "至少2个字", id="one-sign"),
        pytest.param(NewWord("错" * 61), "最多60个字", id="too-long"),
        pytest.param(NewWord("运输局", "交通运输局"), "写对了也会被指出", id="right-holds-wrong"),
        pytest.param(NewWord("张某13800138000"), "个人信息", id="somebodys-number"),
        pytest.param(NewWord("交\u0000通"), "看不见的字符", id="no-letter"),
    ],
)
def test_a_word_that_would_do_harm_is_refused(bureau: Bureau, word: NewWord, match: str) -> None:
    with pytest.raises(Refused, match=match):
        add(bureau, word)
    assert not OwnWord.objects.exists()


def test_a_word_is_listed_once(bureau: Bureau) -> None:
    add(bureau, WORD)
    with pytest.raises(Refused, match="已经在词表里"):
        add(bureau, WORD)
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnWord.objects.create(agency=bureau.agency, wrong=WORD.wrong, by=bureau.office, at=AT)


def test_only_the_office_or_the_operator_keeps_the_list(bureau: Bureau, operator: User) -> None:
    word = add(bureau, WORD, by=operator)[0]
    stranger = build("waiju")
    for unfit in (bureau.clerk, bureau.head, bureau.leader, stranger.office):
        with pytest.raises(Refused, match="只有领导小组办公室"):
            add(bureau, NewWord("别的词"), by=unfit)
        with pytest.raises(Refused, match="只有领导小组办公室"):
            actions.end_word(word, by=unfit, at=AT)


def test_a_list_has_an_end(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(obstacles, "MOST_WORDS", 1)
    add(bureau, WORD)
    with pytest.raises(Refused, match="最多1个词"):
        add(bureau, NewWord("别的词"))


def test_a_check_asks_for_the_words_once_however_many_there_are(
    bureau: Bureau, draft: Edition
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            actions.check(draft, by=bureau.clerk, at=AT)
        return len(captured)

    add(bureau, WORD)
    cost()
    with_one = cost()
    add(bureau, *(NewWord(f"错写词{number:04}") for number in range(500)))
    assert cost() == with_one


def test_everybody_in_the_office_reads_the_list_and_only_keepers_find_a_form(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    add(bureau, WORD)
    seen = as_(bureau.clerk).get(HOME).content.decode()
    assert "机关已经更名" in seen
    assert "加入词表" not in seen
    assert "停用“交通局”" not in seen
    seen = as_(bureau.office).get(HOME).content.decode()
    assert "加入词表" in seen
    assert "停用“交通局”" in seen
    assert Client().get(HOME).status_code == 302
    for entry in (HOME, "/office/standing-excuses/"):
        assert entry in as_(bureau.clerk).get("/office/").content.decode()


def test_a_word_is_added_and_ended_on_the_screen(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    client = as_(bureau.office)
    typed = {"wrong": "交通局", "right": "交通运输局", "why": "", "severity": "block"}
    assert client.post(HOME, typed).status_code == 302
    word = OwnWord.objects.get()
    answer = client.post(HOME, typed | {"why": "这一句不能丢"})
    assert answer.status_code == 422
    assert "这一句不能丢" in answer.content.decode()
    assert client.post(f"{HOME}{word.pk}/end/").status_code == 302
    assert "交通局" in client.get(f"{HOME}?state=ended").content.decode()
    assert client.get(f"{HOME}{word.pk}/end/").status_code == 405


def test_a_paste_is_added_whole(bureau: Bureau, as_: Callable[[User], Client]) -> None:
    text = "交通局\t交通运输局\t机关已经更名\n\n老旧车辆\n公路局\t公路中心\n"
    answer = as_(bureau.office).post(f"{HOME}paste/", {"text": text, "severity": "warn"})
    assert answer.status_code == 302
    rows = OwnWord.objects.order_by("id").values_list("wrong", "right", "why")
    assert list(rows) == [
        ("交通局", "交通运输局", "机关已经更名"), ("老旧车辆", "", ""), ("公路局", "公路中心", ""),
    ]  # fmt: skip


def test_a_paste_with_bad_lines_names_each_and_comes_back_as_it_was(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    add(bureau, WORD)
    text = "好的词\t正确的词\n局\t署\n交通局\t交通运输局\n重复词\n重复词"
    answer = as_(bureau.office).post(f"{HOME}paste/", {"text": text, "severity": "warn"})
    seen = answer.content.decode()
    assert answer.status_code == 422
    for line in (
        "第2行：错写至少2个字", "第3行：“交通局”已经在词表里", "第4行：“重复词”写了2次",
        "第5行：“重复词”写了2次",
    ):  # fmt: skip
        assert line in seen
    assert text in seen
    assert OwnWord.objects.count() == 1


@pytest.mark.parametrize("text", ["", "\t\t", "\x00", "词" * 200_001])
def test_an_odd_paste_gets_an_answer(
    bureau: Bureau, as_: Callable[[User], Client], text: str
) -> None:
    answer = as_(bureau.office).post(f"{HOME}paste/", {"text": text, "severity": "warn"})
    assert answer.status_code == 422
    assert "没有完成" in answer.content.decode()


def test_wrong_roles_and_other_agencies_change_nothing_on_the_screen(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    word = add(bureau, WORD)[0]
    typed = {"wrong": "别的词", "right": "", "why": "", "severity": "warn"}
    client = as_(bureau.clerk)
    assert client.post(HOME, typed).status_code == 422
    assert client.post(f"{HOME}paste/", {"text": "别的词", "severity": "warn"}).status_code == 422
    assert client.post(f"{HOME}{word.pk}/end/").status_code == 422
    outsider = as_(build("waiju").office)
    assert outsider.post(f"{HOME}{word.pk}/end/").status_code == 404
    assert "机关已经更名" not in outsider.get(HOME).content.decode()
    assert OwnWord.objects.get().ended_at is None


def test_the_list_costs_the_same_for_one_word_and_for_ten(
    bureau: Bureau, client: Client, flat_queries: Callable[..., None]
) -> None:
    client.force_login(bureau.office)
    added = iter(range(100))
    flat_queries(HOME, lambda: add(bureau, NewWord(f"错写词{next(added)}")))


def test_the_words_are_part_of_the_text_the_reviewer_reads(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    add(bureau, WORD)
    edition = write(bureau, title="检查情况的通报", text=f"{TEXT}交通局将继续抽查。")
    actions.submit(edition, by=bureau.clerk, at=timezone.now())
    seen = as_(bureau.head).get(f"/office/editions/{edition.pk}/review/").content.decode()
    assert "本单位词表" in seen
    assert "机关已经更名" in seen
