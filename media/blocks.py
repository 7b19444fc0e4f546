"""What a lesson block needs from clips: a field to choose one (or upload one) in the Wagtail editor."""

from media.admin.chooser import clip_chooser

ClipChooserBlock = clip_chooser.get_block_class(name="ClipChooserBlock", module_path="media.blocks")
