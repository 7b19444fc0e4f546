"""A draft keeps whatever was typed. What is still missing is asked for when it is published.

Wagtail's own deferral (`Block.clean_deferred`) waives required fields only: a conversation without an end or a number
out of range still refuses the draft. It also sets flags on blocks that all threads share. This walks the value itself.
"""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.base import BlockField
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue


class DraftField(BlockField):
    """The form field of a StreamField. While its form saves a draft (`is_deferred_validation`), it refuses nothing."""

    def clean(self, value: StreamValue) -> StreamValue:
        if getattr(self, "is_deferred_validation", False):
            return as_typed(self.block, value)
        return self.block.clean(value)


def as_typed(block: blocks.Block, value: Any) -> Any:
    """The value as it would be after cleaning, and as it was typed wherever cleaning refuses it."""
    if isinstance(block, blocks.BaseStreamBlock):
        return StreamValue(block, [(child.block.name, as_typed(child.block, child.value), child.id) for child in value])
    if isinstance(block, blocks.ListBlock):
        children = [
            ListValue.ListChild(block.child_block, as_typed(block.child_block, child.value), id=child.id)
            for child in block.normalize(value).bound_blocks
        ]
        return ListValue(block, bound_blocks=children)
    if isinstance(block, blocks.BaseStructBlock):
        typed = [(name, as_typed(child, value.get(name))) for name, child in block.child_blocks.items()]
        return block._to_struct_value(typed)
    return _leaf_as_typed(block, value)


def _leaf_as_typed(block: blocks.Block, value: object) -> object:
    try:
        return block.clean(value)
    except ValidationError:
        if not isinstance(block, blocks.FieldBlock):
            return value
    try:
        return block.value_from_form(block.field.to_python(block.value_for_form(value)))
    except ValidationError:
        return value if isinstance(block.get_default(), str) else block.get_default()
