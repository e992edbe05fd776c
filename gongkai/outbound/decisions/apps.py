"""The app of licences and penalties; it says how a batch of them is read, kept and shown."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "gongkai.outbound.decisions"
    verbose_name = "双公示"

    def ready(self) -> None:
        from gongkai.outbound.decisions import elements
        from gongkai.outbound.publishing.structures import register

        register(elements.STRUCTURE)
