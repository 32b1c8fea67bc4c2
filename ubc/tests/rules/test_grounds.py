"""What an agreed rule rests on: it is agreed only with what it belongs to and names, and neither changes or goes by one party.

Generated over every kind of rule that names others in its fields, or is part of one.
"""

import pytest

from objectives.models import Objective, RevisionCondition
from objectives.services import submit_revision
from objectives.tests.factories import ObjectiveFactory, RevisionFactory
from objectives.tests.worlds import retitled
from partnerships.records.models import RecordPart
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, save_record
from partnerships.rules.models import AgreedRule, RuleChange
from partnerships.rules.services import propose_change, propose_end, submit_rule
from partnerships.rules.tests.factories import agree
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.tests.signing import sign_by_all
from partnerships.tests.deep import one_in
from rmp.plan.tests import factories as plan
from ubc.tests.rules.kinds import KINDS, MODELS, changed, fresh, says, unagreed
from ubc.tests.samples import SAMPLES

pytestmark = [pytest.mark.django_db]


def related(model, name):
    return model._meta.get_field(name).related_model


NAMING = [
    pytest.param(model, name, id=f"{label}.{name}")
    for label, model in sorted(MODELS.items())
    for name in model.RULE
    if related(model, name) in MODELS.values()
]
BELONGING = [kind for kind in KINDS if issubclass(kind.values[0], RecordPart)]
# What keeps a second one apart from that of the plan in force.
APART = {"objectives.revisioncondition": {"kind": "legal"}}


def named(rule, name):
    value = getattr(fresh(rule), name)
    return list(value.all()) if rule._meta.get_field(name).many_to_many else [value]


def name_it(rule, name, other, actor):
    if rule._meta.get_field(name).many_to_many:
        save_record(rule, actor=actor, related={name: [other]})
    else:
        setattr(rule, name, other)
        save_record(rule, actor=actor)


@pytest.fixture
def new(cast):
    """function(model): one of the kind that is only proposed."""

    def make(model):
        label = model._meta.label_lower
        return fresh(SAMPLES[label](cast, party=None, visibility="shared", **APART.get(label, {})))

    return make


@pytest.fixture
def naming(cast, agreed, new):
    """function(model, name): (rule, the rule that it names), both only proposed."""

    def make(model, name):
        rule, other = unagreed(agreed(model)), new(related(model, name))
        name_it(rule, name, other, cast.contributor)
        return fresh(rule), other

    return make


def test_some_rules_name_others():
    assert {param.id for param in NAMING} == {
        "objectives.initiatorrule.conditions",
        "rmp_governance.authorityrule.body",
        "rmp_governance.governancebody.escalates_to",
    }
    assert all(issubclass(related(*param.values), AgreedRule) for param in NAMING)
    assert len(BELONGING) == 2


# --- agreed by a request of its own -----------------------------------------------------------------------------------
@pytest.mark.parametrize(("model", "name"), NAMING)
def test_it_is_agreed_after_what_it_names_and_that_then_stays(cast, naming, model, name):
    rule, other = naming(model, name)
    with pytest.raises(Refused, match=f"rests on what is only proposed: {other}"):
        submit_rule(rule, actor=cast.officer, reason="It holds from now on.")
    assert not RuleChange.objects.exists()
    agree(other)
    agree(rule)
    before = says(other)
    for actor in (cast.partner_contributor, cast.officer):
        with pytest.raises(Refused):
            save_record(changed(fresh(other)), actor=actor)
        with pytest.raises(Refused):
            delete_record(fresh(other), actor=actor)
    with pytest.raises(Refused, match=r"in use|hands on"):
        propose_end(other, actor=cast.officer, reason="It is over.")
    assert (says(other), named(rule, name), fresh(rule).is_agreed) == (before, [other], True)


@pytest.mark.parametrize(("model", "name"), one_in(3, NAMING))
def test_an_agreed_rule_comes_to_name_no_proposed_one(cast, agreed, new, model, name):
    rule, other = agreed(model), new(related(model, name))
    wanted = {name: [other] if model._meta.get_field(name).many_to_many else other}
    with pytest.raises(Refused, match="rests on what is only proposed"):
        propose_change(rule, actor=cast.officer, reason="It is ours.", **wanted)
    agree(other)
    change = propose_change(rule, actor=cast.officer, reason="It is all of ours.", **wanted)
    sign_by_all(SignOffRound.objects.open().of_record(change).get())
    assert named(rule, name) == [other]


@pytest.mark.parametrize(("model", "name"), one_in(3, NAMING))
def test_a_request_to_name_what_ends_first_changes_nothing(cast, agreed, new, model, name):
    """Past all services: what was agreed when the request was written is so no more."""
    rule, other = agreed(model), agree(new(related(model, name)))
    wanted = {name: [other] if model._meta.get_field(name).many_to_many else other}
    change = propose_change(rule, actor=cast.officer, reason="It is all of ours.", **wanted)
    unagreed(other)
    before = says(rule)
    with pytest.raises(Refused, match="rests on what is only proposed"):
        sign_by_all(SignOffRound.objects.open().of_record(change).get())
    assert says(rule) == before


@pytest.mark.parametrize("model", BELONGING)
def test_a_part_is_agreed_after_what_it_belongs_to(cast, agreed, model):
    part = agreed(model)
    whole = unagreed(part.parent)
    with pytest.raises(Refused, match=f"rests on what is only proposed: {whole}"):
        submit_rule(fresh(part), actor=cast.officer, reason="It holds from now on.")
    agree(whole)
    assert agree(fresh(part)).is_agreed


# --- agreed with a plan -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("model", "name"), one_in(3, NAMING))
@pytest.mark.parametrize("act", ["nothing", "edited", "deleted"])
def test_with_a_plan_it_is_agreed_only_with_what_it_names(cast, naming, act, model, name):
    rule, other = naming(model, name)
    _version, round = plan.waiting(cast)
    match act:
        case "edited":
            save_record(changed(fresh(other)), actor=cast.partner_contributor)
        case "deleted" if model._meta.get_field(name).many_to_many:
            delete_record(fresh(other), actor=cast.partner_contributor)
        case "deleted":
            with pytest.raises(Refused):
                delete_record(fresh(other), actor=cast.partner_contributor)
    sign_by_all(round)
    together = act == "nothing" or (act == "deleted" and not model._meta.get_field(name).many_to_many)
    assert fresh(rule).is_agreed == together
    if type(other)._default_manager.filter(pk=other.pk).exists():
        assert fresh(other).is_agreed == together


# --- what counts ------------------------------------------------------------------------------------------------------
def test_a_revision_starts_on_no_condition_that_is_only_proposed(cast, agreed, new):
    objective = ObjectiveFactory(partnership=cast.partnership, author=cast.officer, agreed=True)
    own = agreed(MODELS["objectives.revisioncondition"])
    proposed = new(RevisionCondition)
    assert list(RevisionCondition.counting(cast.partnership)) == [own]
    here = {"partnership": cast.partnership, "author": cast.officer, "objective": objective}
    revision = RevisionFactory(**here, condition=proposed, changes=retitled(objective, "Another title"))
    with pytest.raises(Refused, match="only proposed"):
        submit_revision(revision, actor=cast.officer)
    assert fresh(revision).state == "drafted"
    agree(proposed)
    assert submit_revision(revision, actor=cast.officer).state == "submitted"
    assert fresh(objective).state == Objective.State.AGREED
