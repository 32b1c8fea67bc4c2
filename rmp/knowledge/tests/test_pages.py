"""The map, the pages of works, owners and incidents, the forms, and what they cost."""

import datetime as dt

import pytest
from django.urls import reverse

from partnerships.clock import today
from partnerships.documents.models import Document
from partnerships.documents.tests.factories import level, upload
from partnerships.tests.costs import cost
from rmp.knowledge.models import DisclosureEvent, DisclosureRequest, InfoIncident, IPRecord
from rmp.knowledge.services import publications
from rmp.knowledge.tests import factories as f

TOMORROW = today() + dt.timedelta(1)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.officer}


def address(cast, name, *args):
    return reverse(f"rmp_knowledge:{name}", args=[cast.partnership.slug, *args])


# --- what they show ---------------------------------------------------------------------------------------------------
def test_the_map_shows_each_party_from_the_readers_side(cast, here):
    f.CategoryFactory(**here, party=cast.university, name="Ours, private", sharing="cannot", level=level(3))
    f.CategoryFactory(**here, party=cast.university, name="Ours", visibility="shared")
    f.CategoryFactory(**here, party=cast.partner, name="Theirs", visibility="shared", sharing="condition", condition="NDA")
    f.CategoryFactory(**here, owner=cast.partner, name="Of theirs, joint")
    found = {}
    for person in ("officer", "representative", "facilitator"):
        page = cast.client(getattr(cast, person)).get(address(cast, "map"))
        found[person] = [
            (side["party"].short_name, side["is_ours"], [[c.name for c in g["categories"]] for g in side["groups"]])
            for side in page.context["sides"]
        ]
    assert found == {
        "officer": [
            ("Rivermouth", True, [["Ours"], [], ["Ours, private"]]),
            ("Adler", False, [["Of theirs, joint"], ["Theirs"], []]),
        ],
        "representative": [
            ("Adler", True, [["Of theirs, joint"], ["Theirs"], []]),
            ("Rivermouth", False, [["Ours"], [], []]),
        ],
        # A facilitator reads the joint space only.
        "facilitator": [("Adler", False, [["Of theirs, joint"], [], []]), ("Rivermouth", False, [[], [], []])],
    }


def test_the_page_of_a_work_says_when_the_day_ends_where_each_party_is(cast, here, time_machine):
    time_machine.move_to(dt.datetime(2031, 3, 3, 12, tzinfo=dt.UTC), tick=False)
    cast.partner.time_zone = "America/Los_Angeles"
    cast.partner.save()
    review = f.PublicationFactory(**here, party=cast.university, days=10)
    publications.submit(review, actor=cast.officer)
    page = cast.client(cast.representative).get(review.get_absolute_url())
    [row] = page.context["opinions"]
    assert (row["zone"], row["left"], row["over_at"]) == (
        "America/Los_Angeles",
        10,
        dt.datetime(2031, 3, 14, 7, tzinfo=dt.UTC),
    )
    text = page.content.decode()
    assert "Silence counts as consent when that day has ended" in text
    assert address(cast, "publicationreview-clear", review.pk) in text
    assert address(cast, "publicationreview-clear", review.pk) not in (
        cast.client(cast.officer).get(review.get_absolute_url()).content.decode()
    )


def test_owners_are_shown_as_a_bar_and_a_table(cast, here):
    ip = f.PropertyFactory(**here, owned={cast.university: 60, cast.partner: 30}, other_owner="Fund", other_percent=10)
    page = cast.client(cast.officer).get(ip.get_absolute_url())
    assert [(bar["name"], bar["x"], bar["width"]) for bar in page.context["shares"]] == [
        *((cast.university.name, 0, 60), (cast.partner.name, 60, 30), ("Fund", 90, 10)),
    ]
    assert "60.00 %" in page.content.decode()


# --- forms ------------------------------------------------------------------------------------------------------------
def test_who_may_not_share_is_told_so_on_the_form_and_who_may_at_the_field(cast):
    """A party that received it must be able to read it; the contributor's form has no field for the space."""
    typed = {
        "what": "Bench 3",
        "to": [cast.partner.pk],
        "basis": "law",
        "ground": "By law",
        "at": today(),
        "space": "ours_private",
    }
    for person, place in ((cast.contributor, "__all__"), (cast.officer, "space")):
        page = cast.client(person).post(address(cast, "disclosureevent-create"), typed)
        assert (page.status_code, list(page.context["form"].errors)) == (422, [place])
        assert "share it" in page.content.decode()
    assert not DisclosureEvent.objects.exists()


def test_a_request_from_question_to_disclosure_by_its_pages(cast):
    ours, theirs = cast.client(cast.contributor), cast.client(cast.representative)
    typed = {"what": "Bench 3", "why": "To compare", "of": cast.partner.pk}
    assert ours.post(address(cast, "disclosurerequest-create"), typed | {"of": cast.university.pk}).status_code == 422
    assert ours.post(address(cast, "disclosurerequest-create"), typed).status_code == 302
    request = DisclosureRequest.objects.get()
    assert (request.party, request.visibility) == (cast.university, "shared")
    step = lambda name: address(cast, f"disclosurerequest-{name}", request.pk)  # noqa: E731
    assert theirs.post(step("consider")).status_code == 302
    page = theirs.post(step("decide"), {"to": "limited"})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["limits"])
    assert theirs.post(step("decide"), {"to": "granted"}).status_code == 302
    assert theirs.post(step("hand-over"), {"what": "Bench 3", "at": TOMORROW}).status_code == 422
    assert theirs.post(step("hand-over"), {"what": "Bench 3", "at": today()}).status_code == 302
    event = DisclosureEvent.objects.get()
    assert event.party == cast.partner
    assert theirs.post(address(cast, "disclosureevent-recall", event.pk), {"reason": "Wrong bench"}).status_code == 302


BAD = [
    ("infocategory-create", {"name": "x", "sharing": "condition"}, "__all__", "on which condition"),
    ("infocategory-create", {"name": "x", "sharing": "cannot"}, "level", "own party at most"),
    ("infocategory-create", {"name": "x", "sharing": "never"}, "sharing", "not one of the available"),
    ("infocategory-create", {"name": "x" * 201, "sharing": "can"}, "name", "at most 200"),
    ("infocategory-create", {"name": "x", "sharing": "can", "owner": "other"}, "owner", "not one of the available"),
    ("disclosureevent-create", {"what": "x", "basis": "law", "ground": "x"}, "to", "to whom"),
    ("disclosureevent-create", {"what": "x", "basis": "law", "ground": "x", "to": "partner"}, "space", "share it"),
    ("disclosureevent-create", {"what": "x", "basis": "request", "ground": "x"}, "basis", "not one of the available"),
    ("iprecord-create", {"title": "x", "kind": "foreground", "next_on": "2031-01-01"}, "__all__", "which step"),
    (
        "publicationreview-create",
        {"title": "x", "kind": "article", "authors": "x", "abstract": "x", "days": "0"},
        "days",
        "or equal",
    ),
    (
        "publicationreview-create",
        {"title": "x", "kind": "article", "authors": "x", "abstract": "x", "days": "999"},
        "days",
        "or equal",
    ),
    ("knowledgeasset-create", {"title": "x", "form": "tacit", "risk": "high", "place": "x"}, "__all__", "why it could be lost"),
    ("knowledgeasset-create", {"title": "x", "form": "tacit", "risk": "low"}, "holder", "who holds it"),
    ("datasharing-create", {"title": "x", "purpose": "x", "retention": "x", "personal": "on"}, "__all__", "legal basis"),
    (
        "infoincident-create",
        {"title": "x", "kind": "leak", "facts": "x", "notify_by": "2001-01-01"},
        "__all__",
        "before it was",
    ),
    ("infoincident-create", {"title": "x", "kind": "leak", "facts": "x", "notify_by": "soon"}, "notify_by", "valid date"),
]


def test_what_is_wrong_is_said(cast):
    client = cast.client(cast.officer)
    parties = {"owner": cast.university.pk, "holding": cast.university.pk, "giver": cast.university.pk}
    for name, typed, field, said in BAD:
        data = {"space": "ours_private", "level": level().pk, "recipient": cast.partner.pk, "at": today(), **parties}
        data |= {"discovered_on": today(), **typed}
        known = {"partner": cast.partner.pk, "other": cast.sibling_partner.pk}
        page = client.post(address(cast, name), {key: known.get(value, value) for key, value in data.items()})
        assert (page.status_code, said in " ".join(page.context["form"].errors.get(field, []))) == (422, True), (name, typed)


def test_acts_by_their_pages(cast, here):
    officer, partner = cast.client(cast.officer), cast.client(cast.representative)
    ip = f.PropertyFactory(**here)
    shares = {f"share-{cast.university.pk}": "60", f"share-{cast.partner.pk}": "30"}
    page = officer.post(address(cast, "iprecord-shares", ip.pk), shares)
    assert (page.status_code, "add up to 90" in page.content.decode()) == (422, True)
    fund = {"other_owner": "Fund", "other_percent": "10"}
    assert officer.post(address(cast, "iprecord-shares", ip.pk), shares | fund).status_code == 302
    assert officer.post(address(cast, "iprecord-protect", ip.pk), {"to": "granted", "on": today()}).status_code == 422
    assert officer.post(address(cast, "iprecord-protect", ip.pk), {"to": "disclosed", "on": today()}).status_code == 302
    assert officer.post(address(cast, "iprecord-ask", ip.pk)).status_code == 302
    assert IPRecord.objects.get().protection == "disclosed"

    category = f.CategoryFactory(**here, owner=cast.university)
    assert officer.post(address(cast, "infocategory-review", category.pk), {"review_on": TOMORROW}).status_code == 302

    typed = {
        "space": "joint",
        "title": "Lost key",
        "kind": "loss",
        "facts": "x",
        "discovered_on": today(),
        "notify_by": today(),
    }
    assert officer.post(address(cast, "infoincident-create"), typed).status_code == 302
    incident = InfoIncident.objects.get()
    for client, name, data in (
        (partner, "confirm", {"how": "Mail"}),
        (officer, "contain", {"containment": "x"}),
        (partner, "assess", {"assessment": "x"}),
        (officer, "close", {"lesson": "x"}),
    ):
        assert client.post(address(cast, f"infoincident-{name}", incident.pk), data).status_code == 302
    incident.refresh_from_db()
    assert incident.state == "closed"

    line, data = f.LineFactory(**here), f.DataFactory(**here)
    assert officer.post(address(cast, "communicationline-told", line.pk), {"on": today()}).status_code == 302
    assert officer.post(address(cast, "datasharing-dispose", data.pk), {"on": today(), "disposal": "x"}).status_code == 302


def test_a_shared_record_refuses_a_document_above_its_level_at_the_field(cast, here):
    category = f.CategoryFactory(**here, party=cast.university, visibility="shared")
    client, url = cast.client(cast.officer), address(cast, "infocategory-attach", category.pk)
    page = client.post(url, {"file": upload(), "level": level(3).pk})
    [said] = page.context["form"].errors["level"]
    assert (page.status_code, "it is read by all parties (Adler, Rivermouth)" in said) == (422, True)
    assert client.post(url, {"file": upload(), "level": level(1).pk}).status_code == 302
    [row] = cast.client(cast.representative).get(f"{category.get_absolute_url()}?tab=documents").context["documents"]
    assert row["document"] == Document.objects.get()


# --- cost -------------------------------------------------------------------------------------------------------------
LISTS = {
    "infocategory": lambda **here: f.CategoryFactory(**here),
    "disclosurerequest": lambda **here: f.RequestFactory(**here | {"visibility": "shared"}),
    "disclosureevent": lambda **here: f.DisclosureFactory(**here),
    "iprecord": lambda **here: f.PropertyFactory(**here, owned={here["party"]: 100}),
    "publicationreview": lambda **here: f.PublicationFactory(**here),
    "communicationline": lambda **here: f.LineFactory(**here),
    "knowledgeasset": lambda **here: f.AssetFactory(**here),
    "datasharing": lambda **here: f.DataFactory(**here),
    "infoincident": lambda **here: f.IncidentFactory(**here, asked=[here["party"]]),
}
DETAILS = ("infocategory", "iprecord", "publicationreview", "infoincident", "disclosureevent")


def test_pages_cost_the_same_for_one_and_for_thirty(cast, here):
    own = here | {"party": cast.university}
    details = [LISTS[name](**own) for name in DETAILS]
    client, costs = cast.client(cast.officer), []
    for rows in (1, 29):
        for make in LISTS.values():
            for _ in range(rows):
                make(**own)
        found = {f"{name}-list": cost(client, address(cast, f"{name}-list")) for name in LISTS}
        found |= {f"{record._meta.model_name}-detail": cost(client, record.get_absolute_url()) for record in details}
        found["documents"] = cost(client, f"{details[0].get_absolute_url()}?tab=documents")
        found["map"] = cost(client, address(cast, "map"))
        costs.append(found)
    assert costs[0] == costs[1]
    most = {"list": 8, "detail": 12, "documents": 12, "map": 10}
    assert {name: n for name, n in costs[0].items() if n > most[name.rpartition("-")[2]]} == {}


def test_saving_costs_the_same_and_little(cast, here, django_assert_max_num_queries):
    client = cast.client(cast.officer)
    posts = {
        "infocategory-create": {"space": "joint", "name": "x", "sharing": "can", "level": level().pk, "owner": cast.partner.pk},
        "iprecord-create": {"space": "joint", "title": "x", "kind": "background"},
        "infoincident-create": {
            "space": "joint",
            "title": "x",
            "kind": "loss",
            "facts": "x",
            "discovered_on": today(),
            "notify_by": today(),
        },
    }
    for name, typed in posts.items():
        client.post(address(cast, name), typed)  # the first of its kind in a partnership costs once what is remembered then
        with django_assert_max_num_queries(35):
            assert client.post(address(cast, name), typed).status_code == 302, name
    review = f.PublicationFactory(**here, party=cast.university, submitted=True, asked=[cast.partner], visibility="shared")
    # Three steps at once: the answer, the review that begins with it, and what comes of it.
    with django_assert_max_num_queries(88):
        cast.client(cast.representative).post(address(cast, "publicationreview-clear", review.pk))
