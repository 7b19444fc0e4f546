from django.urls import path

from lms.reports import aiming, views, vouching

app_name = "reports"
urlpatterns = [
    path("", views.start, name="start"),
    path("<slug:code>/", views.unit, name="unit"),
    path("<slug:code>/<int:course_id>/", views.course, name="course"),
    path("<slug:code>/<int:course_id>/muc-tieu/", aiming.target, name="target"),
    path("<slug:code>/<int:course_id>/ghi/", vouching.for_many, name="meeting"),
]
