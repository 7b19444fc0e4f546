"""Members, and the part of Wagtail that manages accounts: only people who have a username are listed there."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class MembersConfig(AppConfig):
    name = "lms.members"
    label = "members"
    default = True


class TrainersConfig(WagtailUsersAppConfig):
    user_viewset = "lms.members.accounts.AccountViewSet"
    default = False

    def ready(self):
        super().ready()
        from wagtail.admin.views.account import NameEmailSettingsPanel

        # A member's name stands on the roster; Wagtail's panel asks for a first name, a last name and an e-mail.
        NameEmailSettingsPanel.is_active = lambda panel: False
