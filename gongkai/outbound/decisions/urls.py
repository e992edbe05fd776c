"""Addresses of licences and penalties for the public."""

from django.urls import path

from gongkai.outbound.decisions import views

app_name = "shown-decisions"
urlpatterns = [
    path("<slug:agency>/decisions/", views.listed, name="list"),
    path("<slug:agency>/decisions/shown.<str:ending>", views.export, name="export"),
    path("<slug:agency>/decisions/<str:key>/", views.single, name="single"),
]
