"""A person's own account, and the doors of the shell that stay shut."""

from typing import NoReturn

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access

from gongkai.people import actions
from gongkai.people.models import Leave, Role, Unit
from gongkai.people.queries import roles_of
from gongkai.people.requests import StaffRequest

# The office has no pages, pictures or documents of the shell's own, and its staff are kept
# through actions: whatever else could write a row without a ledger entry answers 404, to a
# superuser too. Without a role a superuser sees the menu and the settings of their agency, may
# change none of them, and reaches no edition; nothing they could make is served to the public.
CLOSED = (
    "pages|choose-[a-z-]+|api|bulk|images|documents|collections|workflows|reports|users|groups"
    "|tag-autocomplete|editing-sessions|block-preview|password_reset|failwhale|test404"
)


def closed(request: StaffRequest, rest: str = "") -> NoReturn:
    raise Http404


@sensitive_post_parameters()
@require_admin_access
def own_password(request: StaffRequest) -> HttpResponse:
    """In place of a one-time password: nothing else opens before."""
    form = SetPasswordForm(request.user, request.POST or None)
    return _choose(request, form, "people/own_password.html")


@sensitive_post_parameters()
@require_admin_access
def account(request: StaffRequest) -> HttpResponse:
    form = PasswordChangeForm(request.user, request.POST or None)
    return _choose(request, form, "people/account.html")


def _choose(request: StaffRequest, form: SetPasswordForm, template: str) -> HttpResponse:
    user = request.user
    if request.method == "POST" and form.is_valid():
        actions.choose_password(user, form.cleaned_data["new_password1"], at=timezone.now())
        user.refresh_from_db()
        update_session_auth_hash(request, user)
        messages.success(request, "密码已更改，下次请用新密码登录。")
        return redirect("wagtailadmin_home")
    today = timezone.localdate()
    units = dict(Unit.objects.filter(agency=user.agency).values_list("id", "name"))
    context = {
        "form": form,
        "standings": [
            (
                Role(standing.role).label,
                units.get(standing.unit_id or 0, "全机关"),
                standing.instead_of,
            )
            for standing in roles_of(user, on=today)
        ],
        "leaves": Leave.objects.filter(user=user, to_on__gte=today).select_related("cover"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, template, context, status=status)
