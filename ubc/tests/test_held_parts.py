"""What one party has in a joint record (a seat, an owner of an item) no other party writes, by any service, query or page."""

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships.access.policy import Right, standing
from partnerships.models import Participation
from partnerships.records.models import HeldPart
from partnerships.records.services import delete_record, save_record
from partnerships.tests.factories import ParticipationFactory, PartyFactory
from ubc.tests.samples import SAMPLES, SPACES

pytestmark = pytest.mark.django_db

KINDS = [pytest.param(model, id=model._meta.label_lower) for model in apps.get_models() if issubclass(model, HeldPart)]


@pytest.fixture(params=KINDS)
def model(request):
    return request.param


@pytest.fixture
def part(cast, model):
    """The university's, in a joint record."""
    return SAMPLES[model._meta.label_lower](cast, **SPACES["joint"](cast))


def fresh(part):
    return type(part).objects.get(pk=part.pk)


def give(part, party):
    setattr(part, part.held_by, party)
    return part


def kinds_of_actors(cast):
    return cast.contributor, cast.partner_contributor, cast.representative


def test_there_are_such_kinds():
    assert {param.id for param in KINDS} == {"rmp_governance.bodymember", "rmp_exits.itemowner"}


def test_the_query_finds_it_for_its_own_party(cast, model, part):
    assert [model.objects.editable_by(one).count() for one in kinds_of_actors(cast)] == [1, 0, 0]
    assert [model.objects.visible_to(one).count() for one in kinds_of_actors(cast)] == [1, 1, 1]


@pytest.mark.parametrize("actor", ["partner_contributor", "representative"])
def test_another_party_neither_changes_takes_over_nor_removes_it(cast, part, actor):
    actor = getattr(cast, actor)
    mine = fresh(part)
    mine.name = "A man of our choice"
    for changed in (mine, give(fresh(part), cast.partner)):
        with pytest.raises(PermissionDenied):
            save_record(changed, actor=actor)
    with pytest.raises(PermissionDenied):
        delete_record(fresh(part), actor=actor)
    assert (fresh(part).name, fresh(part).version) == (part.name, part.version)


def test_nobody_makes_one_for_another_party_or_gives_it_away(cast, model, part):
    with pytest.raises(PermissionDenied):
        save_record(give(fresh(part), cast.partner), actor=cast.contributor)
    assert list(model.objects.values_list(model.held_by, flat=True)) == [cast.university.pk]
    part.delete()
    for actor, party in ((cast.partner_contributor, cast.university), (cast.contributor, cast.partner)):
        new = model(**{model.part_of: part.parent, model.held_by: party}, name="Put in")
        with pytest.raises(PermissionDenied):
            save_record(new, actor=actor)
    assert not model.objects.exists()


def test_its_own_party_changes_and_removes_it(cast, model, part):
    mine = fresh(part)
    mine.name = "Another of us"
    save_record(mine, actor=cast.contributor)
    assert fresh(part).name == "Another of us"
    delete_record(fresh(part), actor=cast.contributor)
    assert not model.objects.exists()


def test_what_nobody_signs_for_there_any_party_writes(cast, model, part):
    """A neutral organisation's, and of a party that has left."""
    gone = PartyFactory()
    ParticipationFactory(partnership=cast.partnership, party=gone, state=Participation.State.LEFT)
    for party in (cast.neutral, gone):
        model.objects.update(**{model.held_by: party})
        for actor in (cast.contributor, cast.partner_contributor):
            free = fresh(part)
            free.name = f"By {actor.name}"
            save_record(free, actor=actor)
        assert fresh(part).name == f"By {cast.partner_contributor.name}"


def test_in_a_record_of_one_party_that_one_writes_all(cast):
    part = give(SAMPLES["rmp_governance.bodymember"](cast, **SPACES["shared"](cast)), cast.partner)
    part.save()
    assert [type(part).objects.editable_by(one).count() for one in kinds_of_actors(cast)] == [1, 0, 0]
    assert [part.may(standing(one, cast.partnership), Right.WRITE) for one in kinds_of_actors(cast)] == [True, False, False]


def test_the_pages_offer_it_to_its_own_party_alone(cast, model, part):
    meta = model._meta

    def url(action, key):
        return reverse(f"{meta.app_label}:{meta.model_name}-{action}", args=[cast.partnership.slug, key])

    for actor, status in ((cast.contributor, 200), (cast.partner_contributor, 403)):
        client = cast.client(actor)
        page = client.get(part.get_absolute_url()).content.decode()
        for action in ("update", "delete"):
            address = url(action, part.pk)
            assert (address in page, client.get(address).status_code) == (status == 200, status)
            if status == 403:
                assert client.post(address, {"name": "Put in"}).status_code == 403
        form = client.get(url("create", part.parent.pk)).context["form"]
        own = cast.university if status == 200 else cast.partner
        assert (list(form.fields[model.held_by].queryset), form.fields[model.held_by].initial) == ([own], own)
