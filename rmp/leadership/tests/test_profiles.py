"""A profile is agreed by all, does not change then, and a new version takes its place when all have signed it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from partnerships.records.refusals import Refused
from partnerships.records.services import amend_record, delete_record, save_record
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import decline, sign
from rmp.leadership.models import LeaderProfile, Power
from rmp.leadership.tests import factories as f
from rmp.leadership.tests.conftest import again, round_of, signed_by_both, state
from rmp.leadership.tests.proven import services


def test_signed_by_all_it_is_agreed_and_fixed(cast):
    draft = f.LeaderProfileFactory(partnership=cast.partnership, author=cast.officer)
    power = f.PowerFactory(profile=draft)
    agreed = signed_by_both(cast, draft)
    assert (agreed.state, agreed.agreed_on is not None) == ("agreed", True)
    agreed.responsibilities = "Nothing."
    power.profile, power.limit = agreed, 1_000_000
    new = Power(profile=agreed, kind="time", what="Wait", words="For ever.")
    for record in (agreed, power, new):
        with pytest.raises(Refused, match="joint decision"):
            save_record(record, actor=cast.officer)
    for record in (agreed, power):
        with pytest.raises(Refused, match="joint decision"):
            delete_record(record, actor=cast.officer)


def test_one_that_declines_leaves_it_a_draft(cast):
    draft = f.LeaderProfileFactory(partnership=cast.partnership, author=cast.officer)
    decline(open_round(draft, actor=cast.officer), actor=cast.representative, reason="Too little.")
    assert state(draft) == "draft"


def test_a_changed_power_voids_the_signatures(cast):
    draft = f.LeaderProfileFactory(partnership=cast.partnership, author=cast.officer)
    power = f.PowerFactory(profile=draft)
    round = open_round(draft, actor=cast.officer)
    sign(round, actor=cast.officer)
    power.limit = 1_000_000
    save_record(power, actor=cast.officer)
    assert round_of(draft).state == "voided"


def test_a_new_version_starts_with_the_same_words_and_needs_all_signatures_anew(cast, profile, leader):
    need = f.DecisionNeedFactory(partnership=cast.partnership, author=cast.officer, profile=profile)
    draft = services.revise_profile(profile, actor=cast.representative)
    same = ("title", "requirements", "responsibilities", "filled_by", "wanted")
    assert [getattr(draft, name) for name in same] == [getattr(profile, name) for name in same]
    assert (str(draft), draft.replaces, draft.state) == ("UBC Manager, version 2", profile, "draft")
    assert list(draft.powers.values_list("what", "limit")) == list(profile.powers.values_list("what", "limit"))
    assert state(profile) == "agreed"
    with pytest.raises(Refused, match="draft of the next version"):
        services.revise_profile(profile, actor=cast.officer)

    agreed = signed_by_both(cast, draft)
    assert (agreed.state, state(profile)) == ("agreed", "superseded")
    assert (again(leader).profile, again(need).profile) == (agreed, agreed)
    with pytest.raises(Refused, match="holds now"):
        services.revise_profile(profile, actor=cast.officer)


def test_a_nomination_before_the_parties_is_asked_anew_and_a_private_one_left_alone(cast, profile, nomination):
    private = f.AppointmentFactory(
        partnership=cast.partnership, author=cast.representative, party=cast.partner, profile=profile
    )
    services.put_forward(nomination, actor=cast.officer)
    agreed = signed_by_both(cast, services.revise_profile(profile, actor=cast.officer))
    assert (state(nomination), again(nomination).profile, round_of(nomination).state) == ("prepared", agreed, "voided")
    assert again(private).profile == profile


def test_only_the_agreed_next_version_moves_a_leader(cast, profile, leader):
    draft = services.revise_profile(profile, actor=cast.officer)
    unrelated = f.LeaderProfileFactory(partnership=cast.partnership, agreed=True)
    for authority in (draft, unrelated, profile):
        with pytest.raises(Refused, match="No joint decision"):
            amend_record(leader, {"profile_id": authority.pk}, actor=cast.officer, authority=authority)


def test_readers_do_not_revise(cast, profile):
    for name in ("partner_reader", "auditor", "facilitator", "stranger"):
        with pytest.raises(PermissionDenied):
            services.revise_profile(profile, actor=getattr(cast, name))
    assert LeaderProfile.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        ({"limit": None, "unit": "", "words": ""}, "Say up to where"),
        ({"limit": 5, "unit": ""}, "needs its unit"),
        ({"limit": -5}, "greater than or equal to 0"),
    ],
)
def test_a_power_says_its_limit(cast, fields, match):
    power = f.PowerFactory.build(profile=f.LeaderProfileFactory(), **fields)
    with pytest.raises(ValidationError, match=match):
        power.full_clean(exclude=["author"])
