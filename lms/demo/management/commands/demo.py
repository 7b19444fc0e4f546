"""Everything in one go, for a first look: database, demo union, web server, worker. Ctrl-C stops all of it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from lms.demo import data_files
from lms.demo.union import PASSWORD, PIN
from media import tasks
from media.models import Clip

SIGN_INS = f"""
  {{address}}

  Xem bài: mở địa chỉ trên, không cần đăng nhập.
  Hội viên         chị Thanh   0500 000 001   mã PIN {PIN}
  Người hướng dẫn  chị Mai     0500 000 004   mã PIN {PIN}
  Chi hội trưởng   chị Liên    0500 000 002   mã PIN {PIN}
  Cán bộ Hội xã    chị Ngân    0500 000 005   mã PIN {PIN}
  Chung một máy    chị Đào, chị Hạnh   0500 000 020   mã PIN {PIN}
                   {{address}}dang-nhap/can-bo/   ngan / {PASSWORD}
  Người soạn bài   {{address}}admin/   hoa / {PASSWORD}
  Quản trị         {{address}}admin/   quantri / {PASSWORD}

  {{codes}}
  Clip còn đang được xử lý sẽ tự hiện ra. Dừng: Ctrl-C.
"""
WITHOUT_CODES = "Cán bộ và người soạn bài vào không cần mã thứ hai. Bật lên: SECOND_FACTOR=on make run"
WITH_CODES = "Cán bộ và người soạn bài vào bằng mật khẩu và mã trong ứng dụng (SECOND_FACTOR=on)"


class Command(BaseCommand):
    help = "Prepare everything, then run the web server and the worker until Ctrl-C. PORT changes the port (8000)."

    def add_arguments(self, parser):
        parser.add_argument("--courses", nargs="+", metavar="CODE", help="load only these courses, such as K1")
        parser.add_argument("--clips", nargs="*", metavar="LESSON", help="film only these lessons' clips, such as 1.1")

    def handle(self, *args, courses: list[str] | None = None, clips: list[str] | None = None, **options):
        first, *rest = courses or data_files.courses()
        address = f"http://127.0.0.1:{settings.PORT}/"
        check_free(settings.PORT)
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("load_demo", courses=[first], clips=clips)
        take_up_again()
        for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(ending, lambda *_: sys.exit(0))
        codes = "SECOND_FACTOR" in os.environ and settings.SECOND_FACTOR  # a first look needs no app for codes
        here = os.environ | {"SECOND_FACTOR": "on" if codes else "off"}
        running = [subprocess.Popen(command, env=here, start_new_session=True) for command in commands(settings.PORT)]
        loading = []
        try:
            wait_for(address, running)
            self.stdout.write(SIGN_INS.format(address=address, codes=WITH_CODES if codes else WITHOUT_CODES))
            loading += start_loading(rest, clips)
            while all(process.poll() is None for process in running):
                [process.poll() for process in loading]  # one that has ended would stay a zombie
                time.sleep(0.5)
            raise CommandError("The web server or the worker stopped by itself.")
        finally:
            stop(running + loading)


def check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as taken:
            raise CommandError(f"Port {port} is in use. Try another: PORT={port + 1} make run") from taken


def take_up_again() -> None:
    """Clips that were being packaged when the demo was stopped: no worker runs now, so nobody else has them."""
    for pk in Clip.objects.filter(status=Clip.Status.WORKING).values_list("pk", flat=True):
        tasks.queue(pk)


def commands(port: int) -> list[list[str]]:
    web = ["-m", "gunicorn", "lms.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
    quietly = ["--keep-alive", "15", "--log-level", "warning"]
    worker = ["manage.py", "db_worker", "--interval", "1", "--no-startup-delay", "--verbosity", "0"]
    return [[sys.executable, *web, *quietly], [sys.executable, *worker]]


def start_loading(courses: list[str], clips: list[str] | None) -> list[subprocess.Popen]:
    """The other courses come while the first one can already be looked at."""
    if not courses:
        return []
    command = [sys.executable, "manage.py", "load_demo", "--courses", *courses]
    command += ["--clips", *clips] if clips is not None else []
    return [subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)]


def wait_for(address: str, running: list[subprocess.Popen], seconds: float = 60) -> None:
    """Until the first page answers; on a busy or slow machine that takes a while."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never through a proxy
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if any(process.poll() is not None for process in running):
            raise CommandError("The web server or the worker could not start.")
        try:
            direct.open(address, timeout=20).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise CommandError(f"{address} does not answer.")


def stop(running: list[subprocess.Popen]) -> None:
    """Ask the whole group of each process to end; a child that is packaging a clip goes with its parent. A second
    Ctrl-C changes nothing: leaving now would leave something running."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for process in running:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
    for process in running:
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
