"""The channels app."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "gongkai.outbound.channels"
    verbose_name = "渠道"
