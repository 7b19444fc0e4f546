from django.urls import path

from lms.progress import views

app_name = "progress"
urlpatterns = [
    path("", views.events, name="events"),
    path("danh-dau/<int:lesson_id>/<uuid:block>/", views.mark, name="mark"),
]
