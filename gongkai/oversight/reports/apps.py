"""The reports app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "gongkai.oversight.reports"
    verbose_name = "年度报告"
