"""Dates as government sites must print them: YYYY-MM-DD, HH:MM."""
