"""What must be so before anything is started. Each check raises a CommandError of one line that says what to do."""

import contextlib
import errno
import fcntl
import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

from celery import Celery
from django.conf import settings
from django.core.management import CommandError
from django.db import Error, connection
from kombu.exceptions import OperationalError


def check_port(host: str, port: int) -> None:
    """Whether a server can listen there."""
    if not 0 < port < 65536:
        raise CommandError(f"{port} is not a port: choose one from 1 to 65535 with --port.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CommandError(f"Port {port} on {host} is taken: stop what uses it, or choose another with --port.") from error
        raise CommandError(f"Cannot listen on {host} port {port}: {_first_line(error)}.") from error


def check_folder(folder: Path) -> None:
    """Whether data can be kept there. Makes the folder if it is missing."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = "is not a folder" if isinstance(error, FileExistsError | NotADirectoryError) else "cannot be written"
        raise CommandError(f"The data folder {folder} {reason}: choose another with VAR_DIR.") from error


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Holds the folder for this process: two clocks on one database would do everything twice."""
    with os.fdopen(os.open(folder / "running", os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CommandError(
                f"Already running on the data folder {folder} (process {file.read().strip()}): stop that first, "
                "or choose another folder with VAR_DIR."
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def check_database() -> None:
    """Whether the database lets us in. Names the place, never the password."""
    try:
        connection.ensure_connection()
    except Error as error:
        database = settings.DATABASES["default"]
        place = (
            f"{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}" if database.get("HOST") else database["NAME"]
        )
        raise CommandError(f"The database {place} does not answer: {_first_line(error)}. See DATABASE_URL.") from error


def check_broker(app: Celery) -> None:
    """Whether messages can be left for the worker. Makes the queue, so that no process finds it half made."""
    try:
        with app.connection_for_write(connect_timeout=5) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0.2, timeout=5)
            app.amqp.queues[app.conf.task_default_queue](broker.default_channel).declare()
    except (OperationalError, OSError) as error:
        raise CommandError(f"The message broker does not answer: {_first_line(error)}. See CELERY_BROKER_URL.") from error


def _first_line(error: Exception) -> str:
    said = (getattr(error, "strerror", None) or str(error)).strip()
    return said.splitlines()[0].rstrip(".") if said else type(error).__name__
