"""The staff's screens of receptions: days, their sheets, appointments and what came of them."""
