"""The cases app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "gongkai.inbound.cases"
    verbose_name = "来件"
