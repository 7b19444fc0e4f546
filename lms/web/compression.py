"""Gzip for words only: clips and pictures are compressed already, and a compressed answer has no byte ranges.

A page that is kept (`courses.page_cache`) is compressed there, once and always to the same bytes.
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

WORDS = ("text/", "application/json")


class GZipTextMiddleware(GZipMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if hasattr(response, "keepable") or not response.headers.get("Content-Type", "").startswith(WORDS):
            return response
        return super().process_response(request, response)
