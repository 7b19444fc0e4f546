from django.urls import path

from lms.reports.exports import views

app_name = "exports"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<uuid:export_id>/", views.one, name="one"),
    path("<uuid:export_id>/lai/", views.again, name="again"),
    path("<uuid:export_id>/tai-ve/", views.file, name="file"),
]
