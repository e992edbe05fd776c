"""The public's addresses of service guides, below the agency's own."""

from django.urls import path

from gongkai.outbound.guides import views

app_name = "services"
urlpatterns = [
    path("<slug:agency>/services/", views.services, name="list"),
    path("<slug:agency>/services/<int:record>/slip/", views.slip_page, name="slip"),
    path("<slug:agency>/services/<int:record>/slip.pdf", views.slip_sheet, name="slip-sheet"),
    path("<slug:agency>/services/<int:record>/leaflet.pdf", views.leaflet, name="leaflet"),
    path("<slug:agency>/services/<int:record>/forms.zip", views.forms, name="forms"),
]
