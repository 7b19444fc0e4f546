"""What was added to a clip by hand goes on with it: after every publication its voices are fitted to the new build, its
master playlist lists them again, and the poster that a trainer chose is taken anew."""

from django.db import transaction

from media.models import Clip
from media.packaging.posters import take_poster
from media.voices.fitting import list_voices, queue_voices
from media.voices.models import Voice


def carry_over(clip_id: int) -> None:
    with transaction.atomic():
        clip = Clip.objects.select_for_update(of=("self",)).filter(pk=clip_id).first()
        if clip is None or not clip.build:
            return
        queue_voices(Voice.objects.filter(clip=clip).exclude(track__startswith=f"{clip.build}/"))
        list_voices(clip)
    if clip.poster_second is not None and not clip.poster_file.startswith(f"{clip.build}/"):
        take_poster(clip, clip.poster_second)
