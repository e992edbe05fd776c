"""The content app."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "gongkai.outbound.content"
    verbose_name = "内容"
