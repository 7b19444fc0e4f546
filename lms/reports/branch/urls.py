from django.urls import path

from lms.reports.branch.views import targets, units, vouching
from lms.reports.exports import views as exports_views
from lms.reports.union_report import views as union_report_views

app_name = "reports"
urlpatterns = [
    path("", units.start, name="start"),
    path("<slug:code>/", units.unit, name="unit"),
    path("<slug:code>/<int:course_id>/", units.course, name="course"),
    path("<slug:code>/<int:course_id>/muc-tieu/", targets.target, name="target"),
    path("<slug:code>/<int:course_id>/ghi/", vouching.for_many, name="meeting"),
    path(
        "<slug:code>/<int:course_id>/ghi/<int:meeting_id>/thu-hoi/",
        vouching.take_back_meeting,
        name="take_back_meeting",
    ),
    path("<slug:code>/bao-cao/", union_report_views.report, name="report"),
    path("<slug:code>/bao-cao.pdf", union_report_views.pdf, name="report_pdf"),
    path("<slug:code>/xuat/", exports_views.offer, name="offer"),
    path("<slug:code>/xuat/<str:form>/", exports_views.at_once, name="at_once"),
]
