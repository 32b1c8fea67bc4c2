"""A request that is not UTF-8, or cannot be taken apart, is a bad request and no fault of the house."""

import io

import pytest
from django.test import Client
from django.urls import reverse

from ubc.reading import Application

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
NOT_UTF8 = [
    "utf-7",
    "UTF-7",
    "utf-16",
    "utf-32",
    "latin-1",
    "foo",
    "base64",
    "rot13",
    "zlib",
    "hex",
    "idna",
    "unicode_escape",
    "",
]
PART = b'--x\r\nContent-Disposition: form-data; name="login"%s\r\n\r\n+2AA-\xff\r\n--x--\r\n'


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("charset", NOT_UTF8)
@pytest.mark.parametrize("kind", [FORM, PARTS, "text/plain"])
def test_another_encoding(browser, kind, charset):
    login = reverse("account_login")
    for method in ("POST", "GET", "PUT"):
        assert browser.generic(method, login, b"login=a", content_type=f"{kind}; charset={charset}").status_code == 400


@pytest.mark.parametrize("kind", [FORM, f"{FORM}; charset=utf-8", f"{FORM}; charset=UTF-8", f'{FORM}; charset="utf-8"'])
def test_utf_8(browser, kind):
    login = reverse("account_login")
    assert browser.generic("POST", login, "login=Größe".encode(), content_type=kind).status_code == 200
    assert browser.generic("POST", login, b"login=%C3%BC+a", content_type=kind).status_code == 200
    for body in (b"login=\xff", b"login=%FF", b"%ED%A0%80=a", b"login=%C3"):
        assert browser.generic("POST", login, body, content_type=kind).status_code == 400


@pytest.mark.parametrize(
    ("kind", "body", "answer"),
    [
        ("multipart/form-data", b"x", 400),
        ("multipart/form-data; boundary=", b"x", 400),
        ("multipart/form-data; boundary=\u00e9", b"x", 400),
        ("multipart/form-data; boundary=" + "x" * 500, b"x", 400),
        (PARTS, b"no parts at all", 200),
        (PARTS, PART % b"", 200),
        (PARTS, PART % b"; filename*=foo''a", 200),
        (PARTS, PART % b"\r\nContent-Type: text/plain; charset=base64", 200),
        (PARTS, PART % b"\r\nContent-Transfer-Encoding: base64", 200),
    ],
)
def test_forms_in_parts(browser, kind, body, answer):
    assert browser.generic("POST", reverse("account_login"), body, content_type=kind).status_code == answer


@pytest.mark.parametrize("kind", ["text/plain; charset*=foo''x", "text/plain; charset=a\x00b", f"{FORM}; charset=utf-7"])
def test_a_head_that_cannot_be_read_is_met_before_there_is_a_request(kind):
    told = []
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "CONTENT_TYPE": kind, "wsgi.input": io.BytesIO()}
    assert b"".join(Application()(environ, lambda status, head: told.append(status))) == b"Bad Request\n"
    assert told == ["400 Bad Request"]


@pytest.mark.parametrize("kind", ["", FORM])
def test_other_requests_pass(kind):
    told = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/account/login/", "CONTENT_TYPE": kind, "wsgi.input": io.BytesIO()}
    environ |= {"SERVER_NAME": "testserver", "SERVER_PORT": "80", "wsgi.url_scheme": "http"}
    b"".join(Application()(environ, lambda status, head: told.append(status)))
    assert told == ["200 OK"]
