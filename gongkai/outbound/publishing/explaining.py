"""What a finding is about, for the people who meet it: its rule's name, why, what removes it."""

from gongkai.rules.gate import rulebook
from gongkai.rules.gate.rulebook import Rule


def explanation_of(rule: str) -> Rule | None:
    """None for the rules of an earlier version, whose findings may still be on record."""
    try:
        return rulebook.explain(rule)
    except KeyError:
        return None
