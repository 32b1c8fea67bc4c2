"""What is kept and what the history says of it agree after every step of every service: nothing is written past the history."""

import pytest
from django.db import transaction

from partnerships.history.proving import WITNESSES, chain_faults, row_faults, take_stock
from partnerships.models import Partnership
from partnerships.signoff.tests.signing import proven, takes_proof
from partnerships.tests.arrangements import SYSTEM
from partnerships.tests.cast import make_cast
from partnerships.tests.deep import one_in
from ubc.tests.arrangements import ARRANGEMENTS
from ubc.tests.test_services import arranged_calls

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    """The cast, once for all these tests: each undoes what it does."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_cast()
        transaction.set_rollback(True)


def all_faults():
    """Of everything but files, which factories make up."""
    looks = (chain_faults, row_faults, *WITNESSES)
    return [fault for partnership in Partnership.objects.order_by("reference") for look in looks for fault in look(partnership)]


@pytest.mark.parametrize("function", one_in(24, [call.values[0] for call in arranged_calls()]))
def test_each_step_is_in_the_history_with_all_that_it_wrote(cast, function):
    with transaction.atomic():
        cast.partnership.refresh_from_db()
        arranged = ARRANGEMENTS[function](cast)
        actor = None if arranged.by == SYSTEM else getattr(cast, arranged.by)
        for partnership in Partnership.objects.all():
            take_stock(partnership)
        taken = proven(function) if takes_proof(function) else function
        taken(*arranged.args, actor=actor, **arranged.kwargs)
        found = all_faults()
        transaction.set_rollback(True)
    assert found == []
