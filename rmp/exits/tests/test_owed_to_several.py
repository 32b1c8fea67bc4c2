"""An obligation owed to several parties: none of them says for the others that it was kept."""

import pytest
from django.core.exceptions import PermissionDenied

from partnerships.clock import today
from partnerships.models import Participation, Partnership
from partnerships.records.refusals import Refused
from partnerships.rules.services import propose_end
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.tests.signing import sign
from partnerships.tests.cast import seat_newcomer
from rmp.exits import services
from rmp.exits.models import SurvivingObligation
from rmp.exits.tests import factories as f
from rmp.exits.views.after import SurvivingObligationViews

State = SurvivingObligation.State


@pytest.fixture
def third(cast):
    return seat_newcomer(cast)


@pytest.fixture
def owed(cast, third):
    """What the university owes to all others; agreed."""
    return f.SurvivingObligationFactory(
        partnership=cast.partnership, author=cast.officer, holder=cast.university, agreed_on=today()
    )


def state(one):
    return SurvivingObligation.objects.get(pk=one.pk).state


def url(one, step):
    return SurvivingObligationViews.url(step, one.partnership.slug, one.pk)


@pytest.mark.parametrize("before", [State.ACTIVE, State.BREACHED])
def test_one_of_them_does_not_say_that_it_was_kept(cast, owed, third, before):
    SurvivingObligation.objects.update(state=before)
    for actor in (cast.partner_contributor, cast.representative, third[1]):
        with pytest.raises(Refused, match="propose its end"):
            services.fulfil_obligation(owed, actor=actor)
    with pytest.raises(PermissionDenied):
        services.fulfil_obligation(owed, actor=cast.officer)
    assert state(owed) == before


def test_the_page_offers_the_way_of_all_and_not_the_button(cast, owed, third):
    client = cast.client(cast.partner_contributor)
    page = client.get(owed.get_absolute_url()).content.decode()
    assert [url(owed, step) in page for step in ("fulfil", "breach", "propose-end")] == [False, True, True]
    assert client.post(url(owed, "fulfil"), {"note": "Kept."}).status_code == 302
    assert state(owed) == State.ACTIVE


def test_all_of_them_end_it(cast, owed, third):
    change = propose_end(owed, actor=cast.partner_contributor, reason="It was kept.")
    round = SignOffRound.objects.open().of_record(change).get()
    for signer in (cast.representative, cast.officer):
        sign(round, actor=signer)
        assert state(owed) == State.ACTIVE
    sign(round, actor=third[1])
    assert not SurvivingObligation.objects.exists()


def test_after_the_end_it_goes_on_until_its_day(cast, owed, third):
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
    with pytest.raises(Refused, match="until its last day"):
        services.fulfil_obligation(SurvivingObligation.objects.get(), actor=third[1])
    assert state(owed) == State.ACTIVE


def test_who_alone_is_owed_says_it_alone(cast, owed, third):
    """Because only that one is named, or no other is at the table any more."""
    named = f.SurvivingObligationFactory(
        partnership=cast.partnership, author=cast.officer, holder=cast.university, beneficiary=cast.partner
    )
    services.fulfil_obligation(named, actor=cast.partner_contributor)
    Participation.objects.filter(party=third[0]).update(state=Participation.State.LEFT)
    assert url(owed, "fulfil") in cast.client(cast.partner_contributor).get(owed.get_absolute_url()).content.decode()
    services.fulfil_obligation(owed, actor=cast.partner_contributor)
    assert (state(named), state(owed)) == (State.FULFILLED, State.FULFILLED)


def test_who_reported_a_breach_says_that_it_was_mended(cast, owed, third):
    services.report_breach(owed, actor=third[1], reason="Not paid.")
    with pytest.raises(PermissionDenied):
        services.reinstate_obligation(owed, actor=cast.partner_contributor, reason="It was none.")
    services.reinstate_obligation(owed, actor=third[1], reason="Paid by now.")
    assert state(owed) == State.ACTIVE


def test_where_who_reported_it_has_left_the_other_that_is_owed_says_so(cast, owed, third):
    services.report_breach(owed, actor=third[1], reason="Not paid.")
    Participation.objects.filter(partnership=cast.partnership, party=third[0]).update(state="left")
    services.reinstate_obligation(owed, actor=cast.partner_contributor, reason="Paid by now.")
    assert state(owed) == State.ACTIVE
