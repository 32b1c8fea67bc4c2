"""Facts from which an agreed rule counts: no party alone changes them, and a rule is agreed with the facts that the parties read."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from assessments.models import Cycle, Instrument
from assessments.services.rhythm import plan_due
from assessments.tests.factories import InstrumentFactory, RhythmFactory
from partnerships.clock import today
from partnerships.models import Partnership
from partnerships.pages.forms import PartnershipForm
from partnerships.rules.services import propose_change, submit_rule
from partnerships.rules.tests.factories import agree
from partnerships.services import save_partnership
from partnerships.signoff.endings import Voided
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.tests.signing import sign, sign_by_all
from rmp.exits.models import ExitTrigger
from rmp.exits.tests.factories import ExitTriggerFactory
from rmp.plan.tests import factories as plan
from ubc.tests.rules.kinds import MODELS, fresh, says

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

END, LATER = dt.date(2127, 6, 1), dt.date(2140, 6, 1)


def at_the_end(cast, **more):
    Partnership.objects.filter(pk=cast.partnership.pk).update(ends_on=END)
    fields = {"kind": "date", "reading": "", "warn_days": 90, "title": "Time to renew"} | more
    return ExitTriggerFactory(partnership=cast.partnership, author=cast.officer, **fields)


# How a rule of each kind is written that counts from a fact, and what it counts from the fact.
COUNTING = {"rmp_exits.exittrigger": (at_the_end, "ends_on", LATER, {"on_date": END})}
PARTICULARS = [pytest.param(*particulars, id=label) for label, particulars in COUNTING.items()]


def save(cast, actor, **values):
    current = Partnership.objects.get(pk=cast.partnership.pk)
    for name, value in values.items():
        setattr(current, name, value)
    return save_partnership(current, actor=actor, seen_version=current.version)


def fact(cast, name):
    return getattr(Partnership.objects.get(pk=cast.partnership.pk), name)


def test_every_kind_that_counts_from_facts_is_tried_here():
    assert {label: set(model.FACTS) for label, model in MODELS.items() if model.FACTS} == {
        label: {particulars[1]} for label, particulars in COUNTING.items()
    }
    assert all({*model.FACTS} <= {*PartnershipForm.Meta.fields} for model in MODELS.values())


@pytest.mark.parametrize("who", ["officer", "representative"])
@pytest.mark.parametrize(("write", "name", "other", "instead"), PARTICULARS)
def test_no_party_alone_changes_a_fact_from_which_an_agreed_rule_counts(cast, agreed, who, write, name, other, instead):
    rule, actor = agree(write(cast)), getattr(cast, who)
    before = fact(cast, name)
    for value in (other, None):
        with pytest.raises(ValidationError) as refused:
            save(cast, actor, **{name: value, "title": "Loud gearboxes"})
        said = f"An agreed rule counts from this: {rule}. Propose a change of it first."
        assert refused.value.message_dict == {name: [said]}
    assert (fact(cast, name), fact(cast, "title")) == (before, "Quiet gearboxes")
    assert save(cast, actor, title="Silent gearboxes").title == "Silent gearboxes"  # what nothing counts from is free
    change = propose_change(fresh(rule), actor=actor, reason="We stay.", **instead)
    sign_by_all(SignOffRound.objects.open().of_record(change).get())
    save(cast, actor, **{name: other})
    assert fact(cast, name) == other


@pytest.mark.parametrize(("write", "name", "other", "instead"), PARTICULARS)
def test_the_page_says_so_at_the_field(cast, agreed, write, name, other, instead):
    agree(write(cast))
    client, page = cast.client(cast.representative), reverse("partnerships:update", args=[cast.partnership.slug])
    form = client.get(page).context["form"]
    values = {key: form[key].value() for key in form.fields if form[key].value() not in (None, "")}
    purposes = {"purposes": [form.fields["purposes"].queryset.first().pk]}
    response = client.post(page, values | purposes | {name: other})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [name])
    assert fact(cast, name) == END


@pytest.mark.parametrize(("write", "name", "other", "instead"), PARTICULARS)
def test_a_proposed_rule_and_one_that_counts_from_its_own_keep_nothing(cast, agreed, write, name, other, instead):
    write(cast)
    agree(write(cast, title="By itself", **instead))
    save(cast, cast.representative, **{name: other})
    assert fact(cast, name) == other


@pytest.mark.parametrize(("write", "name", "other", "instead"), PARTICULARS)
def test_a_fact_that_moves_meanwhile_keeps_the_rule_from_being_agreed(cast, agreed, write, name, other, instead):
    asked, quoted = write(cast), write(cast, title="Of the plan")
    submit_rule(asked, actor=cast.officer, reason="It holds from now on.")
    _version, of_plan = plan.waiting(cast)
    round = SignOffRound.objects.open().exclude(pk=of_plan.pk).get()
    sign(round, actor=cast.officer)
    save(cast, cast.representative, **{name: other})
    with pytest.raises(Voided):
        sign(round, actor=cast.representative)
    sign_by_all(of_plan)
    assert [fresh(rule).is_agreed for rule in (asked, quoted)] == [False, False]


@pytest.mark.parametrize(("write", "name", "other", "instead"), PARTICULARS)
def test_nor_does_an_agreed_rule_come_to_count_from_a_fact_that_moved_meanwhile(cast, agreed, write, name, other, instead):
    rule = agree(write(cast, **instead))
    change = propose_change(rule, actor=cast.officer, reason="As it ends.", **dict.fromkeys(instead))
    round = SignOffRound.objects.open().of_record(change).get()
    assert {"label": "Ends on", "before": "1 Jun 2127", "after": "1 Jun 2127"} in change.said
    assert round.snapshot["facts"] == {f"partnership.{name}": str(fact(cast, name))}
    sign(round, actor=cast.officer)
    save(cast, cast.representative, **{name: other})
    with pytest.raises(Voided):
        sign(round, actor=cast.representative)
    assert fresh(rule).counts_from() == ()


def test_a_trigger_counts_from_the_end_only_where_it_has_no_day(cast, agreed):
    trigger = at_the_end(cast)
    assert (trigger.counts_from(), ExitTrigger(kind="event").counts_from()) == (("ends_on",), ())
    before = says(trigger)
    Partnership.objects.update(ends_on=LATER)
    assert says(trigger) != before
    trigger.on_date = END
    assert trigger.counts_from() == ()


@pytest.mark.parametrize("is_agreed", [True, False])
@pytest.mark.parametrize("whose", ["partner", None])
def test_an_agreed_rhythm_asks_the_version_of_a_partys_questions_that_all_agreed(cast, agreed, whose, is_agreed):
    party = whose and getattr(cast, whose)
    named = InstrumentFactory(party=party, code="ours")
    rhythm = RhythmFactory(partnership=cast.partnership, author=cast.officer, instrument=named)
    if is_agreed:
        agree(rhythm)
    Instrument.objects.filter(pk=named.pk).update(state="retired")
    newer = InstrumentFactory(party=party, code="ours", number=2)
    assert plan_due(today()) >= 1
    asked = Cycle.objects.get(rhythm=rhythm).instrument
    assert asked == (named if is_agreed and party else newer)
