"""Handing a decision to somebody else of the same party."""

import pytest
from django.core.exceptions import PermissionDenied

from partnerships.accounts.presence import Proof
from partnerships.history.models import Event
from partnerships.models import Membership, Role
from partnerships.records.refusals import Refused, Unproven
from partnerships.signoff import services
from partnerships.signoff.models import SignOffSlot
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import delegate, named, sign


def test_the_delegate_decides_and_so_may_who_signs_anyway(cast, round):
    delegate(round, actor=cast.officer, to=cast.contributor)
    slot = round.slots.get(party=cast.university)
    assert slot.delegate == cast.contributor
    assert set(slot.people()) == {cast.contributor, cast.officer}
    assert sign(round, actor=cast.contributor).person == cast.contributor


def test_a_named_signatory_delegates(cast, subject):
    round = named(open_round(subject, actor=cast.officer), cast.university, cast.contributor)
    delegate(round, actor=cast.contributor, to=cast.officer)
    assert set(round.slots.get(party=cast.university).people()) == {cast.contributor, cast.officer}
    assert sign(round, actor=cast.officer).person == cast.officer


def test_who_signs_for_the_party_can_step_in_for_a_signatory_who_is_away(cast, subject):
    round = named(open_round(subject, actor=cast.officer), cast.university, cast.contributor)
    with pytest.raises(PermissionDenied):
        sign(round, actor=cast.officer)
    delegate(round, actor=cast.officer, to=cast.officer)
    assert sign(round, actor=cast.officer).person == cast.officer


def test_delegation_stands_in_the_history_and_can_be_taken_back(cast, round):
    delegate(round, actor=cast.officer, to=cast.contributor)
    delegate(round, actor=cast.officer, to=None)
    assert list(Event.objects.filter(verb="delegated").in_order().values_list("changes", flat=True)) == [
        {"delegate": ["", "Conrad Contributor"]},
        {"delegate": ["Conrad Contributor", ""]},
    ]
    with pytest.raises(PermissionDenied):
        sign(round, actor=cast.contributor)


@pytest.mark.parametrize("name", ["partner_contributor", "representative", "sibling", "stranger", "auditor", "administrator"])
def test_only_to_somebody_who_writes_for_the_party_here(cast, round, name):
    with pytest.raises(Refused, match="does not stand for"):
        delegate(round, actor=cast.officer, to=getattr(cast, name))
    assert not SignOffSlot.objects.filter(delegate__isnull=False).exists()


def test_not_to_a_reader(cast, round):
    with pytest.raises(Refused, match="does not stand for"):
        delegate(round, actor=cast.representative, to=cast.partner_reader)


def test_a_delegate_does_not_pass_it_on(cast, round):
    delegate(round, actor=cast.officer, to=cast.contributor)
    with pytest.raises(PermissionDenied):
        delegate(round, actor=cast.contributor, to=cast.contributor)


def test_a_delegate_who_lost_the_right_to_write_does_not_decide(cast, round):
    delegate(round, actor=cast.officer, to=cast.contributor)
    Membership.objects.filter(user=cast.contributor).update(role=Role.READER)
    with pytest.raises(PermissionDenied):
        sign(round, actor=cast.contributor)
    assert set(round.slots.get(party=cast.university).people()) == {cast.officer}


def test_nothing_to_delegate_after_the_decision(cast, round):
    sign(round, actor=cast.officer)
    with pytest.raises(Refused, match="decided already"):
        delegate(round, actor=cast.officer, to=cast.contributor)


@pytest.mark.parametrize("to", ["contributor", None])
def test_who_finds_the_session_open_names_nobody(cast, round, to):
    good = Proof.just_given(cast.officer)
    for proof in (None, Proof.just_given(cast.representative), Proof(good.person, good.kind, good.at, "other")):
        with pytest.raises(Unproven):
            services.delegate(round, actor=cast.officer, proof=proof, to=to and getattr(cast, to))
    assert not round.slots.exclude(delegate=None).exists()
