"""The reception app."""

from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "gongkai.inbound.reception"
    verbose_name = "领导接访"
