"""The lawbook app."""

from django.apps import AppConfig


class LawbookConfig(AppConfig):
    name = "gongkai.lawbook"
    verbose_name = "工作日历和法定事项"
