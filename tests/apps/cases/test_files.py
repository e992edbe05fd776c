"""The files of a case through the office's screens: laid to it, opened for a purpose, sorted."""

import json
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.inbound.cases import actions
from gongkai.inbound.cases.models import Case, CaseFile
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.people.models import Role
from tests.factories.case_files import DAY, a_word_file, in_hand, in_review, laid
from tests.factories.cases import at
from tests.factories.people import Bureau, UserFactory, staffed_bureau

NAME = "张三丰的身份证明.txt"


@pytest.fixture(autouse=True)
def a_day_in_february() -> Iterator[None]:
    with time_machine.travel(at("2026-02-24"), tick=False):
        yield


@pytest.fixture
def case(bureau: Bureau) -> Case:
    return in_hand(bureau)


@pytest.fixture
def paper(case: Case) -> CaseFile:
    """What the citizen sent."""
    sent = [actions.SentFile(NAME, b"paper", "paper")]
    actions.add_files(case, sent, by=None, at=at("2026-02-11"))
    return case.files.get()


def opening(file: CaseFile, purpose: str) -> dict[str, str]:
    return {f"file{file.pk}-purpose": purpose}


def test_the_page_of_the_case_lists_its_files(
    bureau: Bureau, client: Client, case: Case, paper: CaseFile
) -> None:
    client.force_login(bureau.clerk)
    text = client.get(f"/office/cases/{case.pk}/").content.decode()
    for told in (NAME, "来件人的材料", "5", "2026-02-11", "下载查看"):
        assert told in text


def test_a_file_is_opened_for_a_purpose_and_it_is_in_the_ledger(
    bureau: Bureau, client: Client, case: Case, paper: CaseFile
) -> None:
    client.force_login(bureau.clerk)
    address = f"/office/cases/{case.pk}/files/{paper.pk}/read/"
    assert client.get(address).status_code == 405
    unsaid = client.post(address, opening(paper, ""))
    assert unsaid.status_code == 422
    assert "请写明查看的用途" in unsaid.content.decode()
    answer = client.post(address, opening(paper, "核对申请人身份"))
    assert answer.content == b"paper"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E5%BC%A0")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    entry = LedgerEntry.objects.get(verb="case.file-read")
    assert entry.details == {"file": paper.pk, "purpose": "核对申请人身份"}
    told = json.dumps(list(LedgerEntry.objects.values_list("details", flat=True)), default=str)
    assert NAME not in told


def test_another_agency_and_another_case_have_no_such_file(
    bureau: Bureau, client: Client, case: Case, paper: CaseFile
) -> None:
    other = staffed_bureau()
    client.force_login(other.office)
    address = f"/office/cases/{case.pk}/files/"
    for path in ("", f"{paper.pk}/release/"):
        assert client.get(f"{address}{path}").status_code == 404
    for path in (f"{paper.pk}/read/", f"{paper.pk}/part/"):
        assert client.post(f"{address}{path}", opening(paper, "看一看")).status_code == 404
    client.force_login(bureau.office)
    elsewhere = in_hand(bureau)
    answer = client.post(
        f"/office/cases/{elsewhere.pk}/files/{paper.pk}/read/", opening(paper, "看一看")
    )
    assert answer.status_code == 404


def test_who_does_not_work_on_it_reads_nothing(bureau: Bureau, case: Case, paper: CaseFile) -> None:
    outsider = UserFactory(agency=bureau.agency, role=Role.UNIT_HEAD)
    foreigner = staffed_bureau().leader
    for by in (UserFactory(agency=bureau.agency), bureau.secrecy, foreigner):
        with pytest.raises(Refused, match="不在您手里"):
            actions.read_file(paper, purpose="看一看", by=by, at=DAY)
    assert actions.read_file(paper, purpose="核对", by=outsider, at=DAY) == b"paper"


def test_whoever_clears_opens_what_goes_out_and_what_it_was_made_of(
    bureau: Bureau, client: Client, case: Case
) -> None:
    review = f"/office/cases/{case.pk}/review/"
    original = laid(case, bureau)
    copy = actions.release(original, by=bureau.clerk, at=DAY)
    in_review(case, bureau, outcome="R-1")
    for by in (bureau.head, bureau.office, bureau.leader):
        for file in (original, copy):
            client.force_login(by)
            assert f"/files/{file.pk}/read/" in client.get(review).content.decode()
            answer = client.post(
                f"/office/cases/{case.pk}/files/{file.pk}/read/", opening(file, "审定答复")
            )
            assert answer.status_code == 200
    assert LedgerEntry.objects.filter(verb="case.file-read").count() == 6


def test_an_officer_lays_a_file_and_says_what_it_is_for(
    bureau: Bureau, client: Client, case: Case
) -> None:
    client.force_login(bureau.clerk)
    address = f"/office/cases/{case.pk}/files/"
    assert "还没有附件" in client.get(address).content.decode()
    file = SimpleUploadedFile("中标结果.docx", a_word_file("中标人为示例公司。"))
    unsorted = client.post(address, {"part": "", "attachments": file})
    assert unsorted.status_code == 422
    assert "请选择文件的用途" in unsorted.content.decode()
    assert client.post(address, {"part": "released"}).status_code == 422
    file.seek(0)
    assert client.post(address, {"part": "released", "attachments": file}).status_code == 302
    kept = CaseFile.objects.get()
    assert (kept.part, kept.by, kept.text) == ("released", bureau.clerk, "中标人为示例公司。")
    assert "处理后提供" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        pytest.param("a.docx", b"PK\x03\x04broken", "附件“a.docx”", id="broken"),
        pytest.param("a.txt", b"", "是空的", id="empty"),
        pytest.param("a.txt", b"x" * (10 * 1024 * 1024 + 1), "超过10MB", id="huge"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named(
    bureau: Bureau, client: Client, case: Case, name: str, content: bytes, says: str
) -> None:
    client.force_login(bureau.clerk)
    file = SimpleUploadedFile(name, content)
    answer = client.post(
        f"/office/cases/{case.pk}/files/", {"part": "internal", "attachments": file}
    )
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not CaseFile.objects.exists()


def test_only_whoever_works_on_the_case_lays_files(bureau: Bureau, case: Case) -> None:
    sent = [actions.SentFile("a.txt", b"a", "a")]
    outsider = UserFactory(agency=bureau.agency)
    with pytest.raises(Refused, match="不在您手里"):
        actions.add_files(case, sent, part=CaseFile.Part.INTERNAL, by=outsider, at=DAY)
    with pytest.raises(Refused, match="来件人只能交自己的材料"):
        actions.add_files(case, sent, part=CaseFile.Part.RELEASED, by=None, at=DAY)


def test_a_file_is_sorted_anew_and_a_copy_made_of_it_goes(
    bureau: Bureau, client: Client, case: Case, paper: CaseFile
) -> None:
    file = laid(case, bureau)
    actions.release(file, by=bureau.clerk, at=DAY)
    client.force_login(bureau.clerk)
    address = f"/office/cases/{case.pk}/files/{file.pk}/part/"
    assert client.post(address, {"part": "internal"}).status_code == 302
    file.refresh_from_db()
    assert file.part == CaseFile.Part.INTERNAL
    assert not CaseFile.objects.ready().exists()
    assert client.post(address, {"part": "nothing"}).status_code == 422
    with pytest.raises(Refused, match="来件人交来的材料不能改作他用"):
        actions.sort_file(paper, part=CaseFile.Part.RELEASED, by=bureau.clerk, at=DAY)


def test_the_page_of_files_costs_the_same_however_many(
    bureau: Bureau, client: Client, case: Case, flat_queries: Callable[..., None]
) -> None:
    def another() -> None:
        sent = [actions.SentFile("a.txt", b"a", "a")]
        actions.add_files(case, sent, part=CaseFile.Part.RELEASED, by=bureau.clerk, at=DAY)
        if case.files.ready().count() < 2:
            actions.release(case.files.order_by("-id")[0], by=bureau.clerk, at=DAY)

    another()
    client.force_login(bureau.clerk)
    flat_queries(f"/office/cases/{case.pk}/files/", another)
    flat_queries(f"/office/cases/{case.pk}/", another)
