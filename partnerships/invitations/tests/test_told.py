"""What an administrator does with people and invitations is told: by letter, and in the history or, where there is none, the journal."""

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from partnerships.administration.services.people import deactivate
from partnerships.history.models import Event
from partnerships.history.proving import row_faults, take_stock
from partnerships.invitations.memberships import end_membership, leave
from partnerships.invitations.services import accept, decline, reject, revoke
from partnerships.invitations.tests.seating import confirm, invite, resend
from partnerships.models import Membership, Participation, Partnership, Role
from partnerships.outbox.letters import write
from partnerships.outbox.models import Mail
from partnerships.records.refusals import Refused
from partnerships.services import add_party
from partnerships.tests.factories import MembershipFactory, ParticipationFactory, PartyFactory, UniversityFactory, UserFactory

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


@pytest.mark.parametrize("side", ["business", "neutral"])
def test_nor_does_it_miss_who_works_for_an_organisation_that_is_only_asked_or_neutral(cast, side):
    """They stand nowhere by it yet: what becomes of their places is told from the day on which the organisation joins."""
    party = PartyFactory(name="Acme Engines", kind=side)
    officers = [MembershipFactory(party=party, partnership=None, role=Role.OFFICER).user for _number in range(2)]
    Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state="invited")
    for table in Partnership.objects.all():
        take_stock(table)
    add_party(cast.partnership, actor=cast.officer, party=party, side=side)

    def found():
        return [fault for table in Partnership.objects.all() for fault in row_faults(table)]

    assert found() == []
    Membership.objects.filter(user=officers[0]).delete()
    MembershipFactory(party=party, partnership=None, role=Role.READER)
    assert found() == []
    role = Role.FACILITATOR if side == "neutral" else Role.REPRESENTATIVE
    made = invite(actor=cast.officer, partnership=cast.partnership, party=party, role=role, email="first@example.org")
    confirm(invitation=made, actor=officers[1])
    accept(invitation=made, user=UserFactory(email="first@example.org"))
    assert (Participation.objects.get(partnership=cast.partnership, party=party).state, found()) == ("joined", [])
    end_membership(membership=place_of(officers[1]), actor=cast.administrator)
    assert found() == []
    assert "was changed before" not in str(list(Event.objects.values_list("changes", "note")))


@pytest.mark.parametrize(("step", "said"), [(confirm, "invitation confirmed"), (reject, "invitation rejected")])
def test_without_a_partnership_it_stands_in_the_journal(cast, step, said):
    party = PartyFactory()
    officer = MembershipFactory(party=party, partnership=None, role=Role.OFFICER).user
    step(invitation=for_all(cast, party=party), actor=officer)
    assert (Event.objects.count(), list(LogEntry.objects.filter(user=officer).values_list("change_message", flat=True))) == (
        0,
        [said],
    )


# --- where no history tells of it --------------------------------------------------------------------------------------
NEW = "Lakeside University"


def at_no_table(seat=None, cast=None, **more):
    """An organisation that takes part nowhere, or is only asked to; its officer, and the officer's place."""
    party = UniversityFactory(name=NEW)
    if seat:
        ParticipationFactory(partnership=cast.partnership, party=party, state=seat, joined_at=None)
    return party, MembershipFactory(party=party, partnership=None, role=Role.OFFICER)


def journal():
    return [(entry.user.name, entry.change_message) for entry in LogEntry.objects.order_by("pk")]


@pytest.mark.parametrize("seat", [None, Participation.State.INVITED])
@pytest.mark.parametrize("colleagues", [1, 2])
def test_the_end_of_an_officers_place_is_told_where_the_party_is_at_no_table(cast, seat, colleagues):
    party, place = at_no_table(seat, cast)
    others = [MembershipFactory(party=party, partnership=None, role=Role.OFFICER).user for _ in range(colleagues)]
    MembershipFactory(party=party, partnership=None, role=Role.READER)
    end_membership(membership=place, actor=cast.administrator)
    assert told() == {place.user: "membership.ended"} | dict.fromkeys(others, "administration.elsewhere")
    assert (journal(), Event.objects.count()) == ([("Ada Administrator", "membership ended")], 0)
    for person in others:
        letter = write(Mail.objects.get(user=person))
        assert letter.subject.startswith(f"{NEW}: done by the administrator")
        assert f"has ended an access: {place.user} · {NEW} · Officer." in letter.body


def test_and_of_a_place_with_a_neutral_organisation_as_a_whole(cast):
    place = MembershipFactory(party=cast.neutral, partnership=None, role=Role.AUDITOR)
    colleague = MembershipFactory(party=cast.neutral, partnership=None, role=Role.AUDITOR).user
    end_membership(membership=place, actor=cast.administrator)
    assert told().items() >= {place.user: "membership.ended", colleague: "administration.elsewhere"}.items()
    assert (journal(), Event.objects.count()) == ([("Ada Administrator", "membership ended")], 0)


def test_what_was_over_there_is_neither_told_nor_noted_again(cast):
    party, place = at_no_table()
    colleague = MembershipFactory(party=party, partnership=None, role=Role.OFFICER).user
    for _time in range(2):
        end_membership(membership=place, actor=cast.administrator)
    told_once = {place.user: "membership.ended", colleague: "administration.elsewhere"}
    assert (told(), len(journal())) == (told_once, 1)


@pytest.mark.parametrize("seat", [None, Participation.State.INVITED])
@pytest.mark.parametrize("way", ["ended", "deactivated"])
def test_no_administrator_leaves_an_organisation_with_nobody_who_answers_for_it(cast, seat, way):
    """Else whom he invites next would be let in by his word alone. Who was let in by mistake goes, and so does who wants to."""
    party, place = at_no_table(seat, cast)
    step = {
        "ended": lambda: end_membership(membership=place, actor=cast.administrator),
        "deactivated": lambda: deactivate(place.user, actor=cast.administrator),
    }[way]
    with pytest.raises(Refused, match="needs somebody who answers for it"):
        step()
    assert Membership.objects.answering().filter(pk=place.pk).exists()
    type(party).objects.filter(pk=party.pk).update(vouched_at=timezone.now(), vouched_by="Somebody else")
    place.refresh_from_db()
    step()
    assert not Membership.objects.answering().filter(pk=place.pk).exists()


def test_but_a_neutral_one_where_all_sign_who_comes(cast):
    """There no administrator lets anybody in, and nobody else could be appointed to answer for it before."""
    Membership.objects.filter(party=cast.neutral).delete()
    place = MembershipFactory(party=cast.neutral, partnership=None, role=Role.AUDITOR)
    end_membership(membership=place, actor=cast.administrator)
    assert not Membership.objects.answering().filter(party=cast.neutral).exists()


def test_who_leaves_there_stands_in_the_journal(cast):
    _party, place = at_no_table()
    leave(membership=place, actor=place.user)
    assert (told(), journal()) == ({}, [(place.user.name, "left")])


def test_the_journal_has_what_an_administrator_ends_beside_the_history_and_nobody_elses(cast):
    end_membership(membership=place_of(cast.partner_reader), actor=cast.representative)
    assert journal() == []
    end_membership(membership=place_of(cast.contributor), actor=cast.administrator)
    assert journal() == [("Ada Administrator", "membership ended")]


def test_a_place_in_one_partnership_is_told_to_nobody_elsewhere(cast):
    """The neutral organisation has people in other partnerships, who do not know who stands here."""
    Membership.objects.filter(party=cast.partner, partnership=cast.partnership).delete()
    Participation.objects.filter(partnership=cast.partnership).exclude(party__in=(cast.university, cast.neutral)).delete()
    end_membership(membership=place_of(cast.auditor), actor=cast.administrator)
    assert told() == {cast.auditor: "membership.ended"}


def test_a_revoked_invitation_is_told_where_the_party_is_at_no_table(cast):
    party, place = at_no_table()
    made = for_all(cast, party=party)
    confirm(invitation=made, actor=place.user)
    Mail.objects.all().delete()
    revoke(invitation=made, actor=cast.administrator)
    assert told() == {place.user: "administration.elsewhere"}
    assert f"has revoked an invitation: oscar@example.org · {NEW} · Officer." in write(Mail.objects.get()).body
    assert journal()[-1] == ("Ada Administrator", "revoked")


def test_and_where_it_is_only_asked_to_the_table(cast):
    """Its officer was asked to confirm it, and hears that there is nothing left to confirm."""
    party, place = at_no_table(Participation.State.INVITED, cast)
    made = invite(
        actor=cast.officer, party=party, partnership=cast.partnership, role=Role.REPRESENTATIVE, email="first@example.org"
    )
    Mail.objects.all().delete()
    revoke(invitation=made, actor=cast.administrator)
    assert told() == {place.user: "administration.elsewhere", cast.officer: "administration.party"}
    assert write(Mail.objects.get(user=place.user)) is not None
