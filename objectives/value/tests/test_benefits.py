"""A benefit until it is verified: by those it is for, and by nobody else."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from objectives.value import services
from objectives.value.models import Benefit, BenefitAttestation, BenefitMeasurement, BenefitShare
from objectives.value.tests import factories as f
from partnerships.audience import seated
from partnerships.clock import today
from partnerships.models import Role
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, save_record
from partnerships.records.sharing import share_record
from partnerships.tests.cast import seat_left_out, seat_newcomer
from partnerships.tests.factories import MembershipFactory, PartyFactory

State = Benefit.State


def attest(cast, benefit, person, **values):
    return services.attest_benefit(benefit, actor=getattr(cast, person), **values)


def state_of(benefit):
    benefit.refresh_from_db()
    return benefit.state


def test_from_planned_to_verified(cast, here):
    benefit = f.BenefitFactory(**here, of=cast.partner, giver=cast.university, target=10, unit="people")
    services.forecast_benefit(benefit, actor=cast.officer)
    services.emerge_benefit(benefit, actor=cast.officer)
    with pytest.raises(Refused, match="Measure it first"):
        services.realise_benefit(benefit, actor=cast.officer)
    for value, day in ((12, 9), (9, 2)):
        services.measure_benefit(
            BenefitMeasurement(benefit=benefit, value=value, on=today() - dt.timedelta(days=day), evidence="Payroll"),
            actor=cast.officer,
        )
    with pytest.raises(Refused, match="falls short"):
        services.realise_benefit(benefit, actor=cast.officer)
    services.measure_benefit(BenefitMeasurement(benefit=benefit, value=10, evidence="Payroll"), actor=cast.officer)
    services.realise_benefit(benefit, actor=cast.officer)
    for person in ("officer", "contributor", "partner_contributor", "partner_reader", "auditor", "stranger"):
        with pytest.raises(PermissionDenied):
            attest(cast, benefit, person)
    assert (state_of(benefit), BenefitAttestation.objects.count()) == (State.REALISED, 0)
    word = attest(cast, benefit, "representative", statement="They are here.", worth=Decimal(40))
    assert (state_of(benefit), benefit.verified_on) == (State.VERIFIED, today())
    assert (word.party, word.author, word.stands) == (cast.partner, cast.representative, True)
    share = BenefitShare.objects.get()
    assert (share.party, share.expected, share.realised) == (cast.partner, 40, 40)


def test_a_joint_benefit_needs_each_party_and_so_does_one_of_an_outsider(cast, here):
    for fields in ({}, {"beneficiary": "third", "third_party": "The valley"}):
        benefit = f.BenefitFactory(**here, **fields, giver=cast.university, realised=True)
        attest(cast, benefit, "officer")
        assert state_of(benefit) == State.REALISED
        with pytest.raises(Refused, match="Rivermouth has attested it already"):
            attest(cast, benefit, "officer")
        attest(cast, benefit, "representative")
        assert state_of(benefit) == State.VERIFIED


def test_a_third_party_at_the_table_is_asked_too(cast, here):
    town = PartyFactory(name="Town of Rivermouth", short_name="Town")
    mayor = MembershipFactory(party=town, partnership=cast.partnership, role=Role.REPRESENTATIVE).user
    cast.partnership.participations.create(party=town, side="government", state="joined")
    benefit = f.BenefitFactory(**here, realised=True)
    attest(cast, benefit, "officer")
    attest(cast, benefit, "representative")
    assert state_of(benefit) == State.REALISED
    services.attest_benefit(benefit, actor=mayor)
    assert state_of(benefit) == State.VERIFIED


def test_who_cannot_read_it_cannot_attest_it(cast, here):
    private = f.BenefitFactory(**here, party=cast.university, realised=True)
    with pytest.raises(PermissionDenied):
        attest(cast, private, "representative")
    attest(cast, private, "officer")
    assert state_of(private) == State.REALISED
    own = f.BenefitFactory(**here, party=cast.university, of=cast.university, realised=True)
    attest(cast, own, "officer")
    assert state_of(own) == State.VERIFIED


def test_a_party_that_came_later_is_not_asked_for_its_word(cast, here):
    benefit = f.BenefitFactory(**here, realised=True)
    _party, newcomer = seat_newcomer(cast)
    assert services.needed(benefit) == [cast.partner, cast.university]
    with pytest.raises(PermissionDenied):
        services.attest_benefit(benefit, actor=newcomer)
    attest(cast, benefit, "officer")
    attest(cast, benefit, "representative")
    assert state_of(benefit) == State.VERIFIED


def test_of_what_is_shared_with_some_those_who_read_it_are_asked(cast, here):
    left_out, person = seat_left_out(cast)
    benefit = f.BenefitFactory(**here, party=cast.university, realised=True)
    assert services.needed(benefit) == [cast.partner, left_out, cast.university]
    share_record(benefit, actor=cast.officer, parties=[cast.partner])
    assert services.needed(benefit) == [cast.partner, cast.university]
    stale = Benefit.objects.get(pk=benefit.pk)
    stale.audience = seated(cast.partnership)  # as a page that was opened before has it
    with pytest.raises(PermissionDenied):
        services.attest_benefit(stale, actor=person)


def test_a_dispute_sends_it_back_and_lets_the_words_fall(cast, here):
    benefit = f.BenefitFactory(**here, realised=True)
    attest(cast, benefit, "officer")
    with pytest.raises(Refused, match="Say why"):
        services.dispute_benefit(benefit, actor=cast.representative, reason=" ")
    word = services.dispute_benefit(benefit, actor=cast.representative, reason="Two of them left.")
    assert (state_of(benefit), benefit.realised_on, word.verdict) == (State.EMERGING, None, "disputed")
    assert BenefitAttestation.objects.filter(stands=True).count() == 0
    with pytest.raises(Refused, match="not laid before"):
        attest(cast, benefit, "officer")
    f.BenefitMeasurementFactory(benefit=benefit)
    services.realise_benefit(benefit, actor=cast.officer)
    attest(cast, benefit, "representative")
    assert state_of(benefit) == State.REALISED  # the university's word fell: it is asked again
    attest(cast, benefit, "officer")
    assert state_of(benefit) == State.VERIFIED


def test_what_is_laid_before_the_parties_stays_until_it_is_taken_up_again(cast, here):
    benefit = f.BenefitFactory(**here, state=State.EMERGING, target=10, unit="people")
    measurement = f.BenefitMeasurementFactory(benefit=benefit, value=10)
    services.realise_benefit(benefit, actor=cast.officer)
    attest(cast, benefit, "officer")
    measurement = BenefitMeasurement.objects.get(pk=measurement.pk)
    measurement.value = 99
    new = BenefitMeasurement(benefit=Benefit.objects.get(pk=benefit.pk), value=11, evidence="x")
    benefit.target = 3
    for what in (benefit, measurement, new):
        with pytest.raises(Refused):
            save_record(what, actor=cast.officer)
    for what in (benefit, measurement):
        with pytest.raises(Refused):
            delete_record(type(what).objects.get(pk=what.pk), actor=cast.officer)
    services.reopen_benefit(Benefit.objects.get(pk=benefit.pk), actor=cast.officer, reason="A wrong figure")
    assert state_of(benefit) == State.EMERGING
    assert not benefit.attestations.filter(stands=True).exists()
    save_record(BenefitMeasurement.objects.get(pk=measurement.pk), actor=cast.officer)


def test_only_the_steps_of_the_machine_are_open(cast, here):
    tomorrow = today() + dt.timedelta(days=1)
    acts = {
        services.forecast_benefit: ({}, {State.PLANNED}),
        services.emerge_benefit: ({}, {State.PLANNED, State.FORECAST}),
        services.realise_benefit: ({}, {State.EMERGING}),
        services.miss_benefit: ({"learning": "No staff"}, set(Benefit.LIVE)),
        services.replan_benefit: ({"due_on": tomorrow}, {State.MISSED}),
        services.reopen_benefit: ({"reason": "x"}, {State.REALISED}),
        services.attest_benefit: ({}, {State.REALISED}),
    }
    for act, (values, allowed) in acts.items():
        found = set()
        for state in State:
            benefit = f.BenefitFactory(**here, state=state, realised_on=today(), verified_on=today())
            f.BenefitMeasurementFactory(benefit=benefit)
            try:
                act(benefit, actor=cast.officer, **values)
            except Refused:
                continue
            found.add(state)
        assert found == allowed, act.__name__


def test_days_are_in_order(cast, here):
    benefit = f.BenefitFactory(**here, state=State.EMERGING)
    f.BenefitMeasurementFactory(benefit=benefit)
    tomorrow, yesterday = today() + dt.timedelta(days=1), today() - dt.timedelta(days=1)
    with pytest.raises(Refused, match="has not come"):
        services.realise_benefit(benefit, actor=cast.officer, realised_on=tomorrow)
    missed = f.BenefitFactory(**here, state=State.MISSED)
    with pytest.raises(Refused, match="has passed"):
        services.replan_benefit(missed, actor=cast.officer, due_on=yesterday)
    measurement = BenefitMeasurement(benefit=benefit, evidence="x", on=today())
    with pytest.raises(Refused, match="comes after"):
        services.measure_benefit(measurement, actor=cast.officer, next_on=today())
    services.measure_benefit(measurement, actor=cast.officer, next_on=tomorrow)
    benefit.refresh_from_db()
    assert benefit.measure_on == tomorrow


def test_a_fall_can_be_the_target(here):
    benefit = f.BenefitFactory(**here, baseline=90, target=30, unit="days")
    for value, progress in ((None, None), (90, 0), (60, 0.5), (30, 1), (10, 1), (120, 0)):
        if value is not None:
            f.BenefitMeasurementFactory(benefit=benefit, value=value)
        assert Benefit.objects.with_newest().get().progress == progress


# (fields, the field at which it is said)
BAD = [
    ({"beneficiary": "party"}, "beneficiary_party"),
    ({"beneficiary": "joint", "of": "partner"}, "beneficiary_party"),
    ({"beneficiary": "third"}, "third_party"),
    ({"beneficiary": "joint", "third_party": "The town"}, "third_party"),
    ({"target": 5}, "unit"),
    ({"target": 0, "unit": "x"}, "target"),
    ({"of": "partner", "beneficiary": "party", "giver": "partner"}, "giver"),
]


@pytest.mark.parametrize(("fields", "at"), BAD)
def test_who_benefits_and_by_how_much_is_said_whole(cast, here, fields, at):
    values = {name: getattr(cast, value) if name in ("of", "giver") else value for name, value in fields.items()}
    party = values.pop("of", None)
    benefit = f.BenefitFactory.build(**here, kind=None, beneficiary_party=party, **values)
    with pytest.raises(ValidationError) as refusal:
        benefit.full_clean(exclude=["kind"])
    assert at in refusal.value.error_dict


def test_who_does_not_benefit_does_not_say_what_it_is_worth(cast, here):
    theirs = f.BenefitFactory(**here, of=cast.partner)
    outside = f.BenefitFactory(**here, beneficiary="third", third_party="The town")
    for benefit in (theirs, outside):
        with pytest.raises(ValidationError, match="does not benefit"):
            BenefitShare(benefit=benefit, party=cast.university, author=cast.officer, expected=1).full_clean()
    BenefitShare(benefit=theirs, party=cast.partner, author=cast.officer, expected=1).full_clean()
