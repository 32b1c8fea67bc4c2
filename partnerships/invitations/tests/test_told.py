"""What an administrator does with people and invitations is told: by letter, and in the history or, where there is none, the journal."""

import pytest
from django.contrib.admin.models import LogEntry

from partnerships.history.models import Event
from partnerships.history.proving import row_faults, take_stock
from partnerships.invitations.memberships import end_membership
from partnerships.invitations.services import accept, decline, reject, revoke
from partnerships.invitations.tests.seating import confirm, invite, resend
from partnerships.models import Membership, Role
from partnerships.outbox.letters import write
from partnerships.outbox.models import Mail
from partnerships.tests.factories import MembershipFactory, PartyFactory, UserFactory

pytestmark = pytest.mark.django_db


def told():
    """{who: kind} of all that is in the outbox."""
    return {mail.user: mail.kind for mail in Mail.objects.exclude(user=None)}


def place_of(person):
    return Membership.objects.get(user=person)


def for_all(cast, **more):
    return invite(
        **{"actor": cast.administrator, "party": cast.university, "role": Role.OFFICER, "email": "oscar@example.org"} | more
    )


def entries(partnership):
    return [
        (event.verb, event.party, event.visibility, event.actor_name)
        for event in Event.objects.filter(partnership=partnership, kind="invitation").in_order()
    ]


# --- a place ends ------------------------------------------------------------------------------------------------------
def test_an_administrator_who_ends_a_place_tells_the_person_and_who_looks_after_the_party(cast):
    end_membership(membership=place_of(cast.partner_reader), actor=cast.administrator)
    assert told() == {cast.partner_reader: "membership.ended", cast.representative: "administration.party"}


def test_one_in_all_partnerships_too(cast):
    second = MembershipFactory(party=cast.university, partnership=None, role=Role.OFFICER).user
    end_membership(membership=place_of(cast.officer), actor=cast.administrator)
    assert told() == {cast.officer: "membership.ended", second: "administration.party"}


def test_a_party_that_ends_one_itself_needs_no_letter(cast):
    cast.representative.is_staff = cast.representative.is_superuser = True
    cast.representative.save()
    end_membership(membership=place_of(cast.partner_reader), actor=cast.representative)
    assert told() == {}


def test_an_administrator_of_another_party_is_one_here(cast):
    cast.representative.is_staff = cast.representative.is_superuser = True
    cast.representative.save()
    end_membership(membership=place_of(cast.contributor), actor=cast.representative)
    assert told() == {cast.contributor: "membership.ended", cast.officer: "administration.party"}


def test_what_was_over_is_not_told_again(cast):
    place = place_of(cast.partner_reader)
    end_membership(membership=place, actor=cast.administrator)
    Mail.objects.all().delete()
    end_membership(membership=place, actor=cast.administrator)
    assert told() == {}


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("partner_reader", "ended your access to “Quiet gearboxes” for Adler Maschinenbau GmbH"),
        ("officer", "ended your access to the partnerships of University of Rivermouth"),
    ],
)
def test_the_letter_to_the_person(cast, who, says):
    MembershipFactory(party=cast.university, partnership=None, role=Role.OFFICER)
    person = getattr(cast, who)
    end_membership(membership=place_of(person), actor=cast.administrator)
    mail = Mail.objects.get(user=person)
    assert says in write(mail).body
    place = place_of(person)
    place.ends_on = None
    place.save()
    assert write(Mail.objects.get(pk=mail.pk)) is None


# --- an invitation is revoked ------------------------------------------------------------------------------------------
def test_an_administrator_who_revokes_tells_who_looks_after_the_party(cast, invitation):
    revoke(invitation=invitation, actor=cast.administrator)
    assert told() == {cast.officer: "administration.party"}
    assert write(Mail.objects.get(kind="administration.party")).subject == (
        "Petra Professor · University of Rivermouth · Contributor: revoked by the administrator"
    )


def test_and_the_party_that_invited(cast, first_invitation):
    revoke(invitation=first_invitation, actor=cast.administrator)
    assert told() == {cast.officer: "administration.party"}


def test_who_manages_it_revokes_without_a_letter(cast, invitation):
    revoke(invitation=invitation, actor=cast.officer)
    assert told() == {}


# --- for all partnerships ----------------------------------------------------------------------------------------------
def test_one_for_all_partnerships_stands_in_each_in_private(cast):
    made = for_all(cast)
    confirm(invitation=made, actor=cast.officer)
    resend(invitation=made, actor=cast.administrator)
    revoke(invitation=made, actor=cast.administrator)
    verbs = [("invited", cast.administrator), ("invitation confirmed", cast.officer)]
    verbs += [("invited again", cast.administrator), ("revoked", cast.administrator)]
    wanted = [(verb, cast.university, "private", actor.name) for verb, actor in verbs]
    assert [entries(at) for at in (cast.partnership, cast.sibling_partnership, cast.other_partnership)] == [wanted, wanted, []]
    assert [mail.user for mail in Mail.objects.filter(kind="administration.party")] == [cast.officer]


def test_the_officers_no_leaves_a_trace(cast):
    reject(invitation=for_all(cast), actor=cast.officer)
    assert [entry[0] for entry in entries(cast.partnership)] == ["invited", "invitation rejected"]


def test_the_persons_no_leaves_a_trace(cast):
    made = for_all(cast)
    confirm(invitation=made, actor=cast.officer)
    decline(invitation=made)
    assert [entry[0] for entry in entries(cast.partnership)] == ["invited", "invitation confirmed", "declined"]


def test_the_history_still_holds_when_it_is_accepted(cast):
    for table in (cast.partnership, cast.sibling_partnership):
        take_stock(table)
    made = for_all(cast)
    confirm(invitation=made, actor=cast.officer)
    accept(invitation=made, user=UserFactory(email="oscar@example.org"))
    assert [list(row_faults(table)) for table in (cast.partnership, cast.sibling_partnership)] == [[], []]


@pytest.mark.parametrize(("step", "said"), [(confirm, "invitation confirmed"), (reject, "invitation rejected")])
def test_without_a_partnership_it_stands_in_the_journal(cast, step, said):
    party = PartyFactory()
    officer = MembershipFactory(party=party, partnership=None, role=Role.OFFICER).user
    step(invitation=for_all(cast, party=party), actor=officer)
    assert (Event.objects.count(), list(LogEntry.objects.filter(user=officer).values_list("change_message", flat=True))) == (
        0,
        [said],
    )
