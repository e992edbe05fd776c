"""The pages of the public: who is in, badges, the duty roster; and the screen at a door."""

from django.urls import path

from gongkai.outbound.on_duty import views

app_name = "duty"
urlpatterns = [
    path("badges/<str:code>/", views.badge, name="badge"),
    path("badges/<str:code>/photo.jpg", views.photo, name="photo"),
    path("door/<str:token>/", views.door, name="door"),
    path("<slug:agency>/whereabouts/", views.whereabouts, name="whereabouts"),
    path("<slug:agency>/whereabouts/<int:unit>/", views.unit, name="unit"),
    path("<slug:agency>/whereabouts/<int:unit>/door.pdf", views.door_sheet, name="door-sheet"),
    path("<slug:agency>/roster/", views.roster, name="roster"),
    path("<slug:agency>/roster/calendar.ics", views.calendar, name="calendar"),
    path("<slug:agency>/roster/<int:record>-<slug:paper>.pdf", views.wall, name="wall"),
]
