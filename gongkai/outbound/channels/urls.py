"""Feeds and the site map."""

from django.urls import path

from gongkai.outbound.channels import views

app_name = "channels"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-<int:number>.xml", views.sitemap_page, name="sitemap-page"),
    path("<slug:agency>/feed.atom", views.agency_feed, name="agency-feed"),
    path("<slug:agency>/columns/<slug:slug>/feed.atom", views.column_feed, name="column-feed"),
]
