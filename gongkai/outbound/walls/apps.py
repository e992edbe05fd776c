"""The walls app."""

from django.apps import AppConfig


class WallsConfig(AppConfig):
    name = "gongkai.outbound.walls"
    verbose_name = "五上墙"

    def ready(self) -> None:
        from gongkai.outbound.walls.structures import register_all

        register_all()
