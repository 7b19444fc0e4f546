"""The few words of Wagtail's screens that its own translation cannot reach, and screens a trainer does not need."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.forms.choosers import EmailLinkChooserForm, ExternalLinkChooserForm, PhoneLinkChooserForm

LoginForm.base_fields["password"].label = _("Password")
for form, labels in {
    ExternalLinkChooserForm: {"link_text": _("Link text"), "url": _("Address")},
    EmailLinkChooserForm: {"link_text": _("Link text"), "email_address": _("Email address")},
    PhoneLinkChooserForm: {"link_text": _("Link text"), "phone_number": _("Phone number")},
}.items():
    for field, label in labels.items():
        form.base_fields[field].label = label


@hooks.register("construct_main_menu")
def only_what_trainers_use(request, items: list) -> None:
    """Reports, help and documents say nothing to a trainer; whoever looks after the installation keeps them."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in ("reports", "help", "documents")]
