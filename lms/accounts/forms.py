"""The three questions of signing in: which phone, which of you, which PIN."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lms.members import phones, pins


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label=_("Your phone number"),
        max_length=30,
        widget=forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel-national", "placeholder": "09xx xxx xxx"}
        ),
    )

    def clean_phone(self) -> str:
        return phones.e164(self.cleaned_data["phone"])


class PinInput(forms.TextInput):
    """Not type="password": a browser would offer to keep it, and the phone is shared. CSS hides the digits instead.
    A PIN is never written back into the page."""

    def format_value(self, value: str | None) -> None:
        return None


class PinField(forms.CharField):
    """Digits in groups ("246 802") are the same PIN."""

    def to_python(self, value: object) -> str:
        return "".join((super().to_python(value) or "").split())


def _pin_field(label: StrOrPromise) -> forms.CharField:
    attrs = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 2 * pins.LENGTH, "class": "pin"}
    return PinField(label=label, max_length=2 * pins.LENGTH, widget=PinInput(attrs=attrs))


class PinForm(forms.Form):
    """What cannot be a PIN is told so at once, and is no try."""

    pin = _pin_field(_("Your 6-digit PIN"))

    def clean_pin(self) -> str:
        pins.check_form(self.cleaned_data["pin"])
        return self.cleaned_data["pin"]


class NewPinForm(forms.Form):
    """Choosing a PIN: `member` tells whose, for the rule about the year of birth."""

    pin = _pin_field(_("Choose a PIN of 6 digits"))
    again = _pin_field(_("Type it once more"))

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_pin(self) -> str:
        pins.check_allowed(self.cleaned_data["pin"], self.member.birth_year)
        return self.cleaned_data["pin"]

    def clean(self):
        if "pin" in self.cleaned_data and self.cleaned_data["pin"] != self.cleaned_data.get("again"):
            self.add_error("again", _("The two PINs are not the same."))
        return self.cleaned_data
