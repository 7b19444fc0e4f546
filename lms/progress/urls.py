from django.urls import path

from lms.progress import confirming, views

app_name = "progress"
urlpatterns = [
    path("", views.events, name="events"),
    path("danh-dau/<int:lesson_id>/<uuid:block>/", views.mark, name="mark"),
    path("nho-xac-nhan/<int:lesson_id>/<uuid:block>/", confirming.ask, name="ask"),
    path("xac-nhan/<str:token>/", confirming.confirm_here, name="confirm"),
]
