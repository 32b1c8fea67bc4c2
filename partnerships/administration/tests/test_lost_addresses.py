"""An old address that is lost: two officers of each own organisation say yes in its place, or fourteen days pass in which all knew."""

import datetime as dt

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships.accounts import presence
from partnerships.accounts.models import User
from partnerships.accounts.presence import Proof
from partnerships.administration import tasks
from partnerships.administration.models import AddressChange, AddressNotice, OfficerConsent
from partnerships.administration.services import addresses
from partnerships.administration.services.addresses import Over, confirm_address, refuse_address, refuse_change
from partnerships.administration.tests.administering import change_address
from partnerships.administration.tests.lost import (
    DAY,
    DONE,
    NEW,
    OLD,
    REASON,
    SECOND,
    START,
    WAITING,
    agree,
    events,
    new_says_yes,
    report,
    stands,
)
from partnerships.history.models import Event
from partnerships.models import Membership, Role
from partnerships.outbox.models import Mail
from partnerships.records.refusals import Refused, Unproven
from partnerships.tests.factories import UserFactory


@pytest.fixture
def cast(clock, cast):
    return cast


# --- asked -------------------------------------------------------------------------------------------------------------
def test_it_is_reported_on_the_page_of_the_person_with_a_reason(cast, second, post, journal, kinds):
    page = post(cast.contributor, email=NEW, lost_reason=REASON)
    assert page.status_code == 302
    change = AddressChange.objects.get()
    assert (stands(change), change.lost_reason) == (WAITING, REASON)
    assert (change.settles_at, change.expires_at) == (START + 14 * DAY, START + 28 * DAY)
    assert journal() == [("Ada Administrator", "Conrad Contributor", f"Reported {OLD} lost and asked for {NEW}: {REASON}")]
    assert kinds() == [
        (OLD, "administration.address_asked"),
        (NEW, "administration.address_asked"),
        ("olivia@example.org", "administration.lost_officers"),
        (second.email, "administration.lost_officers"),
        ("renate@example.org", "administration.lost_managers"),
    ]


def test_a_reason_without_another_address_is_nothing(cast, post, journal, kinds):
    page = post(cast.contributor, lost_reason=REASON)
    assert page.context["errors"] == [["Write the new address."]]
    assert (AddressChange.objects.count(), journal(), kinds()) == (0, [], [])


def test_without_a_reason_it_is_the_ordinary_way(cast, second):
    change = change_address(cast.contributor, actor=cast.administrator, email=NEW, lost_reason="  ")
    assert (AddressNotice.objects.count(), OfficerConsent.objects.count(), events()) == (0, 0, [])
    new_says_yes(change)
    assert presence.barred(cast.contributor) == ""
    for answer in (lambda: agree(change, second), lambda: refuse_change(change, actor=second)):
        with pytest.raises(Over):
            answer()
    with time_machine.travel(START + 14 * DAY - SECOND, tick=False):
        assert addresses.settle_lost_addresses() == 0
    assert stands(change) == WAITING
    confirm_address(change.key("old"))
    assert (stands(change), events()) == (DONE, [])


def test_the_ordinary_way_is_never_over_by_days(cast, clock):
    change = change_address(UserFactory(email="alone@example.org"), actor=cast.administrator, email=NEW)
    AddressChange.objects.update(expires_at=START + 60 * DAY)
    clock.move_to(START + 30 * DAY)
    new_says_yes(change)
    assert (addresses.settle_lost_addresses(), stands(change)) == (0, ("alone@example.org", "waiting"))


def test_every_partnership_of_the_person_finds_it_in_its_history(cast):
    report(cast, cast.officer)
    label = "Olivia Officer · University of Rivermouth · Officer"
    assert events() == [
        ("Cold chains", "reported lost the address of", "Ada Administrator", label),
        ("Quiet gearboxes", "reported lost the address of", "Ada Administrator", label),
    ]
    assert set(Event.objects.filter(verb="reported lost the address of").values_list("note", flat=True)) == {REASON}
    for name, count in (("representative", 1), ("auditor", 1), ("sibling", 1), ("officer", 2), ("stranger", 0)):
        seen = Event.objects.visible_to(getattr(cast, name)).filter(verb="reported lost the address of")
        assert (name, seen.count()) == (name, count)


def test_what_is_told_names_who_both_addresses_why_and_until_when(cast, second, letters):
    report(cast)
    found = letters()
    for recipient in ("olivia@example.org", second.email, "renate@example.org"):
        [(_kind, text)] = found[recipient]
        for words in ("Ada Administrator", "Conrad Contributor", OLD, NEW, REASON, "15 May 2031"):
            assert words in text, (recipient, words)
    for recipient in (OLD, NEW):
        [(_kind, text)] = found[recipient]
        assert REASON in text
        assert "15 May 2031" in text


def test_a_letter_is_not_written_to_who_looks_after_it_no_more_nor_when_it_is_over(cast, second, letters):
    change = report(cast)
    Membership.objects.filter(user=cast.representative).update(role=Role.READER)
    assert letters()["renate@example.org"] == [("administration.lost_managers", None)]
    refuse_change(change, actor=second)
    assert {text for recipient, sent in letters().items() for kind, text in sent if kind != "administration.lost_ended"} == {
        None
    }


# --- two officers ------------------------------------------------------------------------------------------------------
def test_two_officers_and_the_new_address(cast, second, journal, letters):
    change = report(cast)
    agree(change, cast.officer)
    new_says_yes(change)
    assert stands(change) == WAITING
    agree(change, second)
    assert stands(change) == DONE
    assert list(EmailAddress.objects.filter(user=cast.contributor).values_list("email", "verified", "primary")) == [
        (NEW, True, True)
    ]
    assert [entry[2] for entry in journal()[1:]] == [
        f"Agreed, as an officer, that {OLD} becomes {NEW}.",
        f"Agreed, as an officer, that {OLD} becomes {NEW}.",
        f"The old address is lost: {OLD} became {NEW}.",
    ]
    assert events()[1:] == [
        ("Quiet gearboxes", "replaced the lost address of", "", "Conrad Contributor · University of Rivermouth · Contributor")
    ]
    found = letters()
    for recipient, kind in ((OLD, "address_done"), ("olivia@example.org", "lost_ended"), (second.email, "lost_ended")):
        assert f"{OLD}, which was reported lost, became {NEW}" in dict(found[recipient])[f"administration.{kind}"]
    kept = OfficerConsent.objects.get(officer=second)
    assert (kept.agreed_at, kept.proof, kept.proved_at) == (START, "password", START)


@pytest.mark.parametrize("last", ["new", "officer", "second"])
def test_whoever_is_last_completes_it(cast, second, last):
    change = report(cast)
    steps = {
        "new": lambda: new_says_yes(change),
        "officer": lambda: agree(change, cast.officer),
        "second": lambda: agree(change, second),
    }
    for step in sorted(steps, key=lambda name: name == last):
        assert stands(change) == WAITING
        steps[step]()
    assert stands(change) == DONE


def test_officers_alone_are_not_enough_however_long(cast, second, clock):
    change = report(cast)
    agree(change, cast.officer)
    agree(change, second)
    clock.move_to(START + 27 * DAY)
    assert addresses.settle_lost_addresses() == 0
    assert stands(change) == WAITING


def test_one_officer_twice_is_one(cast, second):
    change = report(cast)
    new_says_yes(change)
    agree(change, second)
    with pytest.raises(Refused):
        agree(change, second)
    assert stands(change) == WAITING


def test_the_old_address_may_be_found_again_and_say_yes(cast, second):
    change = report(cast)
    confirm_address(change.key("old"))
    assert stands(change) == WAITING
    new_says_yes(change)
    assert stands(change) == DONE
    assert events()[-1][1] == "replaced the lost address of"


@pytest.mark.parametrize("name", ["contributor", "representative", "stranger", "sibling", "administrator"])
def test_nobody_else_says_yes_or_no(cast, second, name):
    change = report(cast)
    new_says_yes(change)
    agree(change, second)
    person = getattr(cast, name)
    for answer in (lambda: agree(change, person), lambda: refuse_change(change, actor=person)):
        with pytest.raises(PermissionDenied):
            answer()
    assert stands(change) == WAITING


def test_a_yes_takes_a_fresh_proof_and_a_no_none(cast, second):
    change = report(cast)
    stale = Proof.just_given(second)
    with time_machine.travel(START + dt.timedelta(minutes=11), tick=False):
        for proof in (None, stale, Proof.just_given(cast.officer)):
            with pytest.raises(Unproven):
                agree(change, second, proof=proof)
    assert OfficerConsent.objects.filter(agreed_at__isnull=False).count() == 0
    refuse_change(change, actor=second)
    assert stands(change) == (OLD, "refused")


# --- no ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["old", "new", "officer"])
def test_one_no_ends_it_for_good(cast, second, clock, journal, letters, who):
    change = report(cast)
    new_says_yes(change)
    agree(change, second)
    assert presence.barred(cast.contributor) != ""
    if who == "officer":
        refuse_change(change, actor=cast.officer)
    else:
        refuse_address(change.key(who))
    assert (stands(change), presence.barred(cast.contributor)) == ((OLD, "refused"), "")
    by = "Olivia Officer" if who == "officer" else ""
    assert events()[-1][1:3] == ("refused another address for", by)
    assert journal()[-1] == (by or "Conrad Contributor", "Conrad Contributor", f"The change of address to {NEW} was refused.")
    assert f"The change to {NEW} was refused." in dict(letters()[second.email])["administration.lost_ended"]
    for answer in (
        lambda: agree(change, cast.officer),
        lambda: new_says_yes(change),
        lambda: refuse_change(change, actor=second),
    ):
        with pytest.raises(Over):
            answer()
    clock.move_to(START + 20 * DAY)
    assert (addresses.settle_lost_addresses(), stands(change)) == (0, (OLD, "refused"))


def test_who_has_agreed_may_still_refuse(cast, second):
    change = report(cast)
    agree(change, second)
    refuse_change(change, actor=second)
    assert stands(change) == (OLD, "refused")


# --- fourteen days -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("after", "expected"),
    [(13 * DAY, WAITING), (14 * DAY - SECOND, WAITING), (14 * DAY, DONE), (15 * DAY, DONE), (28 * DAY - SECOND, DONE)],
)
def test_the_clock_carries_it_out_when_the_new_address_said_yes_before(cast, clock, after, expected):
    change = report(cast)
    new_says_yes(change)
    clock.move_to(START + after)
    assert tasks.settle_lost_addresses() == (expected == DONE)
    assert stands(change) == expected
    assert tasks.settle_lost_addresses() == 0  # once
    assert [event[1] for event in events()].count("replaced the lost address of") == (expected == DONE)


@pytest.mark.parametrize(("after", "expected"), [(14 * DAY - SECOND, WAITING), (14 * DAY, DONE), (28 * DAY - SECOND, DONE)])
def test_or_the_new_address_does_when_it_says_yes_later(cast, clock, after, expected):
    change = report(cast)
    clock.move_to(START + after)
    assert addresses.settle_lost_addresses() == 0  # the new address has not said yes
    new_says_yes(change)
    assert stands(change) == expected


@pytest.mark.parametrize("after", [28 * DAY, 40 * DAY])
def test_late_is_too_late(cast, second, clock, after):
    change = report(cast)
    agree(change, cast.officer)
    new_says_yes(change)
    clock.move_to(START + after)
    assert addresses.settle_lost_addresses() == 0
    steps = (lambda: new_says_yes(change), lambda: confirm_address(change.key("old")), lambda: agree(change, second))
    for step in (*steps, lambda: refuse_change(change, actor=second)):
        with pytest.raises(Over):
            step()
    assert (stands(change), presence.barred(cast.contributor)) == (WAITING, "")
    assert cast.client(second).get(reverse("lost-address", args=[change.pk])).status_code == 404
    report(cast)  # and can be asked again
    assert addresses.settle_lost_addresses() == 0


def test_a_crash_leaves_the_rest_for_the_next_time(cast, clock, monkeypatch):
    first, then = report(cast), report(cast, cast.representative, "r@example.org")
    new_says_yes(first)
    new_says_yes(then)
    clock.move_to(START + 14 * DAY)
    real, calls = addresses._settle, []

    def dies(change):
        calls.append(change.pk)
        if len(calls) == 2:
            real(change)
            raise KeyboardInterrupt  # the worker is killed when all is written and nothing is committed
        return real(change)

    monkeypatch.setattr(addresses, "_settle", dies)
    with pytest.raises(KeyboardInterrupt):
        addresses.settle_lost_addresses()
    assert sorted(state for _email, state in (stands(first), stands(then))) == ["done", "waiting"]
    monkeypatch.setattr(addresses, "_settle", real)
    assert [addresses.settle_lost_addresses(), addresses.settle_lost_addresses()] == [1, 0]
    assert (stands(first), stands(then)) == (DONE, ("r@example.org", "done"))
    assert [event[1] for event in events()].count("replaced the lost address of") == 2
    assert Mail.objects.filter(kind="administration.address_done").count() == 2


def test_one_that_fails_keeps_none_of_the_others(cast, clock, monkeypatch, caplog):
    first, then = report(cast), report(cast, cast.representative, "r@example.org")
    new_says_yes(first)
    new_says_yes(then)
    clock.move_to(START + 14 * DAY)
    real = addresses._settle

    def fails(change):
        if change.pk == first.pk:
            raise RuntimeError("It broke.")
        return real(change)

    monkeypatch.setattr(addresses, "_settle", fails)
    assert addresses.settle_lost_addresses() == 1
    assert (stands(first), stands(then)) == (WAITING, ("r@example.org", "done"))
    assert "could not be settled" in caplog.text


def test_who_stands_nowhere_has_only_the_days(cast, clock, kinds):
    person = UserFactory(email="alone@example.org")
    change = report(cast, person)
    assert kinds() == [("alone@example.org", "administration.address_asked"), (NEW, "administration.address_asked")]
    new_says_yes(change)
    clock.move_to(START + 14 * DAY - SECOND)
    assert (addresses.settle_lost_addresses(), stands(change)) == (0, ("alone@example.org", "waiting"))
    clock.move_to(START + 14 * DAY)
    assert (addresses.settle_lost_addresses(), stands(change)) == (1, DONE)


# --- meanwhile nothing is signed -----------------------------------------------------------------------------------------
def test_the_person_signs_nothing_while_it_is_open_and_signs_again_after(cast, clock):
    change = report(cast, cast.representative)
    said = presence.barred(cast.representative)
    assert "reported that your old address is lost" in said
    assert "29 May 2031" in said
    assert [
        name for name in cast.PEOPLE if name not in ("representative", "anonymous") and presence.barred(getattr(cast, name))
    ] == []
    new_says_yes(change)
    clock.move_to(START + 14 * DAY)
    assert presence.barred(cast.representative) != ""
    addresses.settle_lost_addresses()
    assert presence.barred(cast.representative) == ""


def test_it_bars_the_account_by_whatever_address_it_goes_meanwhile_and_changes_it_no_more(cast, second, clock):
    change = report(cast)
    agree(change, second)
    User.objects.filter(pk=cast.contributor.pk).update(email="own@example.org")
    assert presence.barred(cast.contributor) != ""
    for step in (
        lambda: new_says_yes(change),
        lambda: agree(change, cast.officer),
        lambda: refuse_change(change, actor=second),
    ):
        with pytest.raises(Over):
            step()
    clock.move_to(START + 14 * DAY)
    assert (addresses.settle_lost_addresses(), stands(change)) == (0, ("own@example.org", "waiting"))
