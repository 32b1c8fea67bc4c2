"""Whatever starts a process of this house: it has the settings of real use unless others are named, or says in one line what it lacks."""

import configparser
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from ubc.tests.test_containers import OURS, steps
from ubc.tests.test_settings import PRODUCTION

pytestmark = pytest.mark.embedded

BASE = Path(settings.BASE_DIR)
# Runs in every Python that is started with this folder on its path, and says at the end what was loaded.
PROBE = """
import atexit, os, sys
def tell():
    from django.conf import settings
    if settings.configured:
        print(f"loaded {settings.SETTINGS_MODULE} DEBUG={settings.DEBUG} MFA={settings.REQUIRE_MFA}", file=sys.stderr)
if os.getpid() == os.getpgid(0):
    atexit.register(tell)
"""
# Each way to start something, cut short where it would go on.
ENTRIES = {
    "gunicorn": ["gunicorn", "--check-config"],
    "gunicorn by hand": ["gunicorn", "--check-config", "ubc.wsgi"],
    "gunicorn as a module": ["python", "-m", "gunicorn", "--check-config", "ubc.wsgi:application"],
    "celery": ["celery", "-A", "ubc", "report"],
    "celery by the module": ["celery", "-A", "ubc.celery", "report"],
    "another web server": ["python", "-c", "import ubc.wsgi"],
    "another web server, by ASGI": ["python", "-c", "import ubc.asgi"],
    "a command": ["python", "manage.py", "check"],
    "a command of the house": ["python", "manage.py", "healthcheck", "--help"],
}
# What people start, without anything set.
STARTS = {
    "gunicorn": ["gunicorn"],
    "gunicorn by hand": ["gunicorn", "ubc.wsgi", "--bind", "127.0.0.1:1"],
    "worker": ["celery", "-A", "ubc", "worker"],
    "quiet worker": ["python", "-m", "celery", "-q", "-A", "ubc", "worker"],
    "beat": ["celery", "-A", "ubc", "beat"],
    **{
        command: ["python", "manage.py", *command.split()]
        for command in (
            "check",
            "makemigrations --check",
            "runserver",
            "verify",
            "nonsense",
            "",
        )
    },
}
LACKS = (
    "SECRET_KEY must be set to a private random value of at least 50 characters; `manage.py serve` makes one. For work on the code set "
    "DJANGO_SETTINGS_MODULE=ubc.settings.dev; to try it, start `manage.py demo`.\n"
)


@pytest.fixture
def start(tmp_path):
    """Runs a command in the checkout with this environment and nothing of ours."""
    (tmp_path / "sitecustomize.py").write_text(PROBE)

    def start(command, **environment):
        program, *arguments = command
        path = sys.executable if program == "python" else str(Path(sys.executable).with_name(program))
        return subprocess.run(
            [path, *arguments],
            cwd=BASE,
            env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path / "var"), "PYTHONPATH": str(tmp_path)} | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            start_new_session=True,
            timeout=60,
        )

    return start


def loaded(result):
    assert result.returncode == 0, result.stderr
    return re.findall(r"^loaded (.*)$", result.stderr, re.MULTILINE)


REAL_USE = ["ubc.settings.prod DEBUG=False MFA=True"]


def some(commands, *in_the_gate):
    """The commands as cases: the gate tries these, .ci/deep the others as well."""
    return [
        pytest.param(command, id=name, marks=() if name in in_the_gate else pytest.mark.deep)
        for name, command in commands.items()
    ]


@pytest.mark.parametrize("command", some(ENTRIES, "gunicorn"))
def test_every_entry_is_real_use_unless_told_otherwise(start, command):
    assert loaded(start(command, **PRODUCTION)) == REAL_USE
    assert loaded(start(command, DJANGO_SETTINGS_MODULE="ubc.settings.dev")) == ["ubc.settings.dev DEBUG=True MFA=False"]


@pytest.mark.parametrize("command", some(STARTS, "gunicorn", "worker", "check"))
def test_without_settings_it_is_one_line_that_says_what_to_set(start, command):
    result = start(command)
    assert (result.returncode, result.stdout, result.stderr) == (1, "", f"Cannot start: {LACKS}")


@pytest.mark.parametrize("module", ["wsgi", "asgi"])
def test_another_web_server_gets_the_same_as_the_last_line(start, module):
    result = start(["python", "-c", f"import ubc.{module}"])
    assert result.returncode == 1
    assert result.stderr.endswith(f"ImproperlyConfigured: {LACKS}")


def test_an_empty_name_of_settings_is_none(start):
    assert loaded(start(ENTRIES["celery"], **PRODUCTION, DJANGO_SETTINGS_MODULE="")) == REAL_USE


def test_an_empty_or_mistaken_number_of_gunicorns_own(start):
    assert loaded(start(ENTRIES["gunicorn"], **PRODUCTION, WEB_WORKERS="", WEB_THREADS="")) == REAL_USE
    result = start(["gunicorn"], **PRODUCTION, WEB_WORKERS="two")
    assert (result.returncode, result.stderr.splitlines()[-1]) == (
        1,
        "Cannot start: WEB_WORKERS is 'two': it must be a whole number, in digits alone.",
    )


@pytest.mark.parametrize(
    ("command", "module"),
    [
        pytest.param("demo", "ubc.settings.demo DEBUG=False MFA=False", marks=pytest.mark.deep),  # the gate starts it
        ("serve", "ubc.settings.serve DEBUG=False MFA=True"),
    ],
)
def test_the_commands_that_start_the_house_keep_their_settings(start, command, module):
    help_of = ["python", "manage.py", command, "--help"]
    assert loaded(start(help_of)) == [module]
    assert loaded(start(help_of, DJANGO_SETTINGS_MODULE="")) == [module]
    assert loaded(start(help_of, **PRODUCTION, DJANGO_SETTINGS_MODULE="ubc.settings.prod")) == REAL_USE
    assert loaded(start([*help_of, "--settings", "ubc.settings.dev"])) == ["ubc.settings.dev DEBUG=True MFA=False"]


def short(command):
    """A command of the container, cut short once its settings are loaded."""
    if command[0] == "gunicorn":
        return [*command, "--check-config"]
    if command[0] == "celery":
        return [*command[:3], "report"]
    return [*command[:3], "--help"]


def test_the_image_names_settings_of_real_use():
    [variables] = steps("ENV")
    [module] = [value for name, value in (pair.split("=") for pair in variables.split()) if name == "DJANGO_SETTINGS_MODULE"]
    assert module == "ubc.settings.serve"
    assert all("DJANGO_SETTINGS_MODULE" not in service["environment"] for service in OURS.values())


@pytest.mark.parametrize("name", some(dict(zip(sorted(OURS), sorted(OURS), strict=True)), "web"))
def test_every_container_is_real_use(start, name):
    """Its own command and the one that watches it, even with the image's environment taken away."""
    service = OURS[name]
    commands = [short(service["command"])] + (
        [[*service["healthcheck"]["test"][1:4], "--help"]] if "healthcheck" in service else []
    )
    for command in commands:
        [said] = loaded(start(command, **PRODUCTION))
        assert re.fullmatch(r"ubc\.settings\.(serve|prod) DEBUG=False MFA=True", said), command


def test_the_suite_has_its_own_settings():
    ini = configparser.RawConfigParser()
    ini.read(BASE / "pytest.ini")
    assert ini["pytest"]["DJANGO_SETTINGS_MODULE"] == settings.SETTINGS_MODULE == "ubc.settings.test"


FOR_WORK_ON_THE_CODE = {"makemigrations", "runserver", "test", "shell", "check", "migrate", "squashmigrations"}


def spoken_of():
    """(file, what is written before it, command) of each `manage.py ...` in what people read and in what the gate runs."""
    for file in [BASE / "README.md", *sorted((BASE / "docs").rglob("*.md")), BASE / ".ci" / "run"]:
        text = file.read_text().replace("\\\n", " ")
        for line in text.splitlines():
            for found in re.finditer(r"manage\.py ([a-z_]+)", line):
                yield file.name, line[: found.start()], found[1]


def test_every_command_that_is_spoken_of_exists_and_names_its_settings_where_it_needs_other_than_real_use():
    found = list(spoken_of())
    assert {command for _, _, command in found} >= {"demo", "serve", "verify", "makemigrations", "runserver", "check"}
    for file, before, command in found:
        assert command in get_commands(), (file, command)
        assert command not in FOR_WORK_ON_THE_CODE or "DJANGO_SETTINGS_MODULE=ubc.settings." in before, (file, command)


def test_the_operators_are_told_which_addresses_a_web_server_in_front_may_not_log():
    from ubc.secret_addresses import SECRET_ADDRESSES

    told = (BASE / "docs" / "operations.md").read_text()
    assert [address for address in SECRET_ADDRESSES if f"`{address}`" not in told] == []
