"""Badges: what the code says, hostile photos, and what stands on the paper."""

import base64
import struct
import zlib
from io import BytesIO

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from gongkai.ledger.actions import Refused
from gongkai.media.photos import NoPhoto
from gongkai.outbound.on_duty import actions, papers
from gongkai.outbound.on_duty.models import Badge, Sign, SignBoard
from gongkai.outbound.on_duty.photos import HEIGHT, WIDTH, photo_of
from gongkai.people.models import PostHolding
from tests.factories.on_duty import MORNING, badge_of, picture, sign_of
from tests.factories.people import Bureau, staffed_bureau


def _text(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    return "".join(text.split())


def test_the_code_says_whether_the_holder_is_in_post(
    client: Client, bureau: Bureau, sign: Sign
) -> None:
    badge = badge_of(bureau, sign)
    address = badge.get_absolute_url()
    assert len(badge.code) >= 16
    page = client.get(address)
    assert "在岗任职中" in page.content.decode()
    assert not page.cookies
    actions.end_post(badge, by=bureau.head, at=MORNING)
    assert "已不在此岗" in client.get(address).content.decode()
    actions.void(badge, reason="离职", by=bureau.head, at=MORNING)
    page = client.get(address).content.decode()
    assert "证件已作废" in page
    assert "离职" not in page, "the reason is the office's own"


def test_whoever_may_not_sign_in_any_more_is_not_in_post(
    client: Client, bureau: Bureau, sign: Sign
) -> None:
    badge = badge_of(bureau, sign)
    bureau.clerk.is_active = False
    bureau.clerk.save()
    assert "已不在此岗" in client.get(badge.get_absolute_url()).content.decode()


def test_a_holding_that_ended_yesterday_is_over(client: Client, bureau: Bureau, sign: Sign) -> None:
    badge = badge_of(bureau, sign)
    PostHolding.objects.update(from_on="2026-01-01", to_on="2026-03-09")
    assert "已不在此岗" in client.get(badge.get_absolute_url()).content.decode()


def test_a_lost_badge_is_issued_again_with_another_code(
    client: Client, bureau: Bureau, sign: Sign
) -> None:
    old = badge_of(bureau, sign, photo=picture())
    new = actions.reissue(old, reason="遗失", by=bureau.head, at=MORNING)
    assert new.code != old.code
    assert new.photo == old.photo
    assert "证件已作废" in client.get(old.get_absolute_url()).content.decode()
    assert "在岗任职中" in client.get(new.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="已经有一张有效的证"):
        badge_of(bureau, sign)


def test_a_reason_of_control_signs_is_refused(bureau: Bureau, sign: Sign) -> None:
    badge = badge_of(bureau, sign)
    with pytest.raises(Refused, match="控制字符"):
        actions.void(badge, reason="遗失\0", by=bureau.head, at=MORNING)


@pytest.mark.parametrize("code", ["x", "0" * 20, "1", "%00" * 20, "值" * 20])
def test_a_guessed_code_leads_nowhere(
    client: Client, bureau: Bureau, sign: Sign, code: str
) -> None:
    badge_of(bureau, sign)
    assert client.get(f"/badges/{code}/").status_code == 404


def test_no_photo_is_public_unless_switched_on(client: Client, bureau: Bureau, sign: Sign) -> None:
    badge = badge_of(bureau, sign, photo=picture())
    address = f"{badge.get_absolute_url()}photo.jpg"
    assert client.get(address).status_code == 404
    actions.change_photo(badge, b"", shows_photo=True, by=bureau.head, at=MORNING)
    assert client.get(address)["Content-Type"] == "image/jpeg"
    assert "photo.jpg" in client.get(badge.get_absolute_url()).content.decode()
    actions.void(badge, reason="遗失", by=bureau.head, at=MORNING)
    assert client.get(address).status_code == 404


def test_a_photo_is_drawn_anew_without_what_it_hid() -> None:
    exif = Image.Exif()
    exif[0x010E] = "秘密地点".encode().decode("latin-1")
    exif[0x9286] = "GPS-HERE"
    made = photo_of(picture(exif=exif) + b"<script>alert(1)</script>")
    assert b"GPS-HERE" not in made
    assert b"script" not in made
    with Image.open(BytesIO(made)) as shown:
        assert (shown.size, shown.format) == ((WIDTH, HEIGHT), "JPEG")
        assert not shown.getexif()


def _bomb() -> bytes:
    """A PNG of a few bytes that says it is 50,000 by 50,000."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        total = kind + data
        return struct.pack(">I", len(data)) + total + struct.pack(">I", zlib.crc32(total))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(_bomb(), id="bomb"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', id="svg"),
        pytest.param(b"GIF89a/*" + b"\0" * 40, id="gif-script"),
        pytest.param(picture(form="TIFF"), id="tiff"),
        pytest.param(picture(form="BMP"), id="bmp"),
        pytest.param(picture()[:900], id="cut-off"),
        pytest.param(picture((40, 60)), id="tiny"),
        pytest.param(b"%PDF-1.7\n" + picture(), id="polyglot-pdf"),
        pytest.param(b"x" * (8 * 1024 * 1024 + 1), id="too-large"),
        pytest.param(base64.b64encode(picture()), id="base64"),
    ],
)
def test_what_is_no_photo_is_refused_in_chinese(sent: bytes) -> None:
    with pytest.raises(NoPhoto, match="照片"):
        photo_of(sent)


def test_a_bad_photo_keeps_what_was_typed(client: Client, bureau: Bureau, sign: Sign) -> None:
    client.force_login(bureau.head)
    typed = {
        "holding": PostHolding.objects.get().pk, "name": "示例人员", "number": "示交009",
        "photo": SimpleUploadedFile("a.jpg", b"<svg/>", content_type="image/jpeg"),
    }  # fmt: skip
    answer = client.post("/office/badges/new/", typed)
    assert answer.status_code == 422
    assert "示交009" in answer.content.decode()
    assert not Badge.objects.exists()


def test_the_card_has_its_size_and_says_who_it_is(bureau: Bureau, sign: Sign) -> None:
    badge = badge_of(bureau, sign, photo=picture())
    content = papers.badges_pdf([badge], is_single=True, made_at=MORNING)
    document = pypdfium2.PdfDocument(content)
    assert len(document) == 1
    wide, high = (side / 72 * 25.4 for side in document[0].get_size())
    assert (round(wide), round(high)) == (54, 86)
    for word in (bureau.agency.name, badge.name, badge.post.name, badge.number):
        assert word in _text(content)
    assert content == papers.badges_pdf([badge], is_single=True, made_at=MORNING)


@pytest.mark.parametrize(("number", "sheets"), [(1, 1), (8, 1), (9, 2)])
def test_eight_go_on_a_sheet(bureau: Bureau, board: SignBoard, number: int, sheets: int) -> None:
    badges = [
        badge_of(bureau, sign_of(bureau, board, post=f"岗位{place}"), f"示{place}")
        for place in range(number)
    ]
    content = papers.badges_pdf(badges, is_single=False, made_at=MORNING)
    document = pypdfium2.PdfDocument(content)
    assert len(document) == sheets
    assert sorted(round(side) for side in document[0].get_size()) == [595, 842]
    assert all(one.number in _text(content) for one in badges)


def test_badges_stay_within_reach(client: Client, bureau: Bureau, sign: Sign) -> None:
    badge = badge_of(bureau, sign)
    for person in (bureau.clerk, staffed_bureau(slug="bieju").office):
        client.force_login(person)
        for tail in ("", "badge.pdf"):
            assert client.get(f"/office/badges/{badge.pk}/{tail}").status_code == 404
        assert client.post(f"/office/badges/{badge.pk}/act/", {"verb": "void"}).status_code == 404
    client.force_login(bureau.head)
    assert client.get(f"/office/badges/{badge.pk}/badge.pdf").status_code == 200
    assert client.get("/office/badges/all.pdf").status_code == 200
    assert client.post(f"/office/badges/{badge.pk}/act/", {"verb": "void"}).status_code == 422
