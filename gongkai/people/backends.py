"""Permissions follow from the roles a person holds today; no second list of groups exists."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils import timezone

from gongkai.people.models import Role, User
from gongkai.people.queries import roles_of

SIGN_IN = "wagtailadmin.access_admin"
SETTINGS = frozenset(
    f"{app}.{verb}_{model}"
    for app, model in (
        ("people", "agency"),
        ("people", "unit"),
        ("people", "user"),
        ("people", "roleholding"),
        ("people", "leave"),
        ("publishing", "column"),
        ("publishing", "reviewstep"),
    )
    for verb in ("view", "add", "change")
)
# Leave is named by the office on the day itself; waiting for the operator would stop the work.
LEAVE = frozenset(f"people.{verb}_leave" for verb in ("view", "add", "change"))


class RoleBackend(ModelBackend):
    """Grants the office's screens by role; Django's own groups and grants are not consulted."""

    def get_all_permissions(
        self, user_obj: AbstractBaseUser | AnonymousUser, obj: Any = None
    ) -> set[str]:
        if not isinstance(user_obj, User) or not user_obj.is_active or obj is not None:
            return set()
        # Kept on the object, which lives as long as the request.
        kept = vars(user_obj)
        if "_role_permissions" not in kept:
            kept["_role_permissions"] = _permissions(user_obj)
        return set(kept["_role_permissions"])

    def has_perm(
        self, user_obj: AbstractBaseUser | AnonymousUser, perm: str, obj: Any = None
    ) -> bool:
        return perm in self.get_all_permissions(user_obj, obj)


def _permissions(user: User) -> set[str]:
    roles = {standing.role for standing in roles_of(user, on=timezone.localdate())}
    granted = {SIGN_IN} if roles else set()
    if Role.OPERATOR in roles:
        granted |= SETTINGS
    if Role.OPENNESS_OFFICE in roles:
        granted |= LEAVE
    return granted
