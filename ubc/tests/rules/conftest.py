"""A plan in force that quotes a rule of each kind."""

import pytest
from django.db import transaction

from partnerships.tests.cast import make_cast
from rmp.plan.tests import factories as plan
from ubc.tests.rules.kinds import MODELS, fresh, make


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """(cast, {kind: rule}, version): a plan in force that quotes a rule of each kind. Once for all; each test undoes what it does."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        rules = {}
        for name, model in reversed(MODELS.items()):  # parts bring their record along
            if name not in rules:
                rules[name] = make(cast, model)
                parent = getattr(rules[name], "parent", None)
                rules |= {parent._meta.label_lower: parent} if parent is not None else {}
        yield cast, rules, plan.in_force(cast)
        transaction.set_rollback(True)


@pytest.fixture
def undone(world):
    with transaction.atomic():
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def agreed(undone):
    """function(model): the rule of that kind as the plan in force quotes it."""
    return lambda model: fresh(undone[1][model._meta.label_lower])


@pytest.fixture
def cast(undone):
    undone[0].partnership.refresh_from_db()
    return undone[0]
