"""What a newcomer is to read, where whoever asks chooses nothing: what is joint and goes on."""

import pytest

from objectives.tests.factories import RevisionStepFactory
from partnerships.actions.tests.factories import ActionFactory
from partnerships.admission.items import default_items
from partnerships.admission.tests.factories import AdmissionFactory
from partnerships.documents.tests.factories import DocumentFactory
from partnerships.lifecycle.models import GateOverride
from partnerships.lifecycle.tests.factories import GateOverrideFactory
from partnerships.models import Partnership
from rmp.governance.tests.factories import MeetingFactory
from rmp.visions.tests.factories import JointVisionFactory


def make(cast, factory, **fields):
    return factory(partnership=cast.partnership, author=cast.officer, **fields)


@pytest.mark.parametrize("state", GateOverride.State.values)
def test_what_goes_on_and_nothing_that_is_over(cast, state):
    override = make(cast, GateOverrideFactory, state=state)
    assert default_items(cast.partnership) == ([override] if state in ("asked", "agreed") else [])


def test_no_draft(cast):
    make(cast, JointVisionFactory)
    assert default_items(cast.partnership) == []


def test_what_has_no_states_goes_on(cast):
    step = make(cast, RevisionStepFactory)
    assert default_items(cast.partnership) == [step]


@pytest.mark.parametrize("factory", [MeetingFactory, DocumentFactory, AdmissionFactory])
def test_neither_minutes_nor_what_asks_more_of_its_readers_nor_requests(cast, factory):
    made = make(cast, factory)
    assert type(made) not in {type(item) for item in default_items(cast.partnership)}


@pytest.mark.parametrize("visibility", ["private", "shared"])
def test_nothing_of_one_party_alone(cast, visibility):
    make(cast, ActionFactory, party=cast.university, visibility=visibility)
    assert default_items(cast.partnership) == []


def test_nothing_of_another_partnership(cast):
    ActionFactory(partnership=cast.sibling_partnership, author=cast.officer)
    assert default_items(cast.partnership) == []


def test_each_kind_is_asked_once(cast, django_assert_num_queries, django_assert_max_num_queries):
    with django_assert_max_num_queries(120) as first:
        default_items(Partnership.objects.get(pk=cast.partnership.pk))
    for _more in range(5):
        make(cast, ActionFactory)
    with django_assert_num_queries(len(first)):
        default_items(Partnership.objects.get(pk=cast.partnership.pk))
