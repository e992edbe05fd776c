"""Wiring only: settings, addresses, the WSGI entry."""
