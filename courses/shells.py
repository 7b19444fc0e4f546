"""A page in two layers: what is the same for everybody, and holes where her own stands.

What is the same, the shell, is rendered once for each page, language and kind of reader (a visitor, somebody who is
signed in) and may be kept. Its templates say where her own stands:

    {% ifhers "done" block_id %}…{% else %}…{% endifhers %}   both branches are rendered; she gets one of them
    {% hers "name" %}                                              a value

What a hole means is registered with `fills` by the package that knows it. While a shell is laid the request bears
nobody: no member, no session, no cookie, no token. So what is hers cannot get into it by mistake.
"""

import copy
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

INDENT = re.compile(r"\s*\n\s*")
NO_TOKEN = "CSRF_COOKIE"


class TokenInShellError(Exception):
    """A shell asked for the token of one visitor; a form in it has to do without (lms.web.same_origin)."""


class AnybodySignedIn:
    """Whoever is signed in, as the templates of a shell see her."""

    is_authenticated, is_anonymous, pk = True, False, None


@dataclass(frozen=True)
class Hole:
    """Where her own stands. With two branches she gets one of them, without them the value itself."""

    kind: str
    subject: str
    branches: tuple[list, list] | None = None


@dataclass(frozen=True)
class Shell:
    parts: list["str | Hole"]
    about: dict = field(default_factory=dict)  # what the fillers have to know of the page


@dataclass
class Reader:
    """Who reads a page, for the fillers. `about` comes from the page's shell; {} on pages that have none. What one
    filler has found out others may use: `kept`."""

    request: HttpRequest | None
    about: dict = field(default_factory=dict)
    kept: dict = field(default_factory=dict)

    @property
    def user(self):
        return getattr(self.request, "user", None) or AnonymousUser()


Filler = Callable[[Reader, str], Any]
_fillers: dict[str, Filler] = {}


def fills(kind: str) -> Callable[[Filler], Filler]:
    """Register what holes of this kind hold: a truth for `ifhers`, text (escaped unless it is safe) for `hers`."""

    def register(filler: Filler) -> Filler:
        _fillers[kind] = filler
        return filler

    return register


def ask(reader: Reader, kind: str, subject: str = "") -> object:
    return _fillers[kind](reader, subject)


class Holes:
    """The holes of a shell that is being laid. In the text each is a mark that nobody can write by chance or malice."""

    def __init__(self) -> None:
        self.nonce = secrets.token_hex(8)
        self.made: list[tuple[str, str, tuple[str, str] | None]] = []

    def mark(self, kind: str, subject: object, branches: tuple[str, str] | None = None) -> SafeString:
        self.made.append((kind, str(subject), branches))
        return mark_safe(f"\ue000{self.nonce}:{len(self.made) - 1}\ue001")

    def cut(self, text: str) -> list[str | Hole]:
        """The text as parts: words and holes in turn."""
        texts = re.split(f"\ue000{self.nonce}:([0-9]+)\ue001", text)
        parts = [self._hole(int(part)) if number % 2 else part for number, part in enumerate(texts)]
        return [part for part in parts if part != ""]

    def _hole(self, number: int) -> Hole:
        kind, subject, branches = self.made[number]
        if not branches:
            return Hole(kind, subject, None)
        return Hole(kind, subject, (self.cut(dense(branches[0])), self.cut(dense(branches[1]))))


def lay(
    request: HttpRequest, template: str, context_of: Callable[[HttpRequest], dict], about: Callable[[], dict]
) -> Shell:
    """Render what is the same for every reader of this kind."""
    anybody = _bearing_nobody(request)
    anybody.holes = Holes()
    text = get_template(template).render(context_of(anybody), anybody)
    if NO_TOKEN in anybody.META:
        raise TokenInShellError(template)
    return Shell(anybody.holes.cut(dense(text).strip()), about())


def fill(shell: Shell, request: HttpRequest) -> str:
    reader = Reader(request, shell.about)
    words: list[str] = []
    _fill(shell.parts, reader, words)
    return "".join(words)


def _fill(parts: list[str | Hole], reader: Reader, words: list[str]) -> None:
    for part in parts:
        if isinstance(part, str):
            after_a_line = part.startswith("\n") and words and words[-1].endswith("\n")
            if shown := part[1:] if after_a_line else part:
                words.append(shown)
            continue
        found = _fillers[part.kind](reader, part.subject)
        if part.branches:
            _fill(part.branches[0] if found else part.branches[1], reader, words)
        elif found not in ("", None):
            words.append(conditional_escape(found))


def dense(text: str) -> str:
    """Without indents and blank lines, which are for those who write the templates."""
    return INDENT.sub("\n", text)


def _bearing_nobody(request: HttpRequest) -> Any:
    anybody: Any = copy.copy(request)
    signed_in = request.user.is_authenticated if hasattr(request, "user") else False
    anybody.user = AnybodySignedIn() if signed_in else AnonymousUser()
    anybody._cached_user = anybody.user
    anybody.session, anybody.COOKIES, anybody._messages = {}, {}, []
    anybody.META = {name: value for name, value in request.META.items() if name not in (NO_TOKEN, "HTTP_COOKIE")}
    return anybody


def filled(shell: Shell, request: HttpRequest) -> HttpResponse:
    return HttpResponse(fill(shell, request))
