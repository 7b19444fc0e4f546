"""What a form offers this time, as only the view knows it."""

from collections.abc import Iterable

from django import forms
from django_stubs_ext import StrOrPromise


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[str | int, StrOrPromise]]) -> None:
    """The field with this name offers these: (value, label)."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
