"""The timetable of content: reading what was brought in."""

from datetime import datetime

from gongkai.outbound.content import actions
from gongkai.outbound.content.models import Upload
from gongkai.timetable.rounds import every


@every(seconds=1)
def read_waiting_uploads(at: datetime) -> int:
    waiting = Upload.objects.filter(state=Upload.State.WAITING).order_by("id")[:10]
    for upload in waiting:
        actions.take_in(upload, at=at)
    return len(waiting)
