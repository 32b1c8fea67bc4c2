"""What is done from the page of the people: one action each, and who may not."""

import pytest
from django.urls import reverse

from partnerships.accounts.models import User
from partnerships.history.models import Event
from partnerships.invitations.models import Invitation
from partnerships.invitations.services import revoke
from partnerships.models import Membership, Participation, Partnership, Role
from partnerships.outbox.models import Mail
from partnerships.tests.factories import MembershipFactory


def url(cast, step, *args):
    return reverse(f"people:{step}", args=[cast.partnership.slug, *args])


def state():
    tables = (Invitation, Membership, Participation, Event, Mail)
    return [list(table.objects.order_by("pk").values()) for table in tables] + [User.objects.count()]


def place(user):
    return Membership.objects.get(user=user)


def typed(party, role, **more):
    return {"place": f"{party.pk}:{role}", "email": "Petra@Example.org", "name": "Petra", "message": "Welcome"} | more


def offered(page):
    return {group: [label for _value, label in roles] for group, roles in page.context["form"].fields["place"].choices}


# --- inviting ----------------------------------------------------------------------------------------------------------
def test_inviting_is_one_action(cast):
    client = cast.client(cast.officer)
    answer = client.post(url(cast, "invite"), typed(cast.university, "contributor"), follow=True)
    assert answer.redirect_chain == [(url(cast, "list"), 302)]
    assert "petra@example.org is on its way" in answer.content.decode()
    made = Invitation.objects.get()
    assert (made.email, made.party, made.role, made.message) == ("petra@example.org", cast.university, "contributor", "Welcome")
    assert Mail.objects.count() == 1


def test_only_what_the_rules_allow_is_offered(cast, newcomer):
    page = cast.client(cast.officer).get(url(cast, "invite"))
    assert list(offered(page)) == ["Karibu Solar Ltd", "University of Rivermouth"]
    assert offered(page)["Karibu Solar Ltd"] == ["Karibu: Representative"]
    page = cast.client(cast.representative).get(url(cast, "invite"))
    assert "University of Rivermouth" not in offered(page)


def test_one_party_by_the_address(cast, newcomer):
    client = cast.client(cast.officer)
    assert list(offered(client.get(url(cast, "invite"), {"party": newcomer.pk}))) == ["Karibu Solar Ltd"]
    everything = list(offered(client.get(url(cast, "invite"))))
    for not_mine in (cast.partner.pk, cast.neutral.pk, "x", ""):
        assert list(offered(client.get(url(cast, "invite"), {"party": not_mine}))) == everything


@pytest.mark.parametrize(
    "wrong",
    [
        {"place": ""},
        {"place": "x:y"},
        {"place": "representative"},
        {"email": "nobody"},
        {"email": ""},
        {"email": "a@b.example\nBcc: c@d.example"},
        {"name": "x" * 151},
        {"message": "x" * 1001},
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(cast, wrong):
    before = state()
    page = cast.client(cast.officer).post(url(cast, "invite"), typed(cast.university, "reader") | wrong)
    assert page.status_code == 422
    assert "Welcome" in page.content.decode() or "message" in wrong
    assert state() == before


@pytest.mark.parametrize(
    ("party", "role"), [("partner", "reader"), ("university", "officer"), ("university", "auditor"), ("neutral", "reader")]
)
def test_a_place_that_is_not_offered_is_not_given(cast, party, role):
    before = state()
    page = cast.client(cast.officer).post(url(cast, "invite"), typed(getattr(cast, party), role))
    assert page.status_code == 422
    assert state() == before


def test_what_the_service_refuses_is_told(cast):
    before = state()
    page = cast.client(cast.officer).post(
        url(cast, "invite"), typed(cast.university, "reader", email=cast.representative.email)
    )
    assert page.status_code == 422
    assert "stands for Adler" in page.content.decode()
    assert state() == before


# --- who may not -------------------------------------------------------------------------------------------------------
STRANGERS = {"sibling": 404, "stranger": 404, "administrator": 404}
READERS = dict.fromkeys(("contributor", "partner_contributor", "partner_reader", "respondent", "facilitator", "auditor"), 403)


def steps(cast, invitation):
    """Each step towards somebody or something of the university."""
    colleague = MembershipFactory(party=cast.university, partnership=cast.partnership).pk
    return {
        "invite": typed(cast.university, "reader"),
        "role": {"role": "reader", "_args": [colleague]},
        "end": {"_args": [colleague]},
        "resend": {"_args": [invitation.pk]},
        "revoke": {"_args": [invitation.pk]},
    }


@pytest.mark.parametrize("who", [*STRANGERS, *READERS])
@pytest.mark.parametrize("step", ["invite", "role", "end", "resend", "revoke"])
def test_a_denial_changes_nothing(cast, invitation, who, step):
    data = steps(cast, invitation)[step]
    client = cast.client(getattr(cast, who))
    before = state()
    answer = client.post(url(cast, step, *data.pop("_args", [])), data)
    assert answer.status_code == (STRANGERS | READERS)[who]
    assert state() == before


@pytest.mark.parametrize(("step", "status"), [("role", 403), ("end", 403), ("resend", 404), ("revoke", 404)])
def test_the_other_party_does_not_touch_them_either(cast, invitation, step, status):
    data = steps(cast, invitation)[step]
    before = state()
    client = cast.client(cast.representative)
    assert client.post(url(cast, step, *data.pop("_args")), data).status_code == status
    assert [list(t) for t in state()[:5]] == [list(t) for t in before[:5]]


@pytest.mark.parametrize("step", ["role", "end", "resend", "revoke"])
def test_a_foreign_key_and_a_missing_one_get_the_same_answer(cast, invitation, step):
    elsewhere = MembershipFactory(party=cast.university, partnership=cast.sibling_partnership)
    client = cast.client(cast.officer)
    other = Invitation.objects.create(
        email="e@example.org",
        partnership=cast.sibling_partnership,
        party=cast.university,
        role=Role.READER,
        invited_by=cast.officer,
    )
    foreign = elsewhere.pk if step in ("role", "end") else other.pk
    missing = cast.officer.pk
    assert [client.post(url(cast, step, key)).status_code for key in (foreign, missing)] == [404, 404]


@pytest.mark.parametrize("step", ["resend", "revoke"])
def test_a_step_is_not_a_get(cast, invitation, step):
    before = state()
    answer = cast.client(cast.officer).get(url(cast, step, invitation.pk))
    # To one that asks who presses it one comes back, and from there to the list.
    assert answer.status_code == (302 if step == "resend" else 405)
    assert state()[:4] == before[:4]


@pytest.mark.parametrize("step", ["invite", "resend", "role"])
def test_a_closed_partnership_refuses(cast, invitation, step):
    Partnership.objects.filter(pk=cast.partnership.pk).update(state=Partnership.State.CLOSED)
    data = steps(cast, invitation)[step]
    assert cast.client(cast.officer).post(url(cast, step, *data.pop("_args", [])), data).status_code == 403


# --- invitations -------------------------------------------------------------------------------------------------------
def test_sending_again(cast, invitation):
    answer = cast.client(cast.officer).post(url(cast, "resend", invitation.pk), follow=True)
    assert "on its way once more" in answer.content.decode()
    assert Mail.objects.count() == 2


def test_a_limit_is_told(cast, invitation, settings):
    settings.INVITATIONS_PER_EMAIL_PER_DAY = 1
    answer = cast.client(cast.officer).post(url(cast, "resend", invitation.pk), follow=True)
    assert "enough invitations" in answer.content.decode()
    assert Mail.objects.count() == 1


def test_revoking(cast, invitation):
    answer = cast.client(cast.officer).post(url(cast, "revoke", invitation.pk), follow=True)
    assert "its link is dead" in answer.content.decode()
    assert cast.client().get(reverse("invitations:view", args=[invitation.token])).status_code == 410


@pytest.mark.parametrize("step", ["resend", "revoke"])
def test_one_that_is_not_open_any_more(cast, invitation, step):
    revoke(invitation=invitation, actor=cast.officer)
    answer = cast.client(cast.officer).post(url(cast, step, invitation.pk), follow=True)
    assert "is not open any more" in answer.content.decode()


# --- memberships -------------------------------------------------------------------------------------------------------
def test_another_role(cast):
    client, address = cast.client(cast.representative), url(cast, "role", place(cast.partner_reader).pk)
    choices = [value for value, _label in client.get(address).context["form"].fields["role"].choices]
    assert choices == ["representative", "contributor", "respondent", "reader"]
    assert client.post(address, {"role": "contributor"})["Location"] == url(cast, "list")
    assert place(cast.partner_reader).role == "contributor"


@pytest.mark.parametrize("role", ["", "officer", "auditor", "king"])
def test_a_role_that_is_not_offered(cast, role):
    address = url(cast, "role", place(cast.partner_reader).pk)
    assert cast.client(cast.representative).post(address, {"role": role}).status_code == 422
    assert place(cast.partner_reader).role == "reader"


def test_the_last_representative_stays(cast):
    client = cast.client(cast.representative)
    page = client.post(url(cast, "role", place(cast.representative).pk), {"role": "reader"})
    assert page.status_code == 422
    assert "needs somebody to represent it" in page.content.decode()
    assert client.post(url(cast, "leave")).status_code == 422
    assert place(cast.representative).role == "representative"


def test_ending(cast):
    client, address = cast.client(cast.representative), url(cast, "end", place(cast.partner_reader).pk)
    assert "Access ends at once" in client.get(address).content.decode()
    assert place(cast.partner_reader).is_current()
    assert client.post(address, {"note": "Moved on."})["Location"] == url(cast, "list")
    assert cast.client(cast.partner_reader).get(url(cast, "list")).status_code == 404


def test_leaving(cast):
    client = cast.client(cast.respondent)  # leaving is open to everybody who is here
    assert client.get(url(cast, "leave")).status_code == 200
    assert client.post(url(cast, "leave"))["Location"] == reverse("home")
    assert client.get(url(cast, "leave")).status_code == 404


def test_whoever_stands_for_a_party_everywhere_does_not_leave_one_table(cast):
    assert cast.client(cast.officer).get(url(cast, "leave")).status_code == 404
    assert cast.client(cast.officer).post(url(cast, "end", place(cast.officer).pk)).status_code == 403
