"""What falls due: on the day before, on the day, late; and whose it is."""

import datetime as dt

import pytest

from objectives.value.tests import factories as f
from partnerships.clock import today
from partnerships.reminders.models import Reminder
from partnerships.reminders.registry import DUES
from partnerships.reminders.services import remind

PEOPLE = ("officer", "contributor", "representative", "partner_contributor")


def told(cast, kind):
    """Who of the people is told of something of the kind."""
    return {name for name in PEOPLE if DUES[kind].items_of(getattr(cast, name)).exists()}


def reminded():
    remind()
    return {reminder.recipient for reminder in Reminder.objects.filter(kind="value.attestation")}


OURS, THEIRS, ALL = {"officer"}, {"representative"}, {"officer", "representative"}
# (kind, what there is, who is told)
CASES = [
    ("benefit", lambda c, h: f.BenefitFactory(**h, due_on=today()), ALL),
    ("benefit", lambda c, h: f.BenefitFactory(**h, due_on=today(), giver=c.partner), THEIRS),
    ("benefit", lambda c, h: f.BenefitFactory(**h, due_on=today(), party=c.university, giver=c.partner), OURS),
    ("benefit", lambda c, h: f.BenefitFactory(**h, due_on=today(), verified=True), set()),
    ("benefit", lambda c, h: f.BenefitFactory(**h), set()),
    ("measurement", lambda c, h: f.BenefitFactory(**h, measure_on=today()), ALL),
    ("measurement", lambda c, h: f.BenefitFactory(**h, measure_on=today(), state="missed"), set()),
    ("attestation", lambda c, h: f.BenefitFactory(**h, realised=True), ALL),
    ("attestation", lambda c, h: f.BenefitFactory(**h, realised=True, of=c.partner, giver=c.university), THEIRS),
    ("attestation", lambda c, h: f.BenefitFactory(**h, realised=True, of=c.partner, party=c.university), OURS),
    ("attestation", lambda c, h: f.BenefitFactory(**h, verified=True), set()),
    ("idea", lambda c, h: f.ValueIdeaFactory(**h, state="piloting", review_on=today()), ALL),
    ("idea", lambda c, h: f.ValueIdeaFactory(**h, state="parked", review_on=today(), party=c.university), OURS),
    ("idea", lambda c, h: f.ValueIdeaFactory(**h, state="rejected", review_on=today()), set()),
    ("target", lambda c, h: f.ImprovementTargetFactory(**h), ALL),
    ("target", lambda c, h: f.ImprovementTargetFactory(**h, responsible=c.partner), THEIRS),
    ("target", lambda c, h: f.ImprovementTargetFactory(**h, state="reached"), set()),
    ("balance", lambda c, h: f.BalanceTermsFactory(**h, review_on=today()), ALL),
    ("balance", lambda c, h: f.BalanceTermsFactory(**h), set()),
]


@pytest.mark.parametrize(("kind", "build", "who"), CASES)
def test_who_is_told(cast, here, kind, build, who):
    build(cast, here)
    assert told(cast, f"value.{kind}") == who


def test_a_partys_word_is_asked_until_it_is_given(cast, here):
    benefit = f.BenefitFactory(**here, realised=True)
    word = f.BenefitAttestationFactory(benefit=benefit, party=cast.university, author=cast.officer)
    assert told(cast, "value.attestation") == THEIRS
    assert reminded() == {cast.representative}
    word.stands = False
    word.save()
    assert told(cast, "value.attestation") == ALL
    assert reminded() == {cast.representative, cast.officer}


def test_the_stages_of_a_benefit():
    due, day = DUES["value.benefit"], dt.date(2026, 5, 10)
    found = [due.stage(day, day + dt.timedelta(days=n)) for n in (-8, -7, -1, 0, 1, 3, 14)]
    assert found == [None, -7, -1, 0, 1, 1, 14]
