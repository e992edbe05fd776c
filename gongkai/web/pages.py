"""Public pages: framed and rendered from public state alone, answered conditionally.

Nothing here hands a request to a template, so no page can depend on who asks (invariant 5).
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from gongkai.people.models import Agency

NEUTRAL_NAME = "政府信息公开"


@dataclass(frozen=True)
class Crumb:
    """One step of the way from the home page to here."""

    name: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What surrounds a public page: whose it is, where it lies, what machines read of it."""

    title: str
    path: str
    agency: Agency | None = None
    door: str = ""
    crumbs: tuple[Crumb, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    feed: str = ""
    is_indexed: bool = True

    @property
    def site_name(self) -> str:
        if self.agency is None:
            return NEUTRAL_NAME
        return self.agency.site_name or self.agency.name

    @property
    def home(self) -> str:
        return self.agency.get_absolute_url() if self.agency else "/"

    @property
    def address(self) -> str:
        return public_address(self.path)

    @property
    def meta(self) -> list[tuple[str, str]]:
        """The tags of 政府网站发展指引 that have something to say."""
        domain = self.agency.site_domain if self.agency else ""
        site = [
            ("SiteName", self.site_name),
            ("SiteDomain", domain or urlsplit(settings.PUBLIC_ADDRESS).netloc),
            ("SiteIDCode", self.agency.site_code if self.agency else ""),
        ]
        return [(name, content) for name, content in (*site, *self.tags) if content]


def public_address(path: str) -> str:
    """The full address of a path of this site, as it is printed, shared and fed."""
    return f"{settings.PUBLIC_ADDRESS}{path}"


def show(
    template: str, frame: Frame, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """The page, without any context processor: those would bring the visitor in."""
    return HttpResponse(
        render_to_string(template, {"frame": frame, **(context or {})}), status=status
    )


def reading_page(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """GET and HEAD only; the same bytes for everyone, kept by anyone, asked for again each time."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        # A copy must never outlive a withdrawal, so it is kept but checked before each use.
        response.headers.setdefault("Cache-Control", "public, no-cache")
        if not isinstance(response, HttpResponse) or response.has_header("ETag"):
            return response
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response) or response

    return answer


def only_agency() -> Agency | None:
    """The agency of an installation that has just one."""
    agencies = list(Agency.objects.all()[:2])
    return agencies[0] if len(agencies) == 1 else None


def agency_or_404(slug: str) -> Agency:
    agency = Agency.objects.filter(slug=slug).first()
    if agency is None:
        raise Http404
    return agency
