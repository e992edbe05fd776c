"""Downloads: only of what is live, whole or resumed, saved rather than run."""

from collections.abc import Callable

import pytest
from django.http import FileResponse, StreamingHttpResponse
from django.test import Client
from django.urls import reverse

from gongkai.outbound.content.files import Unsatisfiable, requested_range
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Edition
from tests.apps.content.conftest import CONTENT, ORIGINAL
from tests.factories.people import Bureau
from tests.factories.publishing import AT, sign_all

PublishedFile = Callable[..., Edition]


def address(edition: Edition) -> str:
    file = edition.attachments.get()
    return reverse("content:file", args=[edition.record_id, file.pk, file.name])


def body(answer: FileResponse | StreamingHttpResponse) -> bytes:
    try:
        return b"".join(answer.streaming_content)
    finally:
        answer.close()


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        pytest.param("", None, id="nothing-asked"),
        pytest.param("bytes=0-9", range(10), id="first-ten"),
        pytest.param("bytes=90-", range(90, 100), id="from-ninety"),
        pytest.param("bytes=-10", range(90, 100), id="last-ten"),
        pytest.param("bytes=-500", range(100), id="more-than-there-is"),
        pytest.param("bytes=95-500", range(95, 100), id="past-the-end"),
        pytest.param("bytes=5-1", None, id="backwards"),
        pytest.param("bytes=0-1,5-6", None, id="several"),
        pytest.param("bytes=-", None, id="empty"),
        pytest.param("items=0-9", None, id="other-unit"),
        pytest.param("bytes=" + "9" * 40 + "-", None, id="absurd"),
    ],
)
def test_ranges_are_read_as_the_standard_says(header: str, wanted: range | None) -> None:
    assert requested_range(header, 100) == wanted


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_outside_the_file_cannot_be_met(header: str) -> None:
    with pytest.raises(Unsatisfiable):
        requested_range(header, 100)


def test_the_cleaned_copy_is_handed_out_byte_for_byte(
    client: Client, published_file: PublishedFile
) -> None:
    answer = client.get(address(published_file()))
    assert body(answer) == CONTENT
    assert answer["Content-Length"] == str(len(CONTENT))
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_what_came_in_is_never_handed_out(client: Client, published_file: PublishedFile) -> None:
    assert ORIGINAL not in body(client.get(address(published_file())))


def test_a_broken_download_goes_on_where_it_stopped(
    client: Client, published_file: PublishedFile
) -> None:
    url = address(published_file())
    etag = client.head(url)["ETag"]
    rest = client.get(url, headers={"Range": "bytes=5000-", "If-Range": etag})
    assert rest.status_code == 206
    assert rest["Content-Range"] == f"bytes 5000-{len(CONTENT) - 1}/{len(CONTENT)}"
    assert body(rest) == CONTENT[5000:]


def test_a_changed_file_starts_again(client: Client, published_file: PublishedFile) -> None:
    headers = {"Range": "bytes=5000-", "If-Range": '"another"'}
    answer = client.get(address(published_file()), headers=headers)
    assert answer.status_code == 200
    assert body(answer) == CONTENT


def test_an_impossible_range_names_the_size(client: Client, published_file: PublishedFile) -> None:
    answer = client.get(address(published_file()), headers={"Range": "bytes=999999-"})
    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{len(CONTENT)}"


def test_head_and_unchanged_files_carry_no_body(
    client: Client, published_file: PublishedFile
) -> None:
    url = address(published_file())
    head = client.head(url)
    assert head["Content-Length"] == str(len(CONTENT))
    assert head.content == b""
    assert client.get(url, headers={"If-None-Match": head["ETag"]}).status_code == 304


def test_only_plain_pictures_show_in_place(client: Client, published_file: PublishedFile) -> None:
    picture = client.head(address(published_file(name="a.png", part="picture", file_format="PNG")))
    drawing = client.head(address(published_file(name="a.svg", part="picture", file_format="SVG")))
    annex = client.head(address(published_file(name="b.png", file_format="PNG")))
    assert picture["Content-Type"] == "image/png"
    assert picture["Content-Disposition"].startswith("inline")
    assert drawing["Content-Disposition"].startswith("attachment")
    assert annex["Content-Disposition"].startswith("attachment")


def test_files_of_a_replaced_edition_are_gone(
    client: Client, published_file: PublishedFile, bureau: Bureau
) -> None:
    first = published_file()
    url = address(first)
    second = actions.revise(first, by=bureau.clerk, at=AT)
    second = actions.describe(second, _corrected(first), by=bureau.clerk, at=AT)
    actions.check(second, by=bureau.clerk, at=AT)
    assert client.get(address(second)).status_code == 404
    sign_all(actions.submit(second, by=bureau.clerk, at=AT), bureau)
    assert client.get(url).status_code == 410
    assert client.head(address(second)).status_code == 200


def _corrected(edition: Edition) -> actions.Description:
    return actions.Description(
        title=edition.title, columns=list(edition.columns.all()), issuer=edition.issuer,
        formed_on=edition.formed_on, change_note="更正一处数字。",
    )  # fmt: skip


def test_files_of_a_withdrawn_record_lead_to_the_notice(
    client: Client, published_file: PublishedFile, bureau: Bureau
) -> None:
    edition = published_file()
    actions.withdraw(edition.record, reason="内容已经过时。", by=bureau.office, at=AT)
    answer = client.get(address(edition))
    assert answer.status_code == 410
    assert "内容已经过时。" in answer.content.decode()


def test_another_records_file_is_not_found(client: Client, published_file: PublishedFile) -> None:
    one, other = published_file(), published_file()
    file = other.attachments.get()
    assert client.get(f"/documents/{one.record_id}/files/{file.pk}/{file.name}").status_code == 404
    assert client.get(address(one) + "x").status_code == 410
