"""What a program that reads a stranger's file may touch: its own folder and where programs lie, and no network.

Two means of the Linux kernel that need no root and no other program: Landlock (since 5.13) closes the file system, and
TCP where it can (6.7); an empty network namespace closes every network. Where the system forbids one of them, the
program runs without it, and the lists of formats and protocols in `recipe.py` and `inspect_file.py` still hold.

Source: the kernel's documentation, userspace-api/landlock, and include/uapi/linux/landlock.h.
"""

import ctypes
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

PROGRAMS = ("/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", "/dev/null", sys.base_prefix, sys.prefix)
CREATE, ADD, RESTRICT = 444, 445, 446  # system calls, of the same number on every architecture
ASK_VERSION = 1
BENEATH_PATH = 1
READ_FILE = 0b101  # execute, read
READ_FOLDER = READ_FILE | 0b1000  # list
KNOWN_FILES = {1: 13, 2: 14, 3: 15}  # rights on files, by version of the interface; none is new in version 4
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
PR_SET_NO_NEW_PRIVS = 38

libc: Any = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("rights", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def file_rules(folder: Path, readable: Iterable[Path | str]) -> int | None:
    """An open description of what may be touched, to be closed by the caller; None where there is no Landlock."""
    version = libc.syscall(CREATE, None, 0, ASK_VERSION) if libc else 0
    if version < 1:
        return None
    everything = (1 << KNOWN_FILES.get(version, 15)) - 1
    asked = Ruleset(files=everything, network=0b11 if version >= 4 else 0, scoped=0b1 if version >= 6 else 0)
    rules = libc.syscall(CREATE, ctypes.byref(asked), ctypes.sizeof(asked), 0)
    if rules < 0:
        return None
    _allow(rules, folder, everything)
    for path in (*PROGRAMS, *readable):
        _allow(rules, path, (READ_FOLDER if Path(path).is_dir() else READ_FILE) & everything)
    return rules


def _allow(rules: int, path: Path | str, rights: int) -> None:
    with suppress(FileNotFoundError):
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            rule = Beneath(rights, opened)
            if libc.syscall(ADD, rules, BENEATH_PATH, ctypes.byref(rule), 0):
                raise OSError(ctypes.get_errno(), "Landlock took no rule", str(path))
        finally:
            os.close(opened)


def enter(rules: int | None) -> None:
    """In the new process, before the program begins: there is no way back."""
    if not libc:
        return
    if libc.unshare(NEW_NETWORK):
        libc.unshare(NEW_USER | NEW_NETWORK)  # without root
    if rules is not None:
        libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.syscall(RESTRICT, rules, 0)
