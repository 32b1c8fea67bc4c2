"""What the signed plan quotes as a rule changes only by consent of all parties; before, and beside it, any party edits it as proposed.

Generated over every kind of rule: a kind without a change to try, or a field that is neither rule nor free with a reason, fails.
"""

import datetime as dt
import importlib
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from objectives.value.models import BalanceTerms
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.records.describe import field_names, part_models
from partnerships.records.models import Kept
from partnerships.records.services import Refused, amend_record, delete_record, save_record
from partnerships.rules.models import RuleChange, rule_models
from partnerships.rules.services import propose_change, propose_end, submit_rule
from partnerships.rules.tests.factories import agree
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import decline, expire_rounds, sign, withdraw_round
from partnerships.tests.cast import make_cast
from rmp.governance.models import GovernanceBody
from rmp.governance.services.clocks import clocks_of
from rmp.governance.services.meetings import dissolve, save_body
from rmp.governance.tests.factories import ActivityFactory, LadderFactory, ResponsibilityFactory
from rmp.plan.tests import factories as plan
from ubc.tests.samples import SAMPLES

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

State = RuleChange.State

# Another value for one field of the rule of each kind.
CHANGES = {
    "assessments.rhythm": {"every_months": 12},
    "assessments_trust.trustindicator": {"threshold": Decimal("1")},
    "objectives.initiatorrule": {"kind": "officer"},
    "objectives.revisioncondition": {"text": "By a tenth."},
    "objectives.revisionstep": {"days_allowed": 99},
    "objectives_value.balanceterms": {"tolerance": 90},
    "rmp_exits.exittrigger": {"assess_within": 300},
    "rmp_exits.survivingobligation": {"details": "Nothing at all."},
    "rmp_governance.activity": {"details": "Whatever comes."},
    "rmp_governance.authorityrule": {"matter": "Anything"},
    "rmp_governance.governancebody": {"quorum_parties": 1},
    "rmp_governance.ladder": {"days_1": 300},
    "rmp_governance.responsibility": {"role": "Somebody"},
    "rmp_relationship.engagementprocess": {"description": "As we please."},
    "rmp_relationship.engagementstep": {"who": "Nobody"},
    "rmp_team.jointteam": {"working": "In secret."},
}
_STATE = "Where it stands, not what was agreed: its own steps move it."
_DAY = "The day of the next look: each look sets the next."
# Fields that stay free, by kind, each with the reason.
FREE = {
    "assessments_trust.trustindicator": {"flagged_since": _STATE, "response": _STATE, "responded_on": _STATE},
    "objectives_value.balanceterms": {"review_on": _DAY},
    "rmp_exits.exittrigger": dict.fromkeys(("state", "fired_on", "fired_because", "waived_because", "waived_until"), _STATE),
    "rmp_exits.survivingobligation": {
        **dict.fromkeys(("state", "settled_on", "outcome"), _STATE),
        "case": "Where it was settled, which is known later.",
    },
    "rmp_governance.activity": {"position": "Where it stands in the matrix, which binds nobody."},
    "rmp_governance.governancebody": {"next_meeting_on": "Counted from the last meeting by the rule."},
    "rmp_team.jointteam": {"review_on": _DAY},
}
_SIGNED = "All parties sign it by itself."
_OWN = "A party says it of itself or for itself."
_PEOPLE = "People come and go: each party names its own."
_TELLS = "It describes or plans; nothing is decided or counted by it."
_PROJECTION = "It stands for something that happened."
# What else the plan quotes, and why it is no rule of this kind.
OUT = {
    **dict.fromkeys(
        ("appraisal", "expectedoutcome", "jointvision", "behaviourcharter", "leaderprofile", "power", "exitstrategy"), _SIGNED
    ),
    **dict.fromkeys(
        ("riskcriteria", "noagreement", "agreement", "jointprocess", "iprecord", "consensus", "maturityclaim"), _SIGNED
    ),
    **dict.fromkeys(("optimizationreview", "benefitreview", "objective", "measure", "milestone", "ethicsscreening"), _SIGNED),
    **dict.fromkeys(("lesson", "acceptance", "treatment", "trustpulse", "valueidea"), _PROJECTION),
    **dict.fromkeys(
        ("valuecase", "valuedefinition", "partyprofile", "arearating", "partystance", "promise", "enabledresource"), _OWN
    ),
    **dict.fromkeys(("resourcecommitment", "supportconfirmation", "leaderresource", "orgcapability", "coveragefigure"), _OWN),
    **dict.fromkeys(("infocategory", "datasharing", "knowledgeasset", "ethicscheck", "advantage", "benefit", "output"), _OWN),
    **dict.fromkeys(
        ("teammember", "bodymember", "ladderplace", "appointment", "concerncontact", "induction", "riskowner"), _PEOPLE
    ),
    **dict.fromkeys(("driver", "differencenote", "mechanism", "alignment", "contextfactor", "benchmarknote"), _TELLS),
    **dict.fromkeys(
        ("interestedparty", "expectation", "sustainability", "communicationline", "areahandling", "focusarea"), _TELLS
    ),
    **dict.fromkeys(("partnerdevelopment", "developmentaction", "rolerequirement", "improvementtarget", "improvement"), _TELLS),
    **dict.fromkeys(("exitplanitem", "exitrehearsal", "decisionneed", "risk", "cycle"), _TELLS),
}

MODELS = {model._meta.label_lower: model for model in rule_models()}
KINDS = [pytest.param(model, id=name) for name, model in sorted(MODELS.items())]


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


# --- the world: a rule of each kind, before and after the plan that quotes it -----------------------------------------
def make(cast, model):
    return SAMPLES[model._meta.label_lower](cast, party=None, visibility="shared")


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


def fresh(rule):
    return type(rule)._default_manager.get(pk=rule.pk)


def changed(rule, **more):
    """The rule in memory with its other value."""
    for name, value in (CHANGES[rule._meta.label_lower] | more).items():
        setattr(rule, name, value)
    return rule


def says(rule):
    return fresh(rule).fingerprint()


def ask(rule, actor, **more):
    """A request to change it, and the round."""
    change = propose_change(rule, actor=actor, reason="It did not work.", **CHANGES[rule._meta.label_lower], **more)
    return change, SignOffRound.objects.open().of_record(change).get()


def events(subject):
    return list(Event.objects.filter(subject_key=subject.pk).order_by("sequence"))


def url(rule, action):
    meta = rule._meta
    return reverse(f"{meta.app_label}:{meta.model_name}-{action}", args=[rule.record.partnership.slug, rule.pk])


# --- before the plan ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("model", KINDS)
def test_until_a_plan_quotes_it_either_party_edits_it_and_it_is_marked_as_proposed(cast, agreed, model):
    rule = unagreed(agreed(model))
    assert [badge["label"] for badge in rule.badges()] == ["Proposed"]
    before = says(rule)
    save_record(changed(rule), actor=cast.partner_contributor)
    assert says(rule) != before
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
    assert (entry.verb, entry.changes) == ("agreed by all parties", {"agreed_on": [None, rule.agreed_on.isoformat()]})


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


# --- a change by all ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("model", KINDS)
def test_a_change_takes_effect_with_the_last_signature_and_not_before(cast, agreed, model):
    rule = agreed(model)
    before = says(rule)
    change, round = ask(rule, cast.partner_contributor)
    sign(round, actor=cast.representative)
    assert says(rule) == before
    sign(round, actor=cast.officer)
    now = fresh(rule)
    wanted = CHANGES[model._meta.label_lower]
    assert {name: getattr(now, name) for name in wanted} == wanted
    assert (now.agreed_by, fresh(change).state) == (round, State.AGREED)
    entry = events(rule)[-1]
    assert (entry.verb, entry.note) == ("revised", str(change))
    assert set(entry.changes) - {"agreed_on"} == set(wanted) & set(entry.changes)
    assert events(change)[0].actor_key == cast.partner_contributor.pk
    assert fresh(rule).is_agreed


@pytest.mark.parametrize("end", ["declined", "expired", "withdrawn"])
@pytest.mark.parametrize("model", KINDS)
def test_without_all_signatures_the_rule_stays(cast, agreed, model, end):
    rule = agreed(model)
    before = says(rule)
    change, round = ask(rule, cast.officer, due_on=today())
    sign(round, actor=cast.officer)
    match end:
        case "declined":
            decline(round, actor=cast.representative, reason="It worked.")
        case "expired":
            assert expire_rounds(today()) == 0
            assert expire_rounds(today() + dt.timedelta(days=1)) == 1
        case "withdrawn":
            withdraw_round(round, actor=cast.officer, reason="Never mind.")
    assert (says(rule), fresh(change).state, fresh(rule).is_agreed) == (before, end, True)
    assert ask(fresh(rule), cast.partner_contributor)  # and may be asked again


@pytest.mark.parametrize("model", KINDS)
def test_an_agreed_rule_ends_only_by_all(cast, agreed, model):
    rule = agreed(model)
    free_of_use(rule)
    change = propose_end(rule, actor=cast.partner_contributor, reason="It is over.")
    round = SignOffRound.objects.open().of_record(change).get()
    sign(round, actor=cast.officer)
    assert model._default_manager.filter(pk=rule.pk).exists()
    sign(round, actor=cast.representative)
    left = model._default_manager.filter(pk=rule.pk).first()
    assert left is None if not model.ENDED else getattr(left, model.ENDED) == today()
    assert fresh(change).state == State.AGREED
    with pytest.raises(ValidationError):
        propose_end(rule, actor=cast.officer, reason="Again.") if left is not None else refused()


def refused():
    raise Refused("It is gone.")


def free_of_use(rule):
    """Nothing that another test's kind made refers to it."""
    for relation in rule._meta.related_objects:
        if not relation.many_to_many and relation.field.remote_field.on_delete.__name__ == "PROTECT":
            relation.related_model._base_manager.filter(**{relation.field.name: rule}).delete()


def test_what_is_in_use_does_not_end(cast, agreed):
    from objectives.tests.factories import RevisionFactory

    condition = agreed(MODELS["objectives.revisioncondition"])
    RevisionFactory(partnership=cast.partnership, author=cast.officer, condition=condition)
    with pytest.raises(Refused, match="still in use"):
        propose_end(condition, actor=cast.officer, reason="It is over.")
    assert RuleChange.objects.count() == 0


def test_a_rule_that_names_others_changes_what_it_names(cast, agreed):
    rule, condition = agreed(MODELS["objectives.initiatorrule"]), agreed(MODELS["objectives.revisioncondition"])
    change = propose_change(rule, actor=cast.officer, reason="Only then.", conditions=[condition])
    assert change.said == [{"label": "On these conditions", "before": "", "after": str(condition)}]
    round = SignOffRound.objects.open().of_record(change).get()
    sign(round, actor=cast.officer)
    assert list(rule.conditions.all()) == []
    sign(round, actor=cast.representative)
    assert list(fresh(rule).conditions.all()) == [condition]
    assert events(rule)[-1].changes["conditions"] == [[], [str(condition)]]
    with pytest.raises(Refused):
        save_record(fresh(rule), actor=cast.officer, related={"conditions": []})


# --- agreeing one by its own request, and what makes a request void ---------------------------------------------------------
def test_a_proposed_rule_is_agreed_by_a_request_of_its_own(cast, agreed):
    ladder = unagreed(agreed(MODELS["rmp_governance.ladder"]))
    change = submit_rule(ladder, actor=cast.partner_contributor, reason="It holds from now on.")
    round = SignOffRound.objects.open().of_record(change).get()
    sign(round, actor=cast.representative)
    assert not fresh(ladder).is_agreed
    sign(round, actor=cast.officer)
    assert (fresh(ladder).agreed_by, fresh(change).state) == (round, State.AGREED)


def unagreed(rule):
    """The rule, with its parts, as it was before the plan."""
    for name, part in part_models(type(rule)):
        if part in MODELS.values():
            getattr(rule, name).update(agreed_on=None, agreed_by=None)
    type(rule)._default_manager.filter(pk=rule.pk).update(agreed_on=None, agreed_by=None)
    return fresh(rule)


@pytest.mark.parametrize("model", KINDS)
def test_a_rule_that_is_changed_or_removed_meanwhile_makes_the_request_void(cast, agreed, model):
    rule = unagreed(agreed(model))
    for act in (lambda: save_record(changed(fresh(rule)), actor=cast.contributor), lambda: remove(rule, cast.contributor)):
        change = submit_rule(fresh(rule), actor=cast.partner_contributor, reason="It holds from now on.")
        round = SignOffRound.objects.open().of_record(change).get()
        sign(round, actor=cast.representative)
        act()
        round.refresh_from_db()
        assert (round.state, fresh(change).state) == ("voided", State.VOID)
        with pytest.raises(Refused):
            sign(round, actor=cast.officer)


def remove(rule, actor):
    free_of_use(rule)
    delete_record(fresh(rule), actor=actor)


def test_a_change_past_all_services_is_noticed_when_somebody_signs(cast, agreed):
    ladder = agreed(MODELS["rmp_governance.ladder"])
    change, round = ask(ladder, cast.officer)
    type(ladder).objects.filter(pk=ladder.pk).update(days_4=1)
    with pytest.raises(Refused):
        sign(round, actor=cast.representative)
    assert (fresh(change).state, fresh(ladder).days_1) == (State.VOID, ladder.days_1)


def test_a_part_goes_with_its_rule_and_so_does_the_request_about_it(cast, agreed):
    activity = ActivityFactory(partnership=cast.partnership, author=cast.officer, name="Buying")
    part = agree(ResponsibilityFactory(activity=activity, author=cast.officer, holder=cast.university))
    change, _round = ask(part, cast.officer)
    delete_record(activity, actor=cast.contributor) if not activity.is_agreed else None
    assert fresh(change).state == State.VOID


# --- what a request may not be ----------------------------------------------------------------------------------------------
def test_one_request_at_a_time_and_only_one_that_changes_something(cast, agreed):
    ladder = agreed(MODELS["rmp_governance.ladder"])
    with pytest.raises(Refused, match="Nothing would change"):
        propose_change(ladder, actor=cast.officer, reason="Because.", days_1=ladder.days_1)
    with pytest.raises(ValidationError):
        propose_change(ladder, actor=cast.officer, reason="Because.", days_1=0)
    with pytest.raises(Refused):
        submit_rule(ladder, actor=cast.officer, reason="Because.")
    ask(ladder, cast.officer)
    for again in (propose_change, propose_end):
        with pytest.raises(Refused, match="waiting"):
            again(
                fresh(ladder),
                actor=cast.representative,
                reason="Because.",
                **({"days_2": 99} if again is propose_change else {}),
            )
    assert RuleChange.objects.count() == 1


def test_a_proposed_rule_is_edited_and_needs_no_request(cast, agreed):
    ladder = unagreed(agreed(MODELS["rmp_governance.ladder"]))
    for again in (propose_change, propose_end):
        with pytest.raises(Refused, match="only proposed"):
            again(ladder, actor=cast.representative, reason="Because.", **({"days_2": 99} if again is propose_change else {}))


def test_only_a_signed_request_lets_a_rule_be_changed_and_only_as_it_says(cast, agreed):
    ladder = agreed(MODELS["rmp_governance.ladder"])
    change, _round = ask(ladder, cast.officer)
    for values in ({"days_1": 300}, {"days_1": 1}, change.values(ladder), {}):
        with pytest.raises(Refused):
            amend_record(fresh(ladder), values, actor=cast.officer, authority=change)
    with pytest.raises(Refused):
        delete_record(fresh(ladder), actor=cast.officer, authority=change)
    assert says(ladder) == ladder.fingerprint()


def test_the_plan_in_force_agrees_rules_and_changes_none(world, cast, agreed):
    version = world[2]
    ladder = agreed(MODELS["rmp_governance.ladder"])
    for values in ({"days_1": 300}, {"days_1": 300, "agreed_on": today(), "agreed_by_id": ladder.agreed_by_id}):
        with pytest.raises(Refused):
            amend_record(ladder, values, actor=cast.officer, authority=version)


# --- what counts with rules -------------------------------------------------------------------------------------------------
def test_the_clocks_of_the_ladder_are_those_in_force_until_all_have_signed(cast, agreed):
    ladder = agreed(MODELS["rmp_governance.ladder"])
    _change, round = ask(ladder, cast.officer)
    sign(round, actor=cast.officer)
    assert clocks_of(cast.partnership).days(1) == ladder.days_1
    sign(round, actor=cast.representative)
    assert clocks_of(cast.partnership).days(1) == 300


def test_the_clock_still_moves_on_what_an_agreed_rhythm_says(cast, agreed):
    from assessments.services.rhythm import plan_due

    rhythm = agreed(MODELS["assessments.rhythm"])
    type(rhythm).objects.filter(pk=rhythm.pk).update(next_on=today())
    plan_due()
    assert fresh(rhythm).next_on > today()
    assert fresh(rhythm).is_agreed


# --- pages ------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["representative", "partner_reader", "facilitator"])
def test_the_page_says_how_the_rule_stands(cast, agreed, who):
    ladder, client = agreed(MODELS["rmp_governance.ladder"]), cast.client(getattr(cast, who))
    page = client.get(ladder.get_absolute_url()).content.decode()
    assert "Agreed by all parties on" in page
    assert f"Plan, version 1: {cast.partnership}" in page
    assert (url(ladder, "propose-change") in page) == (who == "representative")
    assert url(ladder, "update") not in page
    change, round = ask(ladder, cast.officer)
    page = client.get(ladder.get_absolute_url()).content.decode()
    assert "waiting for signatures" in page
    assert change.get_absolute_url() in page
    assert url(ladder, "propose-change") not in page
    said = client.get(change.get_absolute_url()).content.decode()
    assert "Olivia Officer" in said
    assert "300" in said
    assert round.get_absolute_url() in said
    assert client.get(round.get_absolute_url()).status_code == 200
    withdraw_round(round, actor=cast.officer)
    unagreed(ladder)
    page = client.get(ladder.get_absolute_url()).content.decode()
    assert "Proposed: the parties have not agreed this rule yet." in page


def test_lists_mark_what_is_proposed_and_what_is_agreed_in_the_same_number_of_queries(cast, agreed):
    client = cast.client(cast.representative)
    page = reverse("objectives:revisionstep-list", args=[cast.partnership.slug])
    client.get(page)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            said = client.get(page).content.decode()
        return len(queries), said.count("Proposed</span>"), said.count("Agreed</span>")

    number, proposed, agreed_ones = asked()
    assert (proposed, agreed_ones) == (0, 1)
    model = MODELS["objectives.revisionstep"]
    for order in range(60, 75):
        model.objects.create(partnership=cast.partnership, visibility="shared", author=cast.officer, order=order, name="Look")
    assert asked() == (number, 15, 1)


def test_a_request_from_the_form_to_the_other_partys_signature(cast, agreed):
    """Two pages for who asks, and what is typed wrongly is said at its field."""
    ladder = agreed(MODELS["rmp_governance.ladder"])
    client, form = cast.client(cast.partner_contributor), url(ladder, "propose-change")
    values = {name: getattr(ladder, name) for name in ladder.RULE} | {"reason": "Issues stay too short."}
    response = client.post(form, values | {"days_1": 0})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["days_1"])
    assert client.post(form, values).status_code == 422  # nothing would change
    assert RuleChange.objects.count() == 0
    response = client.post(form, values | {"days_1": 30})
    change = RuleChange.objects.get()
    assert (response.status_code, response.url) == (302, change.get_absolute_url())
    assert change.said == [{"label": "Days at level 1", "before": str(ladder.days_1), "after": "30"}]


def test_parts_of_a_rule_ask_the_same_number_of_queries(cast):
    activity = agree(ActivityFactory(partnership=cast.partnership, author=cast.officer, name="Buying"))
    client = cast.client(cast.representative)
    page = f"{activity.get_absolute_url()}?tab=responsibility"
    numbers = []
    for count in (1, 12):
        for n in range(count):
            part = ResponsibilityFactory(
                activity=activity, author=cast.officer, holder=cast.partner, role=f"Role {count} {n}", letter="I"
            )
            agree(part)
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_ladder_factory_makes_what_nobody_agreed(cast):
    """So that no other test rests on a rule that is agreed by itself."""
    other = LadderFactory(partnership=cast.sibling_partnership, author=cast.officer)
    assert not other.is_agreed
