"""Consent is a party's: given by who signs for it, whatever else that person may do here."""

import pytest
from django.core.exceptions import PermissionDenied

from partnerships.access.policy import Right, standing
from partnerships.history.models import Event
from partnerships.models import Role
from partnerships.tests.factories import MembershipFactory
from risks import services
from risks.models import Treatment


def test_who_only_reads_for_the_party_that_is_asked_consents_to_nothing_for_it_whatever_else_one_may(cast, joint):
    MembershipFactory(user=cast.partner_reader, party=cast.university, partnership=cast.partnership, role=Role.REPRESENTATIVE)
    treatment = Treatment(risk=joint, what="Insure it", responsible=cast.partner, strategy="transfer", moves_to=cast.partner)
    asked = services.plan_treatment(treatment, actor=cast.officer)
    here = standing(cast.partner_reader, cast.partnership)
    assert (here.party, here.may(Right.SIGN)) == (cast.partner, True)
    with pytest.raises(PermissionDenied):
        services.consent(asked, actor=cast.partner_reader)


def test_what_the_consent_sets_off_is_the_house_s_and_nobody_else_s_doing(cast, shared):
    """The action lies with the other party: neither who consented nor who planned it made it then."""
    treatment = Treatment(risk=shared, what="Insure it", responsible=cast.partner, strategy="transfer", moves_to=cast.partner)
    asked = services.plan_treatment(treatment, actor=cast.contributor)
    given = services.consent(asked, actor=cast.representative)
    made = Event.objects.get(subject_key=given.action_id, verb="created")
    assert (made.actor_key, given.action.author, given.action.party) == (None, cast.contributor, cast.university)


def test_who_does_not_sign_for_the_party_takes_nothing_on_for_it(cast, joint):
    """Neither by writing it nor by changing what the others asked."""
    written = Treatment(risk=joint, what="Insure it", responsible=cast.partner, strategy="transfer", moves_to=cast.partner)
    own = services.plan_treatment(written, actor=cast.partner_contributor)
    theirs = Treatment(risk=joint, what="Bear it", responsible=cast.partner, strategy="transfer", moves_to=cast.partner)
    asked = services.plan_treatment(theirs, actor=cast.officer)
    asked.cost = 5000
    changed = services.plan_treatment(asked, actor=cast.partner_contributor)
    assert [(one.consent, one.action) for one in (own, changed)] == [("asked", None)] * 2
    assert services.consent(own, actor=cast.representative).action is not None
