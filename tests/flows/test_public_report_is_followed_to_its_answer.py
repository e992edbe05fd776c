"""A reader finds a mistake, reports it, and later reads what became of it."""

import re

from django.test import Client
from django.utils import timezone

from gongkai.inbound.cases import actions
from gongkai.inbound.cases.models import Case
from gongkai.timetable import rounds
from tests.apps.cases.asking import passed, receipt
from tests.factories.people import Bureau
from tests.factories.publishing import AT, EditionFactory


def test_public_report_is_followed_to_its_answer(client: Client, bureau: Bureau) -> None:
    EditionFactory(bureau=bureau, published=True, title="关于桥梁维修的通告")
    rounds.run_due(AT)

    found = client.get("/search/", {"q": "桥梁"}).content.decode()
    document = re.search(r'href="(/documents/\d+/)"', found)[1]
    form = re.search(r'href="(/documents/\d+/report/)"', client.get(document).content.decode())[1]
    typed = {"reason": "已经过时", "text": "桥梁已经修好，通告该撤下了。"}
    shown = client.post(form, typed | passed(client, form), follow=True).content.decode()
    number, code = receipt(shown)
    follow = re.search(r'href="(/\w+/follow/)"', shown)[1]

    waiting = client.post(follow, {"number": number, "code": code}, follow=True).content.decode()
    assert "正在办理" in waiting
    assert f'<a href="{document}">关于桥梁维修的通告</a>' in waiting

    case, now = Case.objects.get(number=number), timezone.now()
    reply = actions.draft_reply(case, text="属实，已安排撤下。", by=bureau.clerk, at=now)
    actions.submit(reply, by=bureau.clerk, at=now)
    actions.clear(reply, digest=reply.digest, by=bureau.head, at=now)
    actions.send(reply, channel="web", by=bureau.clerk, at=now)

    typed = {"number": f" {number.lower()} ", "code": f"{code[:5].lower()} {code[5:]}"}
    answered = client.post(follow, typed, follow=True).content.decode()
    assert "已经办结" in answered
    assert "属实，已安排撤下。" in answered
