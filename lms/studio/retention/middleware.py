"""Our screen takes the place of each of Wagtail's screens that delete content."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lms.studio.retention import deletions
from lms.studio.retention.views import confirm


class RetentionMiddleware:
    """Asked before the view is called, so that nothing of Wagtail's own deleting runs. Who is not signed in to Wagtail
    goes on to its sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if (
            not kwargs
            or not request.path.startswith("/admin/")
            or not request.user.has_perm("wagtailadmin.access_admin")
        ):
            return None
        deletion = deletions.asked(request, view, kwargs)
        return confirm(request, deletion) if deletion else None
