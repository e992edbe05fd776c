"""The app of who is on duty; it says how a roster is read and shown."""

from django.apps import AppConfig


class OnDutyConfig(AppConfig):
    name = "gongkai.outbound.on_duty"
    verbose_name = "在岗"

    def ready(self) -> None:
        from gongkai.outbound.on_duty import rosters
        from gongkai.outbound.publishing.structures import register

        register(rosters.STRUCTURE)
