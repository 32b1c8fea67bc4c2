"""What changes other records when it is agreed asks all who read those: nothing that a party reads changes over its head.

A draft is older than a party that joined since; what the draft changes is shown to that party. Then nobody is asked to agree the draft,
and where they were asked before, the request ends with the next look at it.
"""

import datetime as dt

import pytest
from django.apps import apps
from django.db import transaction

from assessments.services.improving import settle_maturity
from assessments.tests.factories import MaturityClaimFactory
from objectives.tests.factories import RevisionFactory
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.kinds import model_of
from partnerships.models import Participation
from partnerships.records.models import Kept
from partnerships.records.refusals import Refused
from partnerships.rules.services import propose_change
from partnerships.rules.tests.factories import agree
from partnerships.signoff.endings import Voided
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round
from partnerships.signoff.subjects import Signable
from partnerships.signoff.tests.signing import sign, sign_by_all
from partnerships.tests.arrangements import SYSTEM
from partnerships.tests.cast import seat_newcomer
from rmp.exits.tests.factories import ExitAssessmentFactory, ExitTriggerFactory
from rmp.governance.models import Agreement, Decision
from rmp.governance.services import decisions
from rmp.governance.tests import factories as governance
from rmp.knowledge.tests.factories import PropertyFactory
from rmp.leadership.tests.factories import AppointmentFactory, DecisionNeedFactory, LeaderProfileFactory
from ubc.tests.arrangements import ARRANGEMENTS

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
LATER = dt.timedelta(days=400)


def amendment(here):
    return governance.AgreementFactory(
        **here,
        state=Agreement.State.AWAITING_SIGNATURE,
        reference="F-2",
        ends_on=today() + LATER,
        amends=governance.AgreementFactory(**here, in_force=True),
    )


def next_profile(here):
    """With leaders and a decision under the version before."""
    before = LeaderProfileFactory(**here, agreed=True)
    AppointmentFactory(**here, profile=before, leading=True)
    DecisionNeedFactory(**here, profile=before)
    return LeaderProfileFactory(**here, replaces=before, number=2)


def conclusion(here):
    values = {"conclusion": "waive", "reason": "Not yet.", "look_again_on": today() + LATER}
    return ExitAssessmentFactory(**here, of=ExitTriggerFactory(**here, state="assessing"), state="under_way", **values)


# Each with what it acts on, ready to be put to all.
ACTING = {
    "amendment": amendment,
    "profile": next_profile,
    "conclusion": conclusion,
    "revision": lambda here: RevisionFactory(**here, state="joint_decision"),
    "property": lambda here: PropertyFactory(**here, replaces=PropertyFactory(**here, agreed_on=today())),
    "maturity": lambda here: (
        MaturityClaimFactory(**here, state="agreed", agreed_on=today(), level=4) and MaturityClaimFactory(**here, level=3)
    ),
}


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.officer}


def again(record):
    return type(record)._base_manager.get(pk=record.pk)


def show(record, seat):
    """To a party that joined since, as those decided who read it."""
    model, record = type(record.record), again(record.record)
    model._base_manager.filter(pk=record.pk).update(audience=record.audience | seat.bit)


def seated(cast):
    party, _person = seat_newcomer(cast)
    return Participation.objects.get(partnership=cast.partnership, party=party)


@pytest.mark.parametrize("name", ACTING)
def test_a_party_that_reads_what_changes_is_not_passed_over(cast, here, name):
    record = ACTING[name](here)
    seat, acted_on = seated(cast), list(record.acts_on())
    assert acted_on
    for one in acted_on:
        before = again(one.record)
        show(one, seat)
        with pytest.raises(Refused, match="what another party reads"):
            open_round(again(record), actor=cast.officer)
        type(before)._base_manager.filter(pk=before.pk).update(audience=before.audience)
    round = open_round(again(record), actor=cast.officer)
    sign(round, actor=cast.officer)
    show(acted_on[0], seat)
    with pytest.raises(Voided):
        sign(round, actor=cast.representative)
    round.refresh_from_db()
    assert (round.state, round.closing_note) == ("voided", "Not all parties that it concerns were asked.")
    assert [again(one).version for one in acted_on] == [one.version for one in acted_on]


@pytest.mark.parametrize("name", ACTING)
def test_who_reads_neither_is_not_asked(cast, here, name):
    record = ACTING[name](here)
    seated(cast)
    assert open_round(record, actor=cast.officer).slots.count() == 2


def test_nor_does_a_party_sign_that_came_to_read_it_and_was_not_asked(cast, here):
    record = governance.AgreementFactory(**here, state=Agreement.State.AWAITING_SIGNATURE, reference="F-3")
    seat = seated(cast)
    round = open_round(record, actor=cast.officer)
    show(record, seat)
    with pytest.raises(Voided):
        sign(round, actor=cast.officer)


def test_a_change_of_a_rule_is_void_when_the_rule_is_shown_to_more(cast, here):
    rule = agree(ExitTriggerFactory(**here))
    seat = seated(cast)
    change = propose_change(rule, actor=cast.officer, reason="New.", title="Another trigger")
    show(rule, seat)
    with pytest.raises(Voided):
        sign(SignOffRound.objects.open().of_record(change).get(), actor=cast.officer)
    assert again(change).state == "void"


def test_the_reason_for_having_no_agreement_is_signed_by_all(cast, here):
    reason = governance.NoAgreementFactory(**here)
    seated(cast)
    with pytest.raises(Refused, match="binds all parties"):
        open_round(reason, actor=cast.officer)


def test_a_decision_rescinds_only_what_is_read_by_those_who_are_asked(cast, here):
    former = governance.DecisionFactory(**here, state=Decision.State.ADOPTED, decided_on=today())
    decision = governance.DecisionFactory(**here, rescinds=former)
    seat, before = seated(cast), again(former).audience
    show(former, seat)
    with pytest.raises(Refused, match="what another party reads"):
        decisions.put_to_parties(decision, actor=cast.officer)
    Decision.objects.filter(pk=former.pk).update(audience=before)
    decisions.put_to_parties(decision, actor=cast.officer)
    show(former, seat)
    with pytest.raises(Refused, match="what another party reads"):
        decisions.take_position(again(decision), actor=cast.officer, choice="for")
    assert (again(decision).state, again(former).state) == ("open", "adopted")


@pytest.mark.parametrize(("level", "shown"), [(4, False), (1, True)])
def test_a_claim_that_one_party_settles_takes_the_place_of_none_that_others_signed_or_read(cast, here, level, shown):
    former = MaturityClaimFactory(**here, state="agreed", agreed_on=today(), level=level)
    claim = MaturityClaimFactory(**here, level=2)
    if shown:
        show(former, seated(cast))
    with pytest.raises(Refused):
        settle_maturity(claim, actor=cast.officer)
    assert (again(former).state, again(claim).state) == ("agreed", "claimed")


# --- what they say they act on is what they act on --------------------------------------------------------------------
def changed_since(place, cast):
    """The records of which the history tells anything since then."""
    found = set()
    for event in Event.objects.filter(partnership=cast.partnership, place__gt=place):
        model = model_of(event.kind)
        row = model._base_manager.filter(pk=event.subject_key).first() if issubclass(model, Kept) else None
        if row is not None and row.created_at < event.at and event.verb != "created":
            found.add(row.record.pk)
    return found


def last(cast):
    return Event.objects.filter(partnership=cast.partnership).order_by("-place").values_list("place", flat=True).first() or 0


@pytest.mark.parametrize("name", sorted(set(ACTING) - {"revision"}))
def test_nothing_else_changes_when_all_have_signed(cast, here, name):
    record = ACTING[name](here)
    said = {one.record.pk for one in (record, *record.acts_on())}
    round = open_round(record, actor=cast.officer)
    place = last(cast)
    sign_by_all(round)
    assert changed_since(place, cast) == said


def test_what_follows_from_signatures_changes_what_they_were_given_for(cast):
    """Over the kinds that are signed: what a room says of each is compared with what the history tells of its completion."""
    compared = set()
    for function, arranged in ARRANGEMENTS.items():
        if hasattr(function, "rule"):
            continue  # a step that a person takes
        with transaction.atomic():
            call = arranged(cast)
            subject = again(call.args[0]) if call.args and isinstance(call.args[0], Signable) else None
            if subject is not None and call.by == SYSTEM:
                said, place = {one.record.pk for one in (subject, *subject.acts_on())}, last(cast)
                function(*call.args, actor=None, **call.kwargs)
                changed = changed_since(place, cast)
                if subject.record.pk in changed:  # else it is made for the sake of the subject, which goes on
                    assert subject.binds_all or changed <= said, function
                    compared.add(type(subject))
            transaction.set_rollback(True)
    signed = {model for model in apps.get_models() if issubclass(model, Signable)}
    rest = {model.__name__ for model in signed - compared}
    assert rest == {"IPRecord", "Exemption", "Lesson", "ValueIdea"}  # the first is above; the others advance themselves
