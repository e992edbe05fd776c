"""The pages of the public: report a document, bring a case, follow what became of it.

These forms act for nobody: no cookie or session adds a right to them, so there is nothing a forged
request could misuse, and a token in them would only force a cookie on every reader.
"""

from gongkai.inbound.cases.views.asking import ask, choose, known, receipt_of_case
from gongkai.inbound.cases.views.consulting import consult, consulted
from gongkai.inbound.cases.views.following import act, follow_case, opened
from gongkai.inbound.cases.views.giving import given_file, paper
from gongkai.inbound.cases.views.reports import report, where_to_follow

__all__ = [
    "act",
    "ask",
    "choose",
    "consult",
    "consulted",
    "follow_case",
    "given_file",
    "known",
    "opened",
    "paper",
    "receipt_of_case",
    "report",
    "where_to_follow",
]
