"""The shell's menu for a browser without scripts."""

from django import template
from django.http import HttpRequest
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem, admin_menu

register = template.Library()


@register.simple_tag(takes_context=True)
def plain_menu(context: template.Context) -> list[MenuItem]:
    """The entries that the person who asks would see; what lies folded away comes in its place."""
    return _entries(admin_menu, context["request"])


def _entries(menu: Menu, request: HttpRequest) -> list[MenuItem]:
    found: list[MenuItem] = []
    for entry in sorted(menu.menu_items_for_request(request), key=lambda one: one.order):
        folded = isinstance(entry, SubmenuMenuItem)
        found += _entries(entry.menu, request) if folded else [entry]
    return found
