"""The first administrator: from the environment, or by asking."""

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError

from partnerships.accounts.models import User
from ubc.administrator import ensure_administrator

pytestmark = pytest.mark.django_db
GIVEN = {"ADMIN_EMAIL": "Ida@Example.org", "ADMIN_NAME": "Ida", "ADMIN_PASSWORD": "a long enough phrase"}


@pytest.fixture
def start(monkeypatch):
    """Starts with these answers in a terminal (None: no terminal) and this environment; returns what is said."""

    def start(answers=None, **environment):
        typed = iter(answers or [])
        for name in GIVEN:
            monkeypatch.setenv(name, environment.get(name, ""))
        monkeypatch.setattr("sys.stdin.isatty", lambda: answers is not None, raising=False)
        monkeypatch.setattr("builtins.input", lambda prompt: next(typed))
        monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
        said = []
        ensure_administrator(say=said.append)
        assert list(typed) == []
        return said

    return start


def administrators():
    return list(User.objects.filter(is_staff=True, is_superuser=True, is_active=True).values_list("email", "name"))


def test_from_the_environment_ready_to_sign_in(start, client):
    assert start(**GIVEN) == ["Ida <ida@example.org> is the administrator."]
    assert administrators() == [("ida@example.org", "Ida")]
    assert EmailAddress.objects.filter(email="ida@example.org", verified=True, primary=True).count() == 1
    assert client.login(username="ida@example.org", password=GIVEN["ADMIN_PASSWORD"])


def test_once_only(start):
    start(**GIVEN)
    assert start(**GIVEN | {"ADMIN_EMAIL": "another@example.org"}) == []
    assert start() == []
    assert administrators() == [("ida@example.org", "Ida")]


def test_others_are_no_administrators(start, cast):
    User.objects.filter(is_superuser=True).update(is_active=False)
    start(**GIVEN)
    assert administrators() == [("ida@example.org", "Ida")]


def test_by_asking(start):
    answers = ["ida@example.org", "Ida", "a long enough phrase", "a long enough phrase"]
    assert start(answers) == ["There is no administrator yet. Who is it?", "Ida <ida@example.org> is the administrator."]
    assert administrators() == [("ida@example.org", "Ida")]


def test_only_what_is_missing_is_asked_and_what_was_refused_is_asked_again(start):
    answers = ["short", "short", "ida@example.org", "Ida", "one phrase", "another phrase"]
    answers += ["ida@example.org", "Ida", "a long enough phrase", "a long enough phrase"]
    said = start(answers, ADMIN_EMAIL="ida@example.org", ADMIN_NAME="Ida")
    assert len(said) == 4
    assert "too short" in said[1]
    assert said[2:] == ["The two passwords differ.", "Ida <ida@example.org> is the administrator."]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ADMIN_PASSWORD": "short"}, "too short"),
        ({"ADMIN_PASSWORD": "ida@example.org"}, "too similar"),
        ({"ADMIN_EMAIL": "ida"}, "valid email"),
    ],
)
def test_what_the_environment_gives_may_be_refused(start, change, reason):
    with pytest.raises(CommandError, match=reason) as refused:
        start(**GIVEN | change)
    assert "\n" not in str(refused.value)
    assert administrators() == []


@pytest.mark.parametrize("missing", GIVEN)
def test_without_a_terminal_all_three_are_needed(start, missing):
    with pytest.raises(CommandError, match="set ADMIN_EMAIL, ADMIN_NAME, ADMIN_PASSWORD, or start in a terminal"):
        start(**{name: value for name, value in GIVEN.items() if name != missing})
    assert administrators() == []
