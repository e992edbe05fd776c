"""Registrations of the office of licences and penalties."""
