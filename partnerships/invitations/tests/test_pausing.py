"""In danger: a person's access rests at once; a neutral person's for three days, once."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from partnerships.access.policy import standing
from partnerships.admission.services import propose_person, propose_person_end
from partnerships.admission.tests.factories import sign_all
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.history.proving import chain_faults, row_faults, take_stock
from partnerships.invitations.memberships import end_membership
from partnerships.invitations.models import Invitation
from partnerships.invitations.pausing import MAIL_KIND, pause_membership, paused_in, paused_letter
from partnerships.invitations.services import accept
from partnerships.invitations.tests.seating import confirm, invite, lift_pause
from partnerships.models import Membership, Participation, Partnership
from partnerships.outbox.models import Mail
from partnerships.records.refusals import Refused
from partnerships.signoff.models import SignOffSlot
from partnerships.tests.factories import MembershipFactory

WHY = "Strange downloads at night."
HOURS = dt.timedelta(hours=1)


def place(user):
    return Membership.objects.get(user=user)


def pause(cast, person, by):
    return pause_membership(membership=place(person), actor=by, reason=WHY)


def pass_time(person, hours):
    """The pause lies so many hours further back."""
    held = place(person)
    moved = {name: getattr(held, name) - hours * HOURS for name in ("paused_at", "paused_until")}
    Membership.objects.filter(pk=held.pk).update(**moved)


def stands(cast, person):
    """Whether the person stands here, by each of the ways in which that is asked."""
    answers = {
        Partnership.objects.visible_to(person).filter(pk=cast.partnership.pk).exists(),
        bool(standing(person, cast.partnership).seats),
        Participation.objects.held_by(person).filter(partnership=cast.partnership).exists(),
        Membership.objects.standing_in(cast.partnership).filter(user=person).exists(),
        place(person).is_current(),
    }
    assert len(answers) == 1, answers
    return answers.pop()


# --- one's own people --------------------------------------------------------------------------------------------------
def test_an_own_person_rests_until_it_is_lifted(cast):
    take_stock(cast.partnership)
    assert stands(cast, cast.partner_contributor)
    pause(cast, cast.partner_contributor, cast.representative)
    assert not stands(cast, cast.partner_contributor)
    assert list(paused_in(cast.partnership)) == [place(cast.partner_contributor)]
    Membership.objects.filter(user=cast.partner_contributor).update(paused_at=timezone.now() - dt.timedelta(days=900))
    take_stock(cast.partnership)
    assert not stands(cast, cast.partner_contributor)
    lift_pause(membership=place(cast.partner_contributor), actor=cast.representative)
    assert stands(cast, cast.partner_contributor)
    pause(cast, cast.partner_contributor, cast.representative)  # as often as it needs
    assert [event.verb for event in Event.objects.filter(kind="membership").in_order()] == [
        "paused",
        "lifted the pause of",
        "paused",
    ]
    assert [*chain_faults(cast.partnership), *row_faults(cast.partnership)] == []


def test_the_pages_of_who_is_paused_are_not_found(cast):
    client = cast.client(cast.partner_contributor)
    assert client.get(cast.partnership.get_absolute_url()).status_code == 200
    pause(cast, cast.partner_contributor, cast.representative)
    assert client.get(cast.partnership.get_absolute_url()).status_code == 404


def test_who_is_paused_signs_nothing(cast):
    second = MembershipFactory(party=cast.partner, partnership=cast.partnership, role="representative").user
    request = propose_person_end(cast.partnership, actor=cast.officer, membership=place(cast.auditor), reason=WHY)
    mine = SignOffSlot.objects.filter(round__record_key=request.pk)
    assert mine.decidable_by(second).exists()
    pause(cast, second, cast.representative)
    assert not mine.decidable_by(second).exists()


@pytest.mark.parametrize(
    ("actor", "whose"),
    [
        ("officer", "partner_reader"),
        ("representative", "contributor"),
        ("contributor", "contributor"),
        ("partner_contributor", "partner_reader"),
        ("partner_contributor", "auditor"),
        ("facilitator", "auditor"),
        ("stranger", "contributor"),
        ("stranger", "auditor"),
        ("administrator", "auditor"),
        ("administrator", "contributor"),
        ("representative", "officer"),
    ],
)
def test_nobody_pauses_the_people_of_others(cast, actor, whose):
    with pytest.raises(PermissionDenied):
        pause(cast, getattr(cast, whose), getattr(cast, actor))
    assert place(getattr(cast, whose)).paused_at is None
    assert not Event.objects.exists()


def test_somebody_is_left_who_can_lift_it(cast):
    with pytest.raises(Refused, match="needs somebody"):
        pause(cast, cast.representative, cast.representative)
    second = MembershipFactory(party=cast.partner, partnership=cast.partnership, role="representative").user
    pause(cast, second, cast.representative)
    with pytest.raises(Refused, match="needs somebody"):
        pause(cast, cast.representative, cast.representative)


def test_twice_is_refused_and_so_is_lifting_nothing(cast):
    with pytest.raises(Refused, match="not paused"):
        lift_pause(membership=place(cast.partner_reader), actor=cast.representative)
    pause(cast, cast.partner_reader, cast.representative)
    with pytest.raises(Refused, match="paused already"):
        pause(cast, cast.partner_reader, cast.representative)


@pytest.mark.parametrize("actor", ["officer", "partner_contributor", "partner_reader", "stranger", "administrator"])
def test_nobody_else_lifts_it(cast, actor):
    pause(cast, cast.partner_reader, cast.representative)
    with pytest.raises(PermissionDenied):
        lift_pause(membership=place(cast.partner_reader), actor=getattr(cast, actor))
    assert not stands(cast, cast.partner_reader)


def test_an_end_ends_the_pause_too(cast):
    pause(cast, cast.partner_reader, cast.representative)
    end_membership(membership=place(cast.partner_reader), actor=cast.representative)
    assert (place(cast.partner_reader).paused_at, stands(cast, cast.partner_reader)) == (None, False)


# --- those who stand for a party everywhere ----------------------------------------------------------------------------
@pytest.fixture
def second(cast):
    """Another officer of the university, in all its partnerships."""
    return MembershipFactory(party=cast.university, partnership=None, role="officer").user


def test_an_officer_pauses_another_in_all_partnerships(cast, second):
    pause(cast, second, cast.officer)
    assert not stands(cast, second)
    assert not Partnership.objects.visible_to(second).exists()
    assert sorted(Event.objects.filter(verb="paused").values_list("partnership__title", flat=True)) == [
        "Cold chains",
        "Quiet gearboxes",
    ]
    assert "access to all partnerships of University of Rivermouth" in paused_letter(Mail.objects.get()).body
    assert second in {held.user for held in paused_in(cast.partnership)}
    assert not paused_in(cast.other_partnership).exists()
    with pytest.raises(Refused, match="needs somebody"):
        pause(cast, cast.officer, cast.officer)
    lift_pause(membership=place(second), actor=cast.officer)
    assert stands(cast, second)


def test_with_all_partnerships_each_place_rests_and_none_alone(cast, second):
    """Who has a place here beside the one in all partnerships would be in by the other."""
    here = MembershipFactory(user=second, party=cast.university, partnership=cast.partnership, role="contributor")
    everywhere = Membership.objects.get(user=second, partnership=None)
    with pytest.raises(Refused, match="in all partnerships as well"):
        pause_membership(membership=here, actor=cast.officer, reason=WHY)
    assert standing(second, cast.partnership).seats
    pause_membership(membership=everywhere, actor=cast.officer, reason=WHY)
    assert not standing(second, cast.partnership).seats
    assert set(paused_in(cast.partnership)) == {here, everywhere}
    lift_pause(membership=everywhere, actor=cast.officer)
    assert set(paused_in(cast.partnership)) == {here}
    lift_pause(membership=here, actor=cast.officer)
    assert not paused_in(cast.partnership).exists()


def test_one_that_begins_tomorrow_rests_too_and_no_other_is_taken(cast, second):
    soon = MembershipFactory(
        user=second, party=cast.university, partnership=cast.partnership, role="contributor", starts_on=today() + HOURS * 24
    )
    everywhere = Membership.objects.get(user=second, partnership=None)
    pause_membership(membership=everywhere, actor=cast.officer, reason=WHY)
    soon.refresh_from_db()
    assert soon.is_paused
    place = {"party": cast.university, "partnership": cast.sibling_partnership, "role": "contributor", "email": second.email}
    with pytest.raises(Refused, match="lifts that first"):
        invite(actor=cast.officer, **place)
    invitation = Invitation.objects.create(invited_by=cast.officer, **place)
    with pytest.raises(Refused, match="lifts that first"):
        accept(invitation=invitation, user=second)
    lift_pause(membership=everywhere, actor=cast.officer)
    assert accept(invitation=Invitation.objects.get(), user=second).partnership == cast.sibling_partnership


def test_who_is_neutral_somewhere_rests_there_for_others_and_not_for_the_own_party(cast):
    """A person of an organisation that is neutral at this table, and its officer."""
    MembershipFactory(party=cast.neutral, partnership=None, role="officer")
    everywhere = MembershipFactory(user=cast.facilitator, party=cast.neutral, partnership=None, role="officer")
    neutral = Membership.objects.get(user=cast.facilitator, partnership=cast.partnership)
    another = Membership.objects.filter(party=cast.neutral, role="officer").exclude(user=cast.facilitator).get().user
    pause_membership(membership=everywhere, actor=another, reason=WHY)
    neutral.refresh_from_db()
    assert not neutral.is_paused
    pause_membership(membership=neutral, actor=cast.representative, reason=WHY)
    neutral.refresh_from_db()
    assert neutral.paused_until is not None


@pytest.mark.parametrize("actor", ["contributor", "representative", "stranger", "administrator", "local"])
def test_nobody_else_does(cast, second, actor):
    people = {"local": MembershipFactory(party=cast.university, partnership=cast.partnership, role="officer").user}
    with pytest.raises(PermissionDenied):
        pause(cast, second, people.get(actor) or getattr(cast, actor))


def test_no_neutral_person_is_paused_everywhere(cast):
    held = MembershipFactory(party=cast.neutral, partnership=None, role="auditor")
    for actor in (cast.officer, cast.representative, cast.administrator):
        with pytest.raises(PermissionDenied):
            pause(cast, held.user, actor)


# --- neutral people ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["officer", "representative"])
@pytest.mark.parametrize(("hours", "rests"), [(0, True), (48, True), (71.99, True), (72.01, False), (9000, False)])
def test_a_neutral_person_rests_for_three_days(cast, name, hours, rests):
    pause(cast, cast.auditor, getattr(cast, name))
    pass_time(cast.auditor, hours)
    assert (stands(cast, cast.auditor), paused_in(cast.partnership).exists()) == (not rests, rests)


@pytest.mark.parametrize("hours", [0, 73, 9000])
@pytest.mark.parametrize("name", ["officer", "representative"])
def test_and_only_once_whoever_asks(cast, hours, name):
    pause(cast, cast.auditor, cast.officer)
    pass_time(cast.auditor, hours)
    before = Membership.objects.values().get(user=cast.auditor)
    with pytest.raises(Refused, match="paused"):
        pause(cast, cast.auditor, getattr(cast, name))
    assert Membership.objects.values().get(user=cast.auditor) == before


@pytest.mark.parametrize("name", ["officer", "representative", "facilitator", "auditor", "administrator"])
def test_nobody_lifts_it_before(cast, name):
    pause(cast, cast.auditor, cast.officer)
    with pytest.raises(PermissionDenied):
        lift_pause(membership=place(cast.auditor), actor=getattr(cast, name))


def test_a_joint_decision_comes_while_it_rests(cast):
    pause(cast, cast.auditor, cast.officer)
    sign_all(propose_person_end(cast.partnership, actor=cast.officer, membership=place(cast.auditor), reason=WHY))
    pass_hours = place(cast.auditor)
    assert (pass_hours.paused_at, stands(cast, cast.auditor)) == (None, False)


def test_after_a_joint_decision_it_may_be_paused_again(cast):
    pause(cast, cast.auditor, cast.officer)
    sign_all(propose_person_end(cast.partnership, actor=cast.officer, membership=place(cast.auditor), reason=WHY))
    again = {"party": cast.neutral, "role": "auditor", "email": cast.auditor.email, "reason": "It was an error."}
    sign_all(propose_person(cast.partnership, actor=cast.officer, **again))
    made = confirm(invitation=Invitation.objects.get(), actor=cast.facilitator)
    accept(invitation=made, user=cast.auditor)
    assert stands(cast, cast.auditor)
    pause(cast, cast.auditor, cast.representative)
    assert not stands(cast, cast.auditor)


# --- who is told -------------------------------------------------------------------------------------------------------
def test_all_parties_are_told_of_a_neutral_person(cast):
    pause(cast, cast.auditor, cast.officer)
    assert {mail.user for mail in Mail.objects.filter(kind=MAIL_KIND)} == {cast.auditor, cast.representative}
    letters = {mail.user: paused_letter(mail) for mail in Mail.objects.all()}
    assert "A party has paused your access" in letters[cast.auditor].body
    assert "Aida Auditor (Bridge Facilitation)" in letters[cast.representative].body
    assert Event.objects.get(verb="paused").note == WHY
    for reader in (cast.officer, cast.representative, cast.partner_reader):
        assert Event.objects.visible_to(reader).filter(verb="paused").exists()


def test_of_an_own_person_nobody_but_the_person(cast):
    pause(cast, cast.partner_reader, cast.representative)
    [mail] = Mail.objects.all()
    assert (mail.user, "until Adler Maschinenbau GmbH lifts that" in paused_letter(mail).body) == (cast.partner_reader, True)


def test_a_letter_that_is_late_is_not_sent(cast):
    pause(cast, cast.auditor, cast.officer)
    pass_time(cast.auditor, 73)
    assert [paused_letter(mail) for mail in Mail.objects.all()] == [None, None]
