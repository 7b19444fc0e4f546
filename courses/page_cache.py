"""Pages that are made once and handed to many: own caching rule, see docs/decisions/own-caching-rule.md.

A stranger, who sends no session, gets the same bytes as every other stranger of her language. They are kept in
Django's cache, compressed, with their stamps (`courses.models.versions`): one query says whether they are still right.
Who has a session gets the page's shell (`courses.shells`) with her own in it, and nothing keeps that answer.

What nobody else must see cannot be kept: only what `courses.models.PhoneFirstPage` marks is, and it marks no page that
is restricted, and nothing of a request with a session or a message.
"""

import gzip
import hashlib
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path
from typing import Any, TypeVar

import brotli
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, close_old_connections
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from courses import shells
from courses.models import versions
from courses.shells import Shell

DAY = 24 * 60 * 60  # seconds; a page that nobody opens is forgotten
SHARED = {"public": True, "max_age": 0, "s_maxage": 60, "stale_while_revalidate": 60}
OF_A_TALK = ("noi", "loi")  # the parameters that a page reads; whatever else an address carries changes nothing
CODE = ("courses", "quizzes", "media", "lms", "templates")
PLACE = ("wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO")
AT_HAND = 500  # pages and shells
NOT_KEPT = {"content-length", "content-encoding", "etag", "date"}


@dataclass(frozen=True)
class Kept:
    """Something that is right until that time (seconds since 1970), as long as these stamps are."""

    keys: tuple[str, ...]
    stamps: dict[str, str]
    until: float
    what: "Answer | Shell"

    def is_right(self) -> bool:
        return time.time() < self.until and versions.stamps(self.keys) == self.stamps


@dataclass(frozen=True)
class Answer:
    """A page as it goes over the wire."""

    bodies: dict[str, bytes]  # by Content-Encoding; the plain page is made from "gzip" for the few who ask for it
    digest: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Keepable:
    """What `PhoneFirstPage` says of an answer: its shell, what it was made of, and for how many seconds it is right."""

    shell: Shell
    keys: tuple[str, ...]
    seconds: int


class StampedRequest(HttpRequest):
    """With the stamps as they were before the page was made."""

    stamps_before: dict[str, str]


class PageResponse(HttpResponse):
    """`keepable` is set on what may be kept."""

    keepable: Keepable


def is_strangers(request: HttpRequest) -> bool:
    """Whether the answer depends on nothing but the address and the language."""
    cookies = request.COOKIES
    return settings.SESSION_COOKIE_NAME not in cookies and "messages" not in cookies


def is_kept_for(request: HttpRequest) -> bool:
    return request.method == "GET" and not any(name in request.GET for name in OF_A_TALK)


def language_of(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@once
def release() -> str:
    """Another one after every change of code, templates, words or static files: what an older one made is not used."""
    digest = hashlib.sha256(f"{settings.SECRET_KEY}{settings.ALLOWED_HOSTS}".encode())
    files = [path for folder in CODE for path in (settings.BASE_DIR / folder).rglob("*.*")]
    for path in sorted([*files, Path(settings.STATIC_ROOT) / "staticfiles.json"]):
        if path.suffix in (".py", ".html", ".mo", ".json") and path.exists():
            digest.update(f"{path}{path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()[:16]


def _key(what: str, said: Mapping[str, object], language: str) -> str:
    """`said` is the environment of the request. Host and scheme as they were said: what is kept under them has passed
    every check of the first request that said so."""
    place = "|".join(str(said.get(name, "")) for name in PLACE)
    return f"page:{what}:{release()}:{language}:{hashlib.sha256(place.encode()).hexdigest()[:32]}"


What = TypeVar("What", Answer, Shell)
_at_hand: dict[str, Kept] = {}  # of this process, so that what is asked for often need not be fetched and read


def _right(key: str, kind: type[What]) -> What | None:
    kept = _at_hand.get(key) or cache.get(key)
    if not kept or not kept.is_right():
        _at_hand.pop(key, None)
        return None
    if len(_at_hand) >= AT_HAND:
        _at_hand.clear()
    _at_hand[key] = kept
    return kept.what if isinstance(kept.what, kind) else None


def _keep(key: str, what: "Answer | Shell", found: Keepable, before: dict[str, str]) -> None:
    stamps = {each: before[each] for each in found.keys if each in before}
    cache.set(key, Kept(found.keys, stamps, time.time() + found.seconds, what), found.seconds)
    _at_hand.pop(key, None)


def forget() -> None:
    """Everything that this process keeps, and the cache with it."""
    _at_hand.clear()
    cache.clear()


class StrangersPages:
    """The same bytes for every stranger. The first of all, so that it keeps the headers of all the others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: StampedRequest) -> HttpResponse:
        if not (is_strangers(request) and is_kept_for(request)):
            return self.get_response(request)
        key = _key("answer", request.META, language_of(request))
        answer = _right(key, Answer)
        if not answer:
            response = self.get_response(request)
            found = getattr(response, "keepable", None)
            if not found or response.status_code != 200 or response.cookies:
                return response
            answer = _packed(response)
            _keep(key, answer, found, request.stamps_before)
        status, headers, body = _handed(request.META, answer)
        response = HttpResponse(body, status=status, headers=headers)
        if status == 304:
            del response["Content-Type"]
        return response


def _packed(response: HttpResponse) -> Answer:
    headers = {name: value for name, value in response.items() if name.lower() not in NOT_KEPT}
    body = response.content
    bodies = {"br": brotli.compress(body, quality=9), "gzip": gzip.compress(body, 9, mtime=0)}
    return Answer(bodies, hashlib.sha256(body).hexdigest()[:32], headers)


def _handed(said: Mapping[str, Any], answer: Answer) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body: the page, or that she has it already. Each encoding has a tag of its own: they are
    different bytes."""
    accepted = re.split(r"[\s,;]+", said.get("HTTP_ACCEPT_ENCODING", ""))
    encoding = next((name for name in answer.bodies if name in accepted), "")
    tag = f'"{answer.digest}-{encoding}"' if encoding else f'"{answer.digest}"'
    asked = said.get("HTTP_IF_NONE_MATCH")
    if asked and {each.removeprefix("W/") for each in parse_etags(asked)} & {tag, "*"}:
        return (
            304,
            {name: value for name, value in answer.headers.items() if name != "Content-Type"} | {"ETag": tag},
            b"",
        )
    body = answer.bodies[encoding] if encoding else gzip.decompress(answer.bodies["gzip"])
    more = {"Content-Encoding": encoding} if encoding else {}
    return 200, answer.headers | more | {"Content-Length": str(len(body)), "ETag": tag}, body


class KeptFirst:
    """The WSGI application, with kept pages in front of all of Django: at eight in the evening a whole commune opens
    the same lesson. It only hands out what `StrangersPages` has kept, and leaves all else alone."""

    STATUS = {200: "200 OK", 304: "304 Not Modified"}

    def __init__(self, application: Callable):
        self.application = application

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "GET" and "HTTP_COOKIE" not in environ and not environ.get("QUERY_STRING"):
            answer = self._kept(environ)
            if answer:
                status, headers, body = _handed(environ, answer)
                start_response(self.STATUS[status], list(headers.items()))
                return [body]
        return self.application(environ, start_response)

    def _kept(self, environ: dict) -> "Answer | None":
        try:
            close_old_connections()
            return _right(_key("answer", environ, settings.LANGUAGE_CODE), Answer)
        except DatabaseError:  # Django asks again, and says what is wrong
            return None


class ReadersPages:
    """A kept shell, with what is hers in it, for who has a session. Stands behind everything that says who she is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: StampedRequest, view: Callable, args: list, kwargs: dict) -> HttpResponse | None:
        name = request.resolver_match.url_name if request.resolver_match else None
        if (name != "home" and name != "wagtail_serve") or not is_kept_for(request):
            return None
        key = shell_key(request)
        shell = None if is_strangers(request) else _right(key, Shell)
        if shell:
            return answer(request, shell)
        request.stamps_before = versions.everything()
        return None


def shell_key(request: HttpRequest) -> str:
    kind = "hers" if request.user.is_authenticated else "visitor"
    return _key(f"shell-{kind}", request.META, translation.get_language())


def keep_shell(request: HttpRequest, found: Keepable) -> None:
    """For the next reader, where the stamps were read before the page was."""
    if hasattr(request, "stamps_before"):
        _keep(shell_key(request), found.shell, found, request.stamps_before)


def answer(request: HttpRequest, shell: Shell, found: Keepable | None = None) -> HttpResponse:
    """The filled shell, with what may be done with it: a stranger's page with a shell that may be kept is for all."""
    response = PageResponse(shells.fill(shell, request))
    if not is_strangers(request):
        add_never_cache_headers(response)  # the next person on this phone may press "back"
    elif found:
        response.keepable = found
        patch_cache_control(response, **SHARED)
    else:
        patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response
