"""A secret in an address reaches no log: of whatever address, whatever goes wrong there, and whoever writes the log."""

import logging
import re
import sys
from http import HTTPStatus
from types import SimpleNamespace

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.test import Client
from django.urls import reverse
from gunicorn.config import Config
from gunicorn.glogging import Logger

from assessments.models import Cycle
from assessments.tests.factories import CycleFactory, RespondentFactory
from partnerships.administration.tests.administering import change_address
from partnerships.invitations.tests.seating import invite
from partnerships.models import Role
from partnerships.reminders.services import renew_feed
from ubc.secret_addresses import HIDDEN, SECRET_ADDRESSES, hide, hide_in_logs
from ubc.tests.test_access_matrix import addresses


def takes(pattern):
    """{argument: converter} of an address; an argument in a regular expression has none."""
    return dict.fromkeys(pattern.pattern.regex.groupindex) | pattern.pattern.converters


def is_secret(name, pattern):
    """Whether the address itself is what lets one in: it has an argument and asks nobody to sign in, or the argument is free text."""
    arguments = takes(pattern)
    free = [a for a, converter in arguments.items() if getattr(converter, "regex", "[^/]+") in ("[^/]+", ".+")]
    open_to_all = not getattr(pattern.callback, "login_required", True)
    return bool(arguments) and (open_to_all or bool(free)) and not name.startswith("admin:")


SECRET = {name: pattern for name, pattern in addresses() if is_secret(name, pattern)}


def address(name, secret, **more):
    key = "key" if "key" in takes(SECRET[name]) else "token"
    given = {argument: 1 if argument == "step" else "7" for argument in takes(SECRET[name])}
    return reverse(name, kwargs=given | {key: secret} | more)


def test_every_address_that_is_a_secret_is_declared_and_nothing_else():
    used = set()
    for name in SECRET:
        path = address(name, "AbC-123")
        [prefix] = [prefix for prefix in SECRET_ADDRESSES if path.startswith(prefix)]
        assert path.removeprefix(prefix).split("/")[0].endswith("AbC-123"), name
        used.add(prefix)
    assert used == set(SECRET_ADDRESSES)


def test_the_addresses_are_those_we_know():
    assert sorted(SECRET) == [
        "account_confirm_email",
        "account_reset_password_from_key",
        "administration:address",
        *(f"assessments_house:answer{step}" for step in ("", "-hand-in", "-step", "-workbook")),
        *(f"invitations:{step}" for step in ("accept", "decline", "view")),
        "reminders:feed",
    ]


@pytest.fixture
def live(cast):
    """Each of these addresses with a secret that opens something: {name: (address, secret)}."""
    invitation = invite(
        actor=cast.officer,
        party=cast.university,
        partnership=cast.partnership,
        email="petra@example.org",
        role=Role.CONTRIBUTOR,
    )
    cycle = CycleFactory(partnership=cast.partnership, state=Cycle.State.OPEN)
    respondent = RespondentFactory(partnership=cast.partnership, party=cast.university, cycle=cycle)
    mail = EmailAddress.objects.get_or_create(user=cast.officer, email=cast.officer.email)[0]
    secrets = {
        "invitations": invitation.token,
        "assessments_house": respondent.questionnaire.token,
        "reminders": renew_feed(cast.officer).token,
        "administration": change_address(cast.representative, actor=cast.administrator, email="new@example.org").key("old"),
        "account_confirm_email": EmailConfirmationHMAC(mail).key,
        "account_reset_password_from_key": default_token_generator.make_token(cast.officer),
    }
    found = {}
    for name in SECRET:
        secret = secrets[name if name in secrets else name.partition(":")[0]]
        more = {"uidb36": user_pk_to_url_str(cast.officer)} if "uidb36" in takes(SECRET[name]) else {}
        found[name] = address(name, secret, **more), secret
    return found


@pytest.fixture
def written(caplog):
    """All that the log says so far, as a file of it would have it."""
    caplog.set_level(logging.DEBUG)
    return lambda: "\n".join(logging.Formatter().format(record) for record in caplog.records)


def no_csrf_cookie(path, monkeypatch, pattern):
    return Client(enforce_csrf_checks=True).post(path), HTTPStatus.FORBIDDEN


def an_address_that_leads_nowhere(path, monkeypatch, pattern):
    return Client().get(f"{path}nowhere/"), HTTPStatus.NOT_FOUND


def a_method_that_is_not_there(path, monkeypatch, pattern):
    return Client().put(path), HTTPStatus.METHOD_NOT_ALLOWED


def a_fault(path, monkeypatch, pattern):
    def fail(request, **kwargs):
        raise RuntimeError(f"It broke at {request.build_absolute_uri()}")

    fail.login_required = False
    monkeypatch.setattr(pattern, "callback", fail)
    return Client(raise_request_exception=False).post(path), HTTPStatus.INTERNAL_SERVER_ERROR


CASES = (no_csrf_cookie, an_address_that_leads_nowhere, a_method_that_is_not_there, a_fault)
# Takes whatever stands behind it for the key, and every method: only these two can go wrong.
KEY_OF_ALLAUTH = {"account_reset_password_from_key": (no_csrf_cookie, a_fault)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "case"),
    [
        pytest.param(name, case, id=f"{name}-{case.__name__}")
        for name in sorted(SECRET)
        for case in KEY_OF_ALLAUTH.get(name, CASES)
    ],
)
def test_what_goes_wrong_there_is_logged_without_the_secret(live, written, monkeypatch, name, case):
    path, secret = live[name]
    response, status = case(path, monkeypatch, SECRET[name])
    assert response.status_code == status
    said = written()
    assert HIDDEN in said  # it was logged
    assert (secret in said, secret.rpartition(":")[2] in said) == (False, False)
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


@pytest.mark.parametrize(
    "path", ["/invitations/{}/", "/invitations/{}", "/invitations/{}/x?y=1", "http://a.example/invitations/{}/"]
)
def test_an_address_anywhere_in_a_text(path):
    assert hide(f"Seen: '{path.format('Ab_c-9')}' and more") == f"Seen: '{path.format(HIDDEN)}' and more"


def test_an_address_inside_an_address():
    assert hide("/account/login/?next=%2Finvitations%2FAb_c-9%2Faccept") == (
        f"/account/login/?next=%2Finvitations%2F{HIDDEN}%2Faccept"
    )
    key = "MQ%3A1abc%3Asig-nature"
    assert hide(f"GET /account/confirm-email/{key}/ HTTP/1.1") == f"GET /account/confirm-email/{HIDDEN}/ HTTP/1.1"


@pytest.mark.parametrize("text", ["/reminders/calendar/", "/partnerships/battery-1/plan/", "/invitations/ is empty", ""])
def test_what_is_no_secret_stays(text):
    assert hide(text) == text


def test_the_log_of_requests_of_the_web_server(written):
    """gunicorn's, which has handlers and a format of its own, and quotes the address, its query and the page one came from."""
    config = Config()
    config.set("accesslog", "-")
    log = Logger(config)
    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(handler.format(record))
    log.access_log.handlers = [handler]
    headers = [("REFERER", "https://a.example/invitations/Ab_c-9/"), ("USER-AGENT", "Browser")]
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": "/invitations/Ab_c-9/?next=%2Freminders%2Fcalendar%2FAb_c-9%2F",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": headers[0][1],
    }
    response = SimpleNamespace(status="200 OK", sent=1, headers=[])
    log.access(response, SimpleNamespace(headers=headers), environ, SimpleNamespace(seconds=0, microseconds=1))
    [line] = lines
    assert (line.count(HIDDEN), "Ab_c-9" in line) == (3, False)
    assert re.search(r'"GET /invitations/\(hidden\)/\?next=', line)


def test_a_record_that_does_not_fit_its_arguments_says_nothing_either():
    record = logging.getLogRecordFactory()("x", logging.INFO, "x.py", 1, "%d of %s", ("/invitations/Ab_c-9/",), None)
    assert "Ab_c-9" not in f"{record.getMessage()} {record.args}"


def test_what_has_no_secret_is_logged_as_it_is():
    try:
        raise ValueError("as it is")
    except ValueError:
        record = logging.getLogRecordFactory()("x", logging.INFO, "x.py", 1, "%s of %s", ("1", "2"), sys.exc_info())
    assert (record.msg, record.args, record.exc_text) == ("%s of %s", ("1", "2"), None)


def test_it_is_done_once_for_a_process():
    before = logging.getLogRecordFactory()
    hide_in_logs()
    assert logging.getLogRecordFactory() is before
