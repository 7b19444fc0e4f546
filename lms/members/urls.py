from django.urls import path

from lms.members import inviting, signing_in
from lms.members.account import account, seen_by

urlpatterns = [
    path("dang-nhap/", signing_in.sign_in, name="sign_in"),
    path("dang-nhap/ai/", signing_in.sign_in_who, name="sign_in_who"),
    path("dang-nhap/ma-pin/", signing_in.sign_in_pin, name="sign_in_pin"),
    path("hoi-vien/<int:member_id>/ma-pin/", inviting.invite, name="invite"),
    path("chon-ma-pin/<str:token>/", inviting.choose_pin, name="choose_pin"),
    path("toi/", account, name="account"),
    path("toi/ai-da-xem/", seen_by, name="seen_by"),
    path("dang-xuat/", signing_in.sign_out, name="sign_out"),
]
