"""Several processes as one: what is left when it ends, however it ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from ubc.tests.processes import end, running, until

pytestmark = pytest.mark.embedded

# What a child does after it has written its process number down.
CHILDREN = {
    "plain": "time.sleep(300)",
    "family": "grandchild = subprocess.Popen(['sleep', '300']); note(grandchild.pid); grandchild.wait()",
    "deaf": "signal.signal(signal.SIGTERM, signal.SIG_IGN); note('deaf'); time.sleep(300)",
    "brief": "sys.exit(3)",
}
CHILD = """
import os, signal, subprocess, sys, time
def note(what):
    with open({file!r}, "a") as file:
        file.write(f"{{what}}\\n")
note(os.getpid())
{what}
"""
SUPERVISOR = """
import sys
from pathlib import Path
from ubc.supervisor import Child, Supervisor

say = lambda line: print(line, flush=True)
children = [Child(name, [sys.executable, "-c", script]) for name, script in {scripts!r}]
supervisor = Supervisor(children, say=say, folder=Path(), grace={grace})
sys.exit(0 if supervisor.run(ready=lambda: {ready}, on_ready=lambda: say("ready"), patience={patience}) else 1)
"""


class Watched:
    """A supervisor in a process of its own; its children write their process numbers into a file each."""

    def __init__(self, folder, *names, grace=10, ready=True, patience=30):
        self.output = folder / "output"
        self.notes = {name: folder / name for name in names}
        scripts = [(name, CHILD.format(file=str(file), what=CHILDREN[name])) for name, file in self.notes.items()]
        script = SUPERVISOR.format(scripts=scripts, grace=grace, ready=ready, patience=patience)
        with self.output.open("w") as output:
            self.process = subprocess.Popen([sys.executable, "-c", script], cwd=settings.BASE_DIR, stdout=output)

    def noted(self, name, count=1):
        """The first `count` things this child has written."""
        file = self.notes[name]
        until(lambda: file.exists() and file.read_text().count("\n") >= count)
        return [int(word) if word.isdigit() else word for word in file.read_text().split()[:count]]

    def lines(self):
        return self.output.read_text().splitlines()


@pytest.fixture
def watch(tmp_path):
    started = []

    def start(*names, **options):
        started.append(Watched(tmp_path, *names, **options))
        return started[-1]

    yield start
    for watched in started:
        watched.process.kill()
        watched.process.wait()
        for file in filter(Path.exists, watched.notes.values()):
            for pid in filter(str.isdigit, file.read_text().split()):
                end(int(pid), signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_told_to_stop_it_ends_all_and_their_children(watch, number):
    watched = watch("family", "plain")
    pids = watched.noted("family", 2) + watched.noted("plain")
    until(lambda: watched.lines() == ["ready"])

    watched.process.send_signal(number)
    assert watched.process.wait(20) == 0
    assert watched.lines() == ["ready", "Stopping."]
    until(lambda: not any(map(running, pids)))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_child_that_ends_by_itself_ends_all(watch, number):
    watched = watch("family", "plain")
    pids = watched.noted("family", 2)
    [plain] = watched.noted("plain")
    until(lambda: watched.lines() == ["ready"])

    os.kill(plain, number)
    assert watched.process.wait(20) == 1
    assert watched.lines() == ["ready", f"The plain ended unexpectedly (signal {number.value}), so everything is stopped."]
    until(lambda: not any(map(running, pids)))


def test_a_child_that_does_not_start_ends_all(watch):
    watched = watch("brief", "plain", ready=False)
    assert watched.process.wait(20) == 1
    assert watched.lines() == ["The brief ended unexpectedly (exit code 3), so everything is stopped."]


def test_one_that_does_not_listen_is_ended_after_its_grace(watch):
    watched = watch("deaf", grace=1)
    pid, _ = watched.noted("deaf", 2)
    until(lambda: watched.lines() == ["ready"])

    watched.process.terminate()
    assert watched.process.wait(20) == 0
    until(lambda: not running(pid))


def test_a_second_signal_does_not_wait(watch):
    watched = watch("deaf", grace=300)
    pid, _ = watched.noted("deaf", 2)
    until(lambda: watched.lines() == ["ready"])

    watched.process.send_signal(signal.SIGINT)
    until(lambda: watched.lines() == ["ready", "Stopping."])
    watched.process.send_signal(signal.SIGINT)
    assert watched.process.wait(20) == 0
    until(lambda: not running(pid))


def test_a_server_that_never_answers_ends_all(watch):
    watched = watch("plain", ready=False, patience=1)
    [pid] = watched.noted("plain")
    assert watched.process.wait(20) == 1
    assert watched.lines() == ["The web server does not answer, so everything is stopped."]
    until(lambda: not running(pid))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell a child that its parent was killed")
def test_children_end_with_a_supervisor_that_is_killed_outright(watch):
    watched = watch("plain")
    [pid] = watched.noted("plain")
    watched.process.kill()
    watched.process.wait()
    until(lambda: not running(pid))
