"""A representative becomes an officer by the party's own officers; the first by an administrator, with a reason, and all are told."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from partnerships.administration.services.people import deactivate
from partnerships.history.models import Event
from partnerships.history.proving import faults, take_stock
from partnerships.invitations.memberships import end_membership
from partnerships.invitations.models import Invitation
from partnerships.invitations.tests.seating import make_officer
from partnerships.models import Membership, Participation, Partnership, Party, Role
from partnerships.outbox.letters import write
from partnerships.outbox.models import Mail
from partnerships.records.refusals import Refused
from partnerships.services import parties_opening_for
from partnerships.tests.factories import MembershipFactory, ParticipationFactory


@pytest.fixture(autouse=True)
def stock(cast):
    """The partner is asked to another table; and what the factories made past the history is in it."""
    ParticipationFactory(partnership=cast.sibling_partnership, party=cast.partner, state=Participation.State.INVITED)
    for partnership in Partnership.objects.all():
        take_stock(partnership)


@pytest.fixture
def place(cast):
    return Membership.objects.get(user=cast.representative)


@pytest.fixture
def second(cast):
    """Another person who represents the university here."""
    return MembershipFactory(party=cast.university, partnership=cast.partnership, role=Role.REPRESENTATIVE)


def officers(party):
    return [membership.user for membership in Membership.objects.officers_of(party)]


def whole():
    return [fault for partnership in Partnership.objects.all() for fault in faults(partnership)]


def test_the_first_by_an_administrator_with_a_reason(cast, place):
    """T19: from then on the partner opens partnerships by itself, as the university does."""
    make_officer(membership=place, actor=cast.administrator, reason="Their board asked in writing.")
    assert officers(cast.partner) == [cast.representative]
    assert list(parties_opening_for(cast.representative)) == [cast.partner]
    told = Event.objects.filter(verb="made officer").values_list("partnership__title", "party", "actor_name", "note")
    reason = "Their board asked in writing."
    assert sorted(told) == [
        (title, None, "Ada Administrator", reason)
        for title in ("Quiet gearboxes", "Tidal power")  # where it has joined
    ]
    assert "Their board asked" in LogEntry.objects.get().change_message
    mails = Mail.objects.filter(kind="invitation.officer")
    people = {cast.representative, cast.partner_contributor, cast.partner_reader, cast.respondent}
    assert {mail.user for mail in mails} == people
    assert all("Renate Representative stands for Adler Maschinenbau GmbH in all" in write(mail).body for mail in mails)
    assert whole() == []


@pytest.mark.parametrize("reason", ["", "  "])
def test_not_without_a_reason(cast, place, reason):
    with pytest.raises(Refused, match="reason"):
        make_officer(membership=place, actor=cast.administrator, reason=reason)
    assert (officers(cast.partner), Mail.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    "who", ["officer", "representative", "partner_contributor", "partner_reader", "stranger", "facilitator", "sibling"]
)
def test_nobody_else_makes_the_first(cast, place, who):
    with pytest.raises(PermissionDenied):
        make_officer(membership=place, actor=getattr(cast, who), reason="I say so.")
    assert officers(cast.partner) == []


@pytest.mark.parametrize("how", ["ended", "deactivated", "paused", "in another role", "made"])
def test_the_first_is_the_first_ever(cast, second, how):
    """An administrator ends the place of the officer, or closes the account, and names nobody in the officer's stead."""
    MembershipFactory(user=second.user, party=cast.university, partnership=cast.sibling_partnership, role=Role.REPRESENTATIVE)
    place = Membership.objects.get(user=cast.officer)
    if how == "ended":
        end_membership(membership=place, actor=cast.administrator)
    elif how == "deactivated":
        deactivate(cast.officer, actor=cast.administrator)
    elif how == "in another role":
        came = Invitation(party=cast.university, role=Role.OFFICER, email=cast.officer.email, invited_by=cast.administrator)
        came.state, came.accepted_by, came.accepted_at = Invitation.State.ACCEPTED, cast.officer, timezone.now()
        came.save()
        Membership.objects.filter(pk=place.pk).update(role=Role.CONTRIBUTOR)
    elif how == "made":
        make_officer(membership=second, actor=cast.officer)
        Membership.objects.filter(party=cast.university, partnership=None).update(role=Role.CONTRIBUTOR)
    else:
        Membership.objects.filter(pk=place.pk).update(paused_at=timezone.now())
    before = (Membership.objects.count(), Event.objects.count())
    with pytest.raises(PermissionDenied):
        make_officer(membership=second, actor=cast.administrator, reason="Their board asked in writing.")
    assert (officers(cast.university), Membership.objects.count(), Event.objects.count()) == ([], *before)


def test_its_own_officers_make_others_and_no_administrator_does(cast, second):
    for who in ("administrator", "representative", "contributor", "stranger"):
        with pytest.raises(PermissionDenied):
            make_officer(membership=second, actor=getattr(cast, who), reason="I say so.")
    make_officer(membership=second, actor=cast.officer)
    assert set(officers(cast.university)) == {cast.officer, second.user}
    assert Event.objects.filter(verb="made officer").count() == 2
    with pytest.raises(Refused, match="already"):
        make_officer(membership=second, actor=cast.officer)


def test_only_who_represents_it(cast, second):
    for membership in (Membership.objects.get(user=cast.contributor), Membership.objects.get(user=cast.sibling)):
        with pytest.raises(Refused, match="represents"):
            make_officer(membership=membership, actor=cast.officer)
    second.user.is_active = False
    second.user.save()
    with pytest.raises(Refused, match="represents"):
        make_officer(membership=second, actor=cast.officer)


def test_not_who_stands_for_another_at_one_of_its_tables(cast, second):
    MembershipFactory(user=second.user, party=cast.sibling_partner, partnership=cast.sibling_partnership, role=Role.READER)
    with pytest.raises(Refused, match="Baltic Foods"):
        make_officer(membership=second, actor=cast.officer)


def test_not_as_long_as_only_another_party_says_who_it_is(cast, place):
    Party.objects.filter(pk=cast.partner.pk).update(vouched_by="Olivia", vouched_at="2026-01-01T00:00Z")
    with pytest.raises(Refused, match="vouches"):
        make_officer(membership=place, actor=cast.administrator, reason="Their board asked.")


def test_a_place_that_had_ended_comes_back(cast, second):
    MembershipFactory(
        user=second.user, party=cast.university, partnership=None, role="reader", starts_on="2020-01-01", ends_on="2020-01-02"
    )
    assert make_officer(membership=second, actor=cast.officer).ends_on is None
    assert second.user in officers(cast.university)


# --- pages --------------------------------------------------------------------------------------------------------------
def test_the_page(cast, second, place):
    client = cast.client(cast.officer)
    listed = client.get(reverse("people:list", args=[cast.partnership.slug])).content.decode()
    page = reverse("people:officer", args=[cast.partnership.slug, second.pk])
    assert (page in listed, listed.count("/officer/")) == (True, 1)
    assert client.get(page).status_code == 200
    answer = client.post(page, {"note": "From May."}, follow=True)
    assert "is an officer of University of Rivermouth now" in answer.content.decode()
    assert second.user in officers(cast.university)


@pytest.mark.parametrize(
    ("who", "status"),
    [("representative", 403), ("contributor", 403), ("auditor", 403), ("stranger", 404), ("administrator", 404)],
)
def test_the_page_is_for_its_officers(cast, second, who, status):
    client = cast.client(getattr(cast, who))
    page = reverse("people:officer", args=[cast.partnership.slug, second.pk])
    assert [client.get(page).status_code, client.post(page).status_code] == [status, status]
    assert officers(cast.university) == [cast.officer]


def test_nobody_makes_anybody_of_another_party_or_who_does_not_represent_it(cast, place):
    client = cast.client(cast.officer)
    for membership in (place, Membership.objects.get(user=cast.contributor)):
        assert client.post(reverse("people:officer", args=[cast.partnership.slug, membership.pk])).status_code == 403
    assert (
        "/officer/"
        not in cast.client(cast.representative).get(reverse("people:list", args=[cast.partnership.slug])).content.decode()
    )


def test_the_admins_page(cast, place):
    desk, address = cast.client(cast.administrator), reverse("admin:partnerships_membership_changelist")
    step = {"action": "make_officer", "_selected_action": [place.pk]}
    assert "Give a reason" in desk.post(address, step, follow=True).content.decode()
    assert officers(cast.partner) == []
    desk.post(address, step | {"reason": "Their board asked in writing."})
    assert officers(cast.partner) == [cast.representative]
