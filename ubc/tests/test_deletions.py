"""What is deleted is named no longer by what stays, and each row that named it has an entry of that for its own readers."""

import pytest
from django.apps import apps
from django.db import models
from django.db.models.deletion import SET_NULL

from objectives.models import InitiatorRule, RevisionCondition
from objectives.tests.factories import InitiatorRuleFactory, ObjectiveFactory, RevisionConditionFactory
from partnerships.history.models import Event
from partnerships.history.proving import chain_faults, row_faults, take_stock
from partnerships.kinds import kind_of
from partnerships.records.models import Kept
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, record_changed
from risks.tests.factories import RiskFactory
from ubc.tests.test_references import RELATIONS, make, refer

pytestmark = pytest.mark.django_db


def lets_go(field):
    return isinstance(field, models.ManyToManyField) or getattr(field.remote_field, "on_delete", None) is SET_NULL


LEAVING = [(model, field) for model, field in RELATIONS if lets_go(field)]


def faults(cast):
    return [*chain_faults(cast.partnership), *row_faults(cast.partnership)]


def entries(row):
    return list(Event.objects.filter(kind=kind_of(row), subject_key=row.pk).in_order())


def test_of_which_relations_this_is_asked():
    assert {f"{model.__name__}.{field.name}" for model, field in LEAVING if field.many_to_many} == {
        "Objective.drivers",
        "InitiatorRule.conditions",
        "LeaderActivity.leaders",
        "Risk.objectives",
    }
    assert len(LEAVING) > 12


@pytest.mark.parametrize(("model", "field"), LEAVING, ids=lambda value: getattr(value, "__name__", None) or value.name)
def test_whoever_named_it_has_an_entry(cast, model, field):
    target = next(filter(None, (make(cast, field.related_model, owner, "shared") for owner in (cast.university, None))))
    row = refer(cast, model, field, target, (cast.partner, "private"), (cast.university, "shared"), (None, "shared"))
    take_stock(cast.partnership)
    delete_record(target, actor=cast.officer)
    assert faults(cast) == []
    entry = entries(row)[-1]
    told = [field.name] if field.name not in model.undescribed else []
    assert (entry.verb, list(entry.changes), entry.party, entry.audience) == ("changed", told, *row.scope()[1:])


def test_a_risk_lists_one_objective_less(cast):
    place = {"partnership": cast.partnership, "author": cast.officer}
    kept, gone = (ObjectiveFactory(title=title, **place) for title in ("Gearboxes", "Bearings"))
    risk = RiskFactory(**place)
    risk.objectives.set([kept, gone])
    others = RiskFactory(party=cast.partner, visibility="private", **place)
    others.objectives.set([gone])
    take_stock(cast.partnership)
    heard = []

    def hear(sender, changed, **kwargs):
        heard.append(changed)

    record_changed.connect(hear)
    try:
        delete_record(gone, actor=cast.officer)
    finally:
        record_changed.disconnect(hear)
    assert set(heard) == {risk, others}
    assert faults(cast) == []
    assert [(one.verb, one.changes, one.actor_name) for one in entries(risk)] == [
        ("changed", {"objectives": [["Bearings", "Gearboxes"], ["Gearboxes"]]}, "")
    ]
    [private] = entries(others)
    assert private.changes == {"objectives": [["Bearings"], []]}
    read = [Event.objects.visible_to(person).filter(pk=private.pk).exists() for person in (cast.officer, cast.representative)]
    assert read == [False, True]


def test_what_an_agreed_rule_lists_stays_and_what_a_proposed_one_lists_goes(cast):
    place = {"partnership": cast.partnership, "author": cast.officer}
    condition, rule = RevisionConditionFactory(**place), InitiatorRuleFactory(**place)
    rule.conditions.set([condition])
    InitiatorRule.objects.filter(pk=rule.pk).update(agreed_on="2031-01-01")
    take_stock(cast.partnership)
    with pytest.raises(Refused):
        delete_record(condition, actor=cast.officer)
    assert (RevisionCondition.objects.count(), faults(cast)) == (1, [])
    InitiatorRule.objects.filter(pk=rule.pk).update(agreed_on=None)
    take_stock(cast.partnership)
    delete_record(condition, actor=cast.officer)
    assert faults(cast) == []
    assert list(entries(rule)[-1].changes) == ["conditions"]


def test_nothing_but_records_and_parts_lets_a_record_go():
    """Of others no entry would tell."""
    for model in (model for model in apps.get_models() if not issubclass(model, Kept)):
        fields = [field for field in (*model._meta.concrete_fields, *model._meta.many_to_many) if lets_go(field)]
        assert [field for field in fields if issubclass(field.related_model, Kept)] == []
