"""A search box tells nothing of records that the reader may not read: over every path that a filter looks through to another row."""

import pytest
from django.urls import get_resolver

from partnerships.access.policy import standing
from partnerships.models import Participation
from partnerships.records.filters import RecordFilter
from partnerships.records.models import Kept
from partnerships.tests.cast import seat_newcomer
from ubc.tests.samples import SAMPLES

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

WORD = "Xanthophyll"


def filters(base=RecordFilter):
    for one in base.__subclasses__():
        yield one
        yield from filters(one)


def paths():
    """{kind.path: (filter, path)} of all that lead to rows which not everybody reads. One step each, or the unpacking fails."""
    assert get_resolver().url_patterns  # all rooms are there
    for one in filters():
        for path in one.search_fields:
            if "__" in path and one._meta.model is not None:
                step, _field = path.split("__")
                if hasattr(one._meta.model._meta.get_field(step).related_model._default_manager.all(), "visible_to"):
                    yield f"{one._meta.model._meta.label_lower}.{path}", (one, path)


PATHS = dict(paths())
# A part is read with its record, and a link to another partnership by nobody who does not stand there: they go as a whole.
WHOLE = {"rmp_competence.behaviourcharter.statements__text", "rmp_relationship.relationshiplink.other__title"}


def related(cast, model, step):
    """(a joint record of the kind, what its path leads to)."""
    field = model._meta.get_field(step)
    joint = {"party": None, "visibility": "shared"}
    if field.one_to_many:
        target = SAMPLES[field.related_model._meta.label_lower](cast, **joint)
        return getattr(target, field.field.name), target
    record = SAMPLES[model._meta.label_lower](cast, **joint)
    return record, getattr(record, step)


@pytest.mark.parametrize("name", sorted(PATHS))
def test_what_lies_behind_a_path_is_searched_by_those_who_read_it(cast, name):
    filterset, path = PATHS[name]
    party, newcomer = seat_newcomer(cast)
    model, (step, field) = filterset._meta.model, path.split("__")
    record, target = related(cast, model, step)
    type(target).objects.filter(pk=target.pk).update(**{field: f"A {WORD} of ours"})

    def found(user):
        rows = model.objects.visible_to(user)
        here = standing(user, cast.partnership)
        return list(filterset({"q": f"{WORD.lower()} ours"}, queryset=rows, standing=here).qs.values_list("pk", flat=True))

    assert found(cast.officer) == [record.pk]
    if name not in WHOLE:
        assert found(newcomer) == [record.pk]
    if isinstance(target, Kept):
        seat, owner = Participation.objects.get(party=party, partnership=cast.partnership), target.record
        type(owner).objects.filter(pk=owner.pk).update(audience=owner.audience & ~seat.bit)
    assert (found(newcomer), found(cast.officer)) == ([], [record.pk])
    assert model.objects.visible_to(newcomer).filter(pk=record.pk).exists() == (name not in WHOLE)


def test_every_such_path_is_tried():
    assert set(PATHS) == WHOLE | {"objectives.revision.objective__title", "rmp_governance.meeting.body__name"}


def test_whoever_stands_nowhere_searches_nothing_of_others(cast):
    filterset, path = PATHS["rmp_governance.meeting.body__name"]
    record, target = related(cast, filterset._meta.model, path.split("__")[0])
    for word, expected in ((target.name, []), (record.place, [record])):
        assert list(filterset({"q": word}, queryset=type(record).objects.all()).qs) == expected
