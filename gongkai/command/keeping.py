"""`gongkai ledger verify`, `backup`, `restore`: nothing was altered, and nothing is lost."""

from argparse import Namespace
from pathlib import Path

from gongkai.command.archives import CannotRestore, pack, unpack
from gongkai.command.standing import home, installed, start_django
from gongkai.command.telling import FINE, FOUND, complain, hand_over, say


@installed
def verify(asked: Namespace) -> int:
    return _verify(as_json=asked.json)


def _verify(*, as_json: bool = False) -> int:
    from gongkai.ledger.models import LedgerEntry, LedgerHead
    from gongkai.ledger.queries import first_broken

    broken = list(first_broken())
    chains, entries = LedgerHead.objects.count(), LedgerEntry.objects.count()
    if as_json:
        hand_over({"chains": chains, "entries": entries, "broken": [vars(one) for one in broken]})
    else:
        for one in broken:
            say(f"{one.chain}：第{one.number}号起不符。{one.reason}")
        if not broken:
            say(f"台账完好：{chains}条链，{entries}条记录。")
    return FOUND if broken else FINE


@installed
def backup(asked: Namespace) -> int:
    from gongkai.command.databases import CannotCopy, dump

    target = Path(asked.file).absolute()
    if target.exists():
        complain(f"{target} 已经存在，请换一个文件名。")
        return FOUND
    try:
        with dump() as (name, database):
            count = pack(target, home(), database_name=name, database=database)
    except (CannotCopy, OSError) as refusal:
        target.unlink(missing_ok=True)
        complain(f"备份没有完成：{refusal}")
        return FOUND
    say(f"已备份到 {target}，共{count}个文件，{target.stat().st_size / 1024 / 1024:.1f}MB。")
    return FINE


def restore(asked: Namespace) -> int:
    source = Path(asked.file).absolute()
    if not source.is_file():
        complain(f"没有这个文件：{source}")
        return FOUND
    try:
        with unpack(source, home()) as database:
            start_django()
            from gongkai.command.databases import CannotCopy, load

            load(database)
    except CannotRestore as refusal:
        complain(str(refusal))
        return FOUND
    except CannotCopy as refusal:
        complain(f"恢复没有完成：{refusal}")
        return FOUND
    say(f"文件摘要逐个核对无误，已恢复到 {home()}。")
    return _after_restoring()


def _after_restoring() -> int:
    from django.core.management import call_command
    from django.utils import timezone

    from gongkai.outbound.channels import actions

    call_command("migrate", interactive=False, verbosity=0)
    say(f"检索索引已重建，共{actions.rebuild_search(at=timezone.now())}条。")
    if missing := _missing_files():
        complain(f"缺少{len(missing)}个存储文件，第一个是 {missing[0]}。")
        return FOUND
    return _verify()


def _missing_files() -> list[str]:
    from gongkai.media.models import StoredFile

    return [
        stored.sha256
        for stored in StoredFile.objects.order_by("id").iterator()
        if not stored.content.storage.exists(str(stored.content.name))
    ]
