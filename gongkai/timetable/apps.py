"""The timetable app."""

from django.apps import AppConfig


class TimetableConfig(AppConfig):
    name = "gongkai.timetable"
    verbose_name = "定时任务"
