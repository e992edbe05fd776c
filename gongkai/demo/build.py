"""The demo bureau: founded, staffed, and a year of its work told by calling the actions."""

import heapq
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.demo.board_stories import boards
from gongkai.demo.bureau import NAME, SLUG, Account, found
from gongkai.demo.decision_stories import decision_batches
from gongkai.demo.duty_stories import duty
from gongkai.demo.guide_stories import guides
from gongkai.demo.message_stories import messages
from gongkai.demo.office import office
from gongkai.demo.reception_stories import receptions
from gongkai.demo.request_stories import requests
from gongkai.demo.stories import Story, Telling, documents, story
from gongkai.demo.wall_stories import walls
from gongkai.people.models import Agency
from gongkai.timetable import rounds

FOUNDED_DAYS_AGO = 360
# The worker's work, done here so that the first page shows everything; it needs two or three.
ROUNDS = 10


def build(*, at: datetime, tell: Callable[[str], None]) -> list[Account]:
    """All of it or nothing; the accounts are empty when it is there already."""
    if Agency.objects.filter(slug=SLUG).exists():
        return []
    tell(f"正在建立演示机关“{NAME}”（虚构）……")
    with transaction.atomic():
        bureau, accounts = found(at=at - timedelta(days=FOUNDED_DAYS_AGO), on=localdate(at))
        telling = Telling(bureau, at)
        samples = documents()
        at_work = office(telling)
        cases = [*messages(at_work), *requests(at_work), *receptions(at_work)]
        batches = list(decision_batches(at_work))
        tell(
            f"正在按收文、检查、送审、三级审核、发布的流程办理{len(samples)}份文件，"
            f"按登记、移交、审定、送出的流程办理{len(cases)}件来件……"
        )
        written = (story(document, telling) for document in samples)
        others = (guides(telling), walls(telling), batches, duty(telling), boards(telling))
        _tell_in_order([*written, *(one for some in others for one in some), *cases])
    for _ in range(ROUNDS):
        if not rounds.run_due(at):
            break
    return accounts


def _tell_in_order(stories: Iterable[Story]) -> None:
    waiting: list[tuple[datetime, int, Story]] = []
    for number, one in enumerate(stories):
        _queue(waiting, number, one)
    while waiting:
        _, number, one = heapq.heappop(waiting)
        _queue(waiting, number, one)


def _queue(waiting: list[tuple[datetime, int, Story]], number: int, one: Story) -> None:
    """Lets a story act and puts it back for the time it goes on."""
    at = next(one, None)
    if at is not None:
        heapq.heappush(waiting, (at, number, one))
