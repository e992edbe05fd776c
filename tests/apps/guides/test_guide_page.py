"""The public page of a guide: everything it says, its files, its laws, its flow in two ways."""

import re
from dataclasses import replace
from html import unescape

import pytest
from django.test import Client

from gongkai.outbound.publishing import actions
from gongkai.rules.guides.flow import of_guide, told
from gongkai.rules.guides.service_guides import Basis, Question, Step, Term
from tests.factories.guide_sheets import FORMS, public_guide
from tests.factories.people import Bureau
from tests.factories.publishing import AT, EditionFactory
from tests.rules.test_guides import FORM, GUIDE

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str) -> str:
    return "".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def test_the_page_says_what_the_guide_says(client: Client, bureau: Bureau) -> None:
    edition = public_guide(bureau, files=FORMS)
    shown = words(page(client, edition.record.get_absolute_url()))
    for said in (
        "法定时限20个工作日", "承诺时限10个工作日", "办件类型承诺件", "收费不收费", "最多1次",
        "咨询电话0771-5812345", "有与其经营业务相适应并经检测合格的车辆。", "道路客运经营申请表",
        "原件1份，纸质，A4", "申请人自备", "二楼12号窗口", "周一至周五9:00—12:00",
        "道路运输条例第十条", "道路运输经营许可证", "要带，核对后退还。", "投诉12345", "听证",
        GUIDE.task_code,
    ):  # fmt: skip
        assert "".join(said.split()) in shown, said


def test_the_forms_are_files_of_the_edition(client: Client, bureau: Bureau) -> None:
    edition = public_guide(bureau, files=FORMS)
    shown = page(client, edition.record.get_absolute_url())
    files = edition.attachments.order_by("order")
    for file in files:
        assert f"/documents/{edition.record_id}/files/{file.pk}/{file.name}" in shown
    assert "全部表格下载" in shown


def test_a_form_that_is_not_there_is_only_named(client: Client, bureau: Bureau) -> None:
    edition = public_guide(bureau)
    shown = page(client, edition.record.get_absolute_url())
    assert "空白表格：blank.docx" in words(shown)
    assert "全部表格下载" not in shown


def test_a_hostile_form_is_no_address(client: Client, bureau: Bureau) -> None:
    form = replace(FORM, blank_form="javascript:alert(1)", sample="<script>")
    edition = public_guide(bureau, replace(GUIDE, materials=(form,)))
    shown = page(client, edition.record.get_absolute_url())
    assert 'href="javascript' not in shown
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown


@pytest.mark.parametrize("count", [1, 5, 50])
def test_the_drawing_and_its_words_are_the_same_steps(
    client: Client, bureau: Bureau, count: int
) -> None:
    steps = tuple(
        Step(name=f"第{at}环节", role="审查岗", term=Term(number=0)) for at in range(count)
    )
    guide = replace(GUIDE, process=steps)
    shown = page(client, public_guide(bureau, guide).record.get_absolute_url())
    drawing, _, listed = shown.partition('class="flow"')[2].partition("</svg>")
    told_list = re.findall(r"<li>(.*?)</li>", listed.partition("</ol>")[0])
    assert tuple(unescape(one) for one in told_list) == told(of_guide(guide))
    drawn = re.findall(r'<text class="flow__name"[^>]*>(.*?)</text>', drawing)
    assert drawn == [step.name for step in steps]
    assert "<title" in drawing
    assert "<desc" in drawing


def test_nothing_on_the_page_needs_a_laxer_policy(client: Client, bureau: Bureau) -> None:
    edition = public_guide(bureau, files=FORMS)
    slip = f"/{bureau.agency.slug}/services/{edition.record_id}/slip/?by=agent"
    for address in (edition.record.get_absolute_url(), slip):
        shown = page(client, address)
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script>", shown)


def test_a_law_is_linked_and_shown_as_it_stands(client: Client, bureau: Bureau) -> None:
    law = EditionFactory(bureau=bureau, published=True, title="示例市客运管理办法")
    basis = Basis(name="示例市客运管理办法", article="第三条", record=law.record_id)
    edition = public_guide(bureau, replace(GUIDE, basis=(basis,)))
    shown = page(client, edition.record.get_absolute_url())
    assert f'href="{law.record.get_absolute_url()}"' in shown
    assert "第三条" in shown
    actions.withdraw(law.record, reason="已经废止。", by=bureau.office, at=AT)
    assert f'href="{law.record.get_absolute_url()}"' not in page(
        client, edition.record.get_absolute_url()
    )


def test_what_is_not_said_says_whom_to_ask(client: Client, bureau: Bureau) -> None:
    bare = replace(
        GUIDE, process=(), fees=(), is_charged=None, questions=(), promised_limit=None,
        quantity_limit="", special_procedures=(),
    )  # fmt: skip
    shown = words(page(client, public_guide(bureau, bare).record.get_absolute_url()))
    assert "指南没有写明流程，请先电话咨询。" in shown
    assert "指南没有写明是否收费" in shown
    assert "<svg class=" not in shown


def test_questions_are_unfolded_without_a_script(client: Client, bureau: Bureau) -> None:
    guide = replace(GUIDE, questions=(Question(question="<b>多久？"), *GUIDE.questions))
    shown = page(client, public_guide(bureau, guide).record.get_absolute_url())
    assert "<summary>&lt;b&gt;多久？</summary>" in shown
    assert "还没有答复，请电话咨询。" in shown
