"""What a citizen types, and a way past the challenge as a browser would go it."""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime

from django.test import Client

from tests.factories.cases import BEIJING

NOON = datetime(2026, 2, 10, 12, tzinfo=BEIJING)
FOI: Mapping[str, str] = {
    "applicant_kind": "natural_person",
    "subject": "东环路改造工程的中标结果",
    "text": "请提供东环路改造工程的中标结果公告和合同。",
    "way": "电子邮件",
    "medium": "电子文件",
    "name": "黄示例",
    "identity_kind": "居民身份证",
    "identity_number": "451400199001010014",
    "phone": "13800138000",
    "email": "shili@example.com",
    "address": "示例市江城区太平街道新民路8号",
}
ENQUIRY: Mapping[str, str] = {
    "subject": "道路运输证怎么换发",
    "text": "道路运输证到期了，换发要带哪些材料？",
    "phone": "13800138000",
}


def ticket_of(page: str) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def worked_out(ticket: str, bits: int) -> str:
    for answer in range(10_000_000):
        digest = hashlib.sha256(f"{ticket}:{answer}".encode()).digest()
        if int.from_bytes(digest, "big") >> (256 - bits) == 0:
            return str(answer)
    raise AssertionError("no answer")


def passed(client: Client, address: str) -> dict[str, str]:
    """The hidden fields of the page as a script would send them."""
    page = client.get(address).content.decode()
    bits = re.search(r'data-difficulty="(\d+)"', page)
    assert bits is not None
    ticket = ticket_of(page)
    return {"ticket": ticket, "answer": worked_out(ticket, int(bits[1]))}


def receipt(page: str) -> tuple[str, str]:
    """The number and the code that a receipt shows."""
    number = re.search(r"<dt>编号</dt><dd>(\w+)</dd>", page)
    code = re.search(r"<dt>查询码</dt><dd>(\w{10})</dd>", page)
    assert number is not None
    assert code is not None
    return number[1], code[1]


def costs(statements: list[str]) -> list[str]:
    """Statements without what they are about: entries of the cache and savepoints have names."""
    return [re.sub(r"""'[^']*'|"s\d+_x\d+\"""", "?", statement) for statement in statements]
