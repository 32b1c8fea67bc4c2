"""What an administrator does in the Django admin: the same steps as everybody, and nobody is put in silently."""

import pytest
from django.contrib import admin
from django.urls import reverse

from partnerships.history.models import Event
from partnerships.invitations.models import Invitation
from partnerships.models import Membership, Role
from partnerships.outbox.models import Mail
from partnerships.tests.factories import MembershipFactory


@pytest.fixture
def desk(cast):
    return cast.client(cast.administrator)


def typed(cast, **more):
    return {
        "party": cast.university.pk,
        "partnership": "",
        "role": "officer",
        "email": "Oscar@Example.org",
        "name": "Oscar",
        "message": "",
    } | more


def test_to_add_an_invitation_is_to_send_it(cast, desk):
    answer = desk.post(reverse("admin:invitations_invitation_add"), typed(cast))
    made = Invitation.objects.get()
    assert answer.status_code == 302
    assert (made.email, made.role, made.partnership, made.invited_by) == (
        "oscar@example.org",
        "officer",
        None,
        cast.administrator,
    )
    # Its own officer is asked first; nothing is sent to the invited person.
    assert [(mail.kind, mail.user) for mail in Mail.objects.all()] == [("invitation.confirm", cast.officer)]
    assert not Membership.objects.filter(user__email="oscar@example.org").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "auditor"},
        {"role": ""},
        {"email": "x"},
        {"party": "0f0e0d0c-0000-4000-8000-000000000000"},
        {"email": "conrad@example.org", "role": "reader"},
    ],
)
def test_what_is_wrong_sends_nothing(cast, desk, wrong):
    data = typed(cast, partnership=cast.partnership.pk) | wrong
    assert desk.post(reverse("admin:invitations_invitation_add"), data).status_code in (200, 302)
    assert (Invitation.objects.count(), Mail.objects.count()) == (0, 0)


def test_a_party_without_a_seat(cast, desk):
    data = typed(cast, party=cast.sibling_partner.pk, partnership=cast.partnership.pk, role="reader")
    page = desk.post(reverse("admin:invitations_invitation_add"), data)
    assert "does not take part" in page.content.decode()
    assert Invitation.objects.count() == 0


def act(desk, model, action, *rows):
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return desk.post(address, {"action": action, "_selected_action": [row.pk for row in rows]}, follow=True)


def test_sending_again_and_revoking(cast, desk, invitation):
    act(desk, Invitation, "send_again", invitation)
    assert Mail.objects.count() == 2
    act(desk, Invitation, "revoke", invitation)
    page = act(desk, Invitation, "revoke", invitation)
    assert "not open any more" in page.content.decode()
    assert Invitation.objects.get().state == "revoked"


def test_a_membership_is_ended_and_that_is_in_the_history(cast, desk):
    member = Membership.objects.get(user=cast.partner_reader)
    act(desk, Membership, "end_now", member)
    member.refresh_from_db()
    assert not member.is_current()
    assert [(e.verb, e.actor_name) for e in Event.objects.all()] == [("membership ended", "Ada Administrator")]


def test_the_last_representative_is_not_ended(cast, desk):
    page = act(desk, Membership, "end_now", Membership.objects.get(user=cast.representative))
    assert "needs somebody" in page.content.decode()
    assert Membership.objects.get(user=cast.representative).is_current()


def test_a_membership_is_neither_added_nor_changed_nor_deleted(cast, desk):
    member = MembershipFactory(party=cast.partner, partnership=cast.partnership, role=Role.READER)
    before = Membership.objects.values().get(pk=member.pk)
    data = {"user": cast.stranger.pk, "party": cast.partner.pk, "role": "officer", "starts_on": "2026-01-01"}
    answers = [
        desk.post(reverse("admin:partnerships_membership_add"), data),
        desk.post(reverse("admin:partnerships_membership_change", args=[member.pk]), data),
        desk.post(reverse("admin:partnerships_membership_delete", args=[member.pk]), {"post": "yes"}),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert Membership.objects.values().get(pk=member.pk) == before


def test_every_list_and_form_opens(cast, desk, invitation):
    """Of all that is registered, whoever registered it."""
    desk.get(reverse("admin:index"))
    for model, options in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert desk.get(reverse(f"{name}_changelist"), {"q": "x"}).status_code in (200, 302), name
        row = model._default_manager.first()
        if row is not None:
            assert desk.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200, name
        allowed = options.has_add_permission(type("Request", (), {"user": cast.administrator})())
        assert desk.get(reverse(f"{name}_add")).status_code == (200 if allowed else 403), name


def test_what_the_parties_write_is_not_in_it():
    from partnerships.access.spaces import InSpace
    from partnerships.records.models import RecordPart

    assert [model for model in admin.site._registry if issubclass(model, InSpace | RecordPart)] == []


@pytest.mark.parametrize("who", ["officer", "representative", "stranger"])
def test_nobody_else_opens_it(cast, who):
    client = cast.client(getattr(cast, who))
    # one door: through the sign-in of everybody, which tells a person without the right that there is none
    assert client.get(reverse("admin:index"), follow=True).status_code == 403
    assert client.get(reverse("admin:invitations_invitation_changelist"), follow=True).status_code == 403


@pytest.mark.parametrize("everywhere", [True, False])
def test_a_neutral_person_is_not_the_administrators_to_bring_in(cast, desk, everywhere):
    place = {} if everywhere else {"partnership": cast.partnership.pk}
    data = typed(cast, party=cast.neutral.pk, role="auditor", email="ines@example.net", **place)
    page = desk.post(reverse("admin:invitations_invitation_add"), data)
    assert "all its parties sign" in page.content.decode()
    assert Invitation.objects.count() == 0
