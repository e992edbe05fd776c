"""The reader's pages of document reports."""

from django.urls import path

from gongkai.inbound.cases import views

app_name = "cases"
urlpatterns = [
    path("documents/<int:record>/report/", views.report, name="report"),
    path("reports/", views.follow, name="follow"),
    path("reports/receipt/<str:ticket>/", views.receipt, name="receipt"),
]
