"""Sending an invitation again, and taking it back."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from partnerships.history.models import Event
from partnerships.invitations.models import Invitation, hash_of
from partnerships.invitations.services import Gone, accept_as_new, revoke
from partnerships.invitations.tests.seating import resend
from partnerships.outbox.models import Mail
from partnerships.records.refusals import Refused


def verbs(invitation):
    return list(Event.objects.filter(subject_key=invitation.pk).in_order().values_list("verb", flat=True))


def test_sent_again_the_same_link_lives_longer(cast, invitation, settings):
    token = invitation.token
    with time_machine.travel(invitation.created_at + dt.timedelta(days=10), tick=False):
        resend(invitation=invitation, actor=cast.officer)
        again = Invitation.objects.get(pk=invitation.pk)
        assert (again.token, again.token_hash) == (token, hash_of(token))
        assert again.expires_at == invitation.created_at + dt.timedelta(days=10 + settings.INVITATION_DAYS)
    assert Mail.objects.filter(subject_key=invitation.pk).count() == 2
    assert verbs(invitation) == ["invited", "invited again"]


def test_an_expired_link_stays_dead_and_the_new_mail_has_a_new_one(cast, invitation):
    token = invitation.token
    with time_machine.travel(invitation.expires_at + dt.timedelta(days=1)):
        resend(invitation=invitation, actor=cast.officer)
        again = Invitation.objects.get(pk=invitation.pk)
        assert again.is_open
        assert (again.token != token, again.token_hash) == (True, hash_of(again.token))
        assert not Invitation.objects.filter(token_hash=hash_of(token)).exists()


def test_after_the_secret_key_changed_old_links_work_and_new_ones_are_made(cast, invitation, settings):
    token = invitation.token
    settings.SECRET_KEY = "another key"
    assert invitation.link == ""
    assert cast.client().get(f"/invitations/{token}/").status_code == 200
    resend(invitation=invitation, actor=cast.officer)
    assert Invitation.objects.get(pk=invitation.pk).link.startswith("http")


def test_the_limit_of_an_address_counts_every_mail(cast, invitation, settings):
    settings.INVITATIONS_PER_EMAIL_PER_DAY = 2
    resend(invitation=invitation, actor=cast.officer)
    with pytest.raises(Refused, match="enough invitations"):
        resend(invitation=invitation, actor=cast.officer)
    assert Mail.objects.count() == 2


def test_revoked(cast, invitation):
    revoke(invitation=invitation, actor=cast.officer)
    assert Invitation.objects.get(pk=invitation.pk).state == "revoked"
    for step in (resend, revoke):
        with pytest.raises(Gone):
            step(invitation=invitation, actor=cast.officer)
    assert verbs(invitation) == ["invited", "revoked"]


def test_an_accepted_one_is_not_revoked(cast, invitation):
    accept_as_new(invitation=invitation, name="Petra", password="irrelevant here")
    with pytest.raises(Gone):
        revoke(invitation=invitation, actor=cast.officer)
    assert Invitation.objects.get(pk=invitation.pk).state == "accepted"


@pytest.mark.parametrize("step", [resend, revoke])
@pytest.mark.parametrize("who", ["contributor", "representative", "auditor", "sibling", "stranger"])
def test_only_those_who_manage_the_partys_people(cast, invitation, step, who):
    with pytest.raises(PermissionDenied):
        step(invitation=invitation, actor=getattr(cast, who))
    assert (Invitation.objects.get(pk=invitation.pk).state, verbs(invitation)) == ("pending", ["invited"])


def test_the_first_persons_invitation_is_everybodys_who_manages(cast, first_invitation):
    resend(invitation=first_invitation, actor=cast.representative)
    revoke(invitation=first_invitation, actor=cast.representative)
    assert verbs(first_invitation) == ["invited", "invited again", "revoked"]


def test_an_administrator_may(cast, invitation):
    resend(invitation=invitation, actor=cast.administrator)
    revoke(invitation=invitation, actor=cast.administrator)
    assert Invitation.objects.get(pk=invitation.pk).state == "revoked"


def test_who_sees_an_invitation(cast, invitation, first_invitation):
    seen = {who: set(Invitation.objects.visible_to(getattr(cast, who))) for who in cast.PEOPLE if who != "anonymous"}
    nothing = {who: set() for who in seen}
    assert seen == nothing | {"officer": {invitation, first_invitation}, "representative": {first_invitation}}
