"""What the signed plan quotes as a rule changes only by consent of all parties; before, and beside it, any party edits it as proposed.

Generated over every kind of rule: a kind without a change to try, or a field that is neither rule nor free with a reason, fails.
"""

import datetime as dt
import importlib

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from objectives.value.models import BalanceTerms
from partnerships.clock import today
from partnerships.records.describe import field_names
from partnerships.records.models import Kept
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, save_record
from partnerships.rules.tests.factories import agree
from partnerships.signoff.tests.signing import decline, sign
from rmp.governance.models import GovernanceBody
from rmp.governance.services.clocks import clocks_of
from rmp.governance.services.meetings import dissolve, save_body
from rmp.plan.tests import factories as plan
from ubc.tests.rules.kinds import (
    CHANGES,
    FREE,
    KINDS,
    MODELS,
    OUT,
    ask,
    changed,
    events,
    fresh,
    remove,
    says,
    unagreed,
    url,
)

pytestmark = [pytest.mark.django_db, pytest.mark.pages]


# --- the list is complete ---------------------------------------------------------------------------------------------
def test_each_field_of_a_rule_is_part_of_it_or_free_with_a_reason():
    assert set(MODELS) == set(CHANGES)
    assert set(FREE) <= set(MODELS)
    for name, model in MODELS.items():
        own = set(field_names(model)) - {"agreed_on", getattr(model, "part_of", "")}
        assert {*model.RULE, *model.MOVING, *filter(None, [model.ENDED]), *FREE.get(name, {})} == own, name
        assert not set(FREE.get(name, {})) & {*model.RULE, *model.MOVING}, name
        assert not {"reason", "due_on"} & set(model.RULE), name  # what a request says besides
        assert set(CHANGES[name]) <= set(model.RULE), name


def test_whatever_the_plan_quotes_is_a_rule_or_says_why_it_is_none():
    quoted = set()
    for config in apps.get_app_configs():
        try:
            module = importlib.import_module(f"{config.name}.sections")
        except ModuleNotFoundError:
            continue
        if config.name != "partnerships.practices":
            quoted |= {thing for thing in vars(module).values() if isinstance(thing, type) and issubclass(thing, Kept)}
    found = {model._meta.model_name for model in quoted - set(MODELS.values()) if not model._meta.abstract}
    assert found == set(OUT)
    assert set(MODELS.values()) - quoted == {BalanceTerms}  # which the section reads through objectives.value.balance


# --- before the plan ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("model", KINDS)
def test_until_a_plan_quotes_it_either_party_edits_it_and_it_is_marked_as_proposed(cast, agreed, model):
    rule = unagreed(agreed(model))
    assert [badge["label"] for badge in rule.badges()] == ["Proposed"]
    before = says(rule)
    save_record(changed(rule), actor=cast.partner_contributor)
    assert says(rule) != before
    if not rule.is_removable:
        return
    remove(rule, cast.contributor)
    assert not model._default_manager.filter(pk=rule.pk).exists()


def test_what_was_written_or_changed_after_the_plan_was_fixed_is_not_agreed_with_it(cast, agreed):
    from objectives.models import RevisionStep

    step = RevisionStep.objects.create(
        partnership=cast.partnership, visibility="shared", author=cast.officer, order=50, name="Look at it"
    )
    kept = RevisionStep.objects.create(
        partnership=cast.partnership, visibility="shared", author=cast.officer, order=51, name="Decide"
    )
    _version, round = plan.waiting(cast)
    step.name = "Do not look at it"
    save_record(step, actor=cast.partner_contributor)
    late = RevisionStep(partnership=cast.partnership, visibility="shared", order=52, name="Tell nobody")
    save_record(late, actor=cast.partner_contributor)
    sign(round, actor=cast.officer)
    assert [fresh(one).is_agreed for one in (step, kept, late)] == [False, False, False]
    sign(round, actor=cast.representative)
    assert [fresh(one).is_agreed for one in (step, kept, late)] == [False, True, False]
    assert fresh(kept).agreed_by == round


def test_the_steps_of_the_rule_itself_do_not_keep_it_from_being_agreed(cast, agreed):
    """A meeting moved the day of the next one after the plan was fixed: that is no part of the rule."""
    body = GovernanceBody.objects.create(
        partnership=cast.partnership, visibility="shared", author=cast.officer, name="Board", level="strategic", terms="All."
    )
    _version, round = plan.waiting(cast)
    body.next_meeting_on = today()
    save_record(body, actor=cast.officer)
    sign(round, actor=cast.officer)
    sign(round, actor=cast.representative)
    assert fresh(body).is_agreed


def test_a_plan_taken_back_or_declined_agrees_nothing(cast, agreed):
    ladder = unagreed(agreed(MODELS["rmp_governance.ladder"]))
    _version, round = plan.waiting(cast)
    sign(round, actor=cast.officer)
    decline(round, actor=cast.representative, reason="Not so.")
    assert not fresh(ladder).is_agreed


# --- in force -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("model", KINDS)
def test_the_plan_in_force_agrees_what_it_quotes(world, agreed, model):
    _cast, _rules, version = world
    rule = agreed(model)
    assert (rule.agreed_on, rule.agreed_by.title) == (version.in_force_on, version.signoff_title())
    assert [badge["label"] for badge in rule.badges()] == ["Agreed"]
    entry = events(rule)[-1]
    assert (entry.verb, entry.changes) == (
        "signed, as the last of all parties,",
        {"agreed_on": [None, rule.agreed_on.isoformat()]},
    )


@pytest.mark.parametrize("who", ["officer", "partner_contributor"])
@pytest.mark.parametrize("model", KINDS)
def test_no_party_alone_changes_or_removes_it_at_any_door(cast, agreed, model, who):
    rule, actor = agreed(model), getattr(cast, who)
    before, version = says(rule), rule.version
    with pytest.raises(Refused):
        save_record(changed(agreed(model)), actor=actor)
    for name in rule.MOVING:
        with pytest.raises(Refused):
            save_record(moved(agreed(model), name), actor=actor)
    with pytest.raises(Refused):
        delete_record(agreed(model), actor=actor)
    stale = agreed(model)
    stale.agreed_on = None  # as it was read before
    with pytest.raises(Refused):
        save_record(changed(stale), actor=actor)
    with pytest.raises(Refused):
        delete_record(stale, actor=actor)
    if model is GovernanceBody:
        with pytest.raises(Refused):
            save_body(changed(agreed(model)), actor=actor)
        with pytest.raises((Refused, PermissionDenied)):
            dissolve(agreed(model), actor=actor, reason="It is ours.")
        ended = agreed(model)
        ended.dissolved_on = today()
        with pytest.raises(Refused):
            save_record(ended, actor=actor)
    assert (says(rule), fresh(rule).version) == (before, version)


def moved(rule, name):
    setattr(rule, name, getattr(rule, name) + dt.timedelta(days=900))
    return rule


@pytest.mark.parametrize("model", KINDS)
def test_the_pages_of_one_party_lead_to_a_request(cast, agreed, model):
    rule = agreed(model)
    before, client = says(rule), cast.client(cast.partner_contributor)
    values = {name: "" if value is None else value for name, value in CHANGES[model._meta.label_lower].items()}
    left = set(FREE.get(model._meta.label_lower, {})) & {"review_on", "position", "case"}
    for response in (client.get(url(rule, "update")), client.post(url(rule, "update"), values)):
        if left:  # what is free is edited there, with a link to the request
            assert response.status_code in (200, 302, 422)
            assert response.status_code != 200 or url(rule, "propose-change") in response.content.decode()
        else:
            assert (response.status_code, response.url) == (302, url(rule, "propose-change"))
    if "delete" in {name.rsplit("-")[-1] for name in names_of(model)}:
        assert client.post(url(rule, "delete")).status_code == 422
    assert says(rule) == before
    form = client.get(url(rule, "propose-change"))
    assert form.status_code == 200
    assert {*form.context["form"].fields} == {*form_fields(model), "seen_version", "reason", "due_on"} - {"seen_version"}


def form_fields(model):
    from ubc.tests.test_access_matrix import ROOMS, room

    views = next(room(name) for name in ROOMS if room(name).model is model)
    return set(views.form_class._meta.fields) & {*model.RULE, *model.MOVING}


def names_of(model):
    from ubc.tests.test_access_matrix import ROOMS, room

    return [name for name in ROOMS if room(name).model is model]


def test_a_new_rule_beside_agreed_ones_and_a_new_part_of_one_are_proposed(cast, agreed):
    from objectives.models import RevisionStep

    step = RevisionStep(partnership=cast.partnership, visibility="shared", order=77, name="Ask the others")
    assert not save_record(step, actor=cast.partner_contributor).is_agreed
    activity = agreed(MODELS["rmp_governance.activity"])
    from rmp.governance.models import Responsibility

    new = Responsibility(activity=activity, holder=cast.partner, role="Whoever", letter="I")
    save_record(new, actor=cast.contributor)
    assert [badge["label"] for badge in new.badges()] == ["Proposed"]
    delete_record(new, actor=cast.partner_contributor)


# --- what counts with rules -------------------------------------------------------------------------------------------------
def test_the_clocks_of_the_ladder_are_those_in_force_until_all_have_signed(cast, agreed):
    ladder = agreed(MODELS["rmp_governance.ladder"])
    _change, round = ask(ladder, cast.officer)
    sign(round, actor=cast.officer)
    assert clocks_of(cast.partnership).days(1) == ladder.days_1
    sign(round, actor=cast.representative)
    assert clocks_of(cast.partnership).days(1) == 300


def test_who_may_start_a_revision_is_not_widened_by_a_rule_that_is_only_proposed(cast, agreed):
    rule = agreed(MODELS["objectives.initiatorrule"])
    new = type(rule)(partnership=cast.partnership, visibility="shared", kind="named", named_party=cast.partner)
    save_record(new, actor=cast.partner_contributor)
    assert list(rule.counting(cast.partnership)) == [rule]
    agree(new)
    assert list(rule.counting(cast.partnership)) == [rule, new]
    unagreed(rule), unagreed(new)
    assert list(rule.counting(cast.partnership)) == [rule, new]
    step = agreed(MODELS["objectives.revisionstep"])
    assert list(step.counting(cast.partnership)) == [step]


def test_the_clock_still_moves_on_what_an_agreed_rhythm_says(cast, agreed):
    from assessments.services.rhythm import plan_due

    rhythm = agreed(MODELS["assessments.rhythm"])
    type(rhythm).objects.filter(pk=rhythm.pk).update(next_on=today())
    plan_due()
    assert fresh(rhythm).next_on > today()
    assert fresh(rhythm).is_agreed
