"""A username with its password, and a code."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lms.accounts.forms import PinField, PinInput
from lms.accounts.second_factor.devices import RECOVERY_DIGITS

NOT_RIGHT = _(
    "The username or the password is not right. Please try again slowly. After five wrong tries an account rests for "
    "15 minutes."
)


class OfficerForm(AuthenticationForm):
    error_messages = {"invalid_login": NOT_RIGHT, "inactive": NOT_RIGHT}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Username")
        self.fields["username"].widget.attrs |= {"autofocus": False, "autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].label = _("Password")


def _code_field(label: StrOrPromise, length: int) -> forms.CharField:
    attrs = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 2 * length, "class": "code"}
    return PinField(label=label, max_length=2 * length, widget=PinInput(attrs=attrs))


class CodeForm(forms.Form):
    """What cannot be a code is told so at once, and is no try."""

    lengths: tuple[int, ...] = (6, RECOVERY_DIGITS)
    code = _code_field(_("The code"), RECOVERY_DIGITS)

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if len(code) not in self.lengths or not (code.isascii() and code.isdigit()):
            raise forms.ValidationError(self.wrong_shape, code="shape")
        return code

    wrong_shape = _("A code has 6 digits; one of your recovery codes has 12.")


class FirstCodeForm(CodeForm):
    lengths = (6,)
    code = _code_field(_("The 6 digits that the app shows now"), 6)
    wrong_shape = _("A code has 6 digits.")
