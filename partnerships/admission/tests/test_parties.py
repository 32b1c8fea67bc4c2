"""A party joins a running partnership by every party's signature, and by nothing less."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from partnerships import clock
from partnerships.accounts.presence import Proof
from partnerships.actions.tests.factories import ActionFactory
from partnerships.admission.items import default_items
from partnerships.admission.models import Admission
from partnerships.admission.services import propose_party
from partnerships.admission.tests.factories import round_of, sign_all
from partnerships.history.models import Event
from partnerships.history.proving import chain_faults, row_faults, take_stock
from partnerships.models import Participation, Partnership, Side
from partnerships.records.refusals import Refused, Unproven
from partnerships.services import add_party, open_partnership
from partnerships.signoff import models as signoff_models
from partnerships.signoff import services as signoff
from partnerships.signoff.endings import Expired, Voided
from partnerships.signoff.reasons import how_it_ended
from partnerships.signoff.tests.signing import decline, sign
from partnerships.tests.factories import MembershipFactory, NeutralFactory, ParticipationFactory, PartyFactory, UserFactory

State = Admission.State
WHY = "They build the test bench."


@pytest.fixture
def third():
    return PartyFactory(name="Karibu Solar Ltd", short_name="Karibu")


@pytest.fixture
def request_(cast, third):
    """The partner's representative proposes a third company."""
    return propose_party(cast.partnership, actor=cast.representative, party=third, reason=WHY)


def here(cast, party):
    return Participation.objects.filter(partnership=cast.partnership, party=party).first()


# --- one party alone ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["officer", "representative"])
def test_one_party_alone_adds_nobody(cast, third, name):
    before = Event.objects.count()
    with pytest.raises(Refused, match="Every party that has joined signs"):
        add_party(cast.partnership, actor=getattr(cast, name), party=third)
    assert (here(cast, third), Event.objects.count()) == (None, before)


@pytest.mark.parametrize("side", [Side.BUSINESS, Side.NEUTRAL])
def test_nor_as_a_neutral_party(cast, third, side):
    with pytest.raises(Refused):
        add_party(cast.partnership, actor=cast.representative, party=third, side=side)
    assert here(cast, third) is None


def test_while_nobody_else_has_joined_its_founder_names_the_parties(cast, third):
    partnership = Partnership(title="Hydrogen valves")
    open_partnership(partnership, actor=cast.officer, party=cast.university, partners=[cast.partner, third])
    add_party(partnership, actor=cast.officer, party=cast.neutral)
    states = dict(partnership.participations.values_list("party__short_name", "state"))
    assert states == {"Rivermouth": "joined", "Adler": "invited", "Karibu": "invited", "Bridge": "invited"}
    partnership.participations.filter(party=cast.partner).update(state="joined")
    with pytest.raises(Refused):
        add_party(partnership, actor=cast.officer, party=cast.sibling_partner)


# --- asking ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "name",
    [
        "contributor",
        "partner_contributor",
        "partner_reader",
        "respondent",
        "facilitator",
        "auditor",
        "stranger",
        "administrator",
    ],
)
def test_who_does_not_manage_asks_nobody(cast, third, name):
    with pytest.raises(PermissionDenied):
        propose_party(cast.partnership, actor=getattr(cast, name), party=third, reason=WHY)
    assert not Admission.objects.exists()


def test_asking_brings_nobody_in(cast, third, request_):
    assert (here(cast, third), request_.state, str(request_)) == (None, "waiting", "Joins as a party: Karibu Solar Ltd")
    slots = {slot.party: slot.decision for slot in round_of(request_).slots.select_related("party")}
    assert slots == {cast.university: "waiting", cast.partner: "waiting"}


def test_nobody_is_asked_where_nobody_else_has_joined(cast, third):
    Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state="invited")
    with pytest.raises(Refused, match="at least two"):
        propose_party(cast.partnership, actor=cast.officer, party=third, reason=WHY)
    assert not Admission.objects.exists()


def test_one_request_at_a_time(cast, third, request_):
    for side in (Side.BUSINESS, Side.NEUTRAL):
        with pytest.raises(Refused, match="already"):
            propose_party(cast.partnership, actor=cast.officer, party=third, reason=WHY, side=side)
    assert Admission.objects.count() == 1


@pytest.mark.parametrize(("reason", "party"), [("  ", "third"), (WHY, "partner"), (WHY, "neutral")])
def test_what_is_refused(cast, third, reason, party):
    with pytest.raises(Refused):
        propose_party(
            cast.partnership, actor=cast.officer, party=third if party == "third" else getattr(cast, party), reason=reason
        )
    assert not Admission.objects.exists()


def test_a_last_day_in_the_past_is_refused(cast, third):
    yesterday = clock.today() - dt.timedelta(days=1)
    with pytest.raises(Refused, match="in the past"):
        propose_party(cast.partnership, actor=cast.officer, party=third, reason=WHY, due_on=yesterday)
    assert not Admission.objects.exists()


# --- the answers -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("first", ["officer", "representative"])
def test_with_every_signature_it_is_invited(cast, third, request_, first):
    take_stock(cast.partnership)
    second = {"officer": "representative", "representative": "officer"}[first]
    round = round_of(request_)
    sign(round, actor=getattr(cast, first))
    request_.refresh_from_db()
    assert (request_.state, here(cast, third)) == ("waiting", None)
    sign(round, actor=getattr(cast, second))
    request_.refresh_from_db()
    assert (request_.state, here(cast, third).state, here(cast, third).side) == ("agreed", "invited", "business")
    told = Event.objects.get(verb="party added")
    assert (told.note, told.actor_key) == ("Karibu Solar Ltd", getattr(cast, second).pk)
    assert [*chain_faults(cast.partnership), *row_faults(cast.partnership)] == []


def test_as_a_neutral_party(cast):
    request = propose_party(cast.partnership, actor=cast.officer, party=NeutralFactory(), reason=WHY)
    assert request.kind == "neutral_joins"
    sign_all(request)
    assert (here(cast, request.organisation).side, here(cast, request.organisation).state) == ("neutral", "invited")


def test_a_party_that_left_may_come_back(cast, third):
    ParticipationFactory(partnership=cast.partnership, party=third, state="left")
    sign_all(propose_party(cast.partnership, actor=cast.officer, party=third, reason=WHY))
    assert here(cast, third).state == "invited"


@pytest.mark.parametrize("name", ["officer", "representative"])
def test_one_refusal_and_nothing_happens(cast, third, request_, name):
    other = {"officer": "representative", "representative": "officer"}[name]
    sign(round_of(request_), actor=getattr(cast, other))
    decline(round_of(request_), actor=getattr(cast, name), reason="They are our rivals.")
    request_.refresh_from_db()
    assert (request_.state, here(cast, third)) == ("declined", None)
    propose_party(cast.partnership, actor=cast.officer, party=third, reason="They are no rivals any more.")


def test_taken_back_and_nothing_happens(cast, third, request_):
    signoff.withdraw_round(round_of(request_), actor=cast.representative)
    request_.refresh_from_db()
    assert (request_.state, here(cast, third)) == ("withdrawn", None)


def test_a_third_party_signs_as_well(cast, request_):
    request_.refresh_from_db()
    fourth = MembershipFactory(party=PartyFactory(), partnership=cast.partnership, role="representative")
    ParticipationFactory(partnership=cast.partnership, party=fourth.party)
    with pytest.raises(Voided):  # who signs changed while they were asked
        sign(round_of(request_), actor=cast.officer)
    request_.refresh_from_db()
    assert (request_.state, here(cast, request_.organisation)) == ("void", None)
    again = propose_party(cast.partnership, actor=cast.officer, party=request_.organisation, reason=WHY)
    for person in (cast.officer, cast.representative):
        sign(signoff.SignOffRound.objects.open().get(), actor=person)
    again.refresh_from_db()
    assert (again.state, here(cast, again.organisation)) == ("waiting", None)
    sign(signoff.SignOffRound.objects.open().get(), actor=fourth.user)
    again.refresh_from_db()
    assert (again.state, here(cast, again.organisation).state) == ("agreed", "invited")


def test_a_signature_takes_a_proof(cast, request_):
    for proof in (None, Proof.just_given(cast.representative)):
        with pytest.raises(Unproven):
            signoff.sign(round_of(request_), actor=cast.officer, proof=proof)
    assert not round_of(request_).slots.exclude(decision="waiting").exists()


def test_nobody_carries_it_out_alone(cast, third, request_):
    from partnerships.admission.services import carry_out, close_admission
    from partnerships.services import admit_party

    for person in (cast.officer, cast.representative, cast.administrator):
        with pytest.raises(PermissionDenied):
            carry_out(request_, actor=person)
        with pytest.raises(PermissionDenied):
            close_admission(request_, State.VOID, actor=person)
        with pytest.raises(PermissionDenied):
            admit_party(cast.partnership, third, actor=person)
    assert here(cast, third) is None


def test_what_came_about_otherwise_makes_it_void(cast, third, request_):
    ParticipationFactory(partnership=cast.partnership, party=third, state="invited")
    with pytest.raises(Voided):
        sign(round_of(request_), actor=cast.officer)
    request_.refresh_from_db()
    assert (request_.state, how_it_ended(round_of(request_))) == ("void", "Changed since: Who takes part.")
    for page in (request_.get_absolute_url(), f"{round_of(request_).get_absolute_url()}compare/"):
        assert cast.client(cast.representative).get(page).status_code == 200


# --- time --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("days", "state"), [(29, "waiting"), (30, "waiting"), (31, "expired"), (400, "expired")])
def test_the_day_before_the_day_late_and_twice(cast, third, request_, monkeypatch, days, state):
    sign(round_of(request_), actor=cast.representative)
    day = clock.today() + dt.timedelta(days=days)
    closed = [signoff.expire_rounds(on=day), signoff.expire_rounds(on=day)]
    request_.refresh_from_db()
    assert (closed, request_.state, here(cast, third)) == ([int(state == "expired"), 0], state, None)


def test_nobody_signs_after_the_last_day(cast, third, request_, monkeypatch):
    sign(round_of(request_), actor=cast.representative)
    late = clock.today() + dt.timedelta(days=31)
    for module in (clock, signoff_models, signoff):
        monkeypatch.setattr(module, "today", lambda: late)
    with pytest.raises(Expired):
        sign(round_of(request_), actor=cast.officer)
    request_.refresh_from_db()
    assert (request_.state, here(cast, third)) == ("expired", None)


# --- what the newcomer reads -------------------------------------------------------------------------------------------
def test_what_it_will_read_is_listed_and_signed(cast, third):
    joint = ActionFactory(partnership=cast.partnership, author=cast.officer, title="Build it")
    ActionFactory(partnership=cast.partnership, author=cast.officer, party=cast.university, visibility="shared", title="Ours")
    ActionFactory(partnership=cast.sibling_partnership, author=cast.officer, title="Elsewhere")
    assert default_items(cast.partnership) == [joint]
    request = propose_party(cast.partnership, actor=cast.representative, party=third, reason=WHY)
    assert [(item.title, item.subject) for item in request.items.all()] == [("Build it", joint)]
    assert round_of(request).snapshot["shown"] == [{"kind": "action", "key": str(joint.pk), "title": "Build it"}]
    assert request.shown() == [joint]


def test_a_chosen_list_and_an_empty_one(cast, third):
    _first, second = (ActionFactory(partnership=cast.partnership, author=cast.officer, title=title) for title in "ab")
    chosen = propose_party(cast.partnership, actor=cast.officer, party=third, reason=WHY, items=[second])
    assert chosen.shown() == [second]
    nothing = propose_party(cast.partnership, actor=cast.officer, party=PartyFactory(), reason=WHY, items=[])
    assert nothing.shown() == []


@pytest.mark.parametrize("place", ["private", "shared", "elsewhere"])
def test_nobody_shows_what_is_not_joint(cast, third, place):
    where = {"party": cast.university, "visibility": place} if place != "elsewhere" else {}
    table = cast.sibling_partnership if place == "elsewhere" else cast.partnership
    record = ActionFactory(partnership=table, author=cast.officer, **where)
    with pytest.raises(Refused, match="joint records"):
        propose_party(cast.partnership, actor=cast.officer, party=third, reason=WHY, items=[record])
    assert not Admission.objects.exists()


def test_the_last_signature_shows_the_list(cast, third):
    """And nothing else: neither what is written while the parties sign, nor what they share, nor how it was decided."""
    person = UserFactory()
    MembershipFactory(user=person, party=third, partnership=cast.partnership, role="representative")
    ours = ActionFactory(partnership=cast.partnership, author=cast.officer, party=cast.university, visibility="shared")
    joint = ActionFactory(partnership=cast.partnership, author=cast.officer)
    request = propose_party(cast.partnership, actor=cast.representative, party=third, reason=WHY)
    later = ActionFactory(partnership=cast.partnership, author=cast.officer)
    assert later in default_items(cast.partnership)
    sign(round_of(request), actor=cast.representative)
    sign(round_of(request), actor=cast.officer)
    joining = Participation.objects.get(partnership=cast.partnership, party=third)
    joining.state = Participation.State.JOINED
    joining.save()
    after = ActionFactory(partnership=cast.partnership, author=cast.officer)
    read = type(joint).objects.visible_to(person)
    assert {action for action in (joint, later, ours, after) if read.contains(action)} == {joint, after}
    assert not Admission.objects.visible_to(person).exists()
    told = Event.objects.visible_to(person).order_by("place").values_list("verb", "subject_key")
    assert [verb for verb, key in told if key == joint.pk] == ["shown"]
    assert list(chain_faults(cast.partnership)) == []


def test_what_has_gone_is_shown_to_nobody(cast, third):
    joint = ActionFactory(partnership=cast.partnership, author=cast.officer)
    request = propose_party(cast.partnership, actor=cast.representative, party=third, reason=WHY)
    joint.delete()
    assert request.shown() == []
    assert sign_all(request).state == "agreed"
