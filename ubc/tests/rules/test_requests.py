"""Requests about rules: all parties sign a change, an end, or a rule as it stands; what makes them void; and what the pages say of them."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.clock import today
from partnerships.records.refusals import Refused
from partnerships.records.services import amend_record, delete_record, save_record
from partnerships.rules.models import RuleChange
from partnerships.rules.services import propose_change, propose_end, submit_rule
from partnerships.rules.tests.factories import agree
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import expire_rounds, withdraw_round
from partnerships.signoff.tests.signing import decline, sign, sign_by_all
from partnerships.tests.deep import one_in
from rmp.governance.models import Responsibility
from rmp.governance.tests.factories import ActivityFactory, LadderFactory, ResponsibilityFactory
from ubc.tests.rules.kinds import (
    CHANGES,
    KINDS,
    MODELS,
    State,
    ask,
    changed,
    events,
    free_of_use,
    fresh,
    remove,
    says,
    unagreed,
    url,
)

pytestmark = [pytest.mark.django_db, pytest.mark.pages]


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
    assert (entry.verb, entry.note) == ("signed, as the last of all parties, the change of", str(change))
    asked = events(rule)[-2]
    asked_by = (asked.verb, asked.actor_key, asked.note)
    assert asked_by == ("proposed a change of", cast.partner_contributor.pk, "It did not work.")
    assert set(entry.changes) - {"agreed_on"} == set(wanted) & set(entry.changes)
    assert events(change)[0].actor_key == cast.partner_contributor.pk
    assert fresh(rule).is_agreed


@pytest.mark.parametrize("end", one_in(3, ["declined", "expired", "withdrawn"]))
@pytest.mark.parametrize("model", one_in(3, KINDS))
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


@pytest.mark.parametrize("model", one_in(3, KINDS))
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


@pytest.mark.parametrize("model", one_in(3, KINDS))
def test_a_rule_that_is_changed_or_removed_meanwhile_makes_the_request_void(cast, agreed, model):
    rule = unagreed(agreed(model))
    acts = [lambda: save_record(changed(fresh(rule)), actor=cast.contributor), lambda: remove(rule, cast.contributor)]
    for act in acts if rule.is_removable else acts[:1]:
        change = submit_rule(fresh(rule), actor=cast.partner_contributor, reason="It holds from now on.")
        round = SignOffRound.objects.open().of_record(change).get()
        sign(round, actor=cast.representative)
        act()
        round.refresh_from_db()
        assert (round.state, fresh(change).state) == ("voided", State.VOID)
        with pytest.raises(Refused):
            sign(round, actor=cast.officer)


def test_a_change_past_all_services_is_noticed_when_somebody_signs(cast, agreed):
    ladder = agreed(MODELS["rmp_governance.ladder"])
    change, round = ask(ladder, cast.officer)
    type(ladder).objects.filter(pk=ladder.pk).update(days_4=1)
    with pytest.raises(Refused):
        sign(round, actor=cast.representative)
    assert (fresh(change).state, fresh(ladder).days_1) == (State.VOID, ladder.days_1)


def test_a_part_goes_with_its_rule_and_so_does_the_request_about_it(cast, agreed):
    activity = agree(ActivityFactory(partnership=cast.partnership, author=cast.officer, name="Buying"))
    part = agree(ResponsibilityFactory(activity=activity, author=cast.officer, holder=cast.university))
    change, _round = ask(part, cast.officer)
    sign_by_all(SignOffRound.objects.open().of_record(propose_end(activity, actor=cast.officer, reason="It is over.")).get())
    assert (Responsibility.objects.filter(pk=part.pk).exists(), fresh(change).state) == (False, State.VOID)


def test_a_part_that_all_agreed_goes_with_no_proposed_rule(cast, agreed):
    activity = ActivityFactory(partnership=cast.partnership, author=cast.officer, name="Buying")
    part = ResponsibilityFactory(activity=activity, author=cast.officer, holder=cast.university)
    Responsibility.objects.filter(pk=part.pk).update(agreed_on=today(), agreed_by=SignOffRound.objects.first())
    with pytest.raises(Refused, match="What belongs to it is fixed"):
        delete_record(activity, actor=cast.contributor)


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


# --- pages ------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["representative", "partner_reader", "facilitator"])
def test_the_page_says_how_the_rule_stands(cast, agreed, who):
    ladder, client = agreed(MODELS["rmp_governance.ladder"]), cast.client(getattr(cast, who))
    page = client.get(ladder.get_absolute_url()).content.decode()
    assert "Agreed by all parties on" in page
    assert f"Plan, version 1: {cast.partnership}" in page
    assert (url(ladder, "propose-change") in page) == (who == "representative")
    assert url(ladder, "update") not in page
    SignOffRound.objects.filter(pk=ladder.agreed_by_id).update(audience=1 << 9)  # by what the person does not read
    page = client.get(ladder.get_absolute_url()).content.decode()
    assert "Agreed by all parties on" in page
    assert "Plan, version 1" not in page
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
    for order in range(20_060, 20_075):
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
