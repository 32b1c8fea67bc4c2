"""An administrator who wants the account of somebody: reporting the old address lost makes it no easier."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from partnerships.accounts import presence
from partnerships.accounts.models import User
from partnerships.administration.models import AddressChange, OfficerConsent
from partnerships.administration.services import addresses, people
from partnerships.administration.services.addresses import Over, confirm_address, refuse_address, refuse_change
from partnerships.administration.tests.administering import change_address, reactivate
from partnerships.administration.tests.lost import (
    DAY,
    DONE,
    NEW,
    OLD,
    SECOND,
    START,
    WAITING,
    agree,
    events,
    new_says_yes,
    officer_of,
    report,
    stands,
)
from partnerships.clock import today
from partnerships.invitations.memberships import end_membership
from partnerships.models import Membership, Role
from partnerships.records.refusals import Refused
from partnerships.tests.factories import MembershipFactory, ParticipationFactory, UserFactory


@pytest.fixture
def cast(clock, cast):
    return cast


def test_the_only_officer_opens_nothing_alone_and_can_end_it(cast, clock):
    """The partner has one officer; the administrator asks for an address of his own."""
    only = officer_of(cast.partner)
    change = report(cast, cast.representative, "ada.private@example.org")
    new_says_yes(change)
    agree(change, only)
    assert stands(change) == ("renate@example.org", "waiting")
    clock.move_to(START + 14 * DAY - SECOND)
    assert addresses.settle_lost_addresses() == 0
    refuse_change(change, actor=only)
    assert stands(change) == ("renate@example.org", "refused")


def test_the_administrator_who_asked_is_no_officer_here(cast, second):
    MembershipFactory(user=cast.administrator, party=cast.university, partnership=None, role=Role.OFFICER)
    change = report(cast)
    new_says_yes(change)
    agree(change, second)
    with pytest.raises(PermissionDenied):
        agree(change, cast.administrator)
    assert (stands(change), OfficerConsent.objects.filter(officer=cast.administrator).count()) == (WAITING, 0)


def test_nor_is_another_who_looks_after_accounts(cast, second):
    """Two administrators, or two accounts of one: one asks, the other says yes as an officer. A no is taken from everybody."""
    other = officer_of(cast.university, "Otto Other", user__is_staff=True, user__is_superuser=True)
    change = report(cast)
    new_says_yes(change)
    agree(change, second)
    with pytest.raises(PermissionDenied):
        agree(change, other)
    assert stands(change) == WAITING
    refuse_change(change, actor=other)
    assert stands(change) == (OLD, "refused")


def test_the_yes_of_who_comes_to_look_after_accounts_counts_no_more(cast, second):
    change = report(cast)
    agree(change, second)
    agree(change, cast.officer)
    User.objects.filter(pk=second.pk).update(is_staff=True, is_superuser=True)
    new_says_yes(change)
    assert stands(change) == WAITING


def test_an_officer_says_no_yes_about_himself(cast, second):
    change = report(cast, second)
    new_says_yes(change)
    with pytest.raises(PermissionDenied):
        agree(change, second)
    agree(change, cast.officer)
    assert stands(change) == (second.email, "waiting")


def test_officers_of_another_party_do_not_count_and_each_own_one_needs_two(cast, second):
    """A person who stands for the university and for a company: the university alone does not hand over the account."""
    MembershipFactory(user=cast.contributor, party=cast.sibling_partner, partnership=cast.sibling_partnership)
    theirs = [officer_of(cast.sibling_partner, name) for name in ("Bea Baltic", "Bo Baltic")]
    change = report(cast)
    new_says_yes(change)
    for officer in (cast.officer, second, theirs[0]):
        agree(change, officer)
        assert stands(change) == WAITING
    with pytest.raises(PermissionDenied):
        agree(change, cast.stranger)
    agree(change, theirs[1])
    assert stands(change) == DONE


@pytest.mark.parametrize("rest", ["paused", "to begin", "over"])
def test_an_organisation_for_which_the_person_will_stand_again_counts_too(cast, second, rest):
    fields = {
        "paused": {"paused_at": timezone.now()},
        "to begin": {"starts_on": today() + 30 * DAY},
        "over": {"starts_on": today() - 30 * DAY, "ends_on": today() - DAY},
    }
    MembershipFactory(user=cast.contributor, party=cast.sibling_partner, partnership=cast.sibling_partnership, **fields[rest])
    change = report(cast)
    new_says_yes(change)
    agree(change, cast.officer)
    agree(change, second)
    assert stands(change) == (DONE if rest == "over" else WAITING)


def test_who_is_made_an_officer_meanwhile_has_no_yes_but_a_no(cast):
    change = report(cast)
    new_says_yes(change)
    agree(change, cast.officer)
    made = officer_of(cast.university)
    addresses.settle_lost_addresses()
    with pytest.raises(PermissionDenied):
        agree(change, made)
    assert stands(change) == WAITING
    refuse_change(change, actor=made)
    assert stands(change) == (OLD, "refused")


@pytest.mark.parametrize("gone", ["ended", "another role", "paused", "deactivated"])
def test_the_yes_of_who_is_no_officer_any_more_does_not_count(cast, second, gone):
    change = report(cast)
    agree(change, second)
    place = Membership.objects.filter(user=second)
    if gone == "ended":
        place.update(starts_on=today() - DAY, ends_on=today() - DAY)
    elif gone == "another role":
        place.update(role=Role.REPRESENTATIVE)
    elif gone == "paused":
        place.update(paused_at=timezone.now())
    else:
        User.objects.filter(pk=second.pk).update(is_active=False)
    agree(change, cast.officer)
    new_says_yes(change)
    assert stands(change) == WAITING
    if gone == "deactivated":
        with pytest.raises(PermissionDenied):
            refuse_change(change, actor=second)
    else:
        refuse_change(change, actor=second)
    assert stands(change) == (WAITING if gone == "deactivated" else (OLD, "refused"))


@pytest.mark.parametrize("how", ["end", "deactivate"])
def test_an_administrator_who_takes_the_officers_away_waits_in_vain(cast, clock, how):
    """Nobody is left who could say no: then the days say nothing, and the old address does, or two officers of that day."""
    colleague = MembershipFactory(
        user__name="Rose Rivers", party=cast.university, partnership=cast.partnership, role="representative"
    )
    MembershipFactory(user=colleague.user, party=cast.university, partnership=cast.sibling_partnership, role="representative")
    change = report(cast)
    new_says_yes(change)
    place = Membership.objects.get(user=cast.officer)
    if how == "end":
        end_membership(membership=place, actor=cast.administrator)
    else:
        people.deactivate(cast.officer, actor=cast.administrator)
    clock.move_to(START + 14 * DAY)
    assert (addresses.settle_lost_addresses(), stands(change)) == (0, WAITING)
    clock.move_to(START + 28 * DAY - SECOND)
    assert (addresses.settle_lost_addresses(), stands(change)) == (0, WAITING)
    confirm_address(change.key("old"))
    assert stands(change) == DONE


def test_an_officer_who_is_one_again_lets_the_days_count(cast, clock):
    change = report(cast)
    new_says_yes(change)
    place = Membership.objects.filter(user=cast.officer)
    place.update(paused_at=timezone.now())
    clock.move_to(START + 14 * DAY)
    assert (addresses.settle_lost_addresses(), stands(change)) == (0, WAITING)
    place.update(paused_at=None)
    assert (addresses.settle_lost_addresses(), stands(change)) == (1, DONE)


def test_an_organisation_that_comes_meanwhile_is_asked_and_told_before_anything_happens(cast, second, clock, kinds):
    """Else whoever stands for nobody would be reported lost in silence, and then invited."""
    change = report(cast)
    new_says_yes(change)
    agree(change, cast.officer)
    clock.move_to(START + 5 * DAY)
    theirs = [officer_of(cast.sibling_partner, name) for name in ("Bea Baltic", "Bo Baltic")]
    MembershipFactory(user=cast.contributor, party=cast.sibling_partner, partnership=cast.sibling_partnership)
    agree(change, second)
    assert stands(change) == WAITING
    before = len(kinds())
    assert [addresses.settle_lost_addresses(), addresses.settle_lost_addresses()] == [0, 0]
    assert len(kinds()) - before == 2  # its officers: the university's know it already
    assert [event[:2] for event in events()] == [
        ("Quiet gearboxes", "reported lost the address of"), ("Cold chains", "reported lost the address of")
    ]  # fmt: skip
    clock.move_to(START + 19 * DAY - SECOND)
    assert (addresses.settle_lost_addresses(), stands(change)) == (0, WAITING)
    agree(change, theirs[0])
    assert stands(change) == WAITING
    clock.move_to(START + 19 * DAY)
    assert (addresses.settle_lost_addresses(), stands(change)) == (1, DONE)


def test_a_partnership_that_comes_meanwhile_has_its_days_too(cast, clock):
    change = report(cast, cast.officer)
    new_says_yes(change)
    clock.move_to(START + 3 * DAY)
    ParticipationFactory(partnership=cast.other_partnership, party=cast.university)
    clock.move_to(START + 14 * DAY)
    assert (new_says_yes(change).state, addresses.settle_lost_addresses()) == ("waiting", 0)
    assert events()[-1][:2] == ("Tidal power", "reported lost the address of")
    clock.move_to(START + 28 * DAY - SECOND)
    assert addresses.settle_lost_addresses() == 0  # told on the fourteenth day: its own are not over, and it expires


def test_an_organisation_that_the_person_has_left_is_not_asked(cast, second, clock):
    MembershipFactory(user=cast.contributor, party=cast.sibling_partner, partnership=cast.sibling_partnership)
    change = report(cast)
    new_says_yes(change)
    agree(change, cast.officer)
    agree(change, second)
    assert stands(change) == WAITING
    Membership.objects.filter(user=cast.contributor, party=cast.sibling_partner).update(
        starts_on=today() - DAY, ends_on=today() - DAY
    )
    addresses.settle_lost_addresses()
    assert stands(change) == DONE


def test_a_yes_to_one_change_is_none_to_the_next(cast, second, clock):
    first = report(cast)
    new_says_yes(first)
    agree(first, cast.officer)
    clock.move_to(START + 13 * DAY)
    then = report(cast, email="ada.private@example.org")
    assert events()[1:] == [
        ("Quiet gearboxes", verb, "Ada Administrator", "Conrad Contributor · University of Rivermouth · Contributor")
        for verb in ("withdrew another address for", "reported lost the address of")
    ]
    for step in (lambda: agree(first, second), lambda: new_says_yes(first), lambda: refuse_address(first.key("old"))):
        with pytest.raises(Over):
            step()
    new_says_yes(then)
    agree(then, second)
    clock.move_to(START + 27 * DAY - SECOND)
    assert (addresses.settle_lost_addresses(), stands(then)) == (0, WAITING)
    clock.move_to(START + 27 * DAY)
    assert addresses.settle_lost_addresses() == 1
    assert (stands(first)[1], stands(then)) == ("replaced", ("ada.private@example.org", "done"))


def test_asking_in_the_ordinary_way_afterwards_needs_the_old_address_and_lifts_the_bar(cast, second, clock):
    first = report(cast)
    agree(first, cast.officer)
    agree(first, second)
    then = change_address(cast.contributor, actor=cast.administrator, email="another@example.org")
    assert presence.barred(cast.contributor) == ""
    new_says_yes(then)
    clock.move_to(START + 14 * DAY - SECOND)
    assert addresses.settle_lost_addresses() == 0
    assert (stands(first)[1], stands(then)) == ("replaced", WAITING)


def test_each_key_is_worth_one_yes_however_often(cast, second):
    change = report(cast)
    for _time in range(3):
        new_says_yes(change)
    agree(change, second)
    assert stands(change) == WAITING
    agree(change, cast.officer)
    for side in ("old", "new"):
        with pytest.raises(Over):
            confirm_address(change.key(side))
        with pytest.raises(Over):
            refuse_address(change.key(side))
    assert stands(change) == DONE


@pytest.mark.parametrize("by", ["old", "officer"])
def test_a_deactivated_account_goes_nowhere_and_a_no_still_counts(cast, second, clock, by):
    """Else the administrator would close it for the days in which its holder could say no, and open it after them."""
    change = report(cast)
    new_says_yes(change)
    agree(change, cast.officer)
    people.deactivate(cast.contributor, actor=cast.administrator)
    with pytest.raises(Over):
        agree(change, second)
    with pytest.raises(Over):
        new_says_yes(change)
    clock.move_to(START + 14 * DAY)
    assert (addresses.settle_lost_addresses(), stands(change)) == (0, WAITING)
    if by == "old":
        refuse_address(change.key("old"))
    else:
        refuse_change(change, actor=second)
    reactivate(cast.contributor, actor=cast.administrator)
    assert (addresses.settle_lost_addresses(), stands(change)) == (0, (OLD, "refused"))


def test_an_address_that_another_account_took_meanwhile_is_not_given(cast, second, clock, kinds):
    change = report(cast)
    new_says_yes(change)
    agree(change, second)
    UserFactory(email=NEW)
    with pytest.raises(Refused):
        agree(change, cast.officer)
    assert OfficerConsent.objects.filter(agreed_at__isnull=False).count() == 1
    clock.move_to(START + 14 * DAY)
    before = kinds()
    assert (addresses.settle_lost_addresses(), stands(change), kinds()) == (0, WAITING, before)
    with pytest.raises(Refused):
        new_says_yes(change)


def test_who_is_reported_lost_cannot_say_yes_for_another_but_no(cast, second):
    """Else all officers would be reported lost at once, and none of them could stop it."""
    change, theirs = report(cast), report(cast, second, "s@example.org")
    with pytest.raises(Refused, match="your old address is lost"):
        agree(change, second)
    refuse_change(change, actor=second)
    assert (stands(change), stands(theirs)) == ((OLD, "refused"), (second.email, "waiting"))


def test_who_does_not_look_after_the_account_reports_nothing(cast, second):
    clerk = UserFactory(is_staff=True)
    for actor in (clerk, cast.officer, second, cast.contributor):
        with pytest.raises(PermissionDenied):
            report(cast, actor=actor)
    assert AddressChange.objects.count() == 0
