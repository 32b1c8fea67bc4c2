"""Decisions by the positions of the parties; authority and responsibilities; joint processes."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from partnerships.clock import today
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record
from partnerships.signoff.endings import signing_seats
from partnerships.signoff.tests.signing import sign
from partnerships.tests.cast import seat_newcomer
from rmp.governance.models import Decision, JointProcess
from rmp.governance.services import decisions, processes
from rmp.governance.tests import factories as f
from rmp.governance.tests.conftest import again

State, Method = Decision.State, Decision.Method
DAY = dt.timedelta(days=1)


def proposed(cast, here, **fields):
    decision = f.DecisionFactory(**here, **fields)
    return decisions.put_to_parties(decision, actor=cast.officer)


def say(decision, person, choice, reason="Because"):
    return decisions.take_position(again(decision), actor=person, choice=choice, reason=reason)


@pytest.mark.parametrize(
    ("method", "ours", "theirs", "found"),
    [
        (Method.CONSENSUS, "for", "abstain", State.ADOPTED),
        (Method.CONSENSUS, "for", "reservation", State.ADOPTED),
        (Method.CONSENSUS, "for", "against", State.REJECTED),
        (Method.CONSENSUS, "abstain", "abstain", State.REJECTED),
        (Method.CONSENSUS, "for", None, None),
        (Method.UNANIMOUS, "for", "reservation", State.ADOPTED),
        (Method.UNANIMOUS, "for", "abstain", State.REJECTED),
        (Method.UNANIMOUS, None, "for", None),
        (Method.MAJORITY, "for", "abstain", State.ADOPTED),
        (Method.MAJORITY, "for", "against", State.REJECTED),
        (Method.DELEGATED, None, "for", State.ADOPTED),
        (Method.DELEGATED, "for", None, None),
        (Method.DELEGATED, "for", "against", State.REJECTED),
    ],
)
def test_what_positions_come_to(method, ours, theirs, found):
    parties = [f.PartnershipFactory.build(), f.PartnershipFactory.build()]  # anything with a key
    said = {party.pk: choice for party, choice in zip(parties, (ours, theirs), strict=True) if choice}
    assert decisions.verdict(method, said, parties, parties[1].pk) == found


def test_the_last_position_decides_and_until_then_one_may_change_ones_mind(cast, here):
    decision = proposed(cast, here)
    say(decision, cast.officer, "against")
    say(decision, cast.officer, "for", "")
    assert (again(decision).state, decision.positions.count()) == (State.OPEN, 1)
    say(decision, cast.representative, "reservation", "In June")
    decision = again(decision)
    assert (decision.state, decision.decided_on) == (State.ADOPTED, today())
    with pytest.raises(Refused):
        say(decision, cast.officer, "against")
    mine = decision.positions.get(party=cast.university)
    mine.choice = "abstain"
    with pytest.raises(Refused):
        save_record(mine, actor=cast.officer)


def test_only_who_signs_speaks_for_a_party_and_says_why(cast, here):
    decision = f.DecisionFactory(**here)
    with pytest.raises(Refused):  # not before the parties yet
        say(decision, cast.officer, "for")
    decisions.put_to_parties(decision, actor=cast.officer)
    for person in (cast.contributor, cast.partner_reader, cast.facilitator, cast.stranger):
        with pytest.raises(PermissionDenied):
            say(decision, person, "for")
    for choice in ("against", "reservation"):
        with pytest.raises(Refused):
            say(decision, cast.officer, choice, " ")
    assert not decision.positions.exists()


def test_deferred_it_may_change_and_begins_anew(cast, here):
    decision = proposed(cast, here)
    say(decision, cast.officer, "for")
    decision = again(decision)
    decision.text = "Something else"
    with pytest.raises(Refused):
        save_record(decision, actor=cast.officer)
    decisions.defer(again(decision), actor=cast.officer, reason="Later")
    decision = again(decision)
    decision.text = "Something else"
    save_record(decision, actor=cast.officer)
    decisions.put_to_parties(again(decision), actor=cast.officer)
    assert again(decision).state == State.OPEN
    assert [(position.choice, position.stands) for position in decision.positions.all()] == [("for", False)]
    say(decision, cast.representative, "for")
    assert again(decision).state == State.OPEN
    say(decision, cast.officer, "against")
    assert again(decision).state == State.REJECTED


def test_one_decision_rescinds_another(cast, here):
    old = f.DecisionFactory(**here, adopted=True)
    decisions.implement(old, actor=cast.officer, outcome="Done")
    new = proposed(cast, here, rescinds=old)
    say(new, cast.officer, "for")
    assert again(old).state == State.IMPLEMENTED
    say(new, cast.representative, "for")
    assert (again(new).state, again(old).state) == (State.ADOPTED, State.RESCINDED)


def powers(cast, here, **fields):
    """Powers of the university that all parties agreed."""
    return f.AuthorityRuleFactory(**here, **{"agreed_on": today(), "of_party": cast.university, **fields})


def delegated(cast, **fields):
    return {"method": Method.DELEGATED, "delegated_to": cast.university, **fields}


def test_one_party_decides_alone_only_under_powers_that_all_agreed(cast, here):
    for wrong in (None, powers(cast, here, agreed_on=None), powers(cast, here, of_party=cast.partner)):
        decision = f.DecisionFactory(**here, **delegated(cast, powers=wrong))
        with pytest.raises(ValidationError) as refusal:
            decision.full_clean()
        assert list(refusal.value.message_dict) == ["powers"]
        with pytest.raises(Refused):
            decisions.put_to_parties(decision, actor=cast.contributor)
        assert again(decision).state == State.PROPOSED
    agreed = powers(cast, here)
    decision = proposed(cast, here, **delegated(cast, powers=agreed))
    say(decision, cast.officer, "for")
    assert again(decision).state == State.ADOPTED
    # Where the powers end while it is before the parties, all of them have to speak.
    decision = proposed(cast, here, **delegated(cast, powers=agreed))
    again(agreed).delete()
    say(decision, cast.officer, "for")
    assert again(decision).state == State.OPEN
    say(decision, cast.representative, "against")
    assert again(decision).state == State.REJECTED


def test_how_it_is_decided_stays_while_it_is_deferred(cast, here):
    agreed = powers(cast, here)
    decision = proposed(cast, here, method=Method.UNANIMOUS)
    say(decision, cast.representative, "against")
    decisions.defer(again(decision), actor=cast.contributor, reason="Later")
    for name, value in delegated(cast, powers=agreed, method=Method.MAJORITY).items():
        changed = again(decision)
        setattr(changed, name, value)
        with pytest.raises(Refused):
            save_record(changed, actor=cast.contributor)


def test_what_was_adopted_says_who_does_it_and_where_it_was_decided(cast, here):
    body = f.GovernanceBodyFactory(**here)
    values = {
        "responsible": cast.partner,
        "implement_by": today(),
        "body": body,
        "meeting": f.MeetingFactory(**here, body=body),
    }
    for state in (State.OPEN, State.ADOPTED, State.IMPLEMENTED):
        for name, value in values.items():
            decision = f.DecisionFactory(**here, state=state, decided_on=today())
            setattr(decision, name, value)
            with pytest.raises(Refused):
                save_record(decision, actor=cast.contributor)


@pytest.mark.parametrize(
    ("of", "by", "refused"),
    [
        (Method.UNANIMOUS, Method.UNANIMOUS, False),
        (Method.UNANIMOUS, Method.CONSENSUS, True),
        (Method.CONSENSUS, Method.MAJORITY, True),
        (Method.MAJORITY, Method.CONSENSUS, False),
        (Method.MAJORITY, Method.DELEGATED, True),
        (Method.DELEGATED, Method.MAJORITY, False),
        (Method.DELEGATED, Method.DELEGATED, False),
    ],
)
def test_a_decision_falls_by_no_weaker_method_than_it_was_made_by(cast, here, of, by, refused):
    ways = {method: {"method": method} for method in Method} | {Method.DELEGATED: delegated(cast, powers=powers(cast, here))}
    new = f.DecisionFactory(**here, **ways[by], rescinds=f.DecisionFactory(**here, **ways[of], adopted=True))
    if not refused:
        new.full_clean()
        decisions.put_to_parties(new, actor=cast.officer)
        return
    for step in (new.full_clean, lambda: decisions.put_to_parties(new, actor=cast.officer)):
        with pytest.raises(ValidationError) as refusal:
            step()
        assert list(refusal.value.message_dict) == ["rescinds"]


def test_what_one_party_decided_under_its_powers_no_other_rescinds_under_its_own(cast, here):
    of_partner = {"delegated_to": cast.partner, "powers": powers(cast, here, of_party=cast.partner)}
    old = f.DecisionFactory(**here, **delegated(cast, powers=powers(cast, here)), adopted=True)
    with pytest.raises(Refused):
        proposed(cast, here, **delegated(cast, **of_partner, rescinds=old))


def test_powers_that_a_party_never_agreed_count_for_nothing_over_its_head(cast, here):
    """It came later, reads the decision and not the powers: with it, nobody may be against."""
    agreed = powers(cast, here)
    _party, newcomer = seat_newcomer(cast)
    decision = f.DecisionFactory(**here, **delegated(cast, powers=agreed))
    assert decision.counts_by == Method.CONSENSUS
    for step in (decision.full_clean, lambda: decisions.put_to_parties(decision, actor=cast.officer)):
        with pytest.raises(ValidationError) as refusal:
            step()
        assert list(refusal.value.message_dict) == ["powers"]
    Decision.objects.filter(pk=decision.pk).update(state=State.OPEN)  # as it was put before the party came to read it
    for person in (cast.officer, cast.representative):
        say(decision, person, "for")
    assert again(decision).state == State.OPEN
    say(decision, newcomer, "for")
    assert again(decision).state == State.ADOPTED


def test_nobody_adopts_alone_when_the_others_have_left(cast, here):
    """What two decided, one alone does not rescind either; only under powers one party decides by itself."""
    old = f.DecisionFactory(**here, adopted=True)
    new, own = f.DecisionFactory(**here, rescinds=old), f.DecisionFactory(**here, **delegated(cast, powers=powers(cast, here)))
    before = proposed(cast, here)
    seat_newcomer(cast)
    cast.partnership.participations.filter(party=cast.partner).update(state="left")
    for step in (
        lambda: decisions.put_to_parties(again(new), actor=cast.officer),
        lambda: say(before, cast.officer, "for"),
    ):
        with pytest.raises(Refused, match="at least two parties"):
            step()
    assert [again(one).state for one in (old, new, before)] == [State.ADOPTED, State.PROPOSED, State.OPEN]
    decisions.put_to_parties(again(own), actor=cast.officer)
    say(own, cast.officer, "for")
    assert again(own).state == State.ADOPTED


def test_a_decision_falls_only_among_all_who_made_it(cast, here):
    old = f.DecisionFactory(**here, adopted=True)
    new = f.DecisionFactory(**here, rescinds=old)
    left_out = next(seat for seat in signing_seats(cast.partnership) if seat.party == cast.partner)
    Decision.objects.filter(pk=new.pk).update(audience=old.audience & ~left_out.bit)
    with pytest.raises(Refused, match="This changes what another party reads"):
        decisions.put_to_parties(again(new), actor=cast.contributor)
    assert again(new).state == State.PROPOSED


def test_forbidden_steps(cast, here):
    decision = f.DecisionFactory(**here)
    steps = {
        State.OPEN: lambda one: decisions.put_to_parties(one, actor=cast.officer),
        State.DEFERRED: lambda one: decisions.defer(one, actor=cast.officer, reason="x"),
        State.IMPLEMENTED: lambda one: decisions.implement(one, actor=cast.officer, outcome="x"),
    }
    for state in State.values:
        for to, step in steps.items():
            Decision.objects.update(state=state, decided_on=today())
            if to not in Decision.TRANSITIONS[state]:
                with pytest.raises(Refused):
                    step(again(decision))
                assert again(decision).state == state


def test_overdue_is_what_was_not_decided_or_not_done(here):
    made = [
        f.DecisionFactory(**here, **fields)
        for fields in (
            {"decide_by": today() - DAY},
            {"decide_by": today()},
            {"state": State.OPEN, "decide_by": today() - DAY},
            {"adopted": True, "decide_by": today() - 9 * DAY, "implement_by": today() - DAY},
            {"adopted": True, "implement_by": today()},
            {"state": State.IMPLEMENTED, "decided_on": today(), "implement_by": today() - DAY},
        )
    ]
    assert set(Decision.objects.overdue()) == {made[0], made[2], made[3]}
    assert [one.is_overdue for one in made] == [True, False, True, True, False, False]


# --- authority and responsibilities -----------------------------------------------------------------------------------
def test_a_rule_says_where_it_ends_and_whose_it_is(here):
    for wrong, field in (
        ({"amount": None}, "amount"),
        ({"limit_kind": "time"}, "days"),
        ({"limit_kind": "scope"}, "limit"),
        ({"role": ""}, "__all__"),
    ):
        with pytest.raises(ValidationError) as refusal:
            f.AuthorityRuleFactory.build(**{**here, **wrong}).full_clean()
        assert list(refusal.value.message_dict) == [field]
    body = f.GovernanceBodyFactory(**here, name="Council")
    said = [
        (again(rule).up_to(), again(rule).holder())
        for rule in (
            f.AuthorityRuleFactory(**here),
            f.AuthorityRuleFactory(**here, limit="a year", body=body),
            f.AuthorityRuleFactory(**here, limit_kind="time", days=30),
        )
    ]
    assert said == [
        ("5,000 EUR", "Relationship manager"),
        ("5,000 EUR; a year", "Council"),
        ("30 days", "Relationship manager"),
    ]


def test_exactly_one_answers_for_an_activity(cast, here):
    activity = f.ActivityFactory(**here)
    model = type(activity)
    assert list(model.objects.without_one_accountable()) == [activity]
    f.ResponsibilityFactory(activity=activity, holder=cast.university)
    with pytest.raises(IntegrityError), transaction.atomic():
        f.ResponsibilityFactory(activity=activity, holder=cast.partner)
    f.ResponsibilityFactory(activity=activity, holder=cast.partner, letter="R")
    assert not model.objects.without_one_accountable().exists()


# --- processes --------------------------------------------------------------------------------------------------------
def test_from_two_ways_to_one_agreed_by_both(cast, here):
    process = f.JointProcessFactory(**here)
    f.OwnWayFactory(process=process, party=cast.university)
    with pytest.raises(Refused):  # the partner has not said how it does it
        processes.compare(process, actor=cast.officer, gap="Ten weeks")
    f.OwnWayFactory(process=process, party=cast.partner)
    processes.compare(process, actor=cast.officer, gap="Ten weeks")
    with pytest.raises(Refused):  # nothing to sign yet
        processes.ask_to_agree(process, actor=cast.officer)
    process = again(process)
    process.agreed_way, process.owned_by = "Five days", cast.partner
    save_record(process, actor=cast.officer)
    round = processes.ask_to_agree(again(process), actor=cast.officer)
    sign(round, actor=cast.officer)
    sign(round, actor=cast.representative)
    assert (again(process).state, again(process).agreed_on) == (JointProcess.State.AGREED, today())

    def stays():
        for name, value in {"agreed_way": "Ten days", "gap": "None", "name": "Orders", "owned_by": cast.university}.items():
            changed = again(process)
            setattr(changed, name, value)
            with pytest.raises(Refused):
                save_record(changed, actor=cast.contributor)

    stays()
    processes.bring_into_use(again(process), actor=cast.officer, review_on=today())
    stays()
    processes.review(again(process), actor=cast.officer)
    stays()
    processes.bring_into_use(again(process), actor=cast.officer)
    processes.review(again(process), actor=cast.officer)
    processes.compare_again(again(process), actor=cast.officer, gap="Still")
    process = again(process)
    assert (process.state, process.gap, process.in_use_since, process.agreed_on) == ("compared", "Still", today(), None)
    for step in (processes.review, processes.bring_into_use):
        with pytest.raises(Refused):
            step(again(process), actor=cast.officer)
