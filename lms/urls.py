"""Every address of the product. Addresses that people see are Vietnamese words without marks."""

from django.urls import include, path
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail import views as wagtail_views
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as documents_urls

from lms.web.views import picture

urlpatterns = [
    path("", wagtail_views.serve, {"path": ""}, name="home"),
    path("admin/", include(admin_urls)),
    path("tai-lieu/", include(documents_urls)),
    path("clip/", include("media.urls")),
    path("bai/", include("courses.urls")),
    path("cau-hoi/", include("quizzes.urls")),
    path("ghi/", include("lms.progress.urls")),
    path("chi-hoi/<slug:code>/danh-sach/", include("lms.members.roster.urls")),
    path("chi-hoi/", include("lms.reports.branch.urls")),
    path("hoi-vien/<int:member_id>/", include("lms.reports.branch.person_urls")),
    path("ban-xuat/", include("lms.reports.exports.urls")),
    path("ngon-ngu/", set_language, name="set_language"),
    path("", include("lms.accounts.urls")),
    path("", include("lms.certificates.urls")),
    path("", include("lms.posting.urls")),
    path("uploads/images/<str:name>", picture),
    path("", include(wagtail_urls)),
]
