"""The pages that lay the sides beside each other, the forms with what they refuse, and what both cost."""

import pytest
from django.apps import apps
from django.urls import reverse

from partnerships.clock import today
from partnerships.tests.costs import cost
from rmp.competence.models import Assessment, Competence, CoverageSnapshot, Induction, RoleHolder
from rmp.competence.starting_set import ENTRIES, load_competences
from rmp.competence.tests import factories as f
from rmp.competence.tests.worlds import DAY, Team


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.officer}


def address(cast, name, *args):
    return reverse(f"rmp_competence:{name}", args=[cast.partnership.slug, *args])


def shown(cast, person, name, *args):
    page = cast.client(getattr(cast, person)).get(address(cast, name, *args))
    assert page.status_code == 200
    return page


# --- side by side -----------------------------------------------------------------------------------------------------
def test_published_coverage_stands_side_by_side_from_the_readers_side(cast):
    ours, theirs = Team(cast), Team(cast, side="partner", code="commercial")
    theirs.role, theirs.requirement = ours.role, ours.requirement
    for team, levels in ((ours, (3, 3, 3, 3, 3)), (theirs, (1, 1, 1, 1, 3))):
        team.join(5)
        team.rated(*levels)
        team.publish()

    def cells(person):
        [role] = [
            one for one in shown(cast, person, "coverage").context["roles"] if one.rows[0].cells[0].figure.status == "shown"
        ] or [None]
        return role and [(cell.is_ours, cell.figure.how_many(), cell.tone) for cell in role.rows[0].cells]

    assert cells("officer") == [(True, "4 to 5 of 5", "good"), (False, "0 to 1 of 5", "bad")]
    assert cells("partner_reader") == [(True, "0 to 1 of 5", "bad"), (False, "4 to 5 of 5", "good")]
    assert cells("auditor") == [(False, "0 to 1 of 5", "bad"), (False, "4 to 5 of 5", "good")]
    [figure] = [
        cell.figure for role in shown(cast, "facilitator", "coverage").context["roles"] for cell in role.rows[0].cells[:1]
    ][:1]
    assert figure is None  # who sees only the joint space sees what roles ask for
    # Another level is asked for since: the figure says of which it is.
    ours.requirement.required_level = 4
    ours.requirement.save()
    assert b"of the level asked for then: 3 does it alone" in shown(cast, "officer", "coverage").content


def test_capability_stands_side_by_side(cast, here):
    for side, visibility in (("university", "private"), ("partner", "shared"), ("partner", "private")):
        f.OrgCapabilityFactory(**here, party=getattr(cast, side), visibility=visibility, dimension="people")
    rows = {
        person: [len(cell.strengths) for cell in shown(cast, person, "capability").context["rows"][2].cells]
        for person in ("officer", "partner_reader", "auditor", "facilitator")
    }
    assert rows == {"officer": [1, 1], "partner_reader": [2, 0], "auditor": [1, 0], "facilitator": [0, 0]}


# --- forms ------------------------------------------------------------------------------------------------------------
def test_a_manager_reads_what_a_rating_is_for_and_then_rates(cast, here):
    holder = f.RoleHolderFactory(**here, party=cast.university, person=cast.contributor)
    competence = f.CompetenceFactory()
    client, url = cast.client(cast.officer), address(cast, "assessment-create", holder.pk)
    page = client.get(f"{url}?competence={competence.pk}").content.decode()
    for words in ("What this rating is for", "Purpose:", "Who reads it", "How long", "Seen", str(competence)):
        assert (words in page) is (words != "Seen"), words
    sent = {"competence": competence.pk, "rater": "manager", "level": "2", "evidence": "In May.", "assessed_on": today()}
    wrong = (
        ({"level": "5"}, "level"),
        ({"level": ""}, "level"),
        ({"rater": "self"}, "rater"),
        ({"evidence": ""}, "evidence"),
        ({"assessed_on": today() + DAY}, "assessed_on"),
        ({"competence": f.CompetenceFactory(active=False).pk}, "competence"),
        ({"competence": holder.pk}, "competence"),
    )
    for values, field in wrong:
        refused = client.post(url, sent | values)
        assert (refused.status_code, list(refused.context["form"].errors)) == (422, [field]), values
    assert not Assessment.objects.exists()
    assert client.post(url, sent).status_code == 302
    assert b"In May." in client.get(f"{holder.get_absolute_url()}?tab=assessment").content
    mine = cast.client(cast.contributor).get(url).context["form"]
    assert [value for value, _label in mine.fields["rater"].choices] == ["self"]


def test_people_are_entered_once_and_of_the_own_party(cast):
    client, url = cast.client(cast.officer), address(cast, "roleholder-create")
    sent = {"role": f.role().pk, "person": "", "name": "Ada Berg", "since": today()}
    people = {str(value) for value, _label in client.get(url).context["form"].fields["person"].choices}
    assert people == {"", str(cast.officer.pk), str(cast.contributor.pk)}
    assert client.post(url, sent).status_code == 302
    wrong = (
        ({"name": "ada berg"}, "name"),
        ({"name": ""}, "name"),
        ({"person": cast.contributor.pk}, "name"),
        ({"name": "", "person": cast.representative.pk}, "person"),
        ({"name": "Eva", "until": today() - DAY}, "__all__"),
        ({"name": "E" * 151}, "name"),
    )
    for values, field in wrong:
        refused = client.post(url, sent | values)
        assert (refused.status_code, field in refused.context["form"].errors) == (422, True), values
    assert RoleHolder.objects.get().visibility == "private"


def test_observations_and_newcomers_are_written_through_their_forms(cast, here):
    f.CharterStatementFactory(charter=f.BehaviourCharterFactory(**here))
    promised = f.CharterStatementFactory(charter=f.BehaviourCharterFactory(**here, agreed=True))
    client, url = cast.client(cast.officer), address(cast, "behaviourobservation-create")
    form = client.get(url).context["form"]
    assert list(form.fields["statement"].queryset) == [promised]
    assert list(form.fields["about"].queryset) == [cast.partner]
    sent = {
        "space": "ours_shared",
        "kind": "concern",
        "about": cast.partner.pk,
        "what": "They were late.",
        "observed_on": today(),
    }
    refused = client.post(url, sent | {"what": "Renate was late"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["what"])
    assert client.post(url, sent).status_code == 302
    url = address(cast, "induction-create")
    sent = {"space": "ours_private", "name": "Nora New", "role": f.role().pk, "items": ["why", "plan"]}
    sent |= {"starts_on": today(), "due_on": today() + DAY}
    refused = client.post(url, sent | {"due_on": today() - DAY})
    assert refused.status_code == 422
    assert client.post(url, sent).status_code == 302
    assert Induction.objects.get().steps.count() == 2


def test_publishing_shows_what_will_be_told_and_tells_it(cast):
    team = Team(cast)
    team.join(5, person=None)
    team.rated(3, 3, 3, 3, 1)
    client, url = cast.client(cast.officer), address(cast, "publish")
    page = client.get(url)
    assert (page.context["fresh"], b"4 to 5 of 5" in page.content) == (1, True)
    refused = client.post(url, {"note": "Renate will know"})
    assert (refused.status_code, CoverageSnapshot.objects.count()) == (422, 0)
    assert client.post(url, {"note": "First"}).status_code == 302
    again = client.post(url, {"note": ""})
    assert (again.status_code, b"Nothing differs" in again.content) == (422, True)


# --- the starting set -------------------------------------------------------------------------------------------------
def test_the_starting_set_is_whole_and_an_institution_may_change_it(cast):
    load_competences(apps)
    Competence.objects.filter(code="AD1").update(title="Keeps its word", active=False)
    load_competences(apps)
    changed = Competence.objects.get(code="AD1")
    assert (Competence.objects.count(), str(changed), changed.active) == (len(ENTRIES), "Keeps its word", False)
    assert {kind: sum(entry.kind == kind for entry in ENTRIES) for kind in Competence.Kind.values} == dict.fromkeys(
        Competence.Kind.values, 4
    )
    assert all(len(competence.descriptors) == 5 for competence in Competence.objects.all())
    page = shown(cast, "partner_reader", "catalogue").content.decode()
    assert ("Is open" in page, "Keeps its word" in page) == (True, False)


# --- cost -------------------------------------------------------------------------------------------------------------
COSTS = {
    "coverage": 11,
    "gaps": 10,
    "capability": 6,
    "publish": 10,
    "roleprofile-list": 8,
    "roleholder-list": 8,
    "behaviourobservation-list": 8,
    "induction-list": 8,
}


def fill(cast, here, number):
    for index in range(number):
        team = Team(cast, code=f"role-{RoleHolder.objects.count()}-{index}")
        team.rated(1, people=team.join(1))
        for side in ("university", "partner"):
            place = here | {"party": getattr(cast, side), "visibility": "shared"}
            other = cast.partner if side == "university" else cast.university
            f.BehaviourObservationFactory(**place, about=other)
            f.InductionStepFactory(induction=f.InductionFactory(**place))
            f.OrgCapabilityFactory(**place)
            f.DevelopmentActionFactory(**place)
            f.CoverageFigureFactory(snapshot=f.CoverageSnapshotFactory(**place, superseded_on=today()))
        f.BehaviourCharterFactory(**here, state="superseded", agreed_on=today())


def test_pages_cost_the_same_for_one_row_and_for_many(cast, here):
    client, found = cast.client(cast.officer), []
    for number in (1, 8):
        fill(cast, here, number)
        found.append({name: cost(client, address(cast, name)) for name in COSTS})
    assert found[0] == found[1]
    assert {name: (cost, COSTS[name]) for name, cost in found[0].items() if cost > COSTS[name]} == {}
