"""What is there once: who asks for a second is told so in a sentence, by the form and by the service, and of what it does not read no more.

Generated over all unique constraints of all kinds of records and parts: something joint is there, then somebody new comes.
"""

import datetime as dt

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import NoReverseMatch, reverse

from partnerships.access.names import Person, read_by
from partnerships.clock import today
from partnerships.records.models import Kept, RecordPart
from partnerships.records.once import UNSEEN
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record
from partnerships.scorecards.exemptions import practice_choices
from partnerships.scorecards.models import Exemption
from partnerships.tests.cast import make_cast, seat_newcomer
from risks.models import RiskCriteria
from risks.services import start_criteria
from rmp.competence.models import BehaviourCharter
from rmp.competence.services.behaviour import start_charter
from rmp.exits.models import ExitStrategy
from rmp.exits.services.strategy import start_strategy
from rmp.governance.models import GovernanceBody, Ladder
from rmp.governance.services.issues import raise_issue
from rmp.governance.tests.factories import IssueFactory, LadderPlaceFactory
from rmp.plan.models import PlanVersion
from rmp.plan.services import start_version
from rmp.visions.models import JointVision
from rmp.visions.services import start_vision
from ubc.tests.samples import SAMPLES

pytestmark = [pytest.mark.django_db, pytest.mark.pages]


def constraints():
    """(model, names of fields, condition, what it says) of all that may be there once."""
    for model in apps.get_models():
        if issubclass(model, Kept):
            for one in model._meta.constraints:
                if isinstance(one, models.UniqueConstraint):
                    says = one.get_violation_error_message() if one.fields else ""
                    yield model, one.fields, one.condition, says
            for field in model._meta.concrete_fields:
                if field.unique and not field.primary_key:
                    yield model, (field.name,), None, ""


def is_ones_own(model, names):
    """Whether it is in the way only of who writes for the same party, or at something that is read with it."""
    return "party" in names or not names or (issubclass(model, RecordPart) and model.part_of in names)


def values_of(condition):
    """What a row has for which the condition holds."""
    for child in condition.children if condition is not None else ():
        if isinstance(child, tuple) and not condition.negated:
            path, value = child
            name, _, lookup = path.partition("__")
            if lookup != "isnull" or value:
                yield (
                    name,
                    {"in": lambda given: given[0], "isnull": lambda _given: None}.get(lookup, lambda given: given)(value),
                )


def label_of(model, names, condition, _says):
    state = dict(values_of(condition)).get("state") if condition is not None else None
    rest = [name for name in names if name != "partnership"] + (["state", state] if state else [])
    return "-".join([model.__name__, *rest])


KNOWN = [(model, names, condition, says) for model, names, condition, says in constraints() if not is_ones_own(model, names)]
# What cannot be so by one save: it is asked of the steps below, or of what is read together.
NOT_AS_SUCH = {
    "SectionText-section": "The step says it (rmp/plan/tests).",
    "JointVision-state-agreed": "It has a day besides.",
    "BehaviourCharter-state-agreed": "It has a day besides.",
    "MaturityClaim-principle-state-agreed": "It has values besides.",
    "LeaderProfile-replaces-state-draft": "Who drafts the next version reads the one that it replaces, and so that.",
    "IPRecord-replaces": "Who revises it reads the one that it replaces, and so the revision.",
    "Cycle-rhythm-falls_on": "The clock plans it.",
    "Treatment-action": "An action is made with its treatment.",
}
KNOWN = [row for row in KNOWN if label_of(*row) not in NOT_AS_SUCH]
IDS = [label_of(*row) for row in KNOWN]


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_cast()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def undone(cast):
    with transaction.atomic():
        cast.partnership.refresh_from_db()
        yield
        transaction.set_rollback(True)


def old(cast, model, condition=None):
    """A joint row for which the condition holds, older than the newcomer; and the newcomer."""
    row = SAMPLES[model._meta.label_lower](cast, party=None, visibility="shared")
    model.objects.filter(pk=row.pk).update(**dict(values_of(condition)))
    row.refresh_from_db()
    return row, seat_newcomer(cast)[1]


def twin(row, author):
    names = [
        field for field in row._meta.concrete_fields if not field.primary_key and field.name not in ("audience", "version")
    ]
    return type(row)(**{field.attname: getattr(row, field.attname) for field in names} | {"author_id": author.pk})


def refusal(row, person):
    with pytest.raises(Refused) as refused, transaction.atomic():
        save_record(twin(row, person), actor=person)
    return refused.value.messages


def test_of_which_kinds_it_is_asked():
    assert len(KNOWN) > 30
    assert {model.__name__ for model, _names, _condition, _says in KNOWN} >= {
        *(
            "GovernanceBody",
            "Ladder",
            "Activity",
            "RevisionCondition",
            "RevisionStep",
            "TrustIndicator",
            "RoleProfile",
            "FocusArea",
        ),
        *("AreaHandling", "ResourceKind", "EngagementProcess", "JointTeam", "BalanceTerms"),
    }


@pytest.mark.parametrize(("model", "names", "condition", "says"), KNOWN, ids=IDS)
def test_the_service_says_it_in_a_sentence(cast, model, names, condition, says):
    row, newcomer = old(cast, model, condition)
    assert refusal(row, newcomer) == [UNSEEN]
    said = refusal(row, cast.officer)
    assert UNSEEN not in said
    assert says in said or "already exists" in "".join(said)


def form_data(cast, row, page, person):
    """What the page for a new one asks for, with the values of the row."""
    form, fields = cast.client(person).get(page).context["form"], {}
    here = {field.name: field for field in (*row._meta.concrete_fields, *row._meta.many_to_many)}
    for name in form.fields:
        value = here[name].value_from_object(row) if name in here else form[name].value()
        fields[name] = [one.pk for one in value] if isinstance(value, list) and value and hasattr(value[0], "pk") else value
    return {name: value for name, value in fields.items() if value is not None} | {"space": "joint"}


def create_page(cast, model):
    try:
        return reverse(f"{model._meta.app_label}:{model._meta.model_name}-create", args=[cast.partnership.slug])
    except NoReverseMatch:
        return None


# The kinds that a form writes, which asks for all that is there once.
WITH_FORMS = [
    *(
        "objectives.revisioncondition",
        "objectives.revisionstep",
        "objectives_value.balanceterms",
        "rmp_relationship.engagementprocess",
    ),
    *("rmp_team.jointteam", "rmp_visions.areahandling", "rmp_visions.focusarea", "rmp_leadership.resourcekind"),
    *("rmp_governance.governancebody", "rmp_governance.activity", "rmp_governance.ladder", "rmp_competence.roleprofile"),
    *("assessments_trust.trustindicator", "assessments_trust.benefitreview"),
]


@pytest.mark.parametrize("label", WITH_FORMS)
def test_the_form_says_it_in_a_sentence(cast, label):
    row, newcomer = old(cast, apps.get_model(label))
    page = create_page(cast, type(row))
    for person, unseen in ((newcomer, True), (cast.officer, False)):
        answer = cast.client(person).post(page, form_data(cast, row, page, person))
        errors = [str(error) for found in answer.context["form"].errors.values() for error in found]
        assert (answer.status_code, len(errors), UNSEEN in errors) == (422, 1, unseen)


def test_all_forms_of_such_kinds_are_asked():
    """Others are begun by the steps below, or made by steps that look first."""
    kinds = {model._meta.label_lower for model, *_rest in KNOWN if not issubclass(model, RecordPart)}
    assert kinds - set(WITH_FORMS) - {model._meta.label_lower for model in STARTED} == BY_STEPS


BY_STEPS = {
    *("rmp_relationship.relationshiplink", "rmp_governance.noagreement", "rmp_exits.disengagementcase", "rules.rulechange"),
    *("assessments_trust.trustpulse", "admission.admission", "lifecycle.gateoverride", "scorecards.exemption"),
}
STARTED = {
    RiskCriteria: start_criteria,
    JointVision: start_vision,
    BehaviourCharter: start_charter,
    ExitStrategy: start_strategy,
    PlanVersion: start_version,
}


@pytest.mark.parametrize("model", STARTED)
def test_of_a_draft_that_is_not_read_no_more_is_said(cast, model):
    row, newcomer = old(cast, model)
    model.objects.filter(pk=row.pk).update(state="draft")
    for person, said in ((newcomer, [UNSEEN]), (cast.officer, None)):
        with pytest.raises(Refused) as refused, transaction.atomic():
            STARTED[model](twin(row, person), actor=person)
        assert (refused.value.messages == [UNSEEN]) == (said is not None)
        assert said is not None or "already" in refused.value.messages[0]


def test_nor_of_what_does_not_apply(cast):
    row, newcomer = old(cast, Exemption)
    practice = practice_choices()[1][0]
    Exemption.objects.filter(pk=row.pk).update(state="agreed", practice=practice)
    page = create_page(cast, Exemption)
    for person, unseen in ((newcomer, True), (cast.officer, False)):
        answer = cast.client(person).post(page, {"practice": practice, "reason": "We have none."})
        assert (answer.status_code, answer.context["form"].errors["practice"] == [UNSEEN]) == (422, unseen)


# --- the two cases ----------------------------------------------------------------------------------------------------
def test_a_body_of_the_name_and_the_ladder(cast):
    body = SAMPLES["rmp_governance.governancebody"](cast, party=None, visibility="shared")
    GovernanceBody.objects.filter(pk=body.pk).update(name="Merger board")
    body.refresh_from_db()
    ladder, newcomer = old(cast, Ladder)
    assert refusal(body, newcomer) == refusal(ladder, newcomer) == [UNSEEN]
    assert refusal(body, cast.officer) == ["There is a body of this name already."]
    assert refusal(ladder, cast.representative) == ["The ladder is there already: change that one."]
    for row, asked in ((body, True), (ladder, False)):
        page = create_page(cast, type(row))
        answer = cast.client(newcomer).post(page, form_data(cast, row, page, newcomer))
        text = answer.content.decode()
        assert (answer.status_code, str(UNSEEN) in text, "already" in text.replace(str(UNSEEN), "")) == (422, True, False)
        assert text.count("Merger board") == asked  # as it was typed


def test_a_change_to_a_name_that_is_taken(cast):
    row, newcomer = old(cast, GovernanceBody)
    mine = twin(row, newcomer)
    mine.name = "Another"
    save_record(mine, actor=newcomer)
    mine.name = row.name
    with pytest.raises(Refused) as refused:
        save_record(mine, actor=newcomer)
    assert refused.value.messages == [UNSEEN]
    with read_by(Person(newcomer)), pytest.raises(ValidationError) as refused:
        mine.full_clean()
    assert refused.value.messages == [UNSEEN]


def test_the_days_of_the_ladder_hold_for_all_and_nothing_else_of_it_is_shown(cast):
    ladder, newcomer = old(cast, Ladder)
    Ladder.objects.filter(pk=ladder.pk).update(days_1=77)
    LadderPlaceFactory(ladder=ladder, author=cast.officer, party=cast.university, name="Xanthophyll")
    issue = raise_issue(IssueFactory.build(partnership=cast.partnership, visibility="shared", first_level=1), actor=newcomer)
    assert issue.due_on == today() + dt.timedelta(days=77)
    client, slug = cast.client(newcomer), cast.partnership.slug
    pages = [reverse(f"rmp_governance:{name}", args=[slug]) for name in ("ladder", "issue-list", "issue-create")]
    for page in (issue.get_absolute_url(), *pages):
        text = client.get(page).content.decode()
        assert ("Xanthophyll" in text, str(ladder.pk) in text) == (False, False)
