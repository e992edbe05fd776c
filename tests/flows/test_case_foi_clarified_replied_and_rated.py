"""A citizen asks for information by the web, says more, is answered, rates it and asks again."""

import re
from datetime import date

import time_machine
from django.test import Client

from gongkai.inbound.cases import actions
from gongkai.inbound.cases.models import Case
from tests.apps.cases.asking import FOI, passed, receipt
from tests.factories.cases import at
from tests.factories.people import staffed_bureau

ASK, FOLLOW = "/shili/ask/foi/", "/shili/follow/"


def test_case_foi_clarified_replied_and_rated(client: Client, db: None) -> None:
    bureau = staffed_bureau(slug="shili")
    with time_machine.travel(at("2026-03-02"), tick=False):
        home = client.get("/shili/ask/").content.decode()
        assert f'href="{ASK}"' in home
        sent = client.post(ASK, {**FOI, **passed(client, ASK)}, follow=True)
        number, code = receipt(sent.content.decode())
        assert "2026-03-30" in sent.content.decode()

    def look() -> tuple[str, str]:
        opened = client.post(FOLLOW, {"number": number.lower(), "code": f" {code.lower()} "})
        return opened["Location"], client.get(opened["Location"]).content.decode()

    case = Case.objects.get(number=number)
    with time_machine.travel(at("2026-03-04"), tick=False):
        actions.accept(case.holdings.get(), by=bureau.clerk, at=at("2026-03-04"))
        actions.take_step(
            case,
            "clarification-asked",
            on=date(2026, 3, 4),
            by=bureau.clerk,
            at=at("2026-03-04"),
            note="请写明是哪一个标段。",
        )
        opened, page = look()
        assert "等待申请人补正" in page
        assert "请写明是哪一个标段。" in page

    with time_machine.travel(at("2026-03-06"), tick=False):
        opened, page = look()
        answered = client.post(f"{opened}clarify/", {"text": "第二标段。只要公告。"}, follow=True)
        page = answered.content.decode()
        assert "收到补正材料" in page
        assert "2026-04-03" in page

    with time_machine.travel(at("2026-03-20"), tick=False):
        reply = actions.draft_reply(
            case, text="公告见附页。", outcome="R-1", by=bureau.clerk, at=at("2026-03-20")
        )
        actions.submit(reply, by=bureau.clerk, at=at("2026-03-20"))
        actions.clear(reply, digest=reply.digest, by=bureau.head, at=at("2026-03-20"))
        actions.send(reply, channel="web", by=bureau.clerk, at=at("2026-03-20"))

    with time_machine.travel(at("2026-03-21"), tick=False):
        opened, page = look()
        assert "公告见附页。" in page
        rated = client.post(f"{opened}rate/", {"stars": "2"}, follow=True).content.decode()
        assert "您评了2分" in rated
        again = re.search(r'href="(/shili/ask/foi/\?continues=[^"]+)"', rated)
        assert again is not None
        form = client.get(again[1]).content.decode()
        continues = re.search(r'name="continues" value="([^"]+)"', form)
        assert continues is not None
        given = {**FOI, **passed(client, ASK), "continues": continues[1]}
        assert client.post(ASK, given).status_code == 302
    assert Case.objects.get(continues=case).number == "SQ202600002"
