"""What staff type about boards, people on them, doors and badges."""

from typing import Any

from django import forms

from gongkai.outbound.on_duty.models import SignBoard
from gongkai.people.models import Agency, PostHolding, Unit, User


class BoardForm(forms.ModelForm):
    """A unit's board: whether it is public, how people are called, whom to ask first."""

    class Meta:
        model = SignBoard
        fields = ("is_shown", "naming", "first_asked", "phone", "opens", "closes")
        widgets = {
            "opens": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "closes": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }


class PersonForm(forms.Form):
    """Somebody who is put on a board."""

    person = forms.ModelChoiceField(User.objects.none(), label="人员")
    post = forms.CharField(label="岗位", max_length=60)
    substitute = forms.ModelChoiceField(User.objects.none(), label="替岗人")

    def __init__(self, agency: Agency, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = User.objects.filter(agency=agency, is_active=True).order_by("name", "id")
        self.fields["person"].queryset = staff.filter(sign=None)  # type: ignore[attr-defined]
        self.fields["substitute"].queryset = staff  # type: ignore[attr-defined]


class DoorForm(forms.Form):
    """A screen at a unit's door."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位")
    place = forms.CharField(label="放在哪里", max_length=60)

    def __init__(self, agency: Agency, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(agency=agency)  # type: ignore[attr-defined]


class BadgeForm(forms.Form):
    """A badge for somebody who holds a post."""

    holding = forms.ModelChoiceField(
        PostHolding.objects.none(), label="人员和岗位", help_text="写上去向牌的人即登记为任职。"
    )
    name = forms.CharField(label="证上姓名", max_length=60)
    number = forms.CharField(label="证号", max_length=20)
    photo = forms.FileField(
        label="照片",
        required=False,
        help_text="JPG、PNG或者WebP，不超过8 MB；裁成3∶4，拍摄信息去掉。",
    )
    shows_photo = forms.BooleanField(label="查验页上显示照片", required=False)

    def __init__(self, holdings: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holding"].queryset = holdings  # type: ignore[attr-defined]


class PhotoForm(forms.Form):
    """Another photo, or whether it is shown."""

    photo = forms.FileField(label="换照片", required=False)
    shows_photo = forms.BooleanField(label="查验页上显示照片", required=False)


class ReasonForm(forms.Form):
    """Why a badge is voided."""

    reason = forms.CharField(label="作废原因", max_length=200)
