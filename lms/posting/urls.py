from django.urls import path

from lms.posting import views

urlpatterns = [path("tiep-tuc/<uuid:kept_id>/", views.resume, name="resume")]
