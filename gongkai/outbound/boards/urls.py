"""The public pages of boards."""

from django.urls import path

from gongkai.outbound.boards import views

app_name = "shown-boards"
urlpatterns = [
    path("<slug:agency>/boards/", views.boards, name="boards"),
    path("<slug:agency>/boards/<int:board>/<int:year>-<int:number>/", views.issue, name="issue"),
]
