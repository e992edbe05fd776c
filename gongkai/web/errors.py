"""Error pages that depend on nothing: no database, no session."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(None, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(None, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(None, "errors/404.html", status=404)


def gone() -> HttpResponse:
    return render(None, "errors/410.html", status=410)


def too_many(request: HttpRequest) -> HttpResponse:
    return render(None, "errors/429.html", status=429)


def failed(request: HttpRequest) -> HttpResponse:
    return render(None, "errors/500.html", status=500)
