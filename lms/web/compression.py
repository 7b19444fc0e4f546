"""Gzip for words only: clips and pictures are compressed already, and a compressed answer has no byte ranges."""

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

WORDS = ("text/", "application/json")


class GZipTextMiddleware(GZipMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if not response.get("Content-Type", "").startswith(WORDS):
            return response
        return super().process_response(request, response)
