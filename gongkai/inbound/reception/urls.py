"""The pages of the public: coming receptions, booking one, and what became of the appointment."""

from django.urls import path

from gongkai.inbound.reception import views

app_name = "reception"
urlpatterns = [
    path("<slug:agency>/reception/", views.days, name="days"),
    path("<slug:agency>/reception/calendar.ics", views.feed, name="feed"),
    path("<slug:agency>/reception/<int:day>/", views.book, name="book"),
    path("<slug:agency>/reception/mine/<str:ticket>/", views.mine, name="mine"),
]
