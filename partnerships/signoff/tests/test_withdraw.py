"""Taking the question back."""

import pytest
from django.core.exceptions import PermissionDenied

from partnerships.history.models import Event
from partnerships.models import Membership, Role
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round, withdraw_round


def test_who_asked_takes_it_back(cast, subject, hooks):
    round = open_round(subject, actor=cast.contributor)
    withdraw_round(round, actor=cast.contributor, reason=" A typo. ")
    assert (round.state, round.closing_note) == ("withdrawn", "A typo.")
    assert Event.objects.get(verb="withdrawn").note == "A typo."
    assert hooks == [("signoff_voided", "withdrawn", cast.contributor)]


def test_so_does_who_signs_for_the_asking_party(cast, subject):
    round = open_round(subject, actor=cast.contributor)
    withdraw_round(round, actor=cast.officer)
    assert SignOffRound.objects.get(pk=round.pk).state == "withdrawn"


def test_the_other_party_does_not(cast, round):
    with pytest.raises(PermissionDenied):
        withdraw_round(round, actor=cast.representative)
    assert SignOffRound.objects.get(pk=round.pk).state == "open"


def test_nor_does_who_asked_once_and_only_reads_now(cast, subject):
    round = open_round(subject, actor=cast.contributor)
    Membership.objects.filter(user=cast.contributor).update(role=Role.READER)
    with pytest.raises(PermissionDenied):
        withdraw_round(round, actor=cast.contributor)
