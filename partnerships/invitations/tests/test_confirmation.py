"""Nobody is seated for an organisation that did not accept the person: its own people confirm; where it has none, mail decides."""

import datetime as dt

import pytest
import time_machine
from django.core import mail as post
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from partnerships.accounts.models import User
from partnerships.admission.services import propose_person
from partnerships.admission.tests.factories import sign_all
from partnerships.history.models import Event
from partnerships.history.proving import faults, take_stock
from partnerships.invitations.confirmation import lacking, waiting_for
from partnerships.invitations.models import Invitation
from partnerships.invitations.services import Gone, accept, accept_as_new, reject
from partnerships.invitations.tests.seating import confirm, invite, resend
from partnerships.models import Membership, Partnership, Role
from partnerships.outbox.models import Mail
from partnerships.outbox.services import send_due
from partnerships.parties import PartyIdentifier
from partnerships.records.refusals import Refused
from partnerships.services import open_partnership
from partnerships.tests.factories import MembershipFactory, PartyFactory, UserFactory

WORD = "long grey seals asleep"
IMPOSTOR = "impostor@olivia-private.example"


def kinds():
    return sorted(Mail.objects.values_list("kind", "user__name", "email"), key=str)


def sent_to(address):
    send_due()
    return [letter for letter in post.outbox if letter.to == [address]]


def no_seat(email):
    return not Membership.objects.filter(user__email=email).exists() and not User.objects.filter(email=email).exists()


@pytest.fixture
def grabbed(cast):
    """The officer's own partnership that names the partner, which has people elsewhere and was not asked."""
    made = open_partnership(Partnership(title="Grabbed"), actor=cast.officer, party=cast.university, partners=[cast.partner])
    for partnership in Partnership.objects.all():  # what the factories made past the history
        take_stock(partnership)
    return made


def grab(cast, partnership, party, email=IMPOSTOR):
    return invite(actor=cast.officer, partnership=partnership, party=party, role=Role.REPRESENTATIVE, email=email)


# --- the organisation has people here -----------------------------------------------------------------------------------
def test_nothing_is_sent_before_one_of_its_own_people_confirms(cast, grabbed):
    made = grab(cast, grabbed, cast.partner)
    assert kinds() == [("invitation.confirm", "Renate Representative", "")]
    assert sent_to(IMPOSTOR) == []
    [letter] = sent_to(cast.representative.email)
    for text in (IMPOSTOR, "Olivia Officer", "Adler Maschinenbau GmbH", "Grabbed", reverse("people:waiting")):
        assert text in letter.body
    assert made.token not in letter.body


def test_even_with_the_link_the_impostor_is_not_let_in(cast, grabbed):
    made = grab(cast, grabbed, cast.partner)
    with pytest.raises(Refused, match="one of them must confirm"):
        accept_as_new(invitation=made, name="Impostor", password=WORD)
    with pytest.raises(Refused, match="must confirm"):
        resend(invitation=made, actor=cast.officer)
    page = cast.client().post(
        reverse("invitations:accept", args=[made.token]), {"name": "I", "password": WORD, "password2": WORD}
    )
    assert page.status_code == 409
    assert no_seat(IMPOSTOR)


def test_confirmed_it_goes_and_opens(cast, grabbed):
    made = grab(cast, grabbed, cast.partner)
    confirm(invitation=made, actor=cast.representative)
    [letter] = sent_to(IMPOSTOR)
    assert Invitation.objects.get(pk=made.pk).link in letter.body
    person = accept_as_new(invitation=made, name="Ida", password=WORD)
    assert Membership.objects.get(user=person).partnership == grabbed
    assert [(e.verb, e.actor_name) for e in Event.objects.filter(subject_key=made.pk).in_order()] == [
        ("invited", "Olivia Officer"),
        ("invitation confirmed", "Renate Representative"),
    ]
    cast.partner.refresh_from_db()
    assert (cast.partner.identity, list(faults(grabbed))) == ("", [])


def test_refused_it_is_over(cast, grabbed):
    made = grab(cast, grabbed, cast.partner)
    reject(invitation=made, actor=cast.representative)
    for step in (confirm, reject):
        with pytest.raises(Gone):
            step(invitation=made, actor=cast.representative)
    with pytest.raises(Gone):
        accept_as_new(invitation=made, name="Ida", password=WORD)
    assert (sent_to(IMPOSTOR), no_seat(IMPOSTOR)) == ([], True)
    page = cast.client(cast.officer).get(reverse("people:list", args=[grabbed.slug])).content.decode()
    assert "Rejected" in page
    assert list(faults(grabbed)) == []


def test_silence_seats_nobody(cast, grabbed, settings):
    made = grab(cast, grabbed, cast.partner)
    days = settings.INVITATION_DAYS
    with time_machine.travel(made.created_at + dt.timedelta(days=days, minutes=1)):
        with pytest.raises(Gone):
            confirm(invitation=made, actor=cast.representative)
        assert waiting_for(cast.representative) == []
        assert sent_to(IMPOSTOR) == []
    with time_machine.travel(made.created_at + dt.timedelta(days=days, minutes=-1)):
        assert waiting_for(cast.representative) == [made]
        confirm(invitation=made, actor=cast.representative)
        assert Invitation.objects.get(pk=made.pk).expires_at > made.expires_at + dt.timedelta(days=days - 1)
        with pytest.raises(Gone):
            confirm(invitation=made, actor=cast.representative)


@pytest.mark.parametrize(
    "who", ["officer", "contributor", "partner_contributor", "partner_reader", "facilitator", "stranger", "administrator"]
)
@pytest.mark.parametrize("step", [confirm, reject])
def test_nobody_else_confirms_or_refuses(cast, grabbed, who, step):
    made = grab(cast, grabbed, cast.partner)
    with pytest.raises(PermissionDenied):
        step(invitation=made, actor=getattr(cast, who))
    assert lacking(Invitation.objects.get(pk=made.pk)) == "party"


def test_who_is_invited_does_not_confirm(cast):
    """Of two who represent it, one may; the invited person's own word counts only where it is about one more partnership."""
    other = MembershipFactory(party=cast.partner, partnership=cast.other_partnership, role=Role.REPRESENTATIVE).user
    made = invite(actor=cast.administrator, party=cast.partner, role=Role.READER, email=other.email)
    with pytest.raises(PermissionDenied):
        confirm(invitation=made, actor=other)
    confirm(invitation=made, actor=cast.representative)


def test_one_of_its_own_people_says_yes_by_accepting(cast, grabbed):
    made = grab(cast, grabbed, cast.partner, cast.representative.email)
    assert kinds() == [("invitation", None, cast.representative.email)]
    accept(invitation=made, user=cast.representative)
    assert Membership.objects.filter(user=cast.representative, partnership=grabbed).exists()


def test_who_may_not_manage_for_it_does_not_say_yes_by_accepting(cast, grabbed):
    made = grab(cast, grabbed, cast.partner, cast.partner_reader.email)
    with pytest.raises(Refused, match="must confirm"):
        accept(invitation=made, user=cast.partner_reader)


def test_when_the_one_who_confirmed_is_gone_another_is_asked(cast, grabbed):
    second = MembershipFactory(party=cast.partner, partnership=cast.other_partnership, role=Role.REPRESENTATIVE).user
    made = grab(cast, grabbed, cast.partner)
    confirm(invitation=made, actor=second)
    User.objects.filter(pk=second.pk).update(is_active=False)
    with pytest.raises(Refused, match="must confirm"):
        accept_as_new(invitation=made, name="Ida", password=WORD)


def test_a_neutral_organisation_accepts_its_people_itself(cast):
    """Whom all parties have let in with their signatures: it is asked all the same."""
    whom = {"party": cast.neutral, "role": Role.AUDITOR, "email": IMPOSTOR}
    sign_all(propose_person(cast.partnership, actor=cast.officer, reason="An independent look.", **whom))
    made = Invitation.objects.get(email=IMPOSTOR)
    assert [kind for kind, _name, _email in kinds() if kind.startswith("invitation")] == ["invitation.confirm"] * 2
    confirm(invitation=made, actor=cast.facilitator)
    assert lacking(Invitation.objects.get(pk=made.pk)) == ""


def test_its_own_people_invite_directly(cast):
    invite(actor=cast.representative, partnership=cast.partnership, party=cast.partner, role="reader", email="x@web.de")
    assert kinds() == [("invitation", None, "x@web.de")]


# --- for all partnerships -----------------------------------------------------------------------------------------------
def test_an_administrator_brings_nobody_into_all_partnerships_alone(cast):
    """T5: his second address, for all partnerships of the partner."""
    made = invite(actor=cast.administrator, party=cast.partner, role=Role.REPRESENTATIVE, email=IMPOSTOR, reason="I know her.")
    [letter] = sent_to(cast.representative.email)
    assert "in all its partnerships" in letter.body
    assert sent_to(IMPOSTOR) == []
    with pytest.raises(PermissionDenied):
        confirm(invitation=made, actor=cast.administrator, reason="I know her.")
    with pytest.raises(Refused, match="must confirm"):
        accept_as_new(invitation=made, name="Ida", password=WORD)
    assert no_seat(IMPOSTOR)


def test_its_officers_decide_where_there_are_any_and_all_who_represent_it_are_told(cast):
    representative = MembershipFactory(party=cast.university, partnership=cast.sibling_partnership, role="representative").user
    made = invite(actor=cast.administrator, party=cast.university, role=Role.OFFICER, email=IMPOSTOR)
    assert {name for _kind, name, _email in kinds()} == {"Olivia Officer", representative.name}
    [told] = sent_to(representative.email)
    assert "The officers of University of Rivermouth decide." in told.body
    with pytest.raises(PermissionDenied):
        confirm(invitation=made, actor=representative)
    confirm(invitation=made, actor=cast.officer)
    accept_as_new(invitation=made, name="Oscar", password=WORD)
    assert set(Event.objects.filter(verb="accepted the invitation").values_list("partnership__title", flat=True)) == {
        "Cold chains",
        "Quiet gearboxes",
    }


def test_who_represents_it_already_is_not_made_its_officer_by_an_invitation(cast):
    with pytest.raises(Refused, match="officer"):
        invite(actor=cast.administrator, party=cast.partner, role=Role.OFFICER, email=cast.representative.email)


# --- the organisation has nobody ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("email", "lack"),
    [
        ("amina@karibu.example", ""),
        ("amina@KARIBU.example", ""),
        ("amina@mail.karibu.example", "administrator"),
        ("amina@karibu.example.org", "administrator"),
        ("amina@example.org", "administrator"),  # the officer's own domain
        ("amina@gmail.com", "administrator"),
        (IMPOSTOR, "administrator"),
    ],
)
def test_mail_alone_does_at_its_recorded_domain_only(cast, newcomer, email, lack):
    made = grab(cast, cast.partnership, newcomer, email)
    assert lacking(made) == lack
    assert [kind for kind, _name, _email in kinds()] == (["invitation.reason"] if lack else ["invitation"])
    if lack:
        assert sent_to(email) == []
        with pytest.raises(Refused, match="administrator must confirm"):
            accept_as_new(invitation=made, name="Amina", password=WORD)
        assert no_seat(email)


@pytest.mark.parametrize("domain", ["example.org", "gmail.com"])
def test_the_inviters_domain_and_everybodys_do_not_do_even_if_recorded(cast, newcomer, domain):
    PartyIdentifier.objects.create(party=newcomer, scheme="domain", value=domain)
    assert lacking(grab(cast, cast.partnership, newcomer, f"amina@{domain}")) == "administrator"


def test_an_administrator_confirms_with_a_reason(cast, newcomer):
    made = grab(cast, cast.partnership, newcomer)
    [letter] = sent_to(cast.administrator.email)
    assert (IMPOSTOR in letter.body, made.token in letter.body) == (True, False)
    for who in ("officer", "representative", "stranger"):
        with pytest.raises(PermissionDenied):
            confirm(invitation=made, actor=getattr(cast, who), reason="I know her.")
    with pytest.raises(Refused, match="reason"):
        confirm(invitation=made, actor=cast.administrator, reason="  ")
    assert sent_to(IMPOSTOR) == []
    confirm(invitation=made, actor=cast.administrator, reason="I have rung her up.")
    assert len(sent_to(IMPOSTOR)) == 1
    told = Event.objects.get(verb="invitation confirmed")
    assert (told.actor_name, told.note) == ("Ada Administrator", "I have rung her up.")


def test_an_administrator_who_invites_gives_the_reason_at_once(cast, newcomer):
    place = {"actor": cast.administrator, "party": newcomer, "role": Role.OFFICER}
    assert lacking(invite(email="one@example.net", **place)) == "administrator"
    assert lacking(invite(email="two@example.net", reason="She signed the register.", **place)) == ""
    # Who is no administrator confirms nothing by giving one.
    made = invite(
        actor=cast.officer, partnership=cast.partnership, party=newcomer, role="representative", email="x@y.example", reason="I"
    )
    assert lacking(made) == "administrator"


def test_once_somebody_is_seated_its_own_people_decide_everywhere(cast, newcomer, first_invitation):
    elsewhere = open_partnership(Partnership(title="Else"), actor=cast.officer, party=cast.university, partners=[newcomer])
    other = grab(cast, elsewhere, newcomer, "eve@karibu.example")
    assert lacking(other) == ""
    amina = accept_as_new(invitation=first_invitation, name="Amina", password=WORD)
    with pytest.raises(Refused, match="one of them must confirm"):
        accept_as_new(invitation=other, name="Eve", password=WORD)
    assert ("invitation.confirm", "Amina", "") in kinds()
    confirm(invitation=other, actor=amina)
    accept_as_new(invitation=other, name="Eve", password=WORD)


# --- no mail server -----------------------------------------------------------------------------------------------------
def test_without_a_mail_server_nobody_is_invited(cast, invitation, settings):
    settings.MAIL_REACHES_PEOPLE = False
    with pytest.raises(Refused, match="no mail server"):
        invite(actor=cast.officer, partnership=cast.partnership, party=cast.university, role="reader", email="x@web.de")
    with pytest.raises(Refused, match="no mail server"):
        resend(invitation=invitation, actor=cast.officer)
    assert (Invitation.objects.count(), Mail.objects.count()) == (1, 1)
    page = reverse("people:invite", args=[cast.partnership.slug])
    client = cast.client(cast.officer)
    assert "no mail server, so nobody can be invited" in client.get(page).content.decode()
    typed = {"place": f"{cast.university.pk}:reader", "email": "x@web.de"}
    answer = client.post(page, typed)
    assert (answer.status_code, Invitation.objects.count()) == (422, 1)


# --- the page -----------------------------------------------------------------------------------------------------------
def test_the_page_where_it_waits(cast, grabbed):
    made = grab(cast, grabbed, cast.partner)
    client = cast.client(cast.representative)
    page = client.get(reverse("people:waiting")).content.decode()
    for text in (IMPOSTOR, "Grabbed", "Olivia Officer", "Representative"):
        assert text in page
    assert made.token not in page
    assert IMPOSTOR in client.get(reverse("home")).content.decode()
    answer = client.post(reverse("people:confirm", args=[made.pk]), follow=True)
    assert "is on its way" in answer.content.decode()
    assert "Nothing to confirm" in client.get(reverse("people:waiting")).content.decode()
    assert client.post(reverse("people:confirm", args=[made.pk])).status_code == 404


def test_the_page_refuses_too(cast, grabbed):
    made = grab(cast, grabbed, cast.partner)
    cast.client(cast.representative).post(reverse("people:reject", args=[made.pk]))
    assert Invitation.objects.get(pk=made.pk).state == "rejected"


@pytest.mark.parametrize("who", ["officer", "contributor", "partner_reader", "stranger", "administrator"])
@pytest.mark.parametrize("step", ["confirm", "reject"])
def test_the_page_knows_of_nothing_for_others(cast, grabbed, who, step):
    made = grab(cast, grabbed, cast.partner)
    client = cast.client(getattr(cast, who))
    assert IMPOSTOR not in client.get(reverse("people:waiting")).content.decode()
    assert client.post(reverse(f"people:{step}", args=[made.pk])).status_code == 404
    assert Invitation.objects.get(pk=made.pk).state == "pending"


def test_the_inviter_sees_for_whom_it_waits_and_no_link(cast, grabbed):
    client = cast.client(cast.officer)
    typed = {"place": f"{cast.partner.pk}:representative", "email": IMPOSTOR, "name": "", "message": ""}
    answer = client.post(reverse("people:invite", args=[grabbed.slug]), typed, follow=True)
    page = answer.content.decode()
    made = Invitation.objects.get()
    assert "before one of the people of Adler Maschinenbau GmbH confirms it" in page
    assert "To be confirmed by the party" in page
    assert (made.token in page, "Send again" in page) == (False, False)
    assert client.post(f"/partnerships/{grabbed.slug}/people/invitations/{made.pk}/link/").status_code == 404


def test_it_costs_the_same_for_one_and_for_many(cast, grabbed, django_assert_num_queries):
    grab(cast, grabbed, cast.partner)
    client = cast.client(cast.representative)
    with django_assert_num_queries(4):
        client.get(reverse("people:waiting"))
    for n in range(5):
        grab(cast, grabbed, cast.partner, f"n{n}@example.net")
    with django_assert_num_queries(4):
        client.get(reverse("people:waiting"))


def test_the_admins_page_asks_for_the_reason(cast, newcomer):
    made = grab(cast, cast.partnership, newcomer)
    desk, address = cast.client(cast.administrator), reverse("admin:invitations_invitation_changelist")
    assert "To be confirmed by an administrator" in desk.get(address).content.decode()
    step = {"action": "confirm", "_selected_action": [made.pk]}
    assert "Give a reason" in desk.post(address, step, follow=True).content.decode()
    desk.post(address, step | {"reason": "I have rung her up."})
    made.refresh_from_db()
    assert (made.reason, made.confirmed_by) == ("I have rung her up.", cast.administrator)
    assert made.token not in desk.get(address).content.decode()
    assert made.token not in desk.get(reverse("admin:invitations_invitation_change", args=[made.pk])).content.decode()


def test_an_organisation_whose_people_are_all_gone_has_nobody(cast, grabbed):
    Membership.objects.filter(party=cast.partner).update(starts_on=dt.date(2019, 1, 1), ends_on=dt.date(2020, 1, 1))
    assert lacking(grab(cast, grabbed, cast.partner)) == "administrator"
    Membership.objects.filter(party=cast.partner).update(ends_on=timezone.now().date() + dt.timedelta(days=2))
    assert lacking(Invitation.objects.get()) == "party"


def test_a_person_of_another_organisation_does_not_confirm(cast, grabbed):
    """However alike: a second representative of another party."""
    other = MembershipFactory(
        party=PartyFactory(), partnership=cast.partnership, role="representative", user=UserFactory()
    ).user
    with pytest.raises(PermissionDenied):
        confirm(invitation=grab(cast, grabbed, cast.partner), actor=other)
