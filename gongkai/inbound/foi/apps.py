"""The foi app."""

from django.apps import AppConfig


class FoiConfig(AppConfig):
    name = "gongkai.inbound.foi"
    verbose_name = "依申请公开"
