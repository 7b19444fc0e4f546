from django.urls import path

from lms.certificates import views

app_name = "certificates"
urlpatterns = [
    path("giay-chung-nhan/", views.mine, name="mine"),
    path("giay-chung-nhan/<slug:number>/", views.one, name="one"),
    path("giay-chung-nhan/<slug:number>/tai-ve.pdf", views.pdf, name="pdf"),
    path("giay-chung-nhan/<slug:number>/anh.png", views.picture, name="picture"),
    path("xac-nhan/", views.verify, name="look_up"),
    path("xac-nhan/<str:number>/", views.verify, name="verify"),
]
