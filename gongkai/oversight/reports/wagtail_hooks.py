"""Registrations of the annual report: addresses and its entry in the menu."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gongkai.oversight.reports import queries
from gongkai.oversight.reports.office import changes, overview
from gongkai.oversight.reports.office.reach import today

ADDRESSES: list[URLPattern | URLResolver] = [
    path("", overview.years, name="years"),
    path("<str:asked>/", overview.year, name="year"),
    path("<str:asked>/cases/", overview.cases, name="cases"),
    path("<str:asked>/download/<slug:form>/", overview.download, name="download"),
    path("<str:asked>/enter/", changes.enter, name="enter"),
    path("<str:asked>/import/", changes.bring_in, name="import"),
    path("<str:asked>/check/", changes.check, name="check"),
    path("<str:asked>/settle/", changes.settle, name="settle"),
    path("<str:asked>/reopen/", changes.reopen, name="reopen"),
]


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [path("annual/", include((ADDRESSES, "annual")))]


class AnnualEntry(MenuItem):
    """The entry, for whoever may see a report that is not public yet."""

    def is_shown(self, request: HttpRequest) -> bool:
        return queries.may_read(request.user, on=today())  # type: ignore[arg-type]  # signed in


@hooks.register("register_admin_menu_item")
def annual_entry() -> MenuItem:
    address = reverse("annual:years")
    return AnnualEntry("年度报告", address, name="annual", icon_name="table", order=60)
