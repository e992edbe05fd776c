"""The app of notice boards."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "gongkai.outbound.boards"
    verbose_name = "政务公开栏"
