"""Bringing text in: who may, what is refused before it is read, and the wait."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.outbound.content import actions
from gongkai.outbound.content.models import Upload
from gongkai.timetable.models import Heartbeat
from tests.factories.people import Bureau, UnitFactory, staffed_bureau
from tests.factories.publishing import EditionFactory


def text_file(content: bytes = "停水通知".encode()) -> SimpleUploadedFile:
    return SimpleUploadedFile("通知.txt", content)


@pytest.fixture
def upload(bureau: Bureau) -> Upload:
    return actions.receive(
        content="停水通知".encode(),
        name="通知.txt",
        unit=bureau.unit,
        by=bureau.clerk,
        at=timezone.now(),
    )


def test_the_upload_screen_presets_ones_own_unit(bureau: Bureau, client: Client) -> None:
    UnitFactory(agency=bureau.agency)
    client.force_login(bureau.clerk)
    form = client.get("/office/upload/").context["form"]
    assert form["unit"].value() == bureau.unit.pk
    assert list(form.fields["unit"].queryset) == [bureau.unit]


@pytest.mark.parametrize("person", ["leader", "secrecy", "operator"])
def test_only_who_writes_for_some_unit_uploads(bureau: Bureau, client: Client, person: str) -> None:
    client.force_login(getattr(bureau, person))
    for address in ("/office/upload/", "/office/write/"):
        assert client.get(address).status_code == 403
        assert client.post(address, {"file": text_file()}).status_code == 403
    assert not Upload.objects.exists()


def test_another_agencys_unit_cannot_be_chosen(bureau: Bureau, client: Client) -> None:
    client.force_login(bureau.clerk)
    typed = {"file": text_file(), "unit": staffed_bureau().unit.pk}
    assert client.post("/office/upload/", typed).status_code == 422
    assert not Upload.objects.exists()


def test_an_empty_or_too_large_file_is_refused_with_its_limit(
    bureau: Bureau, client: Client, settings: Any
) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1024 * 1024
    client.force_login(bureau.clerk)
    for content, said in ((b"", "文件是空的"), (b"0" * 1_100_000, "文件超过1MB")):
        typed = {"file": text_file(content), "unit": bureau.unit.pk}
        answer = client.post("/office/upload/", typed)
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_the_wait_refreshes_itself_and_says_when_nobody_reads(
    bureau: Bureau, client: Client, upload: Upload
) -> None:
    client.force_login(bureau.clerk)
    address = f"/office/uploads/{upload.pk}/"
    assert "后台没有运行" in client.get(address).content.decode()
    Heartbeat.objects.create(worker="one", at=timezone.now())
    seen = client.get(address).content.decode()
    assert '<meta http-equiv="refresh"' in seen
    assert "后台没有运行" not in seen


def test_another_agencys_upload_does_not_exist(client: Client, upload: Upload) -> None:
    client.force_login(staffed_bureau().office)
    assert client.get(f"/office/uploads/{upload.pk}/").status_code == 404


def test_what_is_in_review_takes_no_other_text_and_the_typed_one_comes_back(
    bureau: Bureau, client: Client
) -> None:
    edition = EditionFactory(bureau=bureau, submitted=True)
    client.force_login(bureau.clerk)
    home = f"/office/editions/{edition.pk}/"
    answer = client.post(f"{home}write/", {"title": "改", "text": "偷偷改的一段"})
    assert answer.status_code == 422
    assert "偷偷改的一段" in answer.content.decode()
    for part in ("replace", "annex"):
        answer = client.post(f"{home}{part}/", {"file": text_file()})
        assert answer.status_code == 422
        assert "不能再改" in answer.content.decode()
    before = edition.digest
    edition.refresh_from_db()
    assert (edition.digest, edition.state) == (before, "in_review")
