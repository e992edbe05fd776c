"""The office's screens of the annual report."""
