"""Addresses: the office under /office/, everything else is for the public."""

from django.urls import include, path
from wagtail.admin import urls as office_urls

handler400 = "gongkai.web.errors.bad_request"
handler403 = "gongkai.web.errors.forbidden"
handler404 = "gongkai.web.errors.not_found"
handler500 = "gongkai.web.errors.failed"

urlpatterns = [
    path("office/", include("gongkai.people.urls")),
    path("office/", include(office_urls)),
    path("", include("gongkai.inbound.reception.urls")),
    path("", include("gongkai.inbound.cases.urls")),
    path("", include("gongkai.outbound.on_duty.urls")),
    path("", include("gongkai.outbound.channels.urls")),
    path("", include("gongkai.outbound.guides.urls")),
    path("", include("gongkai.outbound.decisions.urls")),
    path("", include("gongkai.outbound.boards.urls")),
    path("", include("gongkai.outbound.walls.urls")),
    path("", include("gongkai.outbound.content.urls")),
]
