"""Another address, asked for by an administrator: the old one is told at once, and holds until both have said yes."""

import datetime as dt
import logging
import re

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from partnerships.accounts.models import User
from partnerships.administration.models import VALID_FOR, AddressChange
from partnerships.administration.tests.administering import change_address
from partnerships.outbox.letters import write
from partnerships.outbox.models import Mail
from partnerships.records.refusals import Refused
from partnerships.tests.factories import UserFactory

OLD, NEW = "renate@example.org", "new@example.org"


def addresses(user):
    return sorted(EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary"))


def email_of(cast):
    return User.objects.get(pk=cast.representative.pk).email


@pytest.fixture
def keys(cast):
    """{address: the key from its mail}, after the administrator has asked for another address."""
    change_address(cast.representative, actor=cast.administrator, email=NEW)
    return sent()


def messages():
    """What leaves for each mail that was wanted, in their order."""
    return [message for mail in Mail.objects.order_by("created_at") if (message := write(mail))]


def sent():
    found = [(message.to[0], re.search(r"/address/([^/\s]+)/", message.body)) for message in messages()]
    return {recipient: link[1] for recipient, link in found if link}


def answer(cast, key, **how):
    return cast.client().post(f"/address/{key}/", how or {"confirm": "yes"})


def test_asked_on_the_page_of_the_person_nothing_changes_and_both_addresses_are_asked(cast, post, journal, kinds):
    assert post(cast.representative, email="New@example.org").status_code == 302
    assert (email_of(cast), addresses(cast.representative)) == (OLD, [(OLD, True, True)])
    assert kinds() == [(NEW, "administration.address_asked"), (OLD, "administration.address_asked")]
    assert journal() == [
        ("Ada Administrator", "Renate Representative", "Asked for another address: renate@example.org to new@example.org.")
    ]
    assert sorted(sent()) == [NEW, OLD]
    assert len(set(sent().values())) == 2


def test_opening_a_link_changes_nothing(cast, keys):
    for key in keys.values():
        assert cast.client().get(f"/address/{key}/").status_code == 200
    change = AddressChange.objects.get()
    assert (change.state, change.old_confirmed_at, change.new_confirmed_at) == ("waiting", None, None)


@pytest.mark.parametrize("first", [OLD, NEW])
def test_one_yes_is_not_enough_not_even_twice(cast, keys, first):
    answer(cast, keys[first])
    answer(cast, keys[first])
    assert (email_of(cast), addresses(cast.representative)) == (OLD, [(OLD, True, True)])


@pytest.mark.parametrize("order", [(OLD, NEW), (NEW, OLD)])
def test_with_both_it_holds_and_the_old_one_is_told(cast, keys, journal, order):
    for address in order:
        assert answer(cast, keys[address]).status_code == 200
    assert (email_of(cast), addresses(cast.representative)) == (NEW, [(NEW, True, True)])
    [told] = messages()  # the two that asked have nothing to say any more
    assert (told.to, "renate@example.org became new@example.org" in told.body) == ([OLD], True)
    assert journal()[-1][0] == "Renate Representative"
    assert answer(cast, keys[OLD]).status_code == 404  # used up


@pytest.mark.parametrize("by", [OLD, NEW])
def test_each_may_say_no(cast, keys, journal, by):
    other = NEW if by == OLD else OLD
    answer(cast, keys[other])
    answer(cast, keys[by], refuse="yes")
    assert answer(cast, keys[by]).status_code == 404
    assert (email_of(cast), AddressChange.objects.get().state) == (OLD, "refused")
    assert journal()[-1] == (
        "Renate Representative", "Renate Representative", "The change of address to new@example.org was refused."
    )  # fmt: skip


@pytest.mark.parametrize(("left", "status"), [(dt.timedelta(seconds=60), 200), (dt.timedelta(0), 404), (-VALID_FOR, 404)])
def test_its_days_are_numbered(cast, keys, left, status):
    AddressChange.objects.update(expires_at=timezone.now() + left)
    assert cast.client().get(f"/address/{keys[OLD]}/").status_code == status
    assert [answer(cast, keys[address]).status_code for address in (OLD, NEW)] == [status, status]
    assert email_of(cast) == (NEW if status == 200 else OLD)


def test_asking_again_makes_the_former_links_dead(cast, keys):
    change_address(cast.representative, actor=cast.administrator, email="newer@example.org")
    assert [answer(cast, key).status_code for key in keys.values()] == [404, 404]
    assert list(AddressChange.objects.order_by("created_at").values_list("state", flat=True)) == ["replaced", "waiting"]


def test_it_is_over_when_the_person_has_changed_the_address_meanwhile_or_is_out(cast, keys):
    answer(cast, keys[NEW])
    User.objects.filter(pk=cast.representative.pk).update(email="own@example.org")
    assert answer(cast, keys[OLD]).status_code == 404
    assert email_of(cast) == "own@example.org"
    User.objects.filter(pk=cast.representative.pk).update(email=OLD, is_active=False)
    assert answer(cast, keys[OLD]).status_code == 404
    assert email_of(cast) == OLD


def test_nobody_takes_the_address_of_another(cast, keys):
    for taken in ("olivia@example.org", "Olivia@Example.org", OLD):
        with pytest.raises(Refused):
            change_address(cast.representative, actor=cast.administrator, email=taken)
    answer(cast, keys[NEW])
    UserFactory(email=NEW)
    assert answer(cast, keys[OLD]).status_code == 409
    assert (email_of(cast), addresses(cast.representative)) == (OLD, [(OLD, True, True)])


def test_the_keys_lie_in_no_table_and_stand_in_no_log(cast, keys, caplog):
    kept = [str(value) for model in (AddressChange, Mail) for row in model.objects.values() for value in row.values()]
    with caplog.at_level(logging.DEBUG):
        strict = cast.client()
        strict.handler.enforce_csrf_checks = True
        for key in (*keys.values(), "wrong"):
            cast.client().get(f"/address/{key}/")
            assert strict.post(f"/address/{key}/").status_code == 403
        answer(cast, keys[OLD], refuse="yes")
        answer(cast, keys[OLD])
    assert caplog.text.count("/address/") > 0
    assert [key for key in keys.values() if key in caplog.text or any(key in value for value in kept)] == []


def test_a_wrong_key_opens_nothing(cast, keys):
    for key in ("x", keys[OLD][:-1], keys[OLD] + "x"):
        assert cast.client().get(f"/address/{key}/").status_code == 404
        assert answer(cast, key).status_code == 404
