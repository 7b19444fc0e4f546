"""How many requests a second nginx answers for a stranger's lesson that it has kept, and for a file of that size.

The configuration is the one in docs/running.md, in `nginx.conf`.
"""

import subprocess
from pathlib import Path

from tests.bench import served
from tests.site import ROOT, free_port, wait


def compared(folder: Path, path: str) -> tuple[float, float]:
    """Requests a second of the kept lesson and of the file: the best of several rounds, in turn."""
    product = {"DJANGO_SETTINGS_MODULE": "lms.settings", "VAR_DIR": str(folder), "DATABASE_URL": ""}
    with served.gunicorn("lms.wsgi", **product) as site:
        port = free_port()
        words = (ROOT / "tests/bench/nginx.conf").read_text()
        for name, value in (("FOLDER", str(folder)), ("PORT", str(port)), ("SITE", str(site))):
            words = words.replace(name, value)
        (folder / "nginx.conf").write_text(words)
        (folder / "page.gz").write_bytes(served.fetch(site, path).partition(b"\r\n\r\n")[2])
        folder.chmod(0o755)
        nginx = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)])
        try:
            wait(lambda: served.answers(port), 20)
            served.rate(port, path, 1)
            found = [(served.rate(port, path), served.rate(port, "/file")) for _round in range(served.ROUNDS)]
        finally:
            nginx.terminate()
            nginx.wait(timeout=20)
    return max(kept for kept, _file in found), max(file for _kept, file in found)
