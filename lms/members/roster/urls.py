from django.urls import path

from lms.members.roster.views import changing, editing, importing, leaving, listing, moving, uniting

app_name = "roster"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("them/", editing.add, name="add"),
    path("nhap/", importing.start, name="start"),
    path("nhap/<int:pk>/", importing.preview, name="import"),
    path("nhap/<int:pk>/dong/<int:number>/", importing.row, name="row"),
    path("nhap/<int:pk>/dong/<int:number>/tra-loi/", importing.answer, name="answer"),
    path("nhap/<int:pk>/dung-ca/", importing.agree, name="agree"),
    path("nhap/<int:pk>/phong-chu/", importing.agree_to_font, name="font"),
    path("nhap/<int:pk>/ghi/", importing.confirm, name="confirm"),
    path("nhap/<int:pk>/hoan-tac/", importing.undo, name="undo"),
    path("nhap/<int:pk>/bo/", importing.discard, name="discard"),
    path("<int:member_id>/", editing.edit, name="edit"),
    path("<int:member_id>/ai-da-sua/", changing.changes_of, name="changes"),
    path("<int:member_id>/chuyen/", moving.move, name="move"),
    path("<int:member_id>/roi-hoi/", leaving.leave, name="leave"),
    path("<int:member_id>/tro-lai/", leaving.come_back, name="come_back"),
    path("<int:member_id>/gop/", uniting.choose, name="unite_choose"),
    path("<int:member_id>/tach-lai/<int:merge_id>/", uniting.part, name="part"),
    path("<int:member_id>/gop/<int:other_id>/", uniting.unite, name="unite"),
]
