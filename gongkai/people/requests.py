"""A request of the office, where nobody gets without having signed in."""

from django.http import HttpRequest

from gongkai.people.models import User


class StaffRequest(HttpRequest):
    """What the office's screens are given; `user` is a member of staff."""

    user: User
