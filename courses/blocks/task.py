"""A task ("làm thật"): something to do in real life. She says that it is done, or who sat beside her confirms it."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.requirements import Kind, Requirement


class TaskValue(blocks.StructValue):
    def requirement(self, block: UUID) -> Requirement:
        return Requirement(block, Kind.TASK)


class Task(blocks.StructBlock):
    text = blocks.TextBlock(
        label=_("What to do in real life"), max_length=400, rows=2, help_text=_("One thing, small and useful to her.")
    )
    look = blocks.CharBlock(
        label=_("What the helper looks at"),
        required=False,
        max_length=200,
        help_text=_("How somebody beside her can see that it is done."),
    )

    class Meta:
        label = _("Task")
        description = _("Something to do for real. She says so, or her helper confirms it.")
        icon = "check"
        template = "blocks/task.html"
        scripts = ["courses/aloud.js"]
        value_class = TaskValue
        preview_value = {
            "text": "Đọc được một tin nhắn trong nhóm Zalo mà không cần đưa máy ra xa.",
            "look": "Chị ấy đọc to được tin nhắn.",
        }
