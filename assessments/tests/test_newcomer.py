"""Who comes later is told no figure, no question and no step of what it does not read."""

import pytest
from django.urls import reverse

from assessments.forms import CycleForm
from assessments.models import Instrument, MaturityClaim
from assessments.services import cycles, improving
from assessments.tests.factories import ImprovementFactory, MaturityClaimFactory
from assessments.tests.worlds import World, instrument
from partnerships.access.policy import standing
from partnerships.records.once import UNSEEN
from partnerships.records.refusals import Refused
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.tests.signing import sign_by_all
from partnerships.tests.cast import seat_newcomer
from partnerships.tests.factories import MembershipFactory

pytestmark = pytest.mark.pages

PORTFOLIO = ("", "?kind=health_check", "?export=csv", "?kind=health_check&export=csv")


def portfolio(cast, person):
    address = reverse("assessments_house:portfolio")
    client = cast.client(person)
    return [client.get(address + query) for query in PORTFOLIO]


def test_the_portfolio_tells_of_the_cycles_that_one_reads(cast):
    world = World(cast)
    world.released(days_ago=30)
    newcomer = seat_newcomer(cast)[1]
    assert [page.context["rows"][0]["line"].cycle for page in portfolio(cast, newcomer)[:2]] == [None, None]
    assert [page.context["course"] for page in portfolio(cast, newcomer)[:2]] == [[], []]
    for page in portfolio(cast, newcomer)[2:]:
        assert page.content.decode().splitlines()[1] == cast.partnership.title + "," * 16
    world.released({"Ann": 5, "Bob": 5, "Cid": 5}, {"Xia": 3, "Yan": 3, "Zoe": 3}, days_ago=10)
    page = portfolio(cast, newcomer)[0]
    assert (page.context["rows"][0]["theirs"], [row["mean"] for row in page.context["course"]]) == (4.0, [4.0])
    assert [row["mean"] for row in portfolio(cast, cast.representative)[0].context["course"]] == [3.5]


# --- questions --------------------------------------------------------------------------------------------------------
def offered(cast, person):
    form = CycleForm(instance=None, standing=standing(person, cast.partnership))
    return set(form.fields["instrument"].queryset.filter(party__isnull=False))


def test_what_a_party_made_that_party_brings_in(cast):
    own = instrument(party=cast.university)
    assert (offered(cast, cast.contributor), offered(cast, cast.representative)) == ({own}, set())
    World(cast, own).plan()
    assert offered(cast, cast.representative) == {own}


def test_questions_are_read_with_a_cycle_that_asks_them(cast):
    own = instrument(party=cast.university)
    World(cast, own).plan()
    party, newcomer = seat_newcomer(cast)
    MembershipFactory(user=newcomer, party=party, partnership=None, role="officer")
    readers = [p for p in (cast.officer, cast.representative, newcomer) if own in Instrument.objects.visible_to(p)]
    assert readers == [cast.officer, cast.representative]
    assert offered(cast, newcomer) == set()
    page = cast.client(newcomer).get(reverse("assessments_house:instrument", args=[own.pk]))
    assert page.status_code == 404
    World(cast, own).plan(title="Once more")
    assert own in Instrument.objects.visible_to(newcomer)


# --- maturity ---------------------------------------------------------------------------------------------------------
def claimed(cast, level, **fields):
    return MaturityClaimFactory(partnership=cast.partnership, author=cast.officer, level=level, **fields)


def agreed(cast, level):
    claim = claimed(cast, level)
    sign_by_all(improving.ask_for_maturity(claim, actor=cast.officer))
    return claim


def test_what_all_signed_no_party_alone_undoes(cast):
    signed, low = agreed(cast, 4), claimed(cast, 0)
    with pytest.raises(Refused, match="All parties signed the level that holds"):
        improving.settle_maturity(low, actor=cast.representative)
    assert [MaturityClaim.objects.get(pk=one.pk).state for one in (signed, low)] == ["agreed", "claimed"]
    sign_by_all(improving.ask_for_maturity(low, actor=cast.representative))
    assert [MaturityClaim.objects.get(pk=one.pk).state for one in (signed, low)] == ["superseded", "agreed"]


@pytest.mark.parametrize("level", [1, 4])
def test_nor_what_it_does_not_read(cast, level):
    if level < MaturityClaim.SIGNED_FROM:
        former = improving.settle_maturity(claimed(cast, level), actor=cast.officer)
    else:
        former = agreed(cast, level)
    newcomer = seat_newcomer(cast)[1]
    with pytest.raises(Refused) as refusal:
        improving.settle_maturity(claimed(cast, 0), actor=newcomer)
    assert refusal.value.messages == [str(UNSEEN)]
    assert MaturityClaim.objects.get(pk=former.pk).state == "agreed"
    assert SignOffRound.objects.open().count() == 0


# --- a step for several -----------------------------------------------------------------------------------------------
def test_what_is_agreed_for_all_improvements_is_for_who_reads_them(cast):
    cycle = World(cast).released()
    place = {"partnership": cast.partnership, "author": cast.officer, "cycle": cycle}
    hidden = ImprovementFactory(**place)
    newcomer = seat_newcomer(cast)[1]
    type(cycle).objects.filter(pk=cycle.pk).update(audience=2**40 - 1, state="consensus")
    ImprovementFactory(**place)
    cycle.refresh_from_db()
    with pytest.raises(Refused, match="before your party came"):
        cycles.agree_actions(cycle, actor=newcomer)
    hidden.refresh_from_db()
    assert hidden.state == "proposed"
    assert cycles.agree_actions(cycle, actor=cast.officer).state == "actions_agreed"
    with pytest.raises(Refused, match="before your party came"):
        cycles.follow_up(cycle, actor=newcomer, conclusion="Well.")
    with pytest.raises(Refused, match="Look first whether these helped"):
        cycles.follow_up(cycle, actor=cast.officer, conclusion="Well.")
