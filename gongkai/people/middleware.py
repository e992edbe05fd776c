"""A one-time password is good for one thing: choosing one's own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from gongkai.people.models import User


class OwnPasswordMiddleware:
    """Sends a person who still has the one-time password to the page where they set their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Only the office has sessions; asking for the user elsewhere would open one (invariant 5).
        if request.path.startswith("/office/"):
            user = request.user
            own_password = reverse("people:own-password")
            exempt = (own_password, reverse("wagtailadmin_logout"))
            if (
                isinstance(user, User)
                and user.must_change_password
                and request.path not in exempt
                and not request.path.startswith("/office/jsi18n")
                and not request.path.startswith("/office/sprite")
            ):
                return redirect(own_password)
        return self.get_response(request)
