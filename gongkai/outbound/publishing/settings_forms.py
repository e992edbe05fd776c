"""What the operator may type about columns and review steps."""

from typing import Any

from gongkai.outbound.publishing.models import Column, ReviewStep
from gongkai.outbound.publishing.obstacles import REVIEWERS
from gongkai.people.forms import SettingsForm


class ColumnForm(SettingsForm):
    class Meta:
        model = Column
        fields = (
            "name", "slug", "upper", "kind", "article", "description", "keywords",
            "column_type", "stale_after_days", "order", "is_open",
        )  # fmt: skip
        help_texts = {
            "slug": "用在网址里，定下后不能再改。",
            "description": "读者在空栏目里看到的说明，也用在网页标签里。",
            "is_open": "停用后不能再选，已在其中的内容仍然公开。",
            "order": "数字小的排在前面。",
        }


class StepForm(SettingsForm):
    class Meta:
        model = ReviewStep
        fields = ("label", "key", "order", "role", "must_differ", "is_open")
        help_texts = {
            "key": "字母、数字和短横线，本机关内不重复。",
            "order": "按这个次序签署。",
            "is_open": "停用后新送审的稿件不再需要这一环节。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in REVIEWERS]
