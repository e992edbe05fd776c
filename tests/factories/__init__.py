"""Rows for tests: valid by default and minimal; states of the domain are reached by the actions."""
