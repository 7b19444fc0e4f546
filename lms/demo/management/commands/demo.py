"""Everything in one go, for a first look: database, demo union, web server, worker. Ctrl-C stops all of it."""

import os
import signal
import subprocess
import sys
import time
import urllib.request

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from lms.demo.union import PASSWORD, PIN

SIGN_INS = f"""
  {{address}}

  Xem bài: mở địa chỉ trên, không cần đăng nhập.
  Hội viên         chị Thanh   0500 000 001   mã PIN {PIN}
  Chi hội trưởng   chị Liên    0500 000 002   mã PIN {PIN}
  Cán bộ Hội xã    chị Ngân    0500 000 005   mã PIN {PIN}
  Chung một máy    chị Đào, chị Hạnh   0500 000 020   mã PIN {PIN}
  Người soạn bài   {{address}}admin/   hoa / {PASSWORD}
  Quản trị         {{address}}admin/   quantri / {PASSWORD}

  Clip còn đang được xử lý sẽ tự hiện ra. Dừng: Ctrl-C.
"""


class Command(BaseCommand):
    help = "Prepare everything, then run the web server and the worker until Ctrl-C. PORT changes the port (8000)."

    def handle(self, *args, **options):
        port = os.environ.get("PORT", "8000")
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise CommandError(f"PORT must be a number from 1 to 65535, not {port!r}.")
        address = f"http://127.0.0.1:{port}/"
        os.environ.setdefault("BASE_URL", address.rstrip("/"))
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("load_demo")
        running = [subprocess.Popen(command, start_new_session=True) for command in commands(port)]
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            wait_for(address, running)
            self.stdout.write(SIGN_INS.format(address=address))
            while all(process.poll() is None for process in running):
                time.sleep(0.5)
            raise CommandError("The web server or the worker stopped by itself.")
        except KeyboardInterrupt:
            self.stdout.write("")
        finally:
            stop(running)


def commands(port: str) -> list[list[str]]:
    web = ["-m", "gunicorn", "lms.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
    worker = ["manage.py", "db_worker", "--interval", "1", "--no-startup-delay"]
    return [[sys.executable, *web, "--keep-alive", "15", "--log-level", "warning"], [sys.executable, *worker]]


def wait_for(address: str, running: list[subprocess.Popen], seconds: float = 60) -> None:
    """Until the first page answers; on a busy or slow machine that takes a while."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if any(process.poll() is not None for process in running):
            raise CommandError("The web server or the worker could not start. Is the port in use? Try PORT=8001.")
        try:
            urllib.request.urlopen(address, timeout=20).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise CommandError(f"{address} does not answer.")


def stop(running: list[subprocess.Popen]) -> None:
    """Ask the whole group of each process to end; a child that is packaging a clip goes with its parent."""
    for process in running:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
    for process in running:
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
