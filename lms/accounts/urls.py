from django.urls import path

from lms.accounts.second_factor import views as second_factor
from lms.accounts.views import card_printing, card_scanning, choose_pin, invitations, shared_phone, sign_in
from lms.accounts.views.own_page import account, changed_by, seen_by

urlpatterns = [
    path("dang-nhap/", sign_in.sign_in, name="sign_in"),
    path("dang-nhap/ai/", sign_in.sign_in_who, name="sign_in_who"),
    path("dang-nhap/ma-pin/", sign_in.sign_in_pin, name="sign_in_pin"),
    path("dang-nhap/doi-nguoi/", sign_in.switch, name="switch"),
    path("dang-nhap/quen-may-nay/", shared_phone.forget, name="forget_phone"),
    path("dang-nhap/can-bo/", second_factor.officer, name="officer_sign_in"),
    path("dang-nhap/ma/", second_factor.ask, name="second_factor"),
    path("dang-nhap/cai-ung-dung/", second_factor.set_up, name="second_factor_set_up"),
    path("the/<str:secret>/", card_scanning.card, name="card"),
    path("chi-hoi/<slug:code>/the/", card_printing.cards, name="cards"),
    path("chi-hoi/<slug:code>/the/<str:sheet>/", card_printing.ready, name="cards_ready"),
    path("chi-hoi/<slug:code>/the/<str:sheet>/the-hoc.pdf", card_printing.pdf, name="cards_pdf"),
    path("hoi-vien/<int:member_id>/ma-pin/", invitations.invite, name="invite"),
    path("hoi-vien/<int:member_id>/dat-lai-pin/", invitations.reset_pin, name="reset_pin"),
    path("hoi-vien/<int:member_id>/mat-the/", invitations.lose_card, name="lose_card"),
    path("hoi-vien/<int:member_id>/thay-the/", invitations.find_card, name="find_card"),
    path("chon-ma-pin/<str:token>/", choose_pin.choose_pin, name="choose_pin"),
    path("toi/", account, name="account"),
    path("toi/ai-da-sua/", changed_by, name="changed_by"),
    path("toi/ai-da-xem/", seen_by, name="seen_by"),
    path("toi/bao-mat-hai-lop/", second_factor.mine, name="second_factor_mine"),
    path("toi/ma-du-phong/", second_factor.recovery_codes, name="recovery_codes"),
    path("dang-xuat/", sign_in.sign_out, name="sign_out"),
]
