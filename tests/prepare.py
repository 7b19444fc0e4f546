"""What `make test` needs before its first test: the databases that every worker copies, and what Python cannot bring, a
Chromium for the journeys, which is installed where we may. Both at once: each keeps one core busy."""

import os
import shutil
import subprocess
import sys

# The first has no window at all, and so leaves the machine to the pages.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
LAY = "import django; django.setup(); from tests import databases; databases.lay()"


def main() -> None:
    laying = [_laying(address) for address in {"", os.environ.get("TEST_DATABASE_URL", "")}]
    if not browser():
        _install_browser()
    if any(laid.wait() for laid in laying):
        sys.exit("The test database could not be made.")


def browser() -> str | None:
    """The command of the system's own browser."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def _laying(address: str) -> subprocess.Popen:
    environment = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    return subprocess.Popen([sys.executable, "-c", LAY], env=environment)


def _install_browser() -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit("The browser tests need Chromium. Please install it (the command is called `chromium`).")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq"]
    subprocess.run([*apt, "update"], env=environment, check=True, stdout=subprocess.DEVNULL)
    for package in NAMES[:2]:  # not every system divides the browser from its window
        command = [*apt, "install", "-y", "--no-install-recommends", package]
        if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL).returncode == 0:
            return
    sys.exit("Chromium could not be installed.")


if __name__ == "__main__":
    main()
