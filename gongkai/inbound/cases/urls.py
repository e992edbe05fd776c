"""The pages of the public: cases of every kind, and what became of them."""

from django.urls import path

from gongkai.inbound.cases import views

app_name = "cases"
urlpatterns = [
    path("documents/<int:record>/report/", views.report, name="report"),
    path("reports/", views.where_to_follow, name="where-to-follow"),
    path("<slug:agency>/ask/", views.choose, name="choose"),
    path("<slug:agency>/ask/known/", views.known, name="known"),
    path("<slug:agency>/ask/receipt/<str:ticket>/", views.receipt_of_case, name="case-receipt"),
    path("<slug:agency>/ask/<slug:kind>/", views.ask, name="ask"),
    path("<slug:agency>/follow/", views.follow_case, name="follow-case"),
    path("<slug:agency>/follow/<str:ticket>/", views.opened, name="opened"),
    path("<slug:agency>/follow/<str:ticket>/papers/<int:reply>/", views.paper, name="paper"),
    path(
        "<slug:agency>/follow/<str:ticket>/files/<int:file>/", views.given_file, name="given-file"
    ),
    path("<slug:agency>/follow/<str:ticket>/<slug:name>/", views.act, name="act"),
    path("<slug:agency>/consult/", views.consult, name="consult"),
    path("<slug:agency>/consult/<str:ticket>/", views.consulted, name="consulted"),
]
