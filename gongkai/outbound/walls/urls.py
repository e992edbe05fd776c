"""The pages of the public: 五上墙, its sheets as files, and whether a sheet is still current."""

from django.urls import path

from gongkai.outbound.walls import views

app_name = "walls"
urlpatterns = [
    path("sheets/<int:record>/<int:number>/", views.sheet, name="sheet"),
    path(
        "sheets/<slug:agency>/<slug:poster>/<slug:digest>/",
        views.sheet_of_many,
        name="sheet-of-many",
    ),
    path("<slug:agency>/walls/", views.walls, name="walls"),
    path("<slug:agency>/walls/<slug:poster>/<str:name>", views.file, name="file"),
]
