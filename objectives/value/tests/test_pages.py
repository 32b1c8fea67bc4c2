"""The funnel, the balance, the forms, and what the pages cost."""

import pytest
from django.urls import reverse

from objectives.models import Objective
from objectives.value.models import (
    BalanceTerms,
    Benefit,
    BenefitMeasurement,
    Contribution,
    ContributionReceipt,
    IdeaScore,
    Output,
    ValueIdea,
)
from objectives.value.tests import factories as f
from objectives.value.tests.worlds import fill
from partnerships.clock import today
from partnerships.models import Term
from partnerships.tests.costs import cost


def address(cast, name, *args, **query):
    tail = "?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else ""
    return reverse(f"objectives_value:{name}", args=[cast.partnership.slug, *args]) + tail


def shown(cast, person, name, *args, **query):
    page = cast.client(getattr(cast, person)).get(address(cast, name, *args, **query))
    assert page.status_code == 200
    return page


def term(taxonomy, code):
    return Term.objects.get(taxonomy=taxonomy, code=code).pk


# --- the funnel -------------------------------------------------------------------------------------------------------
def test_each_sees_the_funnel_from_its_side(cast, here):
    for state, place in (
        ("captured", {"party": cast.university}),
        ("captured", {"party": cast.partner, "visibility": "shared"}),
        ("piloting", {}),
        ("measured", {}),
        ("stopped", {"learning": "Too hot"}),
    ):
        f.ValueIdeaFactory(**here, state=state, **place)
    found = {}
    for person in ("officer", "partner_reader", "auditor", "facilitator"):
        context = shown(cast, person, "funnel").context
        way = {stage.state: (stage.counts, stage.came) for stage in context["funnel"].way if stage.here}
        found[person] = (way, [idea.learning for idea in context["let_go"]], len(context["waiting"]))
    later = {"piloting": ([0, 1, 0], 2), "measured": ([0, 1, 0], 1)}
    assert found == {
        "officer": ({"captured": ([1, 0, 1], 4), **later}, ["Too hot"], 1),
        "partner_reader": ({"captured": ([1, 0, 0], 3), **later}, ["Too hot"], 1),
        "auditor": ({"captured": ([0, 0, 1], 3), **later}, ["Too hot"], 0),
        "facilitator": (later, ["Too hot"], 0),
    }


def test_the_drawing_has_a_name_and_a_table_beneath(cast, here):
    fill(cast, 1)
    f.BalanceTermsFactory(**here)
    for page, lines in (("funnel", 12), ("balance", 12)):
        text = shown(cast, "representative", page).content.decode()
        assert text.count('role="img"') == 1
        assert "The table beneath says the same." in text
        table = text[text.index("</figure>") :]
        assert table.count('<th scope="row"') >= lines


def test_scores_stand_beside_each_other_and_differences_are_marked(cast, here):
    idea = f.ValueIdeaFactory(**here, state="screened")
    f.IdeaScoreFactory(idea=idea, party=cast.university, desirability=5, feasibility=2, benefit=3)
    f.IdeaScoreFactory(idea=idea, party=cast.partner, desirability=3, feasibility=3, benefit=3)
    context = shown(cast, "representative", "valueidea-detail", idea.pk).context
    table = context["scored"]
    assert [party.short_name for party in table.parties] == ["Adler", "Rivermouth"]
    assert [(row.values, row.differs) for row in table.rows] == [([3, 5], True), ([3, 2], False), ([3, 3], False)]
    assert table.means == [3.0, 3.3]
    assert context["score_url"] == address(cast, "ideascore-update", idea.scores.get(party=cast.partner).pk)
    assert "scores differ" in shown(cast, "auditor", "valueidea-list").content.decode()
    assert "score_url" not in shown(cast, "auditor", "valueidea-detail", idea.pk).context


# --- the balance ------------------------------------------------------------------------------------------------------
def test_the_balance_says_how_far_apart_the_shares_are(cast, here):
    assert "Nothing to weigh yet" in shown(cast, "officer", "balance").content.decode()
    for party, worth in ((cast.university, 30), (cast.partner, 10)):
        f.ContributionFactory(**here, party=party, visibility="shared", delivered=100, valuation_by_giver=worth)
        f.BenefitShareFactory(benefit=f.BenefitFactory(**here, of=party), party=party, realised=10)
    page = shown(cast, "officer", "balance")
    assert "25 percentage points" in page.content.decode()
    assert "have not agreed yet in which unit" in page.content.decode()
    f.BalanceTermsFactory(**here, tolerance=24)
    assert "out of balance" in shown(cast, "officer", "balance").content.decode()
    BalanceTerms.objects.update(tolerance=25)
    page = shown(cast, "officer", "balance")
    assert ("out of balance" in page.content.decode(), "balanced" in page.content.decode()) == (False, True)
    assert [group.kind for group in page.context["chart"].groups] == ["ours", "theirs"]
    assert [group.kind for group in shown(cast, "auditor", "balance").context["chart"].groups] == ["theirs", "theirs"]


@pytest.mark.parametrize(
    ("query", "said"),
    [({"since": "2026-02-01", "until": "2026-01-01"}, "ends before it begins"), ({"since": "soon"}, "Enter a valid date")],
)
def test_a_period_that_is_none_is_said_at_the_field(cast, here, query, said):
    fill(cast, 1)
    page = shown(cast, "officer", "balance", **query)
    assert (said in page.content.decode(), page.context["balance"].since) == (True, None)


# --- forms ------------------------------------------------------------------------------------------------------------
def test_an_idea_keeps_who_raised_it_and_its_first_words_are_enough(cast):
    client = cast.client(cast.representative)
    made = client.post(address(cast, "valueidea-create"), {"space": "joint", "title": "Shared bench", "kind": "quality"})
    idea = ValueIdea.objects.get()
    assert (made.url, idea.raised_by, idea.party, idea.state) == (idea.get_absolute_url(), cast.partner, None, "captured")
    changed = {"title": "Shared test bench", "kind": "quality", "seen_version": idea.version}
    cast.client(cast.officer).post(address(cast, "valueidea-update", idea.pk), changed)
    idea.refresh_from_db()
    assert (idea.title, idea.raised_by) == ("Shared test bench", cast.partner)


def test_a_measurement_sets_the_day_of_the_next(cast, here):
    benefit = f.BenefitFactory(**here, measure_on=today())
    data = {"on": today().isoformat(), "evidence": "Count", "next_on": "2031-01-01", "link": "example.org/x"}
    client = cast.client(cast.officer)
    assert client.post(address(cast, "benefitmeasurement-create", benefit.pk), data).status_code == 302
    benefit.refresh_from_db()
    assert (str(benefit.measure_on), BenefitMeasurement.objects.get().link) == ("2031-01-01", "https://example.org/x")


def test_the_receiver_is_another_and_ended_objectives_are_not_offered(cast, here):
    Objective.objects.create(**here, title="Ended", term="short", visibility="shared", state="withdrawn")
    fields = shown(cast, "officer", "contribution-create").context["form"].fields
    assert list(fields["receiver"].queryset) == [cast.partner]
    assert list(fields["objective"].queryset) == []


GIFT = {"space": "ours_shared", "description": "x", "planned": "5", "delivered": "0", "unit": "h", "resource": True}
BENEFIT = {"space": "joint", "title": "x", "kind": True, "beneficiary": "joint", "baseline": "0"}
TARGET = {"space": "joint", "title": "x", "area": "time", "baseline": "1", "target": "2", "unit": "d", "due_on": "2031-01-01"}
# (address, what is typed, the field or None for the form, what is said)
BAD = [
    ("valueidea-create", {"space": "joint", "title": "", "kind": "magic"}, "kind", "not one of the available"),
    ("valueidea-create", {"space": "joint", "title": "x" * 201, "kind": "talent"}, "title", "at most 200"),
    ("valueidea-create", {"space": "theirs", "title": "x", "kind": "talent"}, "space", "not one of the available"),
    (
        "valuedefinition-create",
        {"space": "ours_shared", "statement": "x", "priority": "0"},
        "priority",
        "greater than or equal",
    ),
    ("benefit-create", BENEFIT | {"beneficiary": "party"}, "beneficiary_party", "which party benefits"),
    ("benefit-create", BENEFIT | {"target": "1e99"}, "target", "digits"),
    ("benefit-create", BENEFIT | {"target": "5"}, "unit", "in which unit"),
    ("benefit-create", BENEFIT | {"target": "0", "unit": "x"}, "target", "nothing would change"),
    ("benefit-create", BENEFIT | {"due_on": "2026-02-30"}, "due_on", "valid date"),
    ("contribution-create", GIFT | {"planned": "-1"}, "planned", "less than nothing"),
    ("contribution-create", GIFT | {"valuation_by_giver": "-1"}, "valuation_by_giver", "greater than or equal"),
    ("contribution-create", GIFT | {"starts_on": "2026-02-01", "ends_on": "2026-01-01"}, "ends_on", "ends before it begins"),
    ("output-create", {"space": "joint", "title": "x", "kind": "patent", "link": "javascript:alert(1)"}, "link", "valid URL"),
    ("output-create", {"space": "joint", "title": "x", "kind": "patent", "link": "ftp://x.org"}, "link", "valid URL"),
    ("improvementtarget-create", TARGET | {"target": "1"}, None, "nothing would change"),
    ("balanceterms-create", {"unit": "euro", "tolerance": "101"}, "tolerance", "less than or equal"),
]


@pytest.mark.parametrize(("name", "typed", "field", "said"), BAD)
def test_bad_input_is_said_at_the_field_and_keeps_nothing(cast, name, typed, field, said):
    terms = {"resource": ("resource", "funding"), "kind": ("benefit", "talent")}
    typed = {key: term(*terms[key]) if value is True else value for key, value in typed.items()}
    answer = cast.client(cast.officer).post(address(cast, name), typed)
    errors = answer.context["form"].errors
    assert (answer.status_code, said in str(errors.get(field or "__all__", ""))) == (422, True), errors
    for model in (ValueIdea, Benefit, Contribution, Output, BalanceTerms):
        assert model.objects.count() == 0


def test_a_second_word_of_one_party_is_refused_in_words(cast, here):
    idea = f.ValueIdeaFactory(**here)
    gift = f.ContributionFactory(**here, party=cast.university, visibility="shared")
    client = cast.client(cast.representative)
    scores = {"desirability": "3", "feasibility": "3", "benefit": "3"}
    for name, parent, data in (
        ("ideascore", idea, scores),
        ("contributionreceipt", gift, {"received": "1", "on": today().isoformat()}),
    ):
        url = address(cast, f"{name}-create", parent.pk)
        assert client.post(url, data).status_code == 302
        again = client.post(url, data)
        assert (again.status_code, "Your party has" in again.content.decode()) == (422, True), name
    assert (IdeaScore.objects.get().party, ContributionReceipt.objects.get().party) == (cast.partner, cast.partner)


def test_terms_are_one(cast, here):
    f.BalanceTermsFactory(**here)
    again = cast.client(cast.officer).post(address(cast, "balanceterms-create"), {"unit": "points", "tolerance": "5"})
    assert (again.status_code, "have terms already" in again.content.decode()) == (422, True)


def test_buttons_are_those_of_the_persons_party(cast, here):
    benefit = f.BenefitFactory(**here, of=cast.partner, realised=True)
    acts = {
        person: {str(act["label"]) for act in shown(cast, person, "benefit-detail", benefit.pk).context["acts"]}
        for person in ("officer", "representative", "partner_contributor", "auditor")
    }
    assert acts == {
        "officer": {"Take up again", "Add an action"},
        "representative": {"Attest", "Dispute", "Take up again", "Add an action"},
        "partner_contributor": {"Take up again", "Add an action"},
        "auditor": set(),
    }
    client = cast.client(cast.representative)
    assert client.post(address(cast, "benefit-attest", benefit.pk), {"worth": "7"}).status_code == 302
    assert Benefit.objects.get().state == "verified"


# --- cost -------------------------------------------------------------------------------------------------------------
LISTS = ("valueidea", "benefit", "contribution", "lesson", "improvementtarget")  # the others look at nothing else
PAGES = {"funnel": 8, "balance": 12}
MOST = {"list": 8, "detail": 12, "tab": 12}


def test_pages_cost_the_same_for_one_and_for_thirty(cast, here):
    f.BalanceTermsFactory(**here)
    idea = f.ValueIdeaFactory(**here, approved=True)
    records = {
        "valueidea": idea,
        "benefit": f.BenefitFactory(**here, target=10, unit="people"),
        "contribution": f.ContributionFactory(**here, party=cast.partner, visibility="shared"),
        "lesson": f.LessonFactory(**here),
        "improvementtarget": f.ImprovementTargetFactory(**here),
    }
    client, costs = cast.client(cast.officer), []
    for rows in (1, 9):  # three of each kind a row
        fill(cast, rows)
        for _ in range(rows):
            f.BenefitMeasurementFactory(benefit=f.BenefitFactory(**here, idea=idea))
            f.LessonFactory(**here, idea=idea)
            f.BenefitMeasurementFactory(benefit=records["benefit"])
            f.TargetReadingFactory(target=records["improvementtarget"])
        found = {name: cost(client, address(cast, name)) for name in PAGES}
        for name in LISTS:
            found[f"{name}-list"] = cost(client, address(cast, f"{name}-list"))
        found["table-list"] = cost(client, address(cast, "benefit-list", view="table"))
        found |= {f"{name}-detail": cost(client, record.get_absolute_url()) for name, record in records.items()}
        found["measurements-tab"] = cost(client, f"{records['benefit'].get_absolute_url()}?tab=benefitmeasurement")
        costs.append(found)
    assert costs[0] == costs[1]
    assert {name: costs[0][name] for name in PAGES} == PAGES
    assert {n: c for n, c in costs[0].items() if c > MOST.get(n.rpartition("-")[2], 12)} == {}


def test_saving_costs_the_same_and_little(cast, here, django_assert_max_num_queries):
    client = cast.client(cast.officer)
    benefit, idea = f.BenefitFactory(**here), f.ValueIdeaFactory(**here)
    kind, resource = term("benefit", "talent"), term("resource", "funding")
    posts = {
        ("valueidea-create",): {"space": "ours_shared", "title": "x", "kind": "talent"},
        ("benefit-create",): BENEFIT | {"kind": kind, "idea": idea.pk},
        ("contribution-create",): GIFT | {"resource": resource, "receiver": cast.partner.pk},
        ("ideascore-create", idea.pk): {"desirability": "1", "feasibility": "1", "benefit": "1"},
        ("benefitmeasurement-create", benefit.pk): {"on": today().isoformat(), "evidence": "x"},
        ("benefitshare-create", benefit.pk): {"expected": "5", "realised": "1"},
    }
    for (name, *args), typed in posts.items():  # the first change in a partnership costs once what is remembered then
        with django_assert_max_num_queries(27, info=name):
            assert client.post(address(cast, name, *args), typed).status_code == 302, name
    realised = f.BenefitFactory(**here, of=cast.university, realised=True)
    with django_assert_max_num_queries(68):  # three records: the word, its worth, the benefit that is verified by it
        assert client.post(address(cast, "benefit-attest", realised.pk), {"worth": "3"}).status_code == 302
