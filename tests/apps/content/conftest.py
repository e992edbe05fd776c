"""Published records with files, for the reading pages."""

from collections.abc import Callable

import pytest

from gongkai.media.storing import store
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.actions import NewFile
from gongkai.outbound.publishing.models import Edition
from tests.factories.people import Bureau
from tests.factories.publishing import AT, EditionFactory, sign_all

CONTENT = bytes(range(256)) * 40
ORIGINAL = b"as it came, with its author's name"


@pytest.fixture
def published_file(bureau: Bureau) -> Callable[..., Edition]:
    """A published edition with one file; what came in is kept beside it."""

    def publish(
        *, name: str = "工作总结.docx", part: str = "annex", content: bytes = CONTENT,
        file_format: str = "DOCX", **given: object,
    ) -> Edition:  # fmt: skip
        edition = EditionFactory(bureau=bureau, described=True, **given)
        file = NewFile(
            part=part, name=name, format=file_format, pages=6, pages_estimated=True,
            public=store(content, content_type="application/octet-stream"),
            original=store(ORIGINAL, content_type="application/octet-stream"),
            text="附件里写着去向牌。",
        )  # fmt: skip
        actions.attach(edition, file, by=bureau.clerk, at=AT)
        actions.check(edition, by=bureau.clerk, at=AT)
        sign_all(actions.submit(edition, by=bureau.clerk, at=AT), bureau)
        return Edition.objects.select_related("record").get(pk=edition.pk)

    return publish
