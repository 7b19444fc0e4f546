"""A house rule that Django checks at every start: clips have their own queue.

With HLS_USE_CELERY the base package would look for a broker for forty seconds before every management command, and
would transcode each upload a second time.
"""

from django.conf import settings
from django.core.checks import Error, register


@register
def no_second_queue(app_configs, **kwargs) -> list[Error]:
    if not getattr(settings, "HLS_USE_CELERY", False):
        return []
    return [Error("HLS_USE_CELERY must stay unset: clips are packaged by the TASKS queue.", id="media.E001")]
