"""Accounts, and the part of Wagtail that manages them: only people who have a username are listed there."""

from django.apps import AppConfig
from django.shortcuts import get_list_or_404
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "lms.accounts"
    label = "accounts"


class TrainersConfig(WagtailUsersAppConfig):
    user_viewset = "lms.accounts.wagtail_users.AccountViewSet"
    default = False

    def ready(self):
        super().ready()
        from wagtail.admin.views.account import NameEmailSettingsPanel

        # A member's name stands on the roster; Wagtail's panel asks for a first name, a last name and an e-mail.
        NameEmailSettingsPanel.is_active = lambda panel: False
        self._keep_bulk_actions_to_accounts()

    def _keep_bulk_actions_to_accounts(self) -> None:
        """Wagtail's "select all" would otherwise show or lock out every member of the union; and deleting accounts
        closes them, for a member's records stay."""
        from wagtail.users.views.bulk_actions.delete import DeleteBulkAction
        from wagtail.users.views.bulk_actions.user_bulk_action import UserBulkAction

        from lms.accounts.wagtail_users import accounts, close_all

        chosen = classmethod(lambda cls, model, ids: get_list_or_404(accounts(), pk__in=ids))
        UserBulkAction.get_queryset = chosen
        DeleteBulkAction.execute_action = classmethod(close_all)
