from django.urls import path

from lms.reports.branch.views import person, vouching

app_name = "person"
urlpatterns = [
    path("", person.person, name="page"),
    path("ghi/", vouching.for_one, name="vouch"),
    path("ghi/<uuid:event_id>/thu-hoi/", vouching.take_back, name="take_back"),
]
