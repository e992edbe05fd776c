"""Personal data masked by one act: in every text and every copy the public would get."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import pypdfium2 as pdfium
import pytest
from django.test import Client
from django.utils import timezone

from gongkai.demo import paper
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.media.storing import store
from gongkai.outbound.channels import actions as channels
from gongkai.outbound.channels import queries as channel_queries
from gongkai.outbound.content import actions as content
from gongkai.outbound.content.models import Upload
from gongkai.outbound.publishing import actions, obstacles
from gongkai.outbound.publishing.models import Attachment, Edition, Finding
from gongkai.outbound.publishing.queries import open_findings
from gongkai.people.models import User
from tests.apps.publishing.conftest import TEXT, Bureau, agree, build, describe, write

NUMBER, MASKED = "13800138000", "138****8000"
OTHER = "13900139000"
TITLE = "关于公布客运站值班安排的通知"
Part = Attachment.Part


def bring(
    bureau: Bureau, file: bytes, name: str, *, edition: Edition | None = None, part: str = "source"
) -> Edition:
    at = timezone.now()
    received = content.receive(
        content=file, name=name, unit=bureau.unit, columns=[bureau.column], part=part,
        edition=edition, by=bureau.clerk, at=at,
    )  # fmt: skip
    taken: Upload = content.take_in(received, at=at)
    assert taken.edition is not None, taken.refusal
    return taken.edition


def word(text: str) -> bytes:
    return paper.word(TITLE, text, formed_on=date(2026, 2, 27))


def mask(edition: Edition, by: User, *, at: datetime | None = None) -> Edition:
    return actions.mask_personal_data(edition, by=by, at=at or timezone.now())


def words_in(attachment: Attachment) -> str:
    """Everything a reader could get out of a file: its parts unpacked, its pages read."""
    with attachment.public.content.open("rb") as public:
        stored = public.read()
    if stored.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(stored)) as package:
            stored = b"".join(package.read(name) for name in package.namelist())
    text = stored.decode("utf-8", "replace")
    if stored.startswith(b"%PDF"):
        document = pdfium.PdfDocument(stored)
        text += "".join(page.get_textpage().get_text_range() for page in document)
        document.close()
    return text + re.sub(r"<[^>]*>", "", text)


def everything(edition: Edition) -> str:
    kept = Edition.objects.filter(pk=edition.pk).values().get()
    files = edition.attachments.select_related("public")
    return f"{kept}" + "".join(f"{file.text}{words_in(file)}" for file in files)


@pytest.fixture
def with_a_number(bureau: Bureau) -> Edition:
    return write(bureau, title=TITLE, text=f"{TEXT}\n联系人手机{NUMBER}。")


@pytest.fixture
def from_word(bureau: Bureau) -> Edition:
    """A Word file with a number in its text, a summary that repeats it, and two such annexes."""
    edition = bring(bureau, word(f"{TEXT}\n联系人手机{NUMBER}。"), "通知.docx")
    edition = bring(
        bureau,
        f"值班电话{NUMBER}\n备用{OTHER}".encode(),
        "值班表.txt",
        edition=edition,
        part="annex",
    )
    annex = paper.pdf(["通讯录", f"客运站站长手机{OTHER}。", "以上号码仅供值班使用。"])
    edition = bring(bureau, annex, "通讯录.pdf", edition=edition, part="annex")
    described = actions.describe(
        edition,
        actions.Description(
            title=TITLE, columns=[bureau.column], issuer=bureau.agency.name,
            formed_on=date(2026, 2, 27), summary=f"值班手机{NUMBER}", keywords=["值班", NUMBER],
        ),
        by=bureau.clerk, at=timezone.now(),
    )  # fmt: skip
    actions.check(described, by=bureau.clerk, at=timezone.now())
    return described


def test_masks_lie_on_the_text_and_its_html(with_a_number: Edition, bureau: Bureau) -> None:
    masked = mask(with_a_number, bureau.clerk)
    assert MASKED in masked.body_text
    assert NUMBER not in everything(masked)
    assert not open_findings(masked, on=date(2026, 3, 2)).filter(severity="block").exists()


def test_what_goes_public_holds_the_number_nowhere(
    from_word: Edition, bureau: Bureau, client: Client
) -> None:
    masked = mask(from_word, bureau.clerk)
    at = timezone.now()
    agree(actions.submit(masked, by=bureau.clerk, at=at), *bureau.reviewers, at=at)
    channels.deliver_to_search(at=at)
    record, slug = masked.record_id, bureau.agency.slug
    told = [
        client.get(address).content.decode()
        for address in (
            f"/documents/{record}/", f"/{slug}/feed.atom", f"/{slug}/columns/inspection/",
            f"/{slug}/columns/inspection/feed.atom", "/search/?q=值班",
        )
    ]  # fmt: skip
    entry = next(channel_queries.entries([record], on=date(2026, 11, 24)))
    everywhere = everything(masked) + str(entry) + "".join(told)
    for number in (NUMBER, OTHER):
        assert number not in everywhere
        for hit in (f"/search/?q={number}", f"/search/?q={number[-8:]}"):
            assert f"/documents/{record}/" not in client.get(hit).content.decode()
    assert MASKED in told[0]
    assert MASKED in entry.attachments


def test_the_original_stays_as_it_came(from_word: Edition, bureau: Bureau) -> None:
    before = set(from_word.attachments.values_list("name", "original__sha256"))
    masked = mask(from_word, bureau.clerk)
    assert set(masked.attachments.values_list("name", "original__sha256")) == before


def test_the_ledger_says_what_was_hidden_and_where_but_never_the_number(
    from_word: Edition, bureau: Bureau
) -> None:
    mask(from_word, bureau.clerk)
    entry = LedgerEntry.objects.get(verb="edition.masked")
    assert entry.details["rules"] == {"手机号码": 6}
    assert entry.details["places"] == 6
    assert set(entry.details["files"]) == {"通知.docx", "值班表.txt", "通讯录.pdf"}
    assert NUMBER not in str(entry.details) + entry.subject_label


def test_masking_twice_changes_nothing(with_a_number: Edition, bureau: Bureau) -> None:
    masked = mask(with_a_number, bureau.clerk)
    before, entries = everything(masked), LedgerEntry.objects.count()
    with pytest.raises(Refused, match="没有可以自动隐去"):
        mask(masked, bureau.clerk)
    assert everything(masked) == before
    assert LedgerEntry.objects.count() == entries


def test_pictures_of_masked_pages_are_made_anew(bureau: Bureau) -> None:
    source = paper.pdf([TITLE, f"{TEXT}联系人手机{NUMBER}。"])
    edition = describe(bureau, bring(bureau, source, "通知.pdf"), title=TITLE, by=bureau.clerk)
    before = set(edition.attachments.filter(part=Part.PAGE).values_list("public__sha256"))
    masked = mask(edition, bureau.clerk)
    after = set(masked.attachments.filter(part=Part.PAGE).values_list("public__sha256"))
    assert len(before) == len(after) == 1
    assert before != after
    assert NUMBER not in everything(masked)


def test_what_was_excused_stays_in_sight(bureau: Bureau) -> None:
    text = f"{TEXT}值班手机{OTHER}向社会公布，昼夜有人接听，欢迎监督。\n联系人手机{NUMBER}。"
    edition = write(bureau, title=TITLE, text=text)
    excused = next(
        one for one in Finding.objects.filter(run__edition=edition) if one.excerpt == "139****9000"
    )
    at = timezone.now()
    actions.excuse(excused, reason="对外公布的值班手机", by=bureau.clerk, at=at)
    masked = mask(edition, bureau.clerk)
    assert OTHER in masked.body_text
    assert OTHER in masked.body_html
    assert NUMBER not in everything(masked)


@pytest.mark.parametrize(
    ("who", "match"),
    [
        pytest.param("head", None, id="whoever-writes-for-the-unit"),
        pytest.param("secrecy", "没有在", id="a-reviewer-of-secrecy"),
        pytest.param("leader", "没有在", id="the-leader"),
    ],
)
def test_only_who_may_write_it_may_mask_it(
    with_a_number: Edition, bureau: Bureau, who: str, match: str | None
) -> None:
    if match is None:
        assert MASKED in mask(with_a_number, getattr(bureau, who)).body_text
        return
    with pytest.raises(Refused, match=match):
        mask(with_a_number, getattr(bureau, who))


def test_an_edition_in_review_is_not_masked(submitted: Edition, bureau: Bureau) -> None:
    with pytest.raises(Refused, match="不能再改"):
        mask(submitted, bureau.clerk)


def test_a_text_changed_since_the_check_is_checked_first(
    with_a_number: Edition, bureau: Bureau
) -> None:
    Edition.objects.filter(pk=with_a_number.pk).update(title="改过的标题")
    with pytest.raises(Refused, match="重新检查"):
        mask(with_a_number, bureau.clerk)


def test_a_file_that_cannot_be_masked_stops_the_whole_act(
    with_a_number: Edition, bureau: Bureau
) -> None:
    at = timezone.now()
    file = store(b"\x89PNG broken", content_type="image/png")
    actions.attach(
        with_a_number,
        actions.NewFile(
            part="annex", name="通讯录.png", public=file, format="PNG", text=f"手机{OTHER}"
        ),
        by=bureau.clerk, at=at,
    )  # fmt: skip
    actions.check(with_a_number, by=bureau.clerk, at=at)
    with pytest.raises(Refused, match=r"通讯录\.png"):
        mask(with_a_number, bureau.clerk)
    with_a_number.refresh_from_db()
    assert NUMBER in with_a_number.body_text


def test_the_button_shows_what_will_change_and_does_it(
    with_a_number: Edition, bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    client, home = as_(bureau.clerk), f"/office/editions/{with_a_number.pk}/"
    assert f'href="{home}mask/"' in client.get(f"{home}findings/").content.decode()
    seen = client.get(f"{home}mask/").content.decode()
    assert f"<del>{NUMBER}</del> <ins>{MASKED}</ins>" in seen
    assert client.post(f"{home}mask/").headers["Location"] == f"{home}findings/"
    seen = client.get(f"{home}findings/").content.decode()
    assert f'href="{home}mask/"' not in seen
    assert NUMBER not in seen
    assert client.post(f"{home}mask/").status_code == 422
    assert "隐去个人信息" in client.get(home).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_reaches_the_numbers(
    with_a_number: Edition, bureau: Bureau, as_: Callable[[User], Client], method: str
) -> None:
    address = f"/office/editions/{with_a_number.pk}/mask/"
    assert getattr(as_(build("waiju").clerk), method)(address).status_code == 404
    assert getattr(Client(), method)(address).status_code == 302
    assert NUMBER in Edition.objects.get(pk=with_a_number.pk).body_text


def test_a_reviewer_sees_no_button(
    with_a_number: Edition, bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    home = f"/office/editions/{with_a_number.pk}/"
    assert "mask/" not in as_(bureau.secrecy).get(f"{home}findings/").content.decode()
    answer = as_(bureau.secrecy).get(f"{home}mask/")
    assert "现在不能隐去" in answer.content.decode()


def test_obstacles_say_everything_at_once(submitted: Edition, bureau: Bureau) -> None:
    found = list(obstacles.to_masking(submitted, by=bureau.leader, on=date(2026, 3, 2)))
    assert len(found) == 3
