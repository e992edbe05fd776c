"""The public's addresses of service guides, below the agency's own."""

from django.urls import path

from gongkai.outbound.guides import open_data, views

app_name = "services"
urlpatterns = [
    path("<slug:agency>/services/", views.services, name="list"),
    path("<slug:agency>/services/<int:record>/slip/", views.slip_page, name="slip"),
    path("<slug:agency>/services/<int:record>/slip.pdf", views.slip_sheet, name="slip-sheet"),
    path("<slug:agency>/services/<int:record>/leaflet.pdf", views.leaflet, name="leaflet"),
    path("<slug:agency>/services/<int:record>/forms.zip", views.forms, name="forms"),
    path("<slug:agency>/services/guides.json", open_data.all_guides, name="open-data"),
    path("<slug:agency>/services/<int:record>/guide.json", open_data.guide_json, name="json"),
    path("<slug:agency>/services/<int:record>/guide.xlsx", open_data.guide_xlsx, name="xlsx"),
]
