"""Guides as files: JSON by the national field names, and workbooks; written and read."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from gongkai.outbound.guides.live import LiveGuide
from gongkai.outbound.guides.workbooks import LARGEST, MEGABYTE, XLSX, as_workbook, read_workbook
from gongkai.people.models import Agency
from gongkai.rules.guides import ServiceGuide
from gongkai.rules.guides.exchange import FORMAT, exchanged, guide_given
from gongkai.rules.guides.plain import NotAGuide
from gongkai.rules.guides.sheets import Fault, Unreadable, guide_in, sheets_of
from gongkai.web.pages import public_address

FORMAT_OF_MANY = "gongkai-guides/1"
KINDS = {"json": "application/json", "xlsx": XLSX}
_STARTS = (b"{", b"[")


def as_file(guide: ServiceGuide, shape: str) -> bytes:
    """One guide, as `json` or as `xlsx`."""
    if shape == "xlsx":
        return as_workbook(sheets_of(guide))
    return _json({"format": FORMAT, "guide": exchanged(guide)})


def all_as_json(agency: Agency, guides: Iterable[LiveGuide]) -> bytes:
    """The open data of an agency: its public guides, each with its address."""
    return _json(
        {
            "format": FORMAT_OF_MANY,
            "agency": agency.name,
            "guides": [
                {
                    "address": public_address(one.record.get_absolute_url()),
                    "edition": one.edition.number,
                    "guide": exchanged(one.guide),
                }
                for one in guides
            ],
        }
    )


def file_answer(content: bytes, name: str, shape: str) -> HttpResponse:
    """A file to keep; JSON is also read where it stands."""
    disposition = content_disposition_header(shape != "json", f"{name}.{shape}")
    return HttpResponse(
        content,
        content_type=KINDS[shape],
        headers={"Content-Disposition": disposition or "inline"},
    )


def guide_in_file(content: bytes) -> ServiceGuide:
    """The guide in a file of either kind; raises `Unreadable` with every fault."""
    if len(content) > LARGEST:
        raise Unreadable([Fault("", "", f"文件超过{LARGEST // MEGABYTE}MB，没有读取。")])
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in _STARTS:
        return guide_in(read_workbook(content))
    try:
        return guide_given(_parsed(content))
    except NotAGuide as why:
        raise Unreadable([Fault("", "", reason) for _, reason in why.faults]) from None


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        why = "JSON 不是 UTF-8 编码，请用 UTF-8 保存后再导入。"
    except json.JSONDecodeError as broken:
        why = f"第{broken.lineno}行起不是 JSON，请核对括号、引号和逗号。"
    except (RecursionError, ValueError):
        why = "JSON 嵌套太深或者数字太长，没有读取。"
    raise Unreadable([Fault("", "", why)])


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
