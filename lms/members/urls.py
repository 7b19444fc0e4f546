from django.urls import path

from lms.members import signing_in
from lms.members.account import account

urlpatterns = [
    path("dang-nhap/", signing_in.sign_in, name="sign_in"),
    path("dang-nhap/ai/", signing_in.sign_in_who, name="sign_in_who"),
    path("dang-nhap/ma-pin/", signing_in.sign_in_pin, name="sign_in_pin"),
    path("toi/", account, name="account"),
    path("dang-xuat/", signing_in.sign_out, name="sign_out"),
]
