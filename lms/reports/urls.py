from django.urls import path

from lms.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.start, name="start"),
    path("<slug:code>/", views.unit, name="unit"),
    path("<slug:code>/<int:course_id>/", views.course, name="course"),
]
