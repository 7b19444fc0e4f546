from django.urls import path

from lms.members.roster import editing, import_screens, leaving, listing, moving, uniting_screens

app_name = "roster"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("them/", editing.add, name="add"),
    path("nhap/", import_screens.start, name="start"),
    path("nhap/<int:pk>/", import_screens.preview, name="import"),
    path("nhap/<int:pk>/dong/<int:number>/", import_screens.row, name="row"),
    path("nhap/<int:pk>/dong/<int:number>/tra-loi/", import_screens.answer, name="answer"),
    path("nhap/<int:pk>/dung-ca/", import_screens.agree, name="agree"),
    path("nhap/<int:pk>/ghi/", import_screens.confirm, name="confirm"),
    path("nhap/<int:pk>/hoan-tac/", import_screens.undo, name="undo"),
    path("nhap/<int:pk>/bo/", import_screens.discard, name="discard"),
    path("<int:member_id>/", editing.edit, name="edit"),
    path("<int:member_id>/chuyen/", moving.move, name="move"),
    path("<int:member_id>/roi-hoi/", leaving.leave, name="leave"),
    path("<int:member_id>/tro-lai/", leaving.come_back, name="come_back"),
    path("<int:member_id>/gop/", uniting_screens.choose, name="unite_choose"),
    path("<int:member_id>/gop/<int:other_id>/", uniting_screens.unite, name="unite"),
]
