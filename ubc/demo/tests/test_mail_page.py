"""The page of the mails: routed in the demo, with what was sent, and nowhere else."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import NoReverseMatch, reverse

from ubc.demo.mail import kept


@pytest.fixture
def demo(settings, tmp_path):
    settings.ROOT_URLCONF = "ubc.demo.urls"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return settings


def send(*subjects):
    server = get_connection()
    for subject in subjects:
        message = EmailMultiAlternatives(
            subject=subject, body=f"Grüße <b>\n{'-' * 79} See http://127.0.0.1:8000/invitations/AbC/", to=["a@b.example"]
        )
        message.attach_alternative("<p>html</p>", "text/html")
        server.send_messages([message])
    server.close()


def test_it_shows_what_was_sent_the_last_first(demo, db, client):
    send("First", "Second")
    page = client.get("/demo/mail/")
    text = page.content.decode()
    assert [mail["subject"] for mail in page.context["mails"]] == ["Second", "First"]
    assert 'href="http://127.0.0.1:8000/invitations/AbC/"' in text
    assert ("Grüße &lt;b&gt;" in text, "a@b.example" in text, "no-store" in page["Cache-Control"]) == (True, True, True)


def test_before_anything_was_sent(demo, db, client):
    assert "No e-mail yet" in client.get("/demo/mail/").content.decode()


def test_the_page_of_signing_in_leads_there(demo, db, client):
    assert 'href="/demo/mail/"' in client.get(reverse("account_login")).content.decode()


def test_nowhere_else(db, client):
    with pytest.raises(NoReverseMatch):
        reverse("demo-mail")
    assert client.get("/demo/mail/").status_code in (302, 404)
    assert "/demo/mail/" not in client.get(reverse("account_login")).content.decode()


CASES = {
    ("demo", ""): "ubc.demo.urls True",
    ("demo", "smtp://mail.example:25"): "ubc.urls True",
    ("prod", ""): "ubc.urls False",
    ("prod", "consolemail://"): "ubc.urls False",
    ("prod", "dummymail://"): "ubc.urls False",
    ("prod", "filemail:///var/mail"): "ubc.urls False",
    ("prod", "memorymail://"): "ubc.urls False",
    ("prod", "smtp+tls://mail.example:587"): "ubc.urls True",
    ("dev", ""): "ubc.urls True",
}


@pytest.mark.parametrize(("name", "url"), CASES)
def test_where_it_is_routed_and_where_mail_reaches_anybody(name, url, tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": f"ubc.settings.{name}",
        "EMAIL_URL": url,
        "VAR_DIR": str(tmp_path),
        "SECRET_KEY": "0123456789" * 6,
        "CACHE_URL": "",
    }
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "from django.conf import settings as s; print(s.ROOT_URLCONF, s.MAIL_REACHES_PEOPLE)",
        ],
        env=environment,
        cwd=django_settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.stdout.strip() == CASES[name, url], said.stderr


def test_an_empty_folder_has_none(tmp_path):
    assert kept(tmp_path / "nothing") == []
