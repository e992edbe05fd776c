"""The publishing app."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "gongkai.outbound.publishing"
    verbose_name = "公开"
