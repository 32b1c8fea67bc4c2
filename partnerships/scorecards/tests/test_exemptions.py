"""That a practice does not apply is decided by all parties, with a reason, and one of them can take it back."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from partnerships.history.models import Event
from partnerships.models import Partnership
from partnerships.practices.registry import PRACTICES, Status, statuses, tallies
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, save_record
from partnerships.scorecards.exemptions import end_exemption
from partnerships.scorecards.models import Exemption
from partnerships.scorecards.tests.factories import ExemptionFactory
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import decline, sign

State = Exemption.State
PRACTICE = "3.1-a"  # the purposes of the collaboration: not chosen in the cast's partnership


def proposed(cast):
    exemption = Exemption(
        partnership=cast.partnership, visibility="shared", practice=PRACTICE, reason="No purpose is named here."
    )
    return save_record(exemption, actor=cast.officer)


def agreed(cast):
    exemption = proposed(cast)
    round = open_round(exemption, actor=cast.officer)
    sign(round, actor=cast.officer)
    sign(round, actor=cast.representative)
    exemption.refresh_from_db()
    return exemption


def mark(cast):
    here = Partnership.objects.filter(pk=cast.partnership.pk)
    return statuses(here, [PRACTICES[PRACTICE]])[cast.partnership.pk][PRACTICE]


def total(cast):
    here = Partnership.objects.filter(pk=cast.partnership.pk)
    return tallies(statuses(here, PRACTICES.values())[cast.partnership.pk])[0].total


def test_it_does_not_apply_once_all_have_signed_and_is_no_longer_counted(cast):
    before = total(cast)
    exemption = proposed(cast)
    round = open_round(exemption, actor=cast.officer)
    assert (mark(cast), total(cast)) == (Status.NOT_YET, before)
    sign(round, actor=cast.officer)
    assert (mark(cast), total(cast)) == (Status.NOT_YET, before)
    sign(round, actor=cast.representative)
    exemption.refresh_from_db()
    assert (exemption.state, mark(cast), total(cast)) == (State.AGREED, Status.NOT_APPLICABLE, before - 1)
    assert Event.objects.filter(subject_key=exemption.pk).exists()


def test_elsewhere_it_applies_still(cast):
    agreed(cast)
    sibling = Partnership.objects.filter(pk=cast.sibling_partnership.pk)
    assert statuses(sibling, [PRACTICES[PRACTICE]])[cast.sibling_partnership.pk][PRACTICE] == Status.NOT_YET


def test_one_party_declines(cast):
    exemption = proposed(cast)
    decline(open_round(exemption, actor=cast.officer), actor=cast.representative, reason="We do name one.")
    exemption.refresh_from_db()
    assert (exemption.state, mark(cast)) == (State.DECLINED, Status.NOT_YET)


@pytest.mark.parametrize("who", ["officer", "representative"])
def test_either_party_takes_it_back(cast, who):
    exemption = agreed(cast)
    end_exemption(exemption, actor=getattr(cast, who), reason="Now it does.")
    assert (exemption.state, mark(cast)) == (State.ENDED, Status.NOT_YET)


@pytest.mark.parametrize("state", State)
def test_no_other_way_than_the_table_says(cast, state):
    for to in State:
        exemption = ExemptionFactory(partnership=cast.partnership, state=state, practice=f"X-{to}")
        if to in Exemption.TRANSITIONS[state]:
            assert advance(exemption, to, actor=cast.officer).state == to
        else:
            with pytest.raises(Refused):
                advance(exemption, to, actor=cast.officer)


def test_what_was_decided_stays_as_it_was(cast):
    exemption = agreed(cast)
    exemption.reason = "Another reason."
    with pytest.raises(Refused):
        save_record(exemption, actor=cast.officer)


def test_the_same_is_not_proposed_twice_and_again_after_it_ended(cast):
    exemption = agreed(cast)
    again = Exemption(partnership=cast.partnership, visibility="shared", practice=PRACTICE, reason="Once more.")
    with pytest.raises(ValidationError, match="proposed or agreed already"):
        again.full_clean(exclude=["author"])
    end_exemption(exemption, actor=cast.officer, reason="It does.")
    again.full_clean(exclude=["author"])


@pytest.mark.parametrize("who", ["contributor", "partner_reader", "auditor"])
def test_who_does_not_sign_does_not_end_it(cast, who):
    exemption = agreed(cast)
    address = reverse("scorecards:exemption-end", args=[cast.partnership.slug, exemption.pk])
    assert cast.client(getattr(cast, who)).post(address, {"reason": "x"}).status_code == 403
    assert mark(cast) == Status.NOT_APPLICABLE


def test_the_form_names_the_practice_it_was_opened_for_and_knows_no_other(cast):
    client = cast.client(cast.officer)
    address = reverse("scorecards:exemption-create", args=[cast.partnership.slug])
    assert client.get(address, {"practice": PRACTICE}).context["form"]["practice"].value() == PRACTICE
    response = client.post(address, {"practice": "9.9.9-z", "reason": "x", "space": "joint"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["practice"])
    assert client.post(address, {"practice": PRACTICE, "reason": "x", "space": "joint"}).status_code == 302
    response = client.post(address, {"practice": PRACTICE, "reason": "x", "space": "joint"})
    assert response.status_code == 422
