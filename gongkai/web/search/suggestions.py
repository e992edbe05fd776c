"""Keywords a person may accept for a record: the title's words, then what the text dwells on."""

import re
import unicodedata
from collections import Counter
from math import log

import rjieba

from gongkai.web.search.characters import HAN, tidy

_READ = 20_000
_OFTEN = 2
# All occurrences behind the segmenter's own word counts.
_BACKGROUND = 60_000_000
_CONTENT_TAGS = ("n", "v", "j", "l", "i", "eng")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(rf"[{HAN}]{{2,}}|[A-Za-z][A-Za-z0-9]+")
_STOP_LIST = (
    "关于 有关 相关 以及 或者 并且 但是 而且 因为 所以 由于 为了 对于 根据 按照 依照 依据 通过 "
    "其中 其他 其它 以上 以下 以内 之间 之后 之前 期间 方面 情况 问题 要求 内容 部分 "
    "印发 转发 下发 发布 现将 特此 现就 兹将 如下 上述 下列 附件 "
    "进行 开展 做好 切实 进一步 不断 积极 认真 全面 深入 着力 予以 给予 应当 可以 必须 需要 "
    "没有 我们 你们 他们 自己 这个 那个 这些 那些 什么 怎么 如何 同时 目前 今年 去年 "
    "已经 正在 成为 作为 使用 包括 具有 存在 属于 不得 不能 是否 各级 各类 各项 本市 本局 本机关 "
    "单位 部门 年度 人员 第一 第二 第三 and for the with from of to in"
)
_STOP_WORDS = frozenset(_STOP_LIST.split())


def suggest_keywords(title: str, text: str, *, limit: int = 10) -> tuple[str, ...]:
    chosen = _title_words(title)
    chosen += (word for word in _text_words(text) if word not in chosen)
    return tuple(chosen[:limit])


def _title_words(title: str) -> list[str]:
    words = rjieba.cut(_plain(title))
    return list(dict.fromkeys(word for word in words if _YEAR.fullmatch(word) or _speaks(word)))


def _text_words(text: str) -> list[str]:
    """Content words by how much oftener they stand here than in Chinese at large."""
    counts = Counter(
        word
        for word, tag in rjieba.tag(_plain(text[:_READ]))
        if tag.startswith(_CONTENT_TAGS) and _speaks(word)
    )
    weights = {
        word: count * log(_BACKGROUND / max(1, rjieba.suggest_freq(word)))
        for word, count in counts.items()
        if count >= _OFTEN
    }
    return sorted(weights, key=lambda word: (-weights[word], word))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", tidy(text))


def _speaks(word: str) -> bool:
    return _WORD.fullmatch(word) is not None and word.lower() not in _STOP_WORDS
