from django.urls import path

from lms.progress.views import confirming, events

app_name = "progress"
urlpatterns = [
    path("", events.events, name="events"),
    path("danh-dau/<int:lesson_id>/<uuid:block>/", events.mark, name="mark"),
    path("nho-xac-nhan/<int:lesson_id>/<uuid:block>/", confirming.ask, name="ask"),
    path("xac-nhan/<str:token>/", confirming.confirm_here, name="confirm"),
]
