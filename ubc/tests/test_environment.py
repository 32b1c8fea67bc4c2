"""What the environment says: an empty variable says nothing, a word that is none is refused, and no secret is repeated."""

import ast
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from ubc.settings.environment import TRUTH, Environment, read_file
from ubc.tests.test_settings import KEY, PRODUCTION, code, variables_listed

pytestmark = pytest.mark.embedded

MODULES = ("ubc.settings.prod", "ubc.settings.serve", "ubc.settings.demo", "ubc.settings.dev")
# Each is set, so that an empty one differs where emptiness would count.
FULL = PRODUCTION | {"DATABASE_URL": "postgres://me:word@127.0.0.1:5432/concord", "REQUIRE_MFA": "true"}
OUTCOMES = """
import importlib, json, os, runpy, sys
TRANSLATED = {"LANGUAGES", "FILTERS_EMPTY_CHOICE_LABEL"}
kept = dict(os.environ)

def outcome(module, given):
    os.environ.clear()
    os.environ.update(kept | given | {"DJANGO_SETTINGS_MODULE": module})
    for name in [name for name in sys.modules if name.startswith("ubc.settings")]:
        del sys.modules[name]
    try:
        found = vars(importlib.import_module(module)) | {"WEB": {
            name: value for name, value in runpy.run_path("gunicorn.conf.py").items() if name in ("workers", "threads")
        }}
    except (Exception, SystemExit) as error:
        return f"{type(error).__name__}: {error}"
    return {name: repr(value) for name, value in found.items() if name.isupper() and name not in TRANSLATED}

json.dump([outcome(*case) for case in json.load(sys.stdin)], sys.stdout)
"""


def outcomes(tmp_path, cases):
    """What each (settings module, environment) comes to: all settings, or the error. In one process, which loads them anew each time."""
    result = subprocess.run(
        [sys.executable, "-c", OUTCOMES],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path / "var")},
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(result.stdout)


def read_as(kind):
    """The names that are read by env.<kind>(...)."""
    names = set()
    for file in [*code("ubc"), settings.BASE_DIR / "gunicorn.conf.py"]:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == f"env.{kind}":
                names.add(node.args[0].value)
    return sorted(names)


@pytest.mark.parametrize("empty", ["", "  "])
@pytest.mark.parametrize("module", MODULES)
def test_every_empty_variable_is_one_that_is_not_set(tmp_path, module, empty):
    names = [name for name in variables_listed() if name != "VAR_DIR"]
    without = [[module, {other: value for other, value in FULL.items() if other != name}] for name in names]
    with_empty = [[module, given | {name: empty}] for name, (_, given) in zip(names, without, strict=True)]
    found = outcomes(tmp_path, without + with_empty)
    differ = [name for name, a, b in zip(names, found, found[len(names) :], strict=False) if a != b]
    assert differ == []
    assert sum(isinstance(outcome, dict) for outcome in found) >= 2 * len(names) - 4  # production refuses to be without a key


def test_the_data_folder_is_not_the_checkout_where_its_name_is_empty(tmp_path):
    [empty] = outcomes(tmp_path, [["ubc.settings.prod", FULL | {"VAR_DIR": ""}]])
    assert empty["VAR_DIR"] == repr(settings.BASE_DIR / "var")


def test_every_word_that_is_no_truth_is_refused_by_name(tmp_path):
    names = read_as("bool")
    assert {"REQUIRE_MFA", "SECURE_SSL_REDIRECT", "DEBUG", "BEHIND_PROXY"} <= set(names)
    found = outcomes(tmp_path, [["ubc.settings.prod", FULL | {name: "Ture"}] for name in names])
    wanted = "ImproperlyConfigured: {} is 'Ture': it must be one of true, yes, on, 1, false, no, off, 0."
    assert found == [wanted.format(name) for name in names]


def test_every_number_that_is_none_is_refused_by_name(tmp_path):
    names = read_as("int")
    assert {"SECURE_HSTS_SECONDS", "DATABASE_CONN_MAX_AGE", "WEB_WORKERS"} <= set(names)
    cases = [(name, given) for name in names for given in ("x", "1e3", "-1", "2.5", "1 000")]
    found = outcomes(tmp_path, [["ubc.settings.prod", FULL | {name: given}] for name, given in cases])
    said = [outcome.split(": ", 1)[1].removeprefix("Cannot start: ") for outcome in found]
    assert said == [f"{name} is {given!r}: it must be a whole number, in digits alone." for name, given in cases]


def test_an_address_with_a_password_is_refused_without_showing_it(tmp_path):
    services = ("DATABASE_URL", "CACHE_URL", "EMAIL_URL")
    bad = [
        (name, value) for name in services for value in ("nothing://me:word@host/x", "me:word@host/x", "//me:word@host", "word")
    ]
    # Where a port is expected stands what comes after the first slash or colon of a password, and Python's own error quotes it.
    bad += [("DATABASE_URL", "postgres://me:wo/rd@host/x"), ("DATABASE_URL", "postgres://me@host:word/x")]
    bad += [("EMAIL_URL", "smtp://me:wo/rd@host"), ("EMAIL_URL", "smtp://me@host:word")]
    found = outcomes(tmp_path, [["ubc.settings.prod", FULL | {name: value}] for name, value in bad])
    said = "ImproperlyConfigured: {} is not an address that can be used: .env.example shows how one is written."
    assert found == [said.format(name) for name, _ in bad]


def test_a_key_that_is_refused_is_not_shown(tmp_path):
    [found] = outcomes(tmp_path, [["ubc.settings.prod", FULL | {"SECRET_KEY": "s3cret"}]])
    assert found.startswith("ImproperlyConfigured: SECRET_KEY must be set")
    assert "s3cret" not in found


def test_an_address_of_the_site_that_would_switch_https_off_is_refused(tmp_path):
    given = ["partners.example.edu", "//partners.example.edu", "https//a.edu", "https://", "ftp://a.edu"]
    found = outcomes(tmp_path, [["ubc.settings.prod", FULL | {"SITE_URL": value}] for value in given])
    wanted = "ImproperlyConfigured: SITE_URL is {!r}: it must begin with https:// or http://, and name a host."
    assert found == [wanted.format(value) for value in given]


class TestReading:
    @pytest.fixture
    def env(self, monkeypatch):
        class Given(Environment):
            ENVIRON = {}

        return Given()

    @pytest.mark.parametrize("word", [form for word in TRUTH for form in (word, word.upper(), word.title(), f" {word} ")])
    def test_words_for_truth(self, env, word):
        env.ENVIRON["X"] = word
        assert env.bool("X", default=None) is TRUTH[word.strip().lower()]

    def test_a_list_has_no_blanks(self, env):
        env.ENVIRON["X"] = " a.example.edu, b.example.edu,,"
        assert env.list("X", default=["c"]) == ["a.example.edu", "b.example.edu"]

    def test_a_value_is_not_another_variables_name(self, env):
        env.ENVIRON |= {"X": "$Y", "Y": "no"}
        assert env.str("X", default="") == "$Y"

    def test_one_word_of_several(self, env):
        env.ENVIRON["X"] = "debug"
        assert env.word("X", ("DEBUG", "INFO"), default="INFO") == "DEBUG"
        env.ENVIRON["X"] = "loud"
        with pytest.raises(ImproperlyConfigured, match=r"^X is 'loud': it must be one of DEBUG, INFO.$"):
            env.word("X", ("DEBUG", "INFO"), default="INFO")

    def test_what_has_no_default_must_be_set(self, env):
        env.ENVIRON["X"] = ""
        with pytest.raises(ImproperlyConfigured, match=r"^X must be set.$"):
            env.str("X")


class TestTheFile:
    @pytest.fixture
    def file(self, tmp_path, monkeypatch):
        for name in ("CONCORD_A", "CONCORD_B", "CONCORD_C"):
            monkeypatch.setenv(name, "")
        monkeypatch.setenv("CONCORD_A", "of the process")
        return tmp_path / ".env"

    def test_it_says_what_the_process_does_not(self, file):
        file.write_text("# a comment\n\nCONCORD_A=of the file\nCONCORD_B='of the file'\nexport CONCORD_C=\n")
        read_file(file)
        assert [os.environ[f"CONCORD_{x}"] for x in "ABC"] == ["of the process", "of the file", ""]

    @pytest.mark.parametrize("line", ["REQUIRE_MFA = true", "SECRET_KEY", " CONCORD_B=x", f"SECRET KEY={KEY}"])
    def test_a_line_that_would_be_passed_over_is_refused_and_not_shown(self, file, line):
        file.write_text(f"CONCORD_B=x\n{line}\n")
        with pytest.raises(ImproperlyConfigured, match=r"^Line 2 of .env is not NAME=value.$"):
            read_file(file)

    def test_there_need_be_none(self, tmp_path):
        read_file(tmp_path / "no such file")
