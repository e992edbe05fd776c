"""The staff's own account pages, and the shell's doors that stay shut."""

from django.urls import path, re_path

from gongkai.people.office import account

app_name = "people"
urlpatterns = [
    path("own-password/", account.own_password, name="own-password"),
    path("account/", account.account, name="account"),
    re_path(rf"^(?:{account.CLOSED})/(?P<rest>.*)$", account.closed, name="closed"),
]
