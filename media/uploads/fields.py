"""A field for a file that may be large and a line that may be slow: what the browser sent in pieces beforehand is taken
as if it had come with the form, and what came with the form is not asked for again because something else was wrong.

Without JavaScript it is an ordinary file field.
"""

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.forms.utils import ErrorDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from media.uploads.models import PIECE_BYTES, Kind, Upload, keep, megabytes_at_most


class SendingInput(forms.FileInput):
    """A file input with the number of an upload beside it. `extensions` without dots; `seconds` at most, or None."""

    template = "media/admin/sending.html"
    sent: Upload | None = None

    def __init__(self, kind: Kind, extensions: list[str], attrs: dict | None = None):
        accept = ",".join([f"{'audio' if kind is Kind.SOUND else 'video'}/*", *(f".{one}" for one in extensions)])
        super().__init__({"accept": accept} | (attrs or {}))
        self.kind, self.extensions, self.seconds = kind, extensions, None

    def render(self, name, value, attrs=None, renderer=None):
        context = {
            "input": super().render(name, value, attrs, renderer),
            "kind": self.kind,
            "extensions": " ".join(self.extensions),
            "bytes": megabytes_at_most(self.kind) * 1_000_000,
            "megabytes": megabytes_at_most(self.kind),
            "seconds": self.seconds,
            "piece": PIECE_BYTES,
            "address": reverse("media:sending"),
            "token_name": token_name(name),
            "sent": self.sent,
        }
        return render_to_string(self.template, context)


def token_name(field: str) -> str:
    return f"{field}-sent"


if TYPE_CHECKING:

    class _Form(forms.BaseForm):
        _errors: ErrorDict

        def __init__(self, *args: Any, for_user: object, **kwargs: Any) -> None: ...

else:
    _Form = object


class SendingForm(_Form):
    """For a form with one SendingInput: mix in before the form's own class. `sending` names the field."""

    sending = "media"

    def __init__(self, *args, for_user=None, **kwargs):
        super().__init__(*args, for_user=for_user, **kwargs)
        self.sender, self.sent = for_user, None
        key = self.add_prefix(self.sending)
        if self.is_bound and key not in self.files:
            self.sent = self._sent_before(self.data.get(token_name(key), ""))
        if self.sent and self.sent.is_whole:
            self.files = self.files.copy()
            self.files[key] = self.sent.as_file()
        self._input.sent = self.sent

    @property
    def _input(self) -> SendingInput:
        return self.fields[self.sending].widget

    def _sent_before(self, token: str) -> Upload | None:
        try:
            sent = Upload.objects.filter(token=UUID(token), owner=self.sender, kind=self._input.kind)
        except ValueError:
            return None
        return sent.first()

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound:
            return
        if self.sent and not self.sent.is_whole:
            half = _("The file was not sent to its end. Please choose it again: it goes on from where it was.")
            self._errors[self.sending] = self.error_class([str(half)])
        elif self._errors:
            self._keep_what_is_right()
        self._input.sent = self.sent

    def _keep_what_is_right(self) -> None:
        """A file that was refused is not kept; one that is right is, whatever else was wrong."""
        refused = self.sending in self._errors
        if self.sent and refused:
            self.sent.discard()
            self.sent = None
        came = self.files.get(self.add_prefix(self.sending))
        if not refused and not self.sent and isinstance(came, UploadedFile) and self.sender:
            self.sent = keep(self.sender, self._input.kind, came)

    def forget_what_was_sent(self) -> None:
        """The form is saved: its file lies where it belongs."""
        if self.sent:
            file = self.files[self.add_prefix(self.sending)]
            assert isinstance(file, UploadedFile)
            file.close()
            transaction.on_commit(partial(self.sent.discard))
