"""A reader finds a mistake, reports it, and later reads what became of it."""

import re

from django.core.cache import cache
from django.test import Client

from gongkai.inbound.cases import actions
from gongkai.inbound.cases.models import DocumentReport
from gongkai.timetable import rounds
from tests.factories.people import Bureau
from tests.factories.publishing import AT, EditionFactory


def test_public_report_is_followed_to_its_answer(client: Client, bureau: Bureau) -> None:
    cache.clear()
    EditionFactory(bureau=bureau, published=True, title="关于桥梁维修的通告")
    rounds.run_due(AT)

    found = client.get("/search/", {"q": "桥梁"}).content.decode()
    document = re.search(r'href="(/documents/\d+/)"', found)[1]
    form = re.search(r'href="(/documents/\d+/report/)"', client.get(document).content.decode())[1]
    assert "是什么问题" in client.get(form).content.decode()

    receipt = client.post(
        form, {"reason": "stale", "message": "桥梁已经修好，通告该撤下了。"}, follow=True
    ).content.decode()
    number = re.search(r"JC\d{10}", receipt)[0]
    code = re.search(r"<dt>查询码</dt><dd>(\w{10})</dd>", receipt)[1]

    waiting = client.post("/reports/", {"number": number, "code": code}).content.decode()
    assert "正在处理" in waiting

    report = DocumentReport.objects.get(number=number)
    actions.answer(report, text="属实，已安排撤下。", by=bureau.clerk, at=AT)

    typed = {"number": f" {number.lower()} ", "code": f"{code[:5].lower()} {code[5:]}"}
    answered = client.post("/reports/", typed).content.decode()
    assert "已处理" in answered
    assert "属实，已安排撤下。" in answered
