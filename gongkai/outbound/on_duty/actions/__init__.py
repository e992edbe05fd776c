"""What can be done with signs, doors and badges."""

from gongkai.outbound.on_duty.actions.badges import change_photo, end_post, issue, reissue, void
from gongkai.outbound.on_duty.actions.doors import close_door, open_door
from gongkai.outbound.on_duty.actions.signs import (
    keep_board,
    put_up,
    set_at_door,
    set_sign,
    take_down,
)

__all__ = [
    "change_photo",
    "close_door",
    "end_post",
    "issue",
    "keep_board",
    "open_door",
    "put_up",
    "reissue",
    "set_at_door",
    "set_sign",
    "take_down",
    "void",
]
