from django.urls import path

from lms.reports import aiming, exports, papers, views, vouching

app_name = "reports"
urlpatterns = [
    path("", views.start, name="start"),
    path("<slug:code>/", views.unit, name="unit"),
    path("<slug:code>/<int:course_id>/", views.course, name="course"),
    path("<slug:code>/<int:course_id>/muc-tieu/", aiming.target, name="target"),
    path("<slug:code>/<int:course_id>/ghi/", vouching.for_many, name="meeting"),
    path("<slug:code>/bao-cao/", papers.report, name="report"),
    path("<slug:code>/bao-cao.pdf", papers.pdf, name="report_pdf"),
    path("<slug:code>/xuat/", exports.offer, name="offer"),
    path("<slug:code>/xuat/<str:form>/", exports.at_once, name="at_once"),
]
