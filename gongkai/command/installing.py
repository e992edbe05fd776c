"""`gongkai init` and `gongkai demo`: an installation made ready, an agency set up in it."""

import os
import secrets
from argparse import Namespace
from datetime import datetime
from typing import TYPE_CHECKING

from gongkai.command.standing import home, installed, start_django
from gongkai.command.statics import collect
from gongkai.command.telling import FINE, FOUND, MISUSE, complain, hand_over, say

if TYPE_CHECKING:
    from gongkai.demo.bureau import Account
    from gongkai.people.models import Agency


def init(asked: Namespace) -> int:
    if bool(asked.agency_name) != bool(asked.slug):
        complain("建立机关要同时写 --agency-name 和 --slug。")
        return MISUSE
    _make_folder()
    start_django()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", interactive=False, verbosity=0)
    settings.FILES_ROOT.mkdir(parents=True, exist_ok=True)
    settings.SEARCH_ROOT.mkdir(parents=True, exist_ok=True)
    collect()
    say(f"数据目录已就绪：{home()}")
    return _found(asked, at=timezone.now()) if asked.agency_name else FINE


def _make_folder() -> None:
    home().mkdir(parents=True, exist_ok=True, mode=0o750)
    key = home() / "secret-key"
    if key.exists() or os.environ.get("GONGKAI_SECRET_KEY"):
        return
    descriptor = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))


def _found(asked: Namespace, *, at: datetime) -> int:
    """The agency, its columns and steps, and the one account that can make the others."""
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from gongkai.ledger.actions import Refused
    from gongkai.people.models import Agency

    if Agency.objects.filter(slug=asked.slug).exists():
        say(f"机关 {asked.slug} 已经建立，没有改动。")
        return FINE
    agency = Agency(
        slug=asked.slug,
        name=asked.agency_name,
        short_name=asked.short_name or asked.agency_name[:30],
        # Without codes yet; the operator enters them and may then choose another template.
        index_template="{year}-{serial:05}",
    )
    try:
        with transaction.atomic():
            username, password = _settle(agency, asked.operator, at=at)
    except ValidationError as refusal:
        complain(" ".join(refusal.messages))
        return FOUND
    except Refused as refusal:
        complain(str(refusal))
        return FOUND
    say(f"已建立机关：{agency.name}，网址 /{agency.slug}/")
    say(f"管理员登录名 {username}，一次性密码 {password}")
    say("密码只显示这一次，登录后须自己改。")
    return FINE


def _settle(agency: "Agency", operator: str | None, *, at: datetime) -> tuple[str, str]:
    from django.utils.timezone import localdate

    from gongkai.outbound.publishing.actions.furnishing import furnish
    from gongkai.people import actions
    from gongkai.people.models import Role, RoleHolding, User

    actions.found_agency(agency, by=None, at=at)
    furnish(agency, by=None, at=at)
    password = secrets.token_urlsafe(9)
    person = User(username=operator or f"{agency.slug}-admin", name="系统管理员", agency=agency)
    actions.take_on(person, password, by=None, at=at)
    holding = RoleHolding(user=person, role=Role.OPERATOR, from_on=localdate(at))
    actions.give_role(holding, by=None, at=at)
    return person.username, password


@installed
def demo(asked: Namespace) -> int:
    from django.utils import timezone

    from gongkai.demo.build import build

    told = complain if asked.json else say
    accounts = build(at=timezone.now(), tell=told)
    if asked.json:
        hand_over([vars(account) for account in accounts])
    elif accounts:
        _tell_accounts(accounts)
    else:
        say("演示机关已经建立，没有改动。")
    return FINE


def _tell_accounts(accounts: "list[Account]") -> None:
    say("演示账号（密码只显示这一次，不保存；登录后须自己改）：")
    wide = max(len(account.username) for account in accounts)
    for account in accounts:
        say(f"　{account.username:<{wide}}　{account.password}　{account.post}")
