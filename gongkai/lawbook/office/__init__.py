"""The office's screens of the work calendar and of the facts of law."""
