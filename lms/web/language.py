"""Vietnamese unless she chose otherwise: the phone's own language is often wrong (a second-hand phone set to English),
so only her choice on this site counts."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from courses.page_cache import language_of


class ChosenLanguageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if response.get("Content-Type", "").startswith("text/html"):  # a clip is the same in every language
            patch_vary_headers(response, ["Cookie"])
        return response
