"""Several processes as one: started together, watched, stopped together."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PAUSE = 0.2  # seconds between two looks at the children


@dataclass
class Child:
    """A process to run: what people call it, and its command line."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)


class Supervisor:
    """Runs its children until it is told to stop or one of them ends.

    `say` takes each line for the person who watches. Every child gets `grace` seconds to finish what it is doing once it is
    asked to stop; a second signal does not wait for that. No process of any child's group is left behind.
    """

    def __init__(self, children: Sequence[Child], *, say: Callable[[str], None], folder: Path, grace: float = 20) -> None:
        self.children = children
        self.say = say
        self.folder = folder
        self.grace = grace
        self.signals = 0

    def run(self, *, ready: Callable[[], bool], on_ready: Callable[[], None], patience: float = 90) -> bool:
        """Starts the children, calls `on_ready` once `ready` says so, and returns whether it was told to stop.

        False where a child ended by itself, or where nothing was ready after `patience` seconds: one line has said which.
        """
        before = {number: signal.getsignal(number) for number in STOP_SIGNALS}
        for number in STOP_SIGNALS:
            if not (number == signal.SIGHUP and before[number] == signal.SIG_IGN):  # nohup means to outlive the terminal
                signal.signal(number, self._told_to_stop)
        try:
            for child in self.children:
                child.process = self._start(child)
            return self._watch(ready, on_ready, time.monotonic() + patience)
        finally:
            self._stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _told_to_stop(self, *_: object) -> None:
        self.signals += 1

    def _start(self, child: Child) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C in the terminal reaches the supervisor alone, which then ends the children in order.
        return subprocess.Popen(  # noqa: S603 - our own commands
            child.command, cwd=self.folder, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=_end_with(os.getpid())
        )

    def _watch(self, ready: Callable[[], bool], on_ready: Callable[[], None], deadline: float) -> bool:
        waiting = True
        while not self.signals:
            for child in self.children:
                if child.process and (code := child.process.poll()) is not None:
                    self.say(f"The {child.name} ended unexpectedly ({_how(code)}), so everything is stopped.")
                    return False
            if waiting and ready():
                waiting = False
                on_ready()
            elif waiting and time.monotonic() > deadline:
                self.say("The web server does not answer, so everything is stopped.")
                return False
            time.sleep(PAUSE)
        self.say("Stopping.")
        return True

    def _stop(self) -> None:
        """Asks each child to finish, then ends whatever is left of its group."""
        processes = [child.process for child in self.children if child.process]
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()  # the first process alone: it knows how to end its own children
        deadline = time.monotonic() + self.grace
        while any(process.poll() is None for process in processes) and time.monotonic() < deadline and self.signals < 2:
            time.sleep(PAUSE / 2)
        for process in processes:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _end_with(parent: int) -> Callable[[], None] | None:
    """Where the system can do it, what asks it to end a child whose supervisor was killed outright."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def prepare() -> None:
        prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)

    return prepare
