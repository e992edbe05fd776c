"""`gongkai search` and `gongkai reindex`: the public's search, asked from the keyboard."""

from argparse import Namespace

from gongkai.command.standing import installed
from gongkai.command.telling import FINE, FOUND, complain, hand_over, say


@installed
def search(asked: Namespace) -> int:
    from django.conf import settings

    from gongkai.web.search import Index, Query

    index = Index(settings.SEARCH_ROOT)
    if not index.is_ready:
        complain("检索索引还没有建立，请运行 gongkai reindex。")
        return FOUND
    results = index.search(Query(" ".join(asked.words), page=max(1, asked.page)))
    found = [
        {
            "record": hit.record,
            "address": f"{settings.PUBLIC_ADDRESS}/documents/{hit.record}/",
            "title": "".join(part.text for part in hit.title),
            "snippet": "".join(part.text for part in hit.snippet),
            "in_attachment": hit.in_attachment,
        }
        for hit in results.hits
    ]
    if asked.json:
        hand_over({"total": results.total, "hits": found})
        return FINE
    say(f"共{results.total}条")
    for hit in found:
        say(f"{hit['title']}\n　{hit['address']}\n　{hit['snippet']}")
    return FINE


@installed
def reindex(asked: Namespace) -> int:
    from django.utils import timezone

    from gongkai.outbound.channels import actions

    count = actions.rebuild_search(at=timezone.now())
    if asked.json:
        hand_over({"records": count})
    else:
        say(f"检索索引已重建，共{count}条。")
    return FINE
