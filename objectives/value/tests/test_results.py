"""Contributions and their confirmation, lessons and where they were applied, improvement targets."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from objectives.value import services
from objectives.value.models import Contribution, ContributionReceipt, ImprovementTarget, Lesson, LessonApplication
from objectives.value.tests import factories as f
from partnerships.clock import today
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record
from partnerships.records.sharing import withdraw_record
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import sign


def receipt(gift, party, **fields):
    return ContributionReceipt(contribution=gift, party=party, **{"received": 50} | fields)


def test_only_who_receives_confirms(cast, here):
    gift = f.ContributionFactory(**here, party=cast.university, visibility="shared", delivered=50)
    with pytest.raises(ValidationError, match="Who receives it confirms it"):
        receipt(gift, cast.university, author=cast.officer).full_clean()
    with pytest.raises(PermissionDenied):
        save_record(receipt(gift, cast.partner), actor=cast.officer)
    save_record(receipt(gift, cast.partner), actor=cast.partner_contributor)
    assert list(Contribution.objects.confirmed()) == [gift]
    gift = Contribution.objects.get()
    gift.delivered = 60
    save_record(gift, actor=cast.officer)
    assert (list(Contribution.objects.unconfirmed()), gift.confirmed()) == ([gift], False)
    gift.unit = "weeks"
    with pytest.raises(Refused, match="unit"):
        save_record(gift, actor=cast.officer)
    with pytest.raises(Refused):
        withdraw_record(gift, actor=cast.officer)


def test_what_is_given_to_one_is_confirmed_by_that_one(cast, here):
    gift = f.ContributionFactory(**here, party=cast.university, visibility="shared", receiver=cast.partner)
    assert [gift.received_by(party) for party in (cast.university, cast.partner, cast.sibling_partner)] == [False, True, False]
    with pytest.raises(ValidationError, match="not to oneself"):
        f.ContributionFactory.build(**here, resource=None, party=cast.partner, receiver=cast.partner).full_clean(
            exclude=["resource"]
        )


def test_the_worth_that_counts_lies_between_both(cast, here):
    gift = f.ContributionFactory(**here, party=cast.university, visibility="shared", planned=100, delivered=150)
    found = []
    for by_giver, said in ((None, ()), (10, ()), (10, (4,)), (None, (4,)), (10, (4, 8))):
        gift.valuation_by_giver = by_giver
        gift.save()
        ContributionReceipt.objects.all().delete()
        for party, worth in zip((cast.partner, cast.sibling_partner), said, strict=False):
            f.ContributionReceiptFactory(contribution=gift, party=party, valuation_by_receiver=worth)
        fresh = Contribution.objects.get()
        found.append((fresh.valuation_by_receiver, fresh.valuation, fresh.share_delivered))
    assert found == [(None, None, 1.5), (None, 10, 1.5), (4, 7, 1.5), (4, 4, 1.5), (6, 8, 1.5)]


def test_a_joint_lesson_is_agreed_by_all_and_applied_after(cast, here):
    lesson = f.LessonFactory(**here)
    with pytest.raises(Refused, match="agreed by all"):
        services.adopt_lesson(lesson, actor=cast.officer)
    application = LessonApplication(lesson=lesson, where="The second project")
    with pytest.raises(Refused, match="Agree the lesson first"):
        services.apply_lesson(application, actor=cast.officer)
    round = open_round(lesson, actor=cast.officer)
    for person in (cast.officer, cast.representative):
        sign(round, actor=person)
    lesson.refresh_from_db()
    assert (lesson.state, lesson.agreed_on) == (Lesson.State.AGREED, today())
    services.pass_on_lesson(lesson, actor=cast.officer, passed_on_to="The other laboratories")
    lesson.recommendation = "Another"
    with pytest.raises(Refused, match="Fixed"):
        save_record(lesson, actor=cast.officer)
    for where in ("The second project", "The third"):
        services.apply_lesson(LessonApplication(lesson=lesson, where=where), actor=cast.representative)
    lesson.refresh_from_db()
    assert (lesson.state, lesson.passed_on_to, lesson.applications.count()) == ("applied", "The other laboratories", 2)
    with pytest.raises(Refused):
        services.pass_on_lesson(lesson, actor=cast.officer, passed_on_to="x")


def test_ones_own_lesson_is_adopted_alone(cast, here):
    lesson = f.LessonFactory(**here, party=cast.university)
    assert services.adopt_lesson(lesson, actor=cast.officer).state == Lesson.State.AGREED


def test_a_target_is_reached_when_a_reading_says_so(cast, here):
    target = f.ImprovementTargetFactory(**here)
    with pytest.raises(Refused, match="No reading says so"):
        services.reach_target(target, actor=cast.officer)
    f.TargetReadingFactory(target=target, value=28, on=today() - dt.timedelta(days=2))
    f.TargetReadingFactory(target=target, value=40)
    with pytest.raises(Refused):
        services.reach_target(target, actor=cast.officer)
    newest = f.TargetReadingFactory(target=target, value=30)
    services.reach_target(target, actor=cast.officer, outcome="By a common template.")
    target.refresh_from_db()
    target.baseline = 31
    newest.refresh_from_db()
    newest.value = 12
    for what in (target, newest):
        with pytest.raises(Refused, match="Fixed"):
            save_record(what, actor=cast.officer)


def test_a_missed_target_goes_on_until_another_day(cast, here):
    target = f.ImprovementTargetFactory(**here)
    services.miss_target(target, actor=cast.officer, outcome="No template")
    with pytest.raises(Refused, match="has passed"):
        services.extend_target(target, actor=cast.officer, due_on=today() - dt.timedelta(days=1))
    services.extend_target(target, actor=cast.officer, due_on=today())
    services.drop_target(target, actor=cast.officer, reason="No need")
    assert target.state == ImprovementTarget.State.DROPPED
    for act, values in ((services.extend_target, {"due_on": today()}), (services.miss_target, {"outcome": "x"})):
        with pytest.raises(Refused):
            act(target, actor=cast.officer, **values)
