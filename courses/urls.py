from django.urls import path

from courses import views

app_name = "courses"
urlpatterns = [
    path("<int:lesson_id>/cham/<uuid:block>/", views.taps, name="taps"),
    path("<int:lesson_id>/man-hinh-khac/<uuid:block>/", views.differs, name="differs"),
    path("<int:lesson_id>/tranh-huong-dan.pdf", views.picture_guide, name="guide"),
]
