"""Rules of every kind as a plan in force quotes them, and what is tried on them here."""

from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships.history.models import Event
from partnerships.records.describe import part_models
from partnerships.records.services import delete_record
from partnerships.rules.models import RuleChange, rule_models
from partnerships.rules.services import propose_change
from partnerships.signoff.models import SignOffRound
from ubc.tests.samples import SAMPLES

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
        **dict.fromkeys(("state", "settled_on", "outcome", "breach_said_by"), _STATE),
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


# --- the world: a rule of each kind, before and after the plan that quotes it -----------------------------------------
def make(cast, model):
    return SAMPLES[model._meta.label_lower](cast, party=None, visibility="shared")


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


def unagreed(rule):
    """The rule, with its parts, as it was before the plan."""
    for name, part in part_models(type(rule)):
        if part in MODELS.values():
            getattr(rule, name).update(agreed_on=None, agreed_by=None)
    type(rule)._default_manager.filter(pk=rule.pk).update(agreed_on=None, agreed_by=None)
    return fresh(rule)


def free_of_use(rule):
    """Nothing that another test's kind made refers to it."""
    for relation in rule._meta.related_objects:
        if not relation.many_to_many and relation.field.remote_field.on_delete.__name__ == "PROTECT":
            relation.related_model._base_manager.filter(**{relation.field.name: rule}).delete()


def remove(rule, actor):
    free_of_use(rule)
    delete_record(fresh(rule), actor=actor)
