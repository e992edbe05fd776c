"""What a person says to start a guide."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.outbound.publishing.models import Edition, Elements
from gongkai.people.models import Unit


class StartForm(forms.Form):
    """The matter, whose it is, and a guide to start from."""

    name = forms.CharField(
        label="事项名称", max_length=180, help_text="例如：道路普通货物运输经营许可"
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label="责任单位")
    model = forms.ModelChoiceField(
        Edition.objects.none(),
        label="照着哪一份写",
        required=False,
        empty_label="从空白开始",
        help_text="照着写的，除事项名称和编码外全部带过来，改不同的地方。",
    )

    def __init__(
        self, units: QuerySet[Unit], models: QuerySet[Edition], *given: Any, **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["model"].queryset = models  # type: ignore[attr-defined]
        self.fields["unit"].initial = units.first() if units.count() == 1 else None

    def said(self) -> dict[str, Any]:
        """The elements to begin with."""
        model: Edition | None = self.cleaned_data["model"]
        unit: Unit = self.cleaned_data["unit"]
        said: dict[str, Any] = {"agency": unit.agency.name}
        if model is not None:
            copied = Elements.objects.get(edition=model).said
            said |= {name: one for name, one in copied.items() if not name.endswith("_code")}
        return said | {"name": self.cleaned_data["name"]}
