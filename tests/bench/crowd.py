"""`make bench-crowd`: fifty uploads at once, two workers, one of them killed half way. None may be lost.

Everything lies in a folder of its own that is thrown away; the database is SQLite, as in a first installation.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep

UPLOADS = 50
LONGEST = 1800  # seconds; the clip of the killed worker waits for its lease to run out, a minute and a half


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(folder: Path) -> int:
    os.environ |= {"VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "lms.settings"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], check=True)
    upload(folder)
    began = monotonic()
    workers = [start_worker(), start_worker()]
    try:
        wait_until(lambda: counted().get("ready", 0) >= UPLOADS // 5)
        workers.pop().kill()
        say(f"{monotonic() - began:.0f} s: one worker is killed; {counted()}")
        workers.append(start_worker())
        wait_until(lambda: counted().get("ready", 0) + counted().get("failed", 0) == UPLOADS)
    finally:
        for worker in workers:
            worker.kill()
    say(f"{monotonic() - began:.0f} s: {counted()}")
    return 0 if counted() == {"ready": UPLOADS} else 1


def upload(folder: Path) -> None:
    import django

    django.setup()
    from django.core.files import File

    from media.models import Clip
    from media.packaging.process import ffmpeg

    video = folder / "video.mp4"
    made = ["-f", "lavfi", "-i", "testsrc2=s=320x240:r=15:d=1", "-f", "lavfi", "-i", "sine=d=1", str(video)]
    subprocess.run([ffmpeg(), "-v", "error", *made], check=True)
    for number in range(UPLOADS):
        with video.open("rb") as file:
            Clip.objects.create(title=f"Clip {number}", media=File(file, name="clip.mp4"))


def counted() -> dict[str, int]:
    from django.db.models import Count

    from media.models import Clip

    return dict(Clip.objects.order_by().values_list("status").annotate(Count("pk")))


def start_worker() -> subprocess.Popen:
    quickly = ["--interval", "0.2", "--no-startup-delay", "--verbosity", "0"]
    return subprocess.Popen([sys.executable, "manage.py", "db_worker", *quickly])


def wait_until(happened) -> None:
    """As somebody who looks at the list of clips now and then: that is when lost ones are found."""
    from media.tasks import requeue_lost

    until = monotonic() + LONGEST
    while not happened():
        if monotonic() > until:
            raise TimeoutError(f"after half an hour: {counted()}")
        requeue_lost()
        sleep(1)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        sys.exit(main(Path(name)))
