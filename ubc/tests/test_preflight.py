"""What is looked at before anything is started: one line each, and nothing left behind."""

import os
import socket
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from kombu.exceptions import OperationalError as BrokerError

from ubc import preflight
from ubc.celery import app

pytestmark = pytest.mark.embedded


def refusal(check, *arguments):
    with pytest.raises(CommandError) as refused:
        check(*arguments)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.fixture
def taken():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_taken_port(taken):
    said = refusal(preflight.check_port, "127.0.0.1", taken)
    assert said == f"Port {taken} on 127.0.0.1 is taken: stop what uses it, or choose another with --port."


def test_a_free_port_is_free_again_after_the_check(taken):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    preflight.check_port("127.0.0.1", free)
    with socket.socket() as server:
        server.bind(("127.0.0.1", free))


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.invalid"])
def test_a_host_that_is_not_here(host):
    assert refusal(preflight.check_port, host, 8000).startswith(f"Cannot listen on {host} port 8000: ")


@pytest.mark.parametrize("port", [-1, 0, 65536])
def test_a_number_that_is_no_port(port):
    assert refusal(preflight.check_port, "127.0.0.1", port) == f"{port} is not a port: choose one from 1 to 65535 with --port."


def test_a_folder_is_made_for_its_owner_alone(tmp_path):
    folder = tmp_path / "deep" / "var"
    preflight.check_folder(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(folder.iterdir()) == []


def test_a_file_in_the_place_of_the_folder(tmp_path):
    place = tmp_path / "var"
    place.write_text("mine")
    said = f"The data folder {place} is not a folder: choose another with VAR_DIR."
    assert refusal(preflight.check_folder, place) == said
    assert refusal(preflight.check_folder, place / "below") == said.replace(str(place), str(place / "below"))
    assert place.read_text() == "mine"


def test_a_folder_that_may_not_be_written(tmp_path, monkeypatch):
    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    assert refusal(preflight.check_folder, tmp_path) == (
        f"The data folder {tmp_path} cannot be written: choose another with VAR_DIR."
    )


def test_a_second_start_on_the_same_folder(tmp_path):
    with preflight.only_one(tmp_path):
        with pytest.raises(CommandError) as refused, preflight.only_one(tmp_path):
            pass
        assert str(refused.value) == (
            f"Already running on the data folder {tmp_path} (process {os.getpid()}): stop that first, "
            "or choose another folder with VAR_DIR."
        )
    with preflight.only_one(tmp_path):
        assert (tmp_path / "running").read_text() == str(os.getpid())


def test_a_database_that_does_not_answer(monkeypatch, settings):
    def refuse(connection):
        raise OperationalError('connection to server at "10.0.0.1" failed: Connection refused\n\tIs the server running?')

    # On the class: put back on the connection itself, what pytest-django has there meanwhile would stay for ever.
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", refuse)
    address = {"HOST": "db.example.org", "PORT": "", "NAME": "concord", "PASSWORD": "secret"}
    monkeypatch.setitem(settings.DATABASES, "default", settings.DATABASES["default"] | address)
    assert refusal(preflight.check_database) == (
        'The database db.example.org:5432/concord does not answer: connection to server at "10.0.0.1" failed: Connection refused. '
        "See DATABASE_URL."
    )


def test_a_broker_that_does_not_answer(monkeypatch):
    class Refusing:
        def __enter__(self):
            raise BrokerError("[Errno 111] Connection refused")

        def __exit__(self, *args):
            return None

    monkeypatch.setattr(app, "connection_for_write", lambda **kwargs: Refusing())
    assert refusal(preflight.check_broker, app) == (
        "The message broker does not answer: [Errno 111] Connection refused. See CELERY_BROKER_URL."
    )


def test_the_broker_that_is_a_folder_needs_no_more_than_the_folder(settings):
    if not settings.CELERY_BROKER_URL.startswith("filesystem"):
        pytest.skip("this run has a real broker")
    preflight.check_broker(app)
    assert Path(settings.QUEUE_DIR / "control" / f"{settings.CELERY_TASK_DEFAULT_QUEUE}.exchange").is_file()
