"""What the tests of lost addresses have in common."""

import datetime as dt

from partnerships.accounts.presence import Proof
from partnerships.administration.models import AddressChange
from partnerships.administration.services.addresses import agree_to_change, confirm_address
from partnerships.administration.tests.administering import change_address
from partnerships.history.models import Event
from partnerships.models import Role
from partnerships.tests.factories import MembershipFactory

START = dt.datetime(2031, 5, 1, 9, 30, tzinfo=dt.UTC)
DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)
OLD, NEW, REASON = "conrad@example.org", "new@example.org", "He rang from the front desk: the domain was sold."
DONE, WAITING = (NEW, "done"), (OLD, "waiting")


def officer_of(party, name="Odette Second", **fields):
    return MembershipFactory(user__name=name, party=party, partnership=None, role=Role.OFFICER, **fields).user


def report(cast, person=None, email=NEW, actor=None):
    """Whose address is lost: the university's contributor, unless said otherwise."""
    return change_address(person or cast.contributor, actor=actor or cast.administrator, email=email, lost_reason=REASON)


def agree(change, officer, **how):
    return agree_to_change(change, actor=officer, proof=how.get("proof", Proof.just_given(officer)))


def new_says_yes(change):
    return confirm_address(change.key("new"))


def stands(change):
    """(the address by which the account goes, the state of the change)."""
    change = AddressChange.objects.select_related("user").get(pk=change.pk)
    return change.user.email, change.state


def events():
    rows = Event.objects.exclude(verb="created").order_by("at", "partnership__title", "place")
    return [(event.partnership.title, event.verb, event.actor_name, event.subject_label) for event in rows]
