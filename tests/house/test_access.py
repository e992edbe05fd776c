"""Every address × every role: `access.toml` says what each of them gets, and this tries it.

A status is what the page answers to a plain GET, or to an empty POST where one is listed. An
address that is missing from the table fails; so does one that is gone.
"""

import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve
from django.urls.resolvers import URLPattern, URLResolver

from gongkai.inbound.cases import actions as cases
from gongkai.inbound.cases.queries import Written
from gongkai.media.storing import store
from gongkai.outbound.content import actions as content
from gongkai.outbound.on_duty import actions as on_duty
from gongkai.outbound.publishing.actions import NewFile
from gongkai.outbound.publishing.models import Record, ReviewStep
from gongkai.people.models import Role, RoleHolding, User
from tests.factories.boards import hung
from tests.factories.case_files import laid
from tests.factories.cases import at, consulted, received
from tests.factories.decisions import penalty, published_batch
from tests.factories.foi import brought, proposed
from tests.factories.guide_sheets import FORMS, public_guide
from tests.factories.guides import drafted_guide, published_guide
from tests.factories.lawbook import ClosureFactory
from tests.factories.on_duty import badge_of, board_of, drafted_roster, sign_of
from tests.factories.people import Bureau, LeaveFactory, UserFactory, staffed_bureau
from tests.factories.publishing import AT, ColumnFactory, EditionFactory, set_steps
from tests.factories.reception import announced, booked
from tests.house.house import PROJECT

TABLE = PROJECT / "tests" / "house" / "access.toml"
ROLES = (
    "anonymous", "clerk", "unit_head", "secrecy_reviewer", "openness_office", "leader", "window",
    "supervisor", "archivist", "operator", "superuser", "outsider",
)  # fmt: skip
CLOSED = "closed"


@dataclass(frozen=True)
class World:
    """The rows that the addresses lead to, and who tries them."""

    people: dict[str, User | None]
    rows: dict[str, object]


@pytest.fixture
def world(db: None) -> World:
    bureau, other = staffed_bureau(slug="shili"), staffed_bureau(slug="bieju")
    set_steps(bureau.agency)
    column = ColumnFactory(agency=bureau.agency, slug="news")

    def extra(role: Role) -> User:
        return UserFactory(agency=bureau.agency, role=role, role__unit=None)

    people = {
        "anonymous": None,
        "clerk": bureau.clerk,
        "unit_head": bureau.head,
        "secrecy_reviewer": bureau.secrecy,
        "openness_office": bureau.office,
        "leader": bureau.leader,
        "window": UserFactory(
            agency=bureau.agency, role=Role.WINDOW, role__unit=_another_unit(bureau)
        ),
        "supervisor": extra(Role.SUPERVISOR),
        "archivist": extra(Role.ARCHIVIST),
        "operator": bureau.operator,
        "superuser": UserFactory(agency=bureau.agency, is_superuser=True),
        "outsider": other.clerk,
    }
    rows = {"column": column, "bureau": bureau} | _editions(bureau, people) | _cases(bureau)
    rows |= _on_duty(bureau) | _boards(bureau, rows["guide_record"])
    return World(people, rows)


def _another_unit(bureau: Bureau) -> object:
    from tests.factories.people import UnitFactory

    return UnitFactory(agency=bureau.agency)


def _editions(bureau: Bureau, people: dict[str, User | None]) -> dict[str, object]:
    from gongkai.outbound.publishing import actions

    draft = EditionFactory(bureau=bureau, checked=True, text="请联系13800138000或者来窗口办理。")
    paper = store("示例".encode(), content_type="text/plain")
    annex = NewFile(part="annex", name="附表.txt", public=paper, original=paper, format="TXT")
    actions.attach(draft, annex, by=bureau.clerk, at=AT)
    finding = actions.check(draft, by=bureau.clerk, at=AT).findings.first()
    excuse = actions.excuse(finding, reason="已取得本人同意。", by=bureau.clerk, at=AT)
    published = EditionFactory(bureau=bureau, published=True)
    upload = content.receive(
        content="示例文字。".encode(), name="示例.txt", unit=bureau.unit, by=bureau.clerk, at=AT
    )
    return {
        "draft": draft,
        "submitted": EditionFactory(bureau=bureau, submitted=True),
        "cleared": EditionFactory(bureau=bureau, cleared=True),
        "published": published,
        "guide": public_guide(bureau, files=FORMS),
        "guide_draft": drafted_guide(bureau),
        "guide_record": published_guide(bureau),
        "annex": draft.attachments.get(),
        "finding": finding,
        "excuse": excuse,
        "upload": upload,
        "decision": published_batch(bureau, [penalty()]).live_edition.decisions.get(),
        "closure": ClosureFactory(bureau=bureau),
        "step": ReviewStep.objects.filter(agency=bureau.agency).first(),
        "holding": RoleHolding.objects.get(user=bureau.clerk),
        "leave": LeaveFactory(user=bureau.leader, cover=people["archivist"], to_on=AT.date()),
    }


def _cases(bureau: Bureau) -> dict[str, object]:
    """A request with a letter, a file and a consultation, and what stands beside cases."""
    case = received(bureau)
    told = {"asked": "合同", "way": "现场领取", "way_time": date(2026, 2, 20)}
    written = Written(signed_on=date(2026, 2, 12), told=told)
    reply = cases.draft_letter(case, "R-1", written, by=bureau.office, at=at("2026-02-12"))
    asked = consulted(case, by=bureau.office, day="2026-02-12")
    day = announced(bureau)
    return {
        "case": case,
        "reply": reply,
        "file": laid(case, bureau),
        "consultation": asked,
        "letter": asked.letter,
        "proceeding": brought(bureau),
        "proposal": proposed(bureau),
        "day": day,
        "appointment": booked(bureau, day),
    }


def _boards(bureau: Bureau, public: Record) -> dict[str, object]:
    issue = hung(bureau, public)
    return {
        "notice_board": issue.board,
        "board_issue": issue,
        "board_sheet": issue.sheets.get(),
        "posting": issue.postings.get(),
    }


def _on_duty(bureau: Bureau) -> dict[str, object]:
    sign = sign_of(bureau, board_of(bureau), bureau.clerk)
    door, token = on_duty.open_door(bureau.unit, "一楼", by=bureau.operator, at=AT)
    return {
        "sign": sign,
        "board": bureau.unit,
        "badge": badge_of(bureau, sign),
        "door": door,
        "token": token,
        "roster": drafted_roster(bureau, at=AT),
    }


STAGES = {
    "roster": "roster",
    "review": "submitted", "recall": "submitted", "publish": "cleared", "reschedule": "cleared",
    "revise": "published", "withdraw": "published", "guide": "guide_draft",
}  # fmt: skip
KINDS = {
    "calendar": "closure",
    "uploads": "upload",
    "columns": "column",
    "steps": "step",
    "roles": "holding",
    "leave": "leave",
    "cases": "case",
    "proceedings": "proceeding",
    "proposals": "proposal",
    "reception": "day",
    "appointments": "appointment",
    "guides": "guide_record",
    "decisions": "decision",
    "whereabouts": "sign",
    "boards": "board",
    "doors": "door",
    "badges": "badge",
    "notice-boards": "notice_board",
    "issues": "board_issue",
}
# What a name in an address stands for below a place, where one word has several meanings.
MEANINGS = {
    ("cases", "key"): "R-1",
    ("cases", "shape"): "pdf",
    ("template", "shape"): "letter",
    ("guide", "shape"): "xlsx",
    ("acts", "name"): "opinion",
    ("proceedings", "name"): "conclude",
    ("decisions", "kind"): "licence",
    ("decisions", "ending"): "csv",
    ("roster", "paper"): "a4",
    ("boards", "year"): "2024",
    ("walls", "kind"): "fines",
    ("walls", "poster"): "fees",
    ("walls", "name"): "a4.pdf",
    ("sheets", "poster"): "fees",
    ("sheets", "digest"): "0123456789ab",
}


def address(pattern: str, world: World) -> str:
    """The pattern with the world's own rows in it."""
    bureau, rows = world.rows["bureau"], world.rows
    parts = pattern.split("/")
    if parts[:2] == ["office", "editions"]:
        key = rows[STAGES.get(parts[3], "draft")].pk
    elif places := [part for part in parts[1:] if part in KINDS and parts[0] == "office"]:
        key = rows[KINDS[places[-1]]].pk
    else:
        named = {"agency": bureau.agency, "units": bureau.unit, "staff": bureau.clerk}
        key = named[parts[1]].pk if len(parts) > 1 and parts[1] in named else 1
    shown = rows["guide" if "services" in parts else "published"]
    known = {
        "pk": key, "finding": rows["finding"].pk, "excuse": rows["excuse"].pk, "copy": "public",
        "attachment": rows["annex"].pk, "record": shown.record_id, "name": "附表.txt",
        "agency": bureau.agency.slug, "slug": "news", "key": "document-report", "number": 1,
        "ticket": "nobody", "asked": 2025, "party": rows["case"].parties.get(part="sender").pk,
        "event": "extended", "case": rows["case"].pk, "reply": rows["reply"].pk,
        "file": rows["letter" if "papers" in parts else "file"].pk, "form": "pdf",
        "consultation": rows["consultation"].pk, "day": rows["day"].pk,
        "code": rows["badge"].code, "token": rows["token"], "sign": rows["sign"].pk,
        "unit": bureau.unit.pk, "board": rows["notice_board"].pk,
        "sheet": rows["board_sheet"].pk, "posting": rows["posting"].pk,
    }  # fmt: skip
    known |= {name: word for (place, name), word in MEANINGS.items() if place in parts}
    plain = re.sub(r"\(\?P<\w+>[^)]*\)|\\[./]", "1", pattern)
    plain = plain.replace("^.*/$", "nonsense/").replace("^", "").replace("$", "")
    filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(known.get(found[1], 1)), plain)
    return f"/{filled}"


def patterns() -> Iterator[tuple[str, str]]:
    """Every pattern of the program, with its name; static files are whitenoise's."""

    def walk(resolver: URLResolver, before: str) -> Iterator[tuple[str, str]]:
        for one in resolver.url_patterns:
            if isinstance(one, URLResolver):
                yield from walk(one, before + str(one.pattern))
            elif isinstance(one, URLPattern):
                yield before + str(one.pattern), one.name or ""

    yield from walk(get_resolver(), "")


def _is_closed(url: str) -> bool:
    try:
        return resolve(url.split("?")[0]).url_name == CLOSED
    except Resolver404:
        return False


def _statuses(world: World, url: str, method: str) -> str:
    """What each role gets, in order; nothing that a request changes outlives it."""
    found = []
    for role in ROLES:
        client = Client(raise_request_exception=False)
        with transaction.atomic():
            if person := world.people[role]:
                client.force_login(person)
            answer = getattr(client, method)(url)
            found.append(str(answer.status_code))
            if answer.streaming:
                b"".join(answer.streaming_content)  # read to its end, a file closes itself
            transaction.set_rollback(True)
    return " ".join(found)


def _tried(world: World) -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {"get": {}, "post": {}}
    for pattern, name in patterns():
        url = address(pattern, world)
        if name == CLOSED or _is_closed(url):
            continue
        table["get"][pattern] = _statuses(world, url, "get")
        if pattern.startswith("office/") and not name.startswith("wagtailadmin"):
            table["post"][pattern] = _statuses(world, url, "post")
    return table


def _as_toml(table: dict[str, dict[str, str]]) -> str:
    lines = ["# What each role gets at each address; `make golden` rewrites it, people approve it."]
    lines += [f"roles = {list(ROLES)}".replace("'", '"'), ""]
    for method, rows in table.items():
        lines.append(f"[{method}]")
        lines += [f'"{pattern}" = "{statuses}"' for pattern, statuses in rows.items()]
        lines.append("")
    return "\n".join(lines).replace("\\", "\\\\")


def test_every_address_answers_each_role_as_the_table_says(world: World) -> None:
    tried = _tried(world)
    if os.environ.get("GONGKAI_GOLDEN") == "write":
        TABLE.write_text(_as_toml(tried), "utf-8")
    approved = tomllib.loads(TABLE.read_text("utf-8"))
    assert approved["roles"] == list(ROLES)
    for method in ("get", "post"):
        assert tried[method] == approved[method]


def test_no_address_fails(world: World) -> None:
    approved = tomllib.loads(TABLE.read_text("utf-8"))
    statuses = {one for method in ("get", "post") for one in approved[method].values()}
    assert not {one for row in statuses for one in row.split() if one.startswith("5")}


SHELL = {"office/login/", "office/logout/", "office/sprite/", "office/jsi18n/"}


def test_nobody_gets_into_the_office_without_signing_in() -> None:
    approved = tomllib.loads(TABLE.read_text("utf-8"))
    for method in ("get", "post"):
        for pattern, row in approved[method].items():
            if pattern.startswith("office/") and pattern not in SHELL:
                assert row.split()[ROLES.index("anonymous")] == "302", pattern


def test_being_superuser_opens_no_door_to_a_change() -> None:
    approved = tomllib.loads(TABLE.read_text("utf-8"))
    for pattern, row in approved["post"].items():
        assert row.split()[ROLES.index("superuser")] != "302", pattern


def test_a_clerk_of_another_agency_reaches_none_of_our_rows() -> None:
    approved = tomllib.loads(TABLE.read_text("utf-8"))
    for method in ("get", "post"):
        for pattern, row in approved[method].items():
            if pattern.startswith("office/") and "<int:" in pattern:
                assert row.split()[ROLES.index("outsider")] in ("302", "403", "404", "405"), pattern


def test_the_shells_own_doors_stay_shut_to_everybody(world: World) -> None:
    shut = {address(pattern, world) for pattern, name in patterns()}
    shut = {url for url in shut if _is_closed(url)}
    assert len(shut) > 100
    opened = {
        url: row for url in shut if set((row := _statuses(world, url, "get")).split()) != {"404"}
    }
    assert opened == {}
