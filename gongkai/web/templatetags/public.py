"""Sizes, pages and moments, written the way readers expect them."""

from datetime import datetime

from django import template
from django.utils.timezone import localtime

register = template.Library()

KILOBYTE = 1024


@register.filter
def file_size(count: int) -> str:
    """17.76KB: two decimals above a kilobyte."""
    if count < KILOBYTE:
        return f"{count}B"
    for unit, size in (("KB", KILOBYTE), ("MB", KILOBYTE**2)):
        if count < size * KILOBYTE:
            return f"{count / size:.2f}{unit}"
    return f"{count / KILOBYTE**3:.2f}GB"


@register.simple_tag
def page_count(pages: int | None, estimated: bool) -> str:  # noqa: FBT001  a template tag's argument
    if not pages:
        return ""
    return f"约{pages}页（估计）" if estimated else f"{pages}页"


@register.filter
def moment(at: datetime | None) -> str:
    """YYYY-MM-DD HH:MM in local time (政府网站发展指引)."""
    return f"{localtime(at):%Y-%m-%d %H:%M}" if at else ""


@register.filter
def machine_moment(at: datetime) -> str:
    return localtime(at).isoformat(timespec="minutes")
