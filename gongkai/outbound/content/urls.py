"""The public reading pages."""

from django.urls import path

from gongkai.outbound.content import views

app_name = "content"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("favourites/", views.favourites, name="favourites"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("sitemap/", views.site_map, name="site-map"),
    path("documents/<int:record>/", views.document, name="document"),
    path("documents/<int:record>/qr.svg", views.qr, name="qr"),
    path("documents/<int:record>/files/<int:attachment>/<str:name>", views.file, name="file"),
    path("<slug:agency>/", views.agency_home, name="agency-home"),
    path("<slug:agency>/columns/<slug:slug>/", views.column, name="column"),
    path("<slug:agency>/catalogue/", views.catalogue, name="catalogue"),
    path("<slug:agency>/oversight/", views.oversight, name="oversight"),
]
