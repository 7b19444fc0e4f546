from django.urls import path

from quizzes import views

app_name = "quizzes"
urlpatterns = [
    path("<int:quiz_id>/bat-dau/", views.start, name="start"),
    path("lan/<uuid:attempt_id>/", views.attempt, name="attempt"),
    path("lan/<uuid:attempt_id>/<int:number>/", views.question, name="question"),
]
