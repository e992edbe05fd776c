"""Gongkai 公开: the openness work of a public agency, from duty to report."""
