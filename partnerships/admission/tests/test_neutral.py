"""Neutral people and organisations come and go by every party's signature."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from partnerships.admission.models import Admission
from partnerships.admission.services import propose_party_end, propose_person, propose_person_end
from partnerships.admission.tests.factories import round_of, sign_all
from partnerships.history.models import Event
from partnerships.history.proving import chain_faults, row_faults, take_stock
from partnerships.invitations.memberships import end_membership, leave
from partnerships.invitations.models import Invitation
from partnerships.invitations.services import accept, revoke
from partnerships.invitations.tests.seating import change_role, confirm, invite
from partnerships.models import Membership, Participation, Partnership
from partnerships.outbox.models import Mail
from partnerships.records.refusals import Refused
from partnerships.signoff.tests.signing import decline, sign
from partnerships.tests.factories import MembershipFactory, UserFactory

WHY = "We need somebody who sees it from outside."
MANAGE_NOT = ("contributor", "partner_contributor", "partner_reader", "respondent", "facilitator", "auditor", "stranger")


def place(user):
    return Membership.objects.get(user=user)


def asked(cast, actor, **values):
    given = {"party": cast.neutral, "role": "auditor", "email": "Nora@Example.org", "name": "Nora", "reason": WHY}
    return propose_person(cast.partnership, actor=actor, **(given | values))


def going(cast, actor, person=None):
    return propose_person_end(
        cast.partnership, actor=actor, membership=place(person or cast.auditor), reason="The audit is over."
    )


# --- one party alone ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["officer", "representative", "administrator", *MANAGE_NOT])
def test_nobody_ends_the_auditor_alone(cast, name):
    before = Membership.objects.values().get(user=cast.auditor)
    actor = getattr(cast, name)
    with pytest.raises(PermissionDenied):
        end_membership(membership=place(cast.auditor), actor=actor)
    with pytest.raises(PermissionDenied):
        change_role(membership=place(cast.auditor), role="facilitator", actor=actor)
    assert Membership.objects.values().get(user=cast.auditor) == before
    assert not Event.objects.exists()


@pytest.mark.parametrize("name", ["officer", "representative", *MANAGE_NOT])
def test_nobody_invites_a_neutral_person_alone(cast, name):
    with pytest.raises(PermissionDenied):
        invite(
            actor=getattr(cast, name), partnership=cast.partnership, party=cast.neutral, role="auditor", email="n@example.org"
        )
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("name", ["officer", "representative", "administrator"])
def test_nobody_takes_back_alone_whom_all_invited(cast, name):
    sign_all(asked(cast, cast.officer))
    invitation = Invitation.objects.get()
    with pytest.raises(PermissionDenied):
        revoke(invitation=invitation, actor=getattr(cast, name))
    assert Invitation.objects.pending().get() == invitation
    page = cast.client(cast.officer).get(reverse("people:list", args=[cast.partnership.slug])).content.decode()
    assert ("n***" in page or "Nora" in page, "/revoke/" in page) == (True, False)


def test_while_nobody_else_has_joined_the_founder_looks_after_them(cast):
    Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state="invited")
    change_role(membership=place(cast.auditor), role="facilitator", actor=cast.officer)
    end_membership(membership=place(cast.facilitator), actor=cast.officer)
    invite(actor=cast.officer, partnership=cast.partnership, party=cast.neutral, role="auditor", email="n@example.org")
    assert [place(cast.auditor).role, place(cast.facilitator).is_current()] == ["facilitator", False]


def test_a_neutral_person_resigns_alone(cast):
    leave(membership=place(cast.auditor), actor=cast.auditor)
    assert not Partnership.objects.visible_to(cast.auditor).exists()


# --- a person goes -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", MANAGE_NOT)
def test_who_does_not_manage_asks_nobody(cast, name):
    actor = getattr(cast, name)
    for ask in (lambda: going(cast, actor), lambda: asked(cast, actor)):
        with pytest.raises(PermissionDenied):
            ask()
    with pytest.raises(PermissionDenied):
        propose_party_end(cast.partnership, actor=actor, party=cast.neutral, reason=WHY)
    assert not Admission.objects.exists()


@pytest.mark.parametrize(("first", "second"), [("officer", "representative"), ("representative", "officer")])
def test_with_every_signature_the_auditor_goes(cast, first, second):
    take_stock(cast.partnership)
    request = going(cast, getattr(cast, first))
    sign(round_of(request), actor=getattr(cast, first))
    assert Partnership.objects.visible_to(cast.auditor).exists()
    sign(round_of(request), actor=getattr(cast, second))
    request.refresh_from_db()
    assert (request.state, Partnership.objects.visible_to(cast.auditor).exists()) == ("agreed", False)
    assert Event.objects.get(verb="membership ended").note == "The audit is over."
    assert [*chain_faults(cast.partnership), *row_faults(cast.partnership)] == []


def test_one_refusal_and_the_auditor_stays(cast):
    request = going(cast, cast.officer)
    decline(round_of(request), actor=cast.representative, reason="The audit is not over.")
    request.refresh_from_db()
    assert (request.state, place(cast.auditor).is_current()) == ("declined", True)


def test_who_has_gone_by_oneself_makes_it_void(cast):
    request = going(cast, cast.officer)
    leave(membership=place(cast.auditor), actor=cast.auditor)
    with pytest.raises(Refused):
        sign(round_of(request), actor=cast.officer)
    request.refresh_from_db()
    assert request.state == "void"


@pytest.mark.parametrize("who", ["contributor", "partner_reader", "sibling"])
def test_who_is_not_neutral_is_not_put_to_signature(cast, who):
    with pytest.raises(Refused, match="no neutral person"):
        going(cast, cast.officer, getattr(cast, who))


def test_asked_once(cast):
    going(cast, cast.officer)
    with pytest.raises(Refused, match="already"):
        going(cast, cast.representative)
    going(cast, cast.representative, cast.facilitator)  # another person is another question


# --- a person comes ----------------------------------------------------------------------------------------------------
def test_with_every_signature_a_person_is_invited(cast):
    take_stock(cast.partnership)
    request = asked(cast, cast.officer)
    assert (str(request), request.email, Invitation.objects.count()) == (
        "Comes as a neutral person: Nora",
        "nora@example.org",
        0,
    )
    sign(round_of(request), actor=cast.representative)
    assert (Invitation.objects.count(), Mail.objects.filter(kind="invitation").count()) == (0, 0)
    sign(round_of(request), actor=cast.officer)
    made = Invitation.objects.get()
    assert (made.email, made.role, made.party, made.invited_by) == ("nora@example.org", "auditor", cast.neutral, cast.officer)
    assert {mail.user for mail in Mail.objects.filter(kind="invitation.confirm")} == {cast.facilitator, cast.auditor}
    made = confirm(invitation=made, actor=cast.facilitator)
    assert [mail.email for mail in Mail.objects.filter(kind="invitation")] == ["nora@example.org"]
    nora = UserFactory(email="nora@example.org", name="Nora")
    accept(invitation=made, user=nora)
    assert place(nora).role == "auditor"
    assert [*chain_faults(cast.partnership), *row_faults(cast.partnership)] == []


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"role": "reader"}, Refused),
        ({"role": "officer"}, Refused),
        ({"email": "nobody"}, ValidationError),
        ({"email": ""}, ValidationError),
        ({"email": "aida@example.org"}, Refused),
        ({"email": "renate@example.org"}, Refused),
        ({"reason": " "}, Refused),
    ],
)
def test_what_is_refused(cast, values, error):
    with pytest.raises(error):
        asked(cast, cast.officer, **values)
    assert not Admission.objects.exists()


@pytest.mark.parametrize("party", ["partner", "university", "sibling_partner"])
def test_no_party_takes_in_people_this_way(cast, party):
    with pytest.raises(Refused, match="neutral party"):
        asked(cast, cast.officer, party=getattr(cast, party))


def test_who_is_invited_is_not_proposed_again(cast):
    sign_all(asked(cast, cast.officer))
    with pytest.raises(Refused, match="invited already"):
        asked(cast, cast.representative)


# --- an organisation goes ----------------------------------------------------------------------------------------------
def test_with_every_signature_the_organisation_goes_with_its_people(cast):
    take_stock(cast.partnership)
    sign_all(asked(cast, cast.officer))
    request = sign_all(propose_party_end(cast.partnership, actor=cast.representative, party=cast.neutral, reason=WHY))
    seat = Participation.objects.get(partnership=cast.partnership, party=cast.neutral)
    assert (request.state, seat.state, Invitation.objects.get().state) == ("agreed", "left", "revoked")
    assert [place(person).is_current() for person in (cast.auditor, cast.facilitator)] == [False, False]
    assert [*chain_faults(cast.partnership), *row_faults(cast.partnership)] == []


def test_one_refusal_and_it_stays(cast):
    request = propose_party_end(cast.partnership, actor=cast.representative, party=cast.neutral, reason=WHY)
    sign(round_of(request), actor=cast.representative)
    decline(round_of(request), actor=cast.officer, reason="We need them.")
    assert Participation.objects.get(partnership=cast.partnership, party=cast.neutral).state == "joined"


@pytest.mark.parametrize("party", ["partner", "university", "sibling_partner"])
def test_no_party_is_sent_away_this_way(cast, party):
    with pytest.raises(Refused, match="neutral party"):
        propose_party_end(cast.partnership, actor=cast.officer, party=getattr(cast, party), reason=WHY)


def test_its_people_everywhere_are_told_of(cast):
    MembershipFactory(user=UserFactory(), party=cast.neutral, partnership=None, role="auditor")
    take_stock(cast.partnership)
    sign_all(propose_party_end(cast.partnership, actor=cast.representative, party=cast.neutral, reason=WHY))
    assert [*chain_faults(cast.partnership), *row_faults(cast.partnership)] == []
