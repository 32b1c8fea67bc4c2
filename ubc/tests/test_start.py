"""The house started as people start it: one command, real processes, a real port."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from django.conf import settings

from ubc.demo import DemoAccount
from ubc.tests.processes import family, running, until

# One worker for all of them: they share a prepared folder.
pytestmark = [pytest.mark.xdist_group("start"), pytest.mark.embedded]


ADMINISTRATOR = {"ADMIN_EMAIL": "ida@example.org", "ADMIN_NAME": "Ida", "ADMIN_PASSWORD": "a long enough phrase"}


class House:
    """`manage.py serve` or `demo`, with a data folder and nothing else in its environment."""

    def __init__(self, command, var, *options, port=None, **environment):
        self.output = var.with_name(f"{command}-{time.monotonic_ns()}")
        self.port = port or free_port()
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", command, "--port", str(self.port), *options],
                cwd=settings.BASE_DIR,
                env=kept | {"VAR_DIR": str(var)} | environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    @property
    def said(self):
        return self.output.read_text()

    def wait_until_running(self, timeout=240):
        deadline = time.monotonic() + timeout
        while f"is running at http://127.0.0.1:{self.port}" not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.1)
        return self

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as response:
            return response.status, response.headers, response.read().decode(errors="replace")

    def end(self, number):
        self.process.send_signal(number)
        return self.process.wait(60)


def query(var, statement):
    with contextlib.closing(sqlite3.connect(var / "db.sqlite3")) as database, database:
        return database.execute(statement).fetchall()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def open_house():
    houses = []

    def open_house(*arguments, **options):
        houses.append(House(*arguments, **options))
        return houses[-1]

    yield open_house
    for house in houses:
        if house.process.poll() is None:
            house.end(signal.SIGTERM)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A data folder as the first start leaves it."""
    var = tmp_path_factory.mktemp("prepared") / "var"
    house = House("serve", var, "--only-prepare", **ADMINISTRATOR)
    assert house.process.wait(240) == 0, house.said
    assert house.said.splitlines() == [
        "Preparing the database.",
        "Collecting the static files.",
        "Ida <ida@example.org> is the administrator.",
    ]
    return var


@pytest.fixture
def var(prepared, tmp_path):
    return shutil.copytree(prepared, tmp_path / "var")


# The gate starts the demo, and stops it, as the README says.
@pytest.mark.deep
def test_it_serves_until_told_to_stop_and_leaves_nothing_running(open_house, var):
    house = open_house("serve", var, GUNICORN_CMD_ARGS="--access-logfile -").wait_until_running()
    status, headers, page = house.get("/account/login/")
    assert (status, "script-src 'self'" in headers["Content-Security-Policy"]) == (200, True)
    style = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page)[1]
    assert house.get(style)[1]["Cache-Control"] == "max-age=315360000, public, immutable"
    with pytest.raises(urllib.error.HTTPError, match="404"):
        house.get("/invitations/Ab_c-9/?next=/reminders/calendar/Ab_c-9/")
    started = family(house.process.pid)
    parts = ("gunicorn", "ubc worker", "ubc beat")
    assert [any(part in line for line in started.values()) for part in parts] == [True, True, True]

    # Its port is taken, and its folder in use.
    same_port = open_house("serve", var, port=house.port)
    assert same_port.process.wait(60) == 1
    assert same_port.said == (
        f"CommandError: Port {house.port} on 127.0.0.1 is taken: stop what uses it, or choose another with --port.\n"
    )
    same_folder = open_house("serve", var)
    assert same_folder.process.wait(60) == 1
    assert same_folder.said == (
        f"CommandError: Already running on the data folder {var} (process {house.process.pid}): stop that first, "
        "or choose another folder with VAR_DIR.\n"
    )
    assert house.get("/health/")[0] == 200

    assert house.end(signal.SIGINT) == 0
    assert house.said.splitlines()[-1] == "Stopped."
    until(lambda: not any(map(running, started)))
    assert "Traceback" not in house.said
    assert "Not Found: /invitations/(hidden)/\n" in house.said
    assert '"GET /invitations/(hidden)/?next=/reminders/calendar/(hidden)/ HTTP/1.1" 404' in house.said
    assert "Ab_c-9" not in house.said


@pytest.mark.deep
def test_started_again_a_part_that_dies_ends_all(open_house, var):
    house = open_house("serve", var).wait_until_running()
    assert house.said.splitlines()[:3] == [
        "Preparing the database.",
        "Collecting the static files.",
        "Starting the web server, the worker and the clock.",
    ]
    assert query(var, "select email from accounts_user") == [("ida@example.org",)]
    started = family(house.process.pid)
    worker = min(pid for pid, line in started.items() if "ubc worker" in line)

    os.kill(worker, signal.SIGKILL)
    assert house.process.wait(60) == 1
    assert "The worker ended unexpectedly (signal 9), so everything is stopped.\n" in house.said
    assert house.said.splitlines()[-1] == "CommandError: Stopped, because not everything was running."
    until(lambda: not any(map(running, started)))


@pytest.mark.deep
def test_stopped_by_the_other_signal_it_starts_again(open_house, var):
    for _ in range(2):
        assert open_house("serve", var).wait_until_running().end(signal.SIGTERM) == 0


def test_a_database_that_is_not_there(open_house, tmp_path):
    port = free_port()
    house = open_house("serve", tmp_path / "var", DATABASE_URL=f"postgres://me:secret@127.0.0.1:{port}/concord")
    assert house.process.wait(60) == 1
    assert house.said.startswith(f"CommandError: The database 127.0.0.1:{port}/concord does not answer: ")
    assert (house.said.count("\n"), "secret" in house.said) == (1, False)


def test_a_broker_that_is_not_there(open_house, tmp_path):
    house = open_house("serve", tmp_path / "var", CELERY_BROKER_URL=f"redis://:secret@127.0.0.1:{free_port()}/0")
    assert house.process.wait(60) == 1
    assert house.said.startswith("CommandError: The message broker does not answer: ")
    assert (house.said.count("\n"), "secret" in house.said) == (1, False)


@pytest.mark.deep
def test_without_an_administrator_nothing_is_started(open_house, var):
    query(var, "update accounts_user set is_active = 0")
    house = open_house("serve", var)
    assert house.process.wait(240) == 1
    assert house.said.splitlines()[-1] == (
        "CommandError: There is no administrator yet: set ADMIN_EMAIL, ADMIN_NAME, ADMIN_PASSWORD, or start in a terminal to be asked."
    )
    assert "Starting" not in house.said


@pytest.mark.deep
def test_the_demo_fills_an_empty_database_and_names_its_people(open_house, tmp_path):
    var = tmp_path / "var"
    house = open_house("demo", var).wait_until_running(timeout=420)
    accounts = [DemoAccount(*fields) for fields in json.loads((var / "demo-accounts.json").read_text())]
    kinds = list(dict.fromkeys(account.kind for account in accounts))
    said = house.said.splitlines()
    assert [line.strip() for line in said if line.strip() in kinds] == kinds
    for account in accounts:
        [line] = [line.split(maxsplit=2) for line in said if account.email in line]
        assert line == [account.email, account.password, f"{account.name}: {account.note}"]
    assert house.end(signal.SIGINT) == 0

    again = open_house("demo", var).wait_until_running()
    assert "The data that is there is kept.\n" in again.said
    told, told_again = (
        one.said.partition("Sign in")[2].partition("Stopping")[0].replace(str(one.port), "PORT") for one in (house, again)
    )
    assert told == told_again
    assert again.end(signal.SIGTERM) == 0
