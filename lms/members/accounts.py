"""Wagtail's own list of accounts, cut to who needs one: trainers and those who look after the installation.

A member has one name (not a first and a last), no e-mail address, and is written on the roster, so Wagtail's forms are
narrowed to that; 19.5 million members never appear in a Wagtail listing.
"""

from django import forms
from django.db.models import QuerySet
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import IndexView, UserViewSet

from lms.members.models import Member


class AccountIndex(IndexView):
    def get_base_queryset(self) -> QuerySet[Member]:
        return super().get_base_queryset().filter(username__isnull=False)

    @property
    def search_fields(self) -> list[str]:
        return ["username", "search_key"]


class AccountCreationForm(UserCreationForm):
    email = first_name = last_name = None

    class Meta:
        model = Member
        fields = ["username", "name", "unit", "is_superuser", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}


class AccountEditForm(UserEditForm):
    email = first_name = last_name = None

    class Meta:
        model = Member
        fields = ["username", "name", "unit", "is_active", "is_superuser", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}


class AccountViewSet(UserViewSet):
    index_view_class = AccountIndex

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return AccountEditForm if for_update else AccountCreationForm
