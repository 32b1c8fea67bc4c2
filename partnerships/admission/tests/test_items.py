"""What a newcomer is to read, where whoever asks chooses nothing: what is joint and goes on."""

import pytest

from objectives.tests.factories import RevisionStepFactory
from partnerships.actions.tests.factories import ActionFactory
from partnerships.admission.items import default_items
from partnerships.admission.models import Admission
from partnerships.admission.services import propose_party
from partnerships.admission.tests.factories import AdmissionFactory, round_of
from partnerships.documents.tests.factories import DocumentFactory, level
from partnerships.lifecycle.models import GateOverride
from partnerships.lifecycle.tests.factories import GateOverrideFactory
from partnerships.models import Partnership
from partnerships.records.refusals import Refused
from partnerships.signoff.models import SignOffRound
from partnerships.tests.cast import seat_newcomer
from partnerships.tests.factories import PartyFactory
from rmp.governance.tests.factories import MeetingFactory
from rmp.visions.tests.factories import JointVisionFactory


def make(cast, factory, **fields):
    return factory(partnership=cast.partnership, author=cast.officer, **fields)


def propose(cast, actor, **asked):
    return propose_party(cast.partnership, actor=actor, party=PartyFactory(), reason="They test.", **asked)


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


@pytest.mark.parametrize("who", ["newcomer", "officer"])
def test_a_list_names_nothing_that_a_party_asked_does_not_read(cast, who):
    old = make(cast, ActionFactory, title="Buy the rival in May")
    newcomer = seat_newcomer(cast)[1]
    young = make(cast, ActionFactory, title="Order valves")
    request = propose(cast, newcomer if who == "newcomer" else cast.officer)
    assert [item.subject_key for item in request.items.all()] == [young.pk]
    assert [item["title"] for item in round_of(request).snapshot["shown"]] == ["Order valves"]
    client = cast.client(newcomer)
    for address in (request.get_absolute_url(), round_of(request).get_absolute_url()):
        page = client.get(address).content.decode()
        assert (old.title in page, young.title in page) == (False, True)


@pytest.mark.parametrize("who", ["newcomer", "officer"])
def test_nor_can_whoever_asks_name_it(cast, who):
    old = make(cast, ActionFactory)
    actor = {"newcomer": seat_newcomer(cast)[1], "officer": cast.officer}[who]
    with pytest.raises(Refused, match="only joint records that every party reads"):
        propose(cast, actor, items=[old])
    assert (Admission.objects.count(), SignOffRound.objects.count()) == (0, 0)


@pytest.mark.parametrize("rank", [3, 4])
def test_nor_what_fewer_people_than_its_parties_read(cast, rank):
    paper = make(cast, DocumentFactory, level=level(rank))
    with pytest.raises(Refused, match="only joint records that every party reads"):
        propose(cast, cast.officer, items=[paper])


def test_nor_a_kind_that_is_not_offered(cast):
    with pytest.raises(Refused, match="not shown to newcomers: meetings"):
        propose(cast, cast.officer, items=[make(cast, MeetingFactory)])


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
