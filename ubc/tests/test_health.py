"""Whether the parts of a running installation are well."""

import socket
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from ubc import health


@pytest.mark.django_db
def test_anybody_may_ask_and_learns_nothing_else(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/health/")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]
    assert client.head("/health/").status_code == 200
    assert client.post("/health/").status_code == 405


def test_without_its_database_it_is_unavailable_and_says_no_more(client, monkeypatch):
    def refuse():
        raise OperationalError("password authentication failed for user concord at 10.0.0.1")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/health/")
    assert (response.status_code, response.json()) == (503, {"status": "unavailable"})


def test_the_web_server_is_asked_over_its_own_port(live_server, settings):
    settings.ALLOWED_HOSTS = [".example.org"]  # not the name it is asked under
    assert health.web_answers(live_server.thread.host, live_server.thread.port) is True
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        assert health.web_answers("127.0.0.1", silent.getsockname()[1]) is False


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "well"), [(1, True), (9, True), (11, False)])
def test_the_clock_is_well_while_it_sends(minutes, well):
    schedule = IntervalSchedule.objects.create(every=1, period="minutes")
    sent = timezone.now() - timedelta(minutes=minutes)
    assert health.clock_ticks() is False
    PeriodicTask.objects.create(name="any", task="any", interval=schedule, last_run_at=sent)
    assert health.clock_ticks() is well


def test_the_worker_answers_while_it_runs(live_worker):
    assert health.worker_answers() is True
    live_worker.kill()
    assert health.worker_answers() is False
