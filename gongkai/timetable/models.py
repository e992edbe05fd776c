"""Signs of life of the background work."""

from datetime import datetime, timedelta

from django.db import models

SILENT_AFTER = timedelta(seconds=60)


class Heartbeat(models.Model):
    """心跳: when a worker last went round; the 今日 page says so when it has fallen silent."""

    worker = models.CharField(max_length=100, unique=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "心跳"

    def __str__(self) -> str:
        return f"{self.worker} {self.at:%Y-%m-%d %H:%M:%S}"


def is_worker_alive(at: datetime) -> bool:
    return Heartbeat.objects.filter(at__gt=at - SILENT_AFTER).exists()
