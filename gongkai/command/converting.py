"""`gongkai convert`: what would be taken in from a file. Needs no database and no installation."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from gongkai.command.telling import FINE, FOUND, complain, hand_over, say
from gongkai.media.intake import CannotTakeIn, CleanCopy, Taken, take_in_guarded

FACTS = {
    "issuer": "发文机关",
    "document_number": "发文字号",
    "formed_on": "成文日期",
    "genre": "文种",
    "addressee": "主送机关",
    "secrecy_mark": "密级标志",
    "urgency": "紧急程度",
}


def convert(asked: Namespace) -> int:
    path = Path(asked.file)
    try:
        if not path.is_file():
            raise CannotTakeIn(f"没有这个文件：{path}")
        taken, clean = take_in_guarded(path, name=path.name)
    except CannotTakeIn as refusal:
        if asked.json:
            hand_over({"error": str(refusal)})
        else:
            complain(str(refusal))
        return FOUND
    if asked.json:
        hand_over(as_values(taken, clean))
    else:
        _tell(taken, clean)
    return FINE


def as_values(taken: Taken, clean: CleanCopy) -> dict[str, Any]:
    """What other programs read; names are only ever added."""
    facts = asdict(taken.facts)
    return {
        "title": taken.title,
        "format": taken.format,
        "bytes": taken.bytes,
        "sha256": taken.sha256,
        "pages": taken.pages,
        "pages_estimated": taken.pages_estimated,
        "facts": facts | {"formed_on": facts["formed_on"] and facts["formed_on"].isoformat()},
        "headings": [{"level": one.level, "text": one.text} for one in taken.headings],
        "characters": taken.characters,
        "formulas": taken.formulas,
        "tables": taken.tables,
        "images": taken.images,
        "losses": list(taken.losses),
        "removed": list(clean.removed),
        "hidden": [asdict(one) for one in clean.hidden],
        "text": taken.text,
    }


def _tell(taken: Taken, clean: CleanCopy) -> None:
    pages = f"约{taken.pages}页（估计）" if taken.pages_estimated else f"{taken.pages}页"
    say(f"标题　　{taken.title}")
    say(f"文件　　{taken.format}，{taken.bytes}字节，{pages}")
    say(f"摘要　　SHA-256 {taken.sha256}")
    for name, label in FACTS.items():
        if value := getattr(taken.facts, name):
            say(f"{label:　<4}　{value}".replace("　　　", "　　"))
    say(
        f"内容　　{taken.characters}字，表格{taken.tables}个，图片{taken.images}个，"
        f"公式{taken.formulas}个"
    )
    _list("小标题", [f"{'　' * (one.level - 1)}{one.text}" for one in taken.headings])
    _list("没有收进来的内容", taken.losses)
    _list("公开件中清除的隐藏内容", clean.removed)


def _list(name: str, lines: tuple[str, ...] | list[str]) -> None:
    say(f"{name}：{'' if lines else '无'}")
    for line in lines:
        say(f"　{line}")
