"""The app of service guides; it says how a guide's elements are read and shown."""

from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "gongkai.outbound.guides"
    verbose_name = "办事指南"

    def ready(self) -> None:
        from gongkai.outbound.guides import elements
        from gongkai.outbound.publishing.structures import register

        register(elements.STRUCTURE)
