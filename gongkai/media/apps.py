"""The media app."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "gongkai.media"
    verbose_name = "文件"
