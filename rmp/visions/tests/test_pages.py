"""The pages that lay the sides beside each other, the forms, and what both cost."""

import datetime as dt

import pytest
from django.urls import reverse

from partnerships.clock import today
from partnerships.tests.costs import cost
from partnerships.tests.factories import MembershipFactory
from rmp.visions.models import Area, AreaRating, EthicsScreening, FocusArea, JointVision
from rmp.visions.services import acknowledge
from rmp.visions.tests import factories as f


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.officer}


def address(cast, name, *args, **query):
    tail = "?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else ""
    return reverse(f"rmp_visions:{name}", args=[cast.partnership.slug, *args]) + tail


def shown(cast, person, name, *args):
    page = cast.client(getattr(cast, person)).get(address(cast, name, *args))
    assert page.status_code == 200
    return page.context


# --- side by side -----------------------------------------------------------------------------------------------------
def test_visions_stand_beside_each_other_from_the_readers_side(cast, here):
    f.PartyProfileFactory(**here, party=cast.university, vision="Ours")
    f.PartyProfileFactory(**here, party=cast.partner, vision="Theirs", visibility="shared")
    f.JointVisionFactory(**here, agreed=True)
    sides = {
        name: [(side["is_ours"], side["profile"] and side["profile"].vision) for side in shown(cast, name, "visions")["sides"]]
        for name in ("officer", "partner_reader", "facilitator", "auditor")
    }
    assert sides == {
        "officer": [(True, "Ours"), (False, "Theirs")],
        "partner_reader": [(True, "Theirs"), (False, None)],
        "facilitator": [(False, None), (False, None)],
        "auditor": [(False, "Theirs"), (False, None)],
    }


def test_how_many_have_read_it_is_counted_by_party_among_those_who_are_here_now(cast, here):
    vision = f.JointVisionFactory(**here, agreed=True)
    gone = MembershipFactory(party=cast.partner, partnership=cast.partnership, role="reader")
    for person in (cast.officer, cast.partner_reader, gone.user):
        acknowledge(vision, actor=person)
    gone.starts_on, gone.ends_on = dt.date(2020, 1, 1), today() - dt.timedelta(days=1)
    gone.save()
    # The contributor stands twice for the university and is one person.
    MembershipFactory(user=cast.contributor, party=cast.university, partnership=None, role="reader")
    found = shown(cast, "officer", "visions")["coverage"]
    assert [(share.party, share.text) for share in found.shares] == [
        (cast.university, "1 of 2 people"),
        (cast.partner, "1 of 3 people"),
    ]
    assert (found.mine.author, found.is_complete) == (cast.officer, False)
    page = cast.client(cast.officer).get(address(cast, "jointvision-detail", vision.pk, tab="acknowledgement")).content.decode()
    assert (cast.contributor.name in page, cast.representative.name in page) == (True, False)


def test_areas_two_steps_apart_are_marked_and_ask_for_a_handling(cast, here):
    for area, ours, theirs in ((Area.CULTURE, 5, 3), (Area.ETHICS, 4, 3), (Area.DIRECTION, 2, 2), (Area.REPUTATION, 5, None)):
        for party, value in ((cast.university, ours), (cast.partner, theirs)):
            if value:
                f.AreaRatingFactory(**here, party=party, area=area, value=value, visibility="shared")
    f.AreaHandlingFactory(**here, area=Area.CULTURE)
    f.AreaRatingFactory(**here, party=cast.partner, area=Area.BEHAVIOUR, value=1)
    rows = {row.area: (row.differs, row.needs_handling) for row in shown(cast, "officer", "alignment")["rows"]}
    assert rows == {
        Area.DIRECTION: (False, True),
        Area.CULTURE: (True, False),
        Area.REPUTATION: (False, False),
        Area.ETHICS: (False, False),
        Area.BEHAVIOUR: (False, False),
    }
    theirs = {row.area: row.needs_handling for row in shown(cast, "representative", "alignment")["rows"]}
    assert theirs[Area.BEHAVIOUR] is True


def test_a_newer_private_check_does_not_hide_an_older_shared_one(cast, here):
    f.JointVisionFactory(**here, agreed=True, values="Openness\nCare")
    mine = {"party": cast.university, "value": "Openness"}
    f.ValueCheckFactory(**here, **mine, visibility="shared", on=today() - dt.timedelta(days=9))
    f.ValueCheckFactory(**here, **mine, on=today(), verdict="not", follows="Talk")
    area = f.FocusAreaFactory(**here)
    f.FocusCommitmentFactory(area=area, party=cast.partner, text="Two engineers")
    found = {
        name: [
            (row.value, [cell.check and cell.check.verdict for cell in row.cells])
            for row in shown(cast, name, "practice")["rows"]
        ]
        for name in ("officer", "representative")
    }
    assert found == {
        "officer": [("Openness", ["not", None]), ("Care", [None, None]), ("Two engineers", [None, None])],
        "representative": [("Openness", [None, "lived"]), ("Care", [None, None]), ("Two engineers", [None, None])],
    }


def test_the_four_focus_areas_are_there_set_or_not(cast, here):
    area = f.FocusAreaFactory(**here, kind=FocusArea.Kind.USERS)
    f.FocusCommitmentFactory(area=area, party=cast.partner, text="A place in the plant")
    rows = shown(cast, "officer", "focus")["rows"]
    assert [(row.kind, row.area, bool(row.url)) for row in rows] == [
        (kind, area if kind == FocusArea.Kind.USERS else None, True) for kind in FocusArea.Kind
    ]
    assert [[one.text for one in mine] for _party, _ours, mine in rows[1].sides] == [[], ["A place in the plant"]]
    assert [row.url for row in shown(cast, "partner_reader", "focus")["rows"]] == [""] * 4


# --- forms ------------------------------------------------------------------------------------------------------------
def test_the_next_version_begins_with_the_words_of_the_agreed_one(cast, here):
    f.JointVisionFactory(**here, agreed=True, number=1, direction="Silence", values="Care")
    client = cast.client(cast.representative)
    initial = client.get(address(cast, "jointvision-create")).context["form"].initial
    assert (initial["direction"], initial["values"]) == ("Silence", "Care")
    made = client.post(address(cast, "jointvision-create"), {"direction": "More silence"})
    draft = JointVision.objects.draft().get()
    assert (made.url, draft.number, draft.values) == (draft.get_absolute_url(), 2, "")
    again = client.post(address(cast, "jointvision-create"), {"direction": "Another"})
    assert (again.status_code, "There is a draft already" in again.content.decode()) == (422, True)


CLEAR = dict.fromkeys(EthicsScreening.QUESTIONS, "clear")
# (address, what is typed, the field or None for the form, what is said)
BAD = [
    ("partyprofile-create", {"space": "ours_private"}, "vision", "required"),
    ("arearating-create", {"space": "ours_private", "area": "culture", "value": "6"}, "value", "not one of the available"),
    ("compatibilityassessment-create", {"verdict": "with_care", "fits": "x"}, None, "Say where you do not fit"),
    ("ethicsscreening-create", {"result": "passed"}, "result", "Answer every question"),
    ("ethicsscreening-create", {**CLEAR, "result": "conditions"}, None, "Name the conditions"),
    ("valuecheck-create", {"value": "x", "verdict": "not", "evidence": "x"}, None, "Say what follows"),
    ("valuecheck-create", {"value": "x", "verdict": "lived", "evidence": "x", "next_on": "2020-01-01"}, None, "after this one"),
    ("ethicscheck-create", {"clash": "x", "kind": "use", "due_on": "soon"}, "due_on", "valid date"),
]


@pytest.mark.parametrize(("name", "typed", "field", "said"), BAD)
def test_what_is_wrong_is_said(cast, name, typed, field, said):
    data = {"space": "ours_private", "assessed_on": today(), "on": today(), **typed}
    page = cast.client(cast.officer).post(address(cast, name), data)
    assert page.status_code == 422
    errors = page.context["form"].errors
    assert said in " ".join(errors.get(field or "__all__", []))


def test_there_is_one_of_what_there_is_one_of(cast, here):
    f.PartyProfileFactory(**here, party=cast.university)
    f.AreaRatingFactory(**here, party=cast.university)
    f.AreaHandlingFactory(**here)
    f.FocusAreaFactory(**here)
    client = cast.client(cast.officer)
    posts = {
        "partyprofile-create": {"space": "ours_private", "vision": "x"},
        "arearating-create": {"space": "ours_shared", "area": "culture", "value": "3"},
        "areahandling-create": {"area": "culture", "handling": "x"},
        "focusarea-create": {"kind": "quality", "aim": "x"},
    }
    for name, typed in posts.items():
        page = client.post(address(cast, name), typed)
        assert (name, page.status_code, "already: change that" in page.content.decode()) == (name, 422, True)


def test_neutral_people_and_readers_write_nothing(cast):
    for name in ("facilitator", "auditor", "partner_reader"):
        client = cast.client(getattr(cast, name))
        assert client.get(address(cast, "partyprofile-create")).status_code == 403
        assert [side["create_url"] for side in client.get(address(cast, "visions")).context["sides"]] == ["", ""]


def test_acts_by_their_pages(cast, here):
    vision = f.JointVisionFactory(**here, agreed=True)
    reader, officer = cast.client(cast.partner_reader), cast.client(cast.officer)
    url = address(cast, "jointvision-acknowledge", vision.pk)
    assert url in reader.get(vision.get_absolute_url()).content.decode()
    assert reader.post(url).status_code == 302
    assert url not in reader.get(vision.get_absolute_url()).content.decode()
    assert reader.post(url).status_code == 422
    late = {"where": "Web page", "on": today() + dt.timedelta(days=1)}
    assert officer.post(address(cast, "jointvision-publish", vision.pk), late).status_code == 422
    assert officer.post(address(cast, "jointvision-publish", vision.pk), late | {"on": today()}).status_code == 302
    check = f.EthicsCheckFactory(**here)
    url = address(cast, "ethicscheck-settle", check.pk)
    assert officer.post(url, {"state": "open", "handling": "x"}).status_code == 422
    assert officer.post(url, {"state": "handled", "handling": "Sixty days"}).status_code == 302
    cleared = {"clash": "x", "kind": "use", "handling": "", "seen_version": 2}
    page = officer.post(address(cast, "ethicscheck-update", check.pk), cleared)
    assert list(page.context["form"].errors) == ["handling"]
    screening = f.EthicsScreeningFactory(**here)
    page = officer.post(address(cast, "ethicsscreening-ask", screening.pk))
    assert (page.status_code, "no result yet" in page.content.decode()) == (422, True)


# --- cost -------------------------------------------------------------------------------------------------------------
def fill(cast, here, rows):
    """Rows of every kind of which there can be many, of each space."""
    for number in range(rows):
        for place in ({}, {"party": cast.university}, {"party": cast.partner, "visibility": "shared"}):
            f.CompatibilityAssessmentFactory(**here, **place)
            f.EthicsCheckFactory(**here, **place)
            f.EthicsScreeningFactory(**here, **place)
            if place:
                f.ValueCheckFactory(**here, **place, value=f"Value {rows} {number}")
        f.JointVisionFactory(**here, state="superseded", agreed_on=today())


PAGES = {"visions": 9, "alignment": 7, "focus": 7, "practice": 8}
LISTS = ("jointvision", "partyprofile", "compatibilityassessment", "ethicscheck", "ethicsscreening", "valuecheck")
MOST = {"list": 8, "detail": 12}


def test_pages_cost_the_same_for_one_and_for_thirty(cast, here):
    agreed = f.JointVisionFactory(**here, agreed=True)
    area = f.FocusAreaFactory(**here)
    f.PartyProfileFactory(**here, party=cast.university)
    records = {
        "jointvision": agreed,
        "compatibilityassessment": f.CompatibilityAssessmentFactory(**here),
        "ethicsscreening": f.EthicsScreeningFactory(**here, concluded=True),
        "focusarea": area,
    }
    client, costs = cast.client(cast.officer), []
    for rows in (1, 29):
        fill(cast, here, rows)
        for _ in range(rows):
            f.FocusCommitmentFactory(area=area, party=cast.university)
            person = MembershipFactory(party=cast.partner, partnership=cast.partnership, role="reader").user
            acknowledge(agreed, actor=person)
        found = {name: cost(client, address(cast, name)) for name in PAGES}
        found |= {f"{name}-list": cost(client, address(cast, f"{name}-list")) for name in LISTS}
        found |= {f"{name}-detail": cost(client, record.get_absolute_url()) for name, record in records.items()}
        found["tab"] = cost(client, f"{agreed.get_absolute_url()}?tab=acknowledgement")
        costs.append(found)
    assert costs[0] == costs[1]
    assert {name: costs[0][name] for name in PAGES} == PAGES
    assert {n: c for n, c in costs[0].items() if c > MOST.get(n.rpartition("-")[2], 12)} == {}


def test_what_saving_and_acknowledging_cost_at_most(cast, here, django_assert_max_num_queries):
    client = cast.client(cast.officer)
    posts = {
        "partyprofile-create": {"space": "ours_shared", "vision": "x"},
        "ethicsscreening-create": {"space": "joint", **CLEAR, "result": "passed"},
        "jointvision-create": {"direction": "x"},
        "arearating-create": {"space": "ours_shared", "area": "culture", "value": "3"},
    }
    for name, typed in posts.items():  # the first change in a partnership costs once what is remembered then
        with django_assert_max_num_queries(25):
            assert client.post(address(cast, name), typed).status_code == 302, name
    assert AreaRating.objects.get().visibility == "shared"
    vision = f.JointVisionFactory(**here, agreed=True, number=9)
    with django_assert_max_num_queries(32):
        assert client.post(address(cast, "jointvision-acknowledge", vision.pk)).status_code == 302
