"""What happens at the same moment: a piece sent by two tabs, two voices that become ready together."""

import pytest
from django.core.files.base import ContentFile

from media.models import Clip
from media.uploads.models import Kind, Upload, UploadRefusedError, append, begin
from media.voices.fitting import make_voice
from media.voices.models import Voice
from tests.media.conftest import run_ffmpeg
from tests.together import together

pytestmark = pytest.mark.usefixtures("lasting")


def test_a_piece_sent_by_two_tabs_at_once_is_kept_once(hoa, video, uploads):
    content = video.read_bytes()
    upload = begin(hoa, Kind.VIDEO, "quay.mp4", len(content), "f1")

    def send() -> int:
        try:
            return append(Upload.objects.get(pk=upload.pk), 0, content)
        except UploadRefusedError as refused:
            return refused.status

    assert sorted(together(send, send, send)) == sorted([len(content), 409, 409])
    assert Upload.objects.get().as_file().read() == content


def test_two_voices_that_become_ready_together_are_both_listed(ready, videos, uploads):
    run_ffmpeg("-f", "lavfi", "-i", "sine=500:d=1", videos / "second.wav")
    voices = [Voice(clip=ready, language=language) for language in ("tyz", "blt")]
    for voice in voices:
        voice.sound = ContentFile((videos / "second.wav").read_bytes(), name="ghi-am.wav")
        voice.save()
    together(*[lambda voice=voice: make_voice.func(voice.pk) for voice in voices])
    clip = Clip.objects.get()
    master = (uploads / f"clips/{clip.uuid}/{clip.voiced_master}").read_text()
    assert [code in master for code in ('LANGUAGE="tyz"', 'LANGUAGE="blt"')] == [True, True]
