"""`make bench`: many documents through the real actions, then what pages and search cost."""

import argparse
import os
import random
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.demo.bureau import Bureau

SEED = 20240305
EARLY = 100
SAMPLE = 100
PLACES = (
    "东环路", "西环路", "南大街", "北山县道", "石桥乡道",
    "客运总站", "货运码头", "绕城公路", "物流园区", "枫林大桥",
)  # fmt: skip
SUBJECTS = (
    "养护", "改建", "客运班次", "货运许可", "安全检查",
    "资金安排", "施工绕行", "票价调整", "应急演练", "招标",
)  # fmt: skip
KINDS = ("通知", "公告", "通报", "公示", "解读", "总结")
SENTENCES = (
    "为方便群众出行，{place}{subject}自本月起实施，具体安排在现场公示。",
    "责任单位要按时公开{subject}的进度、资金和结果，接受群众监督。",
    "群众对{place}的{subject}有疑问的，首问责任人应当当场答复或者登记移交。",
    "{place}沿线单位要落实去向牌制度，工作人员离岗时标明代办人员。",
    "{subject}工作完成后，由规划建设科组织验收，验收结果在二十个工作日内公布。",
)
QUERIES = (
    "首问责任",
    "去向牌",
    *(f"{place} {subject}" for place in PLACES for subject in SUBJECTS),
)


def main() -> int:
    asked = _asked()
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        _prepare(Path(folder))
        bureau = _bureau()
        costs, early = [], {}
        for number in _counted(asked.documents):
            costs.append(_publish(bureau, number))
            if number % 200 == 0 or number == EARLY:
                _index()
            if number == EARLY:
                early = {name: cost(url) for name, url, cost in _pages(bureau)}
        _index()
        _tell_publishing(costs)
        _tell_pages(bureau, early)
        _tell_search()
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    return parser.parse_args()


def _prepare(folder: Path) -> None:
    os.environ["GONGKAI_HOME"] = str(folder)
    os.environ["GONGKAI_SECRET_KEY"] = secrets.token_urlsafe(48)
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings.local"
    os.environ["GONGKAI_HOSTS"] = "testserver"
    import django

    django.setup()
    from django.core.management import call_command

    _say("正在建立数据库和静态文件……")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _bureau() -> "Bureau":
    from django.utils import timezone
    from django.utils.timezone import localdate

    from gongkai.demo.bureau import found

    now = timezone.now()  # noqa: TID251  a command of its own
    bureau, _ = found(at=now - timedelta(days=400), on=localdate(now) - timedelta(days=300))
    return bureau


def _counted(total: int) -> Iterator[int]:
    started = time.monotonic()
    for number in range(1, total + 1):
        yield number
        if number % 500 == 0:
            pace = number / (time.monotonic() - started)
            _say(
                f"{number}／{total}份，每秒{pace:.1f}份，还需{(total - number) / pace / 60:.1f}分钟"
            )


def _publish(bureau: "Bureau", number: int) -> tuple[float, float]:
    """One document from an empty page to the public; the seconds it took, and of the processor."""
    from gongkai.demo import paper
    from gongkai.media.storing import store
    from gongkai.outbound.publishing import actions
    from gongkai.outbound.publishing.models import Signature

    chance = random.Random(SEED + number)  # noqa: S311  the same documents every time
    place, subject = chance.choice(PLACES), chance.choice(SUBJECTS)
    title = f"关于{place}{subject}的{chance.choice(KINDS)}（第{number}号）"
    lines = [one.format(place=place, subject=subject) for one in chance.choices(SENTENCES, k=12)]
    word = paper.word(title, "\n".join(lines))
    at = _at(number)
    clerk, unit = bureau.people["jingban1"], bureau.units["BGS"]
    columns = [bureau.columns[slug] for slug in chance.sample(sorted(bureau.columns), 2)]
    started, busy = time.perf_counter(), time.process_time()
    edition = actions.start(unit=unit, title=title, by=clerk, at=at)
    file = actions.NewFile(
        part="source", name=f"{title}.docx", public=store(word, content_type="application/msword"),
        format="DOCX", pages=1,
    )  # fmt: skip
    edition = actions.fill(
        edition, title=title, body_text="\n".join(lines), losses=[], files=[file],
        body_html="".join(f'<p id="b{n}">{line}</p>' for n, line in enumerate(lines, start=1)),
        by=clerk, at=at,
    )  # fmt: skip
    description = actions.Description(
        title=title, columns=columns, issuer=bureau.agency.name, formed_on=at.date(),
        keywords=[place, subject], source=unit.name,
    )  # fmt: skip
    edition = actions.describe(edition, description, by=clerk, at=at)
    actions.check(edition, by=clerk, at=at)
    edition = actions.submit(edition, by=clerk, at=at)
    for name in ("fuzeren1", "baomi", "gongkaiban"):
        edition = actions.sign(
            edition, digest=edition.digest, verdict=Signature.Verdict.AGREED,
            by=bureau.people[name], at=at,
        )  # fmt: skip
    return time.perf_counter() - started, time.process_time() - busy


def _at(number: int) -> datetime:
    from django.utils import timezone

    start = timezone.now().replace(microsecond=0) - timedelta(days=300)  # noqa: TID251
    return start + timedelta(minutes=30 * number)


def _index() -> None:
    from django.utils import timezone

    from gongkai.outbound.channels import actions

    while actions.deliver_to_search(at=timezone.now()):  # noqa: TID251
        pass


def _pages(bureau: "Bureau") -> list[tuple[str, Callable[[int], str], Callable[..., int]]]:
    """Each page's name, its address for the n-th visit, and how to count its queries."""
    from gongkai.outbound.publishing.models import Record

    ids = list(Record.objects.public().values_list("id", flat=True))
    chance = random.Random(SEED)  # noqa: S311
    seen = [chance.choice(ids) for _ in range(SAMPLE)]
    slug = bureau.agency.slug
    addresses: list[tuple[str, Callable[[int], str]]] = [
        ("首页", lambda n: f"/{slug}/"),
        ("栏目", lambda n: f"/{slug}/columns/notices/"),
        ("目录", lambda n: f"/{slug}/catalogue/"),
        ("文件", lambda n: f"/documents/{seen[n]}/"),
        ("检索", lambda n: f"/search/?q={QUERIES[n % len(QUERIES)]}"),
        ("订阅", lambda n: f"/{slug}/feed.atom"),
    ]
    return [(name, url, _queries) for name, url in addresses]


def _queries(url: Callable[[int], str]) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.get(url(0))
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url(0))
    if answer.status_code != 200:
        raise SystemExit(f"{url(0)}: {answer.status_code}")
    return len(captured)


def _tell_publishing(costs: list[tuple[float, float]]) -> None:
    _say("\n从起草到发布一份文件（八个动作）　　中位数毫秒，其中处理器毫秒")
    for name, part in (
        (f"第{EARLY // 2 + 1}—{EARLY + EARLY // 2}份", costs[EARLY // 2 : EARLY + EARLY // 2]),
        (f"最后{EARLY}份（第{len(costs)}份为止）", costs[-EARLY:]),
    ):
        taken, busy = (statistics.median(one) * 1000 for one in zip(*part, strict=True))
        _say(f"　{name:　<22}{taken:8.1f}{busy:8.1f}")


def _tell_pages(bureau: "Bureau", early: dict[str, int]) -> None:
    from django.test import Client

    client = Client()
    _say(f"\n页面　　{EARLY}份时查询数　现在查询数　p50毫秒　p95毫秒（各{SAMPLE}次）")
    for name, url, cost in _pages(bureau):
        times = _times(_visit(client, url))
        before, now = early.get(name, 0), cost(url)
        middle, worst = _percentile(times, 50), _percentile(times, 95)
        _say(f"{name}　　{before:12d}{now:12d}{middle:10.1f}{worst:10.1f}")


def _visit(client: Any, url: Callable[[int], str]) -> Callable[[int], Any]:
    return lambda number: client.get(url(number))


def _tell_search() -> None:
    from gongkai.web.finding import public_index
    from gongkai.web.search import Query

    index = public_index()
    times = _times(lambda n: index.search(Query(QUERIES[n % len(QUERIES)])))
    _say(
        f"\n检索引擎（不含页面）　p50 {_percentile(times, 50):.1f}毫秒　"
        f"p95 {_percentile(times, 95):.1f}毫秒"
    )


def _times(visit: Callable[[int], Any]) -> list[float]:
    visit(0)
    taken = []
    for number in range(SAMPLE):
        started = time.perf_counter()
        visit(number)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def _percentile(times: list[float], percent: int) -> float:
    return statistics.quantiles(times, n=100)[percent - 1]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
