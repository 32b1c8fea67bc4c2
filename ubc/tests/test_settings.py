"""What an installation may set is listed, and production refuses what is unsafe."""

import ast
import os
import re
import stat
import subprocess
import sys

import pytest
from django.conf import settings

from partnerships.tests.deep import one_in

pytestmark = pytest.mark.embedded

COMPOSE_ONLY = {"POSTGRES_PASSWORD", "REDIS_PASSWORD"}
KEY = "a-key-made-for-this-test-0123456789-abcdefghijklmnopqrstuvwxyz"
PRODUCTION = {
    "SECRET_KEY": KEY,
    "SITE_URL": "https://partners.example.edu",
    "ALLOWED_HOSTS": "partners.example.edu",
    "EMAIL_URL": "smtp://127.0.0.1:25",
}


def reads(source):
    """The names of the environment variables that this source reads, by django-environ or from os.environ."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            function = ast.unparse(node.func)
            if re.fullmatch(r"env\.\w+|os\.environ\.get", function):
                yield node.args[0].value


def code(folder):
    """The files of a folder of ours that are not tests, wherever the checkout lies."""
    files = (settings.BASE_DIR / folder).rglob("*.py")
    return [file for file in files if "tests" not in file.relative_to(settings.BASE_DIR).parts]


def variables_read():
    files = [*code("ubc"), settings.BASE_DIR / "gunicorn.conf.py"]
    return {name for file in files for name in reads(file.read_text())} - {"DJANGO_SETTINGS_MODULE"}


def variables_listed():
    return re.findall(r"^#?([A-Z_]+)=", (settings.BASE_DIR / ".env.example").read_text(), re.MULTILINE)


def test_the_example_lists_what_is_read_and_nothing_else_once_each():
    listed = variables_listed()
    assert set(listed) == variables_read() | COMPOSE_ONLY
    assert len(listed) == len(set(listed))


def test_nothing_is_set_by_copying_the_example():
    assert re.findall(r"^[A-Z_]+=", (settings.BASE_DIR / ".env.example").read_text(), re.MULTILINE) == []


def test_only_the_roof_reads_the_environment():
    for folder in ("partnerships", "objectives", "risks", "assessments", "rmp"):
        for file in code(folder):
            assert not list(reads(file.read_text())), file


def run(tmp_path, *arguments, module="ubc.settings.prod", **environment):
    """`manage.py ...` in a process of its own, with this environment and nothing of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    chosen = {"DJANGO_SETTINGS_MODULE": module} if module else {}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=kept | chosen | {"VAR_DIR": str(tmp_path / "var")} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


REFUSED = {
    "no key": ({"SECRET_KEY": ""}, "SECRET_KEY must be set"),
    "the default key": ({"SECRET_KEY": "insecure-default-key-for-development-only"}, "SECRET_KEY must be set"),
    "a short key": ({"SECRET_KEY": "short"}, "SECRET_KEY must be set"),
    "a key of one letter": ({"SECRET_KEY": "x" * 60}, "SECRET_KEY must be set"),
    "debug mode": ({"DEBUG": "True"}, "DEBUG cannot be switched on"),
    "any host": ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name"),
    "a wildcard among hosts": ({"ALLOWED_HOSTS": "a.example.edu,*.example.edu"}, "ALLOWED_HOSTS must name"),
    "no host": ({"ALLOWED_HOSTS": ","}, "ALLOWED_HOSTS must name"),
}


@pytest.mark.parametrize(("change", "reason"), one_in(4, [pytest.param(*REFUSED[name], id=name) for name in REFUSED]))
def test_production_refuses(tmp_path, change, reason):
    result = run(tmp_path, "check", **PRODUCTION | change)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Cannot start: {reason}")
    assert result.stderr.count("\n") == 1


def test_production_passes_the_check_for_deployment(tmp_path):
    result = run(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (result.returncode, result.stdout) == (0, "System check identified no issues (0 silenced).\n")


def test_a_refused_start_is_one_line(tmp_path):
    result = run(tmp_path, "serve", module=None, **PRODUCTION | {"ALLOWED_HOSTS": "*"})
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        "Cannot start: ALLOWED_HOSTS must name the hosts this installation answers to, without wildcards.\n"
    )


SHOW = "from django.conf import settings as s; print(s.SECRET_KEY, s.DEBUG, s.REQUIRE_MFA, s.SESSION_COOKIE_SECURE)"


def test_an_installation_without_a_key_makes_one_and_keeps_it(tmp_path):
    first = run(tmp_path, "shell", "--no-imports", "-c", SHOW, module="ubc.settings.serve").stdout.split()
    again = run(tmp_path, "shell", "--no-imports", "-c", SHOW, module="ubc.settings.prod").stdout.split()
    file = tmp_path / "var" / "secret_key"
    assert first == again == [file.read_text(), "False", "True", "False"]
    assert len(first[0]) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_given_key_is_taken_as_it_is(tmp_path):
    key = "$" + KEY
    shown = run(tmp_path, "shell", "--no-imports", "-c", SHOW, module="ubc.settings.serve", SECRET_KEY=key).stdout.split()
    assert shown[0] == key
    assert not (tmp_path / "var" / "secret_key").exists()


def test_the_demo_is_production_without_the_second_factor(tmp_path):
    shown = run(tmp_path, "shell", "--no-imports", "-c", SHOW, module="ubc.settings.demo").stdout.split()
    assert shown[1:] == ["False", "False", "False"]


def test_a_key_that_cannot_be_kept_is_one_line(tmp_path):
    (tmp_path / "var").write_text("a file in the place of the folder")
    result = run(tmp_path, "serve", module=None)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == f"Cannot start: The data folder {tmp_path / 'var'} is not a folder.\n"
