"""Filming the demo's clips takes a while, so the worker does it; until then a lesson says that its clip is coming."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files import File
from django_tasks import task

from lms.demo import filming
from lms.demo.data_files import lesson_of
from media.models import Clip


@task(priority=-10)
def film_clip(clip_id: int, course_file: str, code: str) -> None:
    """Film the lesson's clip and upload it, unless it is there or the clip is gone. Packaging the last one comes first:
    a stranger should see one clip soon rather than five late."""
    clip = Clip.objects.filter(pk=clip_id, media="").first()
    if not clip:
        return
    with TemporaryDirectory() as scratch:
        film = filming.film(lesson_of(course_file, code), Path(scratch) / "clip.mp4")
        with film.open("rb") as file:
            clip.media = File(file, name="clip.mp4")
            clip.save()
