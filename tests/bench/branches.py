"""`make bench`: do the screens and the recording hold for a province of 600,000 members?

On the PostgreSQL server that BENCH_DATABASE_URL names, in databases of its own, which are kept and used again. Prints
each figure beside its limit and fails when one is passed. Milliseconds depend on the machine and on who else uses it,
so nothing is held to them: CPU time, of our process and of the database together, is held against that of a view that
renders one row, in the same run.
"""

import json
import os
import subprocess
import sys
from time import monotonic
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from tests import databases

SERVER = os.environ.get("BENCH_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
SMALL, LARGE = 1_000, 600_000
MOST_PLAIN, FLAT, LEAST_EVENTS = 12, 1.3, 1_000  # CPU, of a view that renders one row; of the small union's


def main() -> int:
    small, large = united(SMALL), united(LARGE)
    passed = screens(small, large)
    return 0 if recording(large) and passed else 1


def united(members: int) -> str:
    """The address of the database of this union, built where it is not there or no longer right."""
    name = f"bench_union_{members}"
    address = urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
    with psycopg.connect(SERVER, autocommit=True) as server:
        note = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        if server.execute(note, [name]).fetchone() == (str(databases.digest()),):
            return address
        print(f"A union of {members:,} members:")
        began = monotonic()
        server.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(name)))
        server.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(name)))
        subprocess.run([sys.executable, "-m", "tests.bench.copied", str(members)], env=at(address), check=True)
        server.execute(SQL("COMMENT ON DATABASE {} IS {}").format(Identifier(name), Literal(str(databases.digest()))))
        print(f"  built in {monotonic() - began:.0f} s")
    return address


def at(address: str) -> dict[str, str]:
    return os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"}


def measured(module: str, address: str) -> list | dict:
    """What the module says (JSON) of the union at this address."""
    command = [sys.executable, "-m", f"tests.bench.{module}"]
    return json.loads(subprocess.run(command, env=at(address), check=True, stdout=subprocess.PIPE).stdout)


def screens(small: str, large: str) -> bool:
    print(f"\nms a screen, of {SMALL:,} and of {LARGE:,} members; for information: they go by the machine")
    print(f"limits: CPU {MOST_PLAIN} times a view of one row and {FLAT} times the small union's; the same queries")
    print(f"{'':24}{'queries':>11}{'median':>15}{'95 %':>15}{'CPU':>15}{'rows':>8}{'times':>8}")
    passed = True
    for few, many in zip(measured("looking", small), measured("looking", large), strict=True):
        times = many["cpu"] / few["cpu"]
        good = many["of_plain"] <= MOST_PLAIN and times <= FLAT and few["queries"] == many["queries"]
        both = [f"{few[key]:.1f}, {many[key]:.1f}" for key in ("median", "p95", "cpu")]
        queries = f"{few['queries']}, {many['queries']}"
        print(f"{many['screen']:24}{queries:>11}" + "".join(f"{pair:>15}" for pair in both), end="")
        print(f"{many['of_plain']:>8.1f}{times:>8.2f}", end="")
        print("" if good else "   TOO MUCH")
        passed = passed and good
    return passed


def recording(large: str) -> bool:
    found = measured("sending", large)
    good = found["a_second"] >= LEAST_EVENTS and not found["lost"] and not found["twice"]
    print(f"\nRecording: {found['sent']:,} events in batches of 20 from 8 phones, server on one core")
    print(f"  {found['a_second']:,.0f} a second (limit {LEAST_EVENTS:,}); {found['a_cpu_second']:,.0f} a second of CPU")
    print(f"  median {found['median']:.0f} ms a batch, 95 % {found['p95']:.0f} ms; {found['repeated']:,} sent again")
    print(f"  lost {found['lost']}, kept twice {found['twice']}, figures that differ {found['wrong']}")
    return good and not found["wrong"]


if __name__ == "__main__":
    sys.exit(main())
