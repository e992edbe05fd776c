"""What the public may type."""

from gongkai.inbound.cases.forms.asking import AskForm, offered_kinds
from gongkai.inbound.cases.forms.consulting import OpinionForm
from gongkai.inbound.cases.forms.following import (
    ClarifyForm,
    FollowForm,
    PaidForm,
    RateForm,
    WithdrawForm,
)
from gongkai.inbound.cases.forms.reports import ReportForm

__all__ = [
    "AskForm",
    "ClarifyForm",
    "FollowForm",
    "OpinionForm",
    "PaidForm",
    "RateForm",
    "ReportForm",
    "WithdrawForm",
    "offered_kinds",
]
