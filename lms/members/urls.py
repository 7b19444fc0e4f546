from django.urls import path

from lms.members import handing, inviting, remembering, signing_in
from lms.members.account import account, seen_by
from lms.members.cards import printing, scanning
from lms.members.second_factor import views as second_factor

urlpatterns = [
    path("dang-nhap/", signing_in.sign_in, name="sign_in"),
    path("dang-nhap/ai/", signing_in.sign_in_who, name="sign_in_who"),
    path("dang-nhap/ma-pin/", signing_in.sign_in_pin, name="sign_in_pin"),
    path("dang-nhap/doi-nguoi/", signing_in.switch, name="switch"),
    path("dang-nhap/quen-may-nay/", remembering.forget, name="forget_phone"),
    path("dang-nhap/can-bo/", second_factor.officer, name="officer_sign_in"),
    path("dang-nhap/ma/", second_factor.ask, name="second_factor"),
    path("dang-nhap/cai-ung-dung/", second_factor.set_up, name="second_factor_set_up"),
    path("the/<str:secret>/", scanning.card, name="card"),
    path("chi-hoi/<slug:code>/the/", printing.cards, name="cards"),
    path("chi-hoi/<slug:code>/the/<str:sheet>/", printing.ready, name="cards_ready"),
    path("chi-hoi/<slug:code>/the/<str:sheet>/the-hoc.pdf", printing.pdf, name="cards_pdf"),
    path("hoi-vien/<int:member_id>/ma-pin/", handing.invite, name="invite"),
    path("hoi-vien/<int:member_id>/dat-lai-pin/", handing.reset_pin, name="reset_pin"),
    path("hoi-vien/<int:member_id>/mat-the/", handing.lose_card, name="lose_card"),
    path("hoi-vien/<int:member_id>/thay-the/", handing.find_card, name="find_card"),
    path("chon-ma-pin/<str:token>/", inviting.choose_pin, name="choose_pin"),
    path("toi/", account, name="account"),
    path("toi/ai-da-xem/", seen_by, name="seen_by"),
    path("toi/bao-mat-hai-lop/", second_factor.mine, name="second_factor_mine"),
    path("toi/ma-du-phong/", second_factor.recovery_codes, name="recovery_codes"),
    path("dang-xuat/", signing_in.sign_out, name="sign_out"),
]
