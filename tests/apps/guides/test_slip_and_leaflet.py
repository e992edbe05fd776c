"""What a guide gives on paper, from public addresses: the slip, the leaflet, the forms."""

import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client

from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Edition
from gongkai.outbound.publishing.sheets import sheet_path
from gongkai.web.pages import public_address
from tests.apps.guides.test_guide_page import words
from tests.factories.guide_sheets import FORMS, next_edition, public_guide
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.publishing import AT, EditionFactory
from tests.printing.paper import joined
from tests.printing.scanning import carries
from tests.rules.test_guides import GUIDE, LICENCE
from tests.rules.test_slips import LONG

pytestmark = pytest.mark.django_db
SHEETS = ("slip/", "slip.pdf", "leaflet.pdf")


def address(edition: Edition, place: str) -> str:
    record = edition.record
    return f"/{record.agency.slug}/services/{record.pk}/{place}"


def test_the_leaflet_says_what_the_guide_says(client: Client, bureau: Bureau) -> None:
    edition = public_guide(bureau)
    answer = client.get(address(edition, "leaflet.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    text = joined(answer.content)
    for said in (
        GUIDE.name, GUIDE.agency, GUIDE.conditions[0], "道路客运经营申请表", "营业执照",
        "20个工作日", "10个工作日", "不收费", "12号窗口", "9:00—12:00", "0771-5812345", "12345",
        "受理", "审查", "决定", "窗口受理岗", "道路运输条例第十条", "道路运输经营许可证", "第1版",
        "2024-03-05", edition.record.index_number,
    ):  # fmt: skip
        assert "".join(said.split()) in text, said
    assert carries(answer.content, 1, public_address(sheet_path(edition)))


@pytest.mark.parametrize("place", ["slip.pdf", "leaflet.pdf", "slip/"])
def test_a_sheet_is_the_same_bytes_and_asked_for_again_cheaply(
    client: Client, bureau: Bureau, place: str
) -> None:
    edition = public_guide(bureau)
    first = client.get(address(edition, place))
    client.force_login(bureau.clerk)
    second = client.get(address(edition, place))
    assert first.content == second.content
    assert not first.cookies
    again = client.get(address(edition, place), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_a_new_edition_makes_a_new_sheet(client: Client, bureau: Bureau) -> None:
    edition = public_guide(bureau)
    later = next_edition(
        edition, replace(GUIDE, conditions=("有固定的停车场地。",)), bureau, AT + timedelta(days=3)
    )
    text = joined(client.get(address(later, "leaflet.pdf")).content)
    assert "有固定的停车场地。" in text
    assert "第2版" in text
    assert "2024-03-08" in text


@pytest.mark.parametrize("place", [*SHEETS, "forms.zip"])
def test_a_withdrawn_guide_is_gone_from_every_address(
    client: Client, bureau: Bureau, place: str
) -> None:
    edition = public_guide(bureau, files=FORMS)
    actions.withdraw(edition.record, reason="事项已经取消。", by=bureau.office, at=AT)
    answer = client.get(address(edition, place))
    assert answer.status_code == 410
    assert "事项已经取消。" in answer.content.decode()


@pytest.mark.parametrize("place", [*SHEETS, "forms.zip"])
def test_only_live_guides_of_that_agency_have_sheets(
    client: Client, bureau: Bureau, place: str
) -> None:
    guide = public_guide(bureau, files=FORMS)
    other = staffed_bureau()
    foreign = f"/{other.agency.slug}/services/{guide.record_id}/{place}"
    text = EditionFactory(bureau=bureau, published=True)
    assert client.get(foreign).status_code == 404
    assert client.get(address(text, place)).status_code == 404
    unknown = f"/{guide.record.agency.slug}/services/{'9' * 18}/{place}"
    assert client.get(unknown).status_code == 404
    assert client.post(address(guide, place)).status_code == 405


def test_the_slip_says_what_this_person_brings(client: Client, bureau: Bureau) -> None:
    edition = public_guide(bureau, replace(LONG, audiences=("企业法人", "自然人")))
    query = {"audience": "企业法人", "by": "agent", "occasion": "afresh", "has": ["1", "2"]}
    shown = words(client.get(address(edition, "slip/"), query).content.decode())
    for said in (
        "情形：企业法人，委托他人办理，首次办理", "必须带4项材料，还缺2项。另有1项可以后补。",
        "还缺（2项）授权委托书", "不用带（2项）原许可证首次办理时不用。", "第三十二条",
        "多久办好10个工作日", "到哪里示例县政务服务中心二楼12号窗口", "问谁0771-5812345",
    ):  # fmt: skip
        assert said in shown, said
    text = joined(client.get(address(edition, "slip.pdf"), query).content)
    for said in (
        "企业法人，委托他人办理，首次办理",
        "还缺2项",
        "授权委托书",
        "原许可证（首次办理时不用）",
    ):
        assert said in text, said


def test_who_opens_the_form_is_asked_first(client: Client, bureau: Bureau) -> None:
    edition = public_guide(bureau)
    shown = words(client.get(address(edition, "slip/")).content.decode())
    assert "手里已经有哪些材料" in shown
    assert "还缺（" not in shown
    assert "是不是第一次办" not in shown
    assert "谁来办" not in shown


HOSTILE = (
    "audience=%3Cscript%3E&by=<x>&has=1e9&paper=../../etc",
    "has=-1&has=99999999999999999999&has=0&has=%EF%BC%91&has=2&has=2",
    "occasion=%00&audience=%00%ff%fe",
    "x=" + "y" * 5000,
    "&".join(["has=1"] * 900),
)


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("place", ["slip/", "slip.pdf"])
def test_a_hostile_query_is_a_query_that_says_nothing(
    client: Client, bureau: Bureau, query: str, place: str
) -> None:
    edition = public_guide(bureau)
    answer = client.get(f"{address(edition, place)}?{query}")
    assert answer.status_code == 200
    assert b"<script>" not in answer.content
    assert b"etc" not in answer.content if place == "slip/" else True


def test_a_sign_without_a_glyph_is_named_and_nothing_breaks(client: Client, bureau: Bureau) -> None:
    edition = public_guide(bureau, replace(GUIDE, conditions=("生僻字𓀀",)))
    answer = client.get(address(edition, "leaflet.pdf"))
    assert answer.status_code == 422
    assert "U+13000" in answer.content.decode()


@pytest.mark.parametrize("count", [5, 50])
def test_many_materials_and_steps_fit_every_sheet(
    client: Client, bureau: Bureau, count: int
) -> None:
    materials = tuple(replace(LICENCE, name=f"第{at}号材料") for at in range(1, count + 1))
    guide = replace(GUIDE, materials=materials, process=GUIDE.process * count)
    edition = public_guide(bureau, guide)
    shown = client.get(edition.record.get_absolute_url()).content.decode()
    slip = joined(client.get(address(edition, "slip.pdf")).content)
    leaflet = joined(client.get(address(edition, "leaflet.pdf")).content)
    for at in range(1, count + 1):
        assert f"第{at}号材料" in shown
        assert f"第{at}号材料" in slip
    left = next((at for at in range(1, count + 1) if f"第{at}号材料" not in leaflet), None)
    assert left is None or "项见网页" in leaflet


def test_all_forms_come_in_one_file_that_is_always_the_same(client: Client, bureau: Bureau) -> None:
    edition = public_guide(bureau, files=FORMS | {"unnamed.docx": b"of no material"})
    answers = [
        b"".join(client.get(address(edition, "forms.zip")).streaming_content) for _ in range(2)
    ]
    assert answers[0] == answers[1]
    with zipfile.ZipFile(BytesIO(answers[0])) as made:
        assert made.namelist() == ["01-blank.docx", "02-sample.pdf"]
        assert made.read("01-blank.docx") == FORMS["blank.docx"]


def test_a_guide_without_forms_has_no_file_of_them(client: Client, bureau: Bureau) -> None:
    assert client.get(address(public_guide(bureau), "forms.zip")).status_code == 404
