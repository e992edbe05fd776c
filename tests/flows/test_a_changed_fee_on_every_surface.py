"""A fee changes in one guide: every surface follows, and paper that was printed before says so."""

import re

import pypdfium2
import pytest
from django.test import Client

from gongkai.outbound.boards import actions as boards
from gongkai.outbound.walls.values import wall_sheets
from gongkai.rules.guides.service_guides import Fee
from tests.factories.boards import hung
from tests.factories.guides import corrected_guide, published_guide
from tests.factories.people import staffed_bureau
from tests.factories.publishing import AT

pytestmark = pytest.mark.django_db
CHEAPER = (Fee(name="道路运输经营许可证工本费", price="每证8元", basis="《示例省条例》第十条"),)


def _words(client: Client, path: str) -> str:
    pages = pypdfium2.PdfDocument(client.get(path).content)
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_bounded() for page in pages))


def test_one_change_reaches_every_surface(client: Client) -> None:
    bureau = staffed_bureau(slug="shili")
    record = published_guide(bureau)
    issue = hung(bureau, record)
    at = record.first_published_at
    (poster,) = (one for one in wall_sheets(bureau.agency, at=at) if one.key == "fees")
    services = f"/shili/services/{record.pk}/"
    for path in (f"{services}leaflet.pdf", f"{services}slip.pdf", "/shili/walls/fees/a4.pdf"):
        assert "每证10元" in _words(client, path)
    for code in (poster.path, f"/sheets/{record.pk}/1/"):
        assert "现行" in client.get(code).content.decode()

    corrected_guide(record, bureau, fees=CHEAPER)

    page = client.get(record.get_absolute_url()).content.decode()
    assert "每证8元" in page
    for path in (f"{services}leaflet.pdf", f"{services}slip.pdf", "/shili/walls/fees/a4.pdf"):
        assert "每证8元" in _words(client, path)
        assert "每证10元" not in _words(client, path)
    for code in (poster.path, f"/sheets/{record.pk}/1/"):
        assert "已更新" in client.get(code).content.decode()
    assert "不是现行版本" in client.get(issue.get_absolute_url()).content.decode()

    boards.replace(issue.sheets.get(), pages=1, by=bureau.clerk, at=AT)
    assert "不是现行版本" not in client.get(issue.get_absolute_url()).content.decode()
    assert "现行" in client.get(f"/sheets/{record.pk}/2/").content.decode()
