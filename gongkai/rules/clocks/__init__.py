"""Clocks: from dated events to a due date that explains itself day by day."""
