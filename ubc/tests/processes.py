"""What runs on this machine, with and without the command ps."""

import os
import subprocess
import time
from pathlib import Path
from typing import NamedTuple


class Process(NamedTuple):
    pid: int
    parent: int
    state: str
    command: str


def processes():
    proc = Path("/proc")
    if not (proc / "self" / "stat").exists():
        lines = subprocess.run(["ps", "-A", "-ww", "-o", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True)
        rows = [[*line.split(None, 3), ""] for line in lines.stdout.splitlines()]
        return [Process(int(row[0]), int(row[1]), row[2], row[3]) for row in rows]
    found = []
    for folder in proc.iterdir():
        if folder.name.isdigit():
            try:
                state, parent = (folder / "stat").read_text().rpartition(") ")[2].split()[:2]
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue  # it ended meanwhile
            found.append(Process(int(folder.name), int(parent), state, command))
    return found


def running(pid):
    """Whether the process still does anything: one that ended and was not yet collected does not count."""
    return any(process.pid == pid and not process.state.startswith("Z") for process in processes())


def family(pid):
    """All that this process has started, and what that has started: command line by process number."""
    found, parents, everything = {}, {pid}, processes()
    while parents:
        below = [process for process in everything if process.parent in parents]
        found |= {process.pid: process.command for process in below}
        parents = {process.pid for process in below}
    return found


def until(condition, timeout=30):
    deadline = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def end(pid, number):
    """Sends a signal to a process that may be gone."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
