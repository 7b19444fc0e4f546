"""What every page says to its reader alone: her name, and what has just happened."""

from django.contrib.messages import get_messages
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from courses.shells import Reader, dense, fills


@fills("name")
def name(reader: Reader, _subject: str) -> str:
    return reader.user.get_short_name()


@fills("messages")
def messages(reader: Reader, _subject: str) -> SafeString | str:
    said = get_messages(reader.request) if reader.request else ()
    return mark_safe(dense(render_to_string("components/messages.html", {"messages": said}))) if said else ""
