"""Groups of people who answer pulses, and the days on which they do."""

import contextlib
import datetime as dt
from unittest.mock import patch

from assessments.trust.models import Dimension
from assessments.trust.services import pulses
from assessments.trust.tests import factories as f
from partnerships import clock
from partnerships.tests.factories import MembershipFactory, UserFactory


def group(cast, side, count):
    """So many further people of a side, who may answer and nothing else."""
    party = getattr(cast, side)
    people = UserFactory.create_batch(count)
    for person in people:
        MembershipFactory(user=person, party=party, partnership=cast.partnership, role="respondent")
    return people


def open_pulse(cast, **fields):
    return f.TrustPulseFactory(partnership=cast.partnership, author=cast.officer, opened=True, **fields)


def answer(pulse, person, value, **others):
    """The same value for every statement, but for those that are named."""
    pulses.answer_pulse(pulse, actor=person, values=dict.fromkeys(Dimension.values, value) | others)


def close(pulse):
    """Close it, and know of it what is published."""
    pulses.close_pulse(pulse, actor=None)
    pulse.refresh_from_db()
    return pulse


@contextlib.contextmanager
def day(days):
    """So many days from now, for this room's rules."""
    then = clock.today() + dt.timedelta(days=days)
    names = ("models.pulses", "models.promises", "services.pulses", "services.indicators", "querysets")
    with contextlib.ExitStack() as stack:
        for name in ("assessments.released", *(f"assessments.trust.{name}" for name in names)):
            stack.enter_context(patch(f"{name}.today", lambda: then))
        yield then
