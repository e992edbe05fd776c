"""Agencies, units, staff, roles, leave: who may do what."""
