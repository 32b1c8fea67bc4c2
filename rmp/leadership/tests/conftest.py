"""An agreed profile with a power, and somebody nominated for it by the university."""

import datetime as dt

import pytest

from partnerships.clock import today
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import sign
from rmp.leadership.models import Appointment
from rmp.leadership.tests import factories as f


@pytest.fixture
def profile(cast):
    profile = f.LeaderProfileFactory(partnership=cast.partnership, author=cast.officer, title="UBC Manager", agreed=True)
    f.PowerFactory(profile=profile)
    return profile


@pytest.fixture
def nomination(cast, profile):
    """In preparation, private to the university."""
    return f.AppointmentFactory(
        partnership=cast.partnership,
        author=cast.officer,
        party=cast.university,
        profile=profile,
        person=cast.contributor,
        name=cast.contributor.name,
        term_to=today() + dt.timedelta(days=700),
    )


@pytest.fixture
def leader(cast, profile):
    """Somebody of the university who leads."""
    return f.AppointmentFactory(
        partnership=cast.partnership,
        author=cast.officer,
        party=cast.university,
        profile=profile,
        person=cast.contributor,
        name=cast.contributor.name,
        leading=True,
    )


def again(record):
    return type(record).objects.get(pk=record.pk)


def state(record):
    return again(record).state


def signed_by_both(cast, record):
    """The record, put to all parties and signed by both."""
    round = open_round(record, actor=cast.officer)
    sign(round, actor=cast.officer)
    sign(round, actor=cast.representative)
    return again(record)


def round_of(record):
    return SignOffRound.objects.filter(subject_key=record.pk).order_by("-opened_at").first()


State = Appointment.State
