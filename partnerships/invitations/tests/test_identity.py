"""Who says that an organisation is what it is called: read beside its name until a person of its own stands for it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships.administration.tests.administering import confirm_party
from partnerships.history.models import Event
from partnerships.history.proving import faults, take_stock
from partnerships.invitations.mails import confirmation_letter
from partnerships.invitations.services import ASKS_PARTY, accept_as_new
from partnerships.invitations.tests.seating import confirm, invite
from partnerships.models import Membership, Participation, Partnership, Party, Role
from partnerships.outbox.models import Mail
from partnerships.outbox.services import send_due
from partnerships.parties import PartyIdentifier
from partnerships.records.refusals import Refused
from partnerships.tests.factories import ParticipationFactory

WORD = "long grey seals asleep"
VOUCHED = "Identity vouched for by Olivia Officer (University of Rivermouth)"


def seated(cast, party, email, actor=None, reason="I have rung her up."):
    made = invite(actor=actor or cast.officer, partnership=cast.partnership, party=party, role=Role.REPRESENTATIVE, email=email)
    if reason:
        confirm(invitation=made, actor=cast.administrator, reason=reason)
    return accept_as_new(invitation=made, name="Amina", password=WORD)


def now(party):
    return Party.objects.get(pk=party.pk)


@pytest.fixture
def vouched(cast, newcomer):
    """The newcomer, whose first person came to an address that says nothing; asked to another table as well."""
    ParticipationFactory(partnership=cast.sibling_partnership, party=newcomer, state=Participation.State.INVITED)
    for partnership in Partnership.objects.all():
        take_stock(partnership)
    newcomer.person = seated(cast, newcomer, "amina@example.net")
    return newcomer


def whole():
    return [fault for partnership in Partnership.objects.all() for fault in faults(partnership)]


def test_who_let_the_first_person_in_is_read_beside_the_name(cast, vouched):
    assert now(vouched).identity == VOUCHED
    told = Event.objects.filter(verb="identity vouched for").values_list("partnership__title", "party", "actor_name")
    assert sorted(told) == [("Cold chains", None, "Amina"), ("Quiet gearboxes", None, "Amina")]
    assert whole() == []


@pytest.mark.parametrize("who", ["officer", "representative", "auditor"])
def test_pages_of_the_partnership_say_so(cast, vouched, who):
    """Every page: ubc/tests/test_identity_on_pages.py."""
    client = cast.client(getattr(cast, who))
    for page in ("partnerships:detail", "people:list", "rmp_relationship:relationship", "history:list"):
        assert VOUCHED in client.get(reverse(page, args=[cast.partnership.slug])).content.decode(), page
    other = cast.client(cast.stranger).get(cast.other_partnership.get_absolute_url()).content.decode()
    assert "Identity vouched" not in other


def test_who_is_asked_in_its_name_and_who_chooses_it_reads_so(cast, vouched):
    told = f"Karibu Solar Ltd ({VOUCHED})"
    made = invite(actor=cast.administrator, party=vouched, role=Role.OFFICER, email="o@example.net", reason="The register.")
    desk = cast.client(vouched.person)
    for page in ("home", "people:waiting"):
        assert told in desk.get(reverse(page)).content.decode(), page
    assert told in cast.client().get(reverse("invitations:view", args=[made.token])).content.decode()
    assert told in confirmation_letter(Mail.objects.get(kind=ASKS_PARTY, user=vouched.person)).body
    assert told in cast.client(cast.officer).get(reverse("partnerships:create")).content.decode()


def test_the_letter_that_invites_to_it_reads_so(cast, vouched, mailoutbox):
    invite(actor=vouched.person, party=vouched, partnership=cast.partnership, role=Role.READER, email="r@example.net")
    send_due()
    [letter] = [letter for letter in mailoutbox if letter.to == ["r@example.net"]]
    assert f"Karibu Solar Ltd ({VOUCHED})" in letter.body


def test_who_came_by_mail_to_its_recorded_domain_needs_nobodys_word(cast, newcomer):
    seated(cast, newcomer, "amina@karibu.example", reason="")
    assert (now(newcomer).vouched_at, now(newcomer).identity) == (None, "")


def test_a_person_of_its_own_who_comes_by_mail_confirms_it(cast, vouched):
    made = invite(
        actor=vouched.person, partnership=cast.partnership, party=vouched, role=Role.READER, email="karim@karibu.example"
    )
    assert now(vouched).identity == VOUCHED
    accept_as_new(invitation=made, name="Karim", password=WORD)
    assert (now(vouched).identity, now(vouched).vouched_by != "") == ("", True)
    told = Event.objects.filter(verb="identity confirmed").values_list("partnership__title", "actor_name")
    assert sorted(told) == [("Cold chains", "Karim"), ("Quiet gearboxes", "Karim")]
    assert whole() == []


def test_another_whom_the_first_brought_in_does_not(cast, vouched):
    made = invite(
        actor=vouched.person, partnership=cast.partnership, party=vouched, role=Role.READER, email="friend@example.net"
    )
    accept_as_new(invitation=made, name="Friend", password=WORD)
    assert now(vouched).identity == VOUCHED


def test_an_administrator_confirms_with_a_reason(cast, vouched):
    for who in ("officer", "representative", "stranger"):
        with pytest.raises(PermissionDenied):
            confirm_party(vouched, actor=getattr(cast, who), reason="I know it.")
    with pytest.raises(Refused, match="reason"):
        confirm_party(vouched, actor=cast.administrator, reason=" ")
    address = reverse("admin:partnerships_party_changelist")
    desk = cast.client(cast.administrator)
    assert VOUCHED in desk.get(address).content.decode()
    desk.post(address, {"action": "confirm_identity", "_selected_action": [vouched.pk], "reason": "Extract of the register."})
    assert now(vouched).identity == ""
    told = Event.objects.filter(verb="identity confirmed").values_list("actor_name", "note")
    assert list(told) == [("Ada Administrator", "Extract of the register.")] * 2
    assert [mail.user for mail in Mail.objects.filter(kind="administration.party")] == [vouched.person]
    with pytest.raises(Refused, match="already"):
        confirm_party(vouched, actor=cast.administrator, reason="Again.")
    assert whole() == []


def test_an_administrators_own_invitation_with_a_reason_is_no_other_partys_word(cast, newcomer):
    made = invite(actor=cast.administrator, party=newcomer, role=Role.OFFICER, email="a@example.net", reason="The register.")
    accept_as_new(invitation=made, name="Amina", password=WORD)
    assert now(newcomer).identity == ""


def test_an_inviter_who_has_left_meanwhile_vouched_all_the_same(cast, newcomer):
    made = invite(
        actor=cast.representative, partnership=cast.partnership, party=newcomer, role="representative", email="a@example.net"
    )
    confirm(invitation=made, actor=cast.administrator, reason="I have rung her up.")
    Membership.objects.filter(user=cast.representative).update(starts_on="2019-01-01", ends_on="2020-01-01")
    accept_as_new(invitation=made, name="Amina", password=WORD)
    assert now(newcomer).identity == "Identity vouched for by Renate Representative"


def test_a_domain_recorded_later_does_not_make_the_first_person_its_own(cast, vouched):
    PartyIdentifier.objects.create(party=vouched, scheme="domain", value="example.net")
    assert now(vouched).identity == VOUCHED


# --- the impostor, with the mail in his hands ---------------------------------------------------------------------------
def test_the_impostor_acts_as_nobody_and_changes_nothing(cast, newcomer):
    """T2 for an organisation that has nobody here: even let in by an administrator who was deceived."""
    person = seated(cast, newcomer, "impostor@olivia-private.example")
    client = cast.client(person)
    page = reverse("rmp_relationship:party", args=[cast.partnership.slug])
    assert client.post(page, {"name": "Mine", "short_name": "Mine", "country": "XX"}).status_code == 403
    assert (now(newcomer).name, now(newcomer).country) == ("Karibu Solar Ltd", "")
    # Whoever deals with him reads whose word it is.
    assert VOUCHED in cast.client(cast.representative).get(cast.partnership.get_absolute_url()).content.decode()
