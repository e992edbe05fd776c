"""The staff's screens of signs, doors, badges and rosters."""
