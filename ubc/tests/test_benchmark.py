"""That the benchmark measures, and leaves nothing behind."""

from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command

from ubc import benchmark

pytestmark = pytest.mark.django_db


def lines(**options):
    out = StringIO()
    call_command("benchmark", rounds=2, stdout=out, **options)
    return out.getvalue().splitlines()


def test_every_scenario_is_timed_against_the_floor(cast):
    said = lines(user=cast.officer.email)
    assert said[0] == f"As {cast.officer.email}, the median of 2 rounds:"
    assert [line[:32].strip() for line in said[1:]] == ["SELECT 1", *benchmark.SCENARIOS]
    assert said[1].split()[-4:] == ["1.0", "x", "1", "queries"]
    assert Session.objects.count() == 0


def test_without_a_name_the_one_with_most_memberships_looks(cast):
    assert lines()[0].startswith("As ")


@pytest.mark.parametrize("options", [{}, {"user": "nobody@example.org"}])
def test_there_must_be_somebody(options):
    with pytest.raises(CommandError, match="There is nobody to look"):
        lines(**options)


def test_a_page_that_fails_is_not_timed(cast, monkeypatch):
    monkeypatch.setitem(benchmark.SCENARIOS, "missing", lambda user: "/no/such/page/")
    with pytest.raises(CommandError, match=r"^missing: /no/such/page/ answers with 404\.$"):
        lines(user=cast.officer.email)


def test_two_scenarios_may_not_share_a_name():
    with pytest.raises(ValueError, match="two scenarios named my work"):
        benchmark.scenario("my work")(lambda user: "/")
