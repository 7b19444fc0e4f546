from django.urls import path

from lms.reports import exports

app_name = "exports"
urlpatterns = [
    path("", exports.mine, name="mine"),
    path("<uuid:export_id>/", exports.one, name="one"),
    path("<uuid:export_id>/lai/", exports.again, name="again"),
    path("<uuid:export_id>/tai-ve/", exports.file, name="file"),
]
