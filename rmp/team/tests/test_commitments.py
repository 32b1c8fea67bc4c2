"""What a leaving person has in hand: found in every room by what is due, filtered by who reads, passed on in one step."""

import datetime as dt

import pytest
from django.urls import reverse

from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.clock import today
from partnerships.records.refusals import Refused
from partnerships.reminders.registry import DUES, Due
from partnerships.signoff.models import SignOffSlot
from partnerships.signoff.services import open_round
from partnerships.signoff.subjects import Signable
from partnerships.signoff.tests.signing import delegate, named, proven
from partnerships.tests.factories import MembershipFactory
from rmp.team import services
from rmp.team.models import EnabledResource, PartnerDevelopment, TeamMember, TeamReview
from rmp.team.services.commitments import commitments
from rmp.team.tests import factories as f


@pytest.fixture
def charter(cast, monkeypatch):
    """Something that all parties sign: the kernel's own record, made signable for the length of a test."""
    for name in (
        "snapshot",
        "signoff_title",
        "signoff_template",
        "unsigned_fields",
        "acts_on",
        "binds_all",
        "signoff_completed",
        "signoff_voided",
    ):
        monkeypatch.setattr(Action, name, getattr(Signable, name), raising=False)
    return ActionFactory(partnership=cast.partnership, author=cast.officer, title="Charter", responsible=cast.university)


@pytest.fixture
def laden(cast, under_way, charter):
    """Conrad has something of every kind in hand; somebody else, and another partnership, have the like."""
    here = {"partnership": cast.partnership, "author": cast.officer}
    mine = {"party": cast.university, "visibility": "shared"}
    for assignee in (cast.contributor, cast.officer):
        ActionFactory(**here, title="Joint", responsible=cast.university, assignee=assignee, due_on=dt.date(2030, 1, 1))
    ActionFactory(**here, title="Done", responsible=cast.university, assignee=cast.contributor, state="done")
    ActionFactory(**here, party=cast.university, title="Private", responsible=cast.university, assignee=cast.contributor)
    ActionFactory(
        partnership=cast.sibling_partnership, title="Elsewhere", responsible=cast.university, assignee=cast.contributor
    )
    ActionFactory(
        **here, party=cast.partner, visibility="shared", title="Theirs", responsible=cast.partner, assignee=cast.contributor
    )
    f.TeamMemberFactory(**here, **mine, role="manager", person=cast.contributor, responsibilities="Everything", keeps_plan=True)
    f.TeamMemberFactory(**here, **mine, person=cast.contributor, ends_on=dt.date(2026, 2, 1))
    f.PartnerDevelopmentFactory(
        **here, title="Course", beneficiary=cast.partner, responsible=cast.university, assignee=cast.contributor
    )
    delegate(open_round(charter, actor=cast.officer), actor=cast.officer, to=cast.contributor)
    return under_way


hand_over = proven(services.hand_over)
DAY = dt.timedelta(days=1)


def found(handover, reader):
    return {(c.title, c.may_change, c.may_release) for c in commitments(handover, reader)}


def test_everything_in_hand_is_found_once(cast, laden):
    assert found(laden, cast.officer) == {
        ("Joint", True, True),
        ("Private", True, True),
        ("Theirs", False, False),
        ("Conrad Contributor · Relationship manager", True, True),
        ("Course", True, True),
        ("Charter", True, True),
    }


def test_each_reader_finds_what_he_or_she_may_read(cast, laden):
    theirs = {title for title, *_rights in found(laden, cast.representative)}
    assert theirs == {
        "Joint",
        "Theirs",
        "Conrad Contributor · Relationship manager",
        "Course",
        "Charter",
    }
    assert {title for title, *_rights in found(laden, cast.facilitator)} == {
        "Joint",
        "Course",
        "Charter",
    }
    rights = {title: may_change for title, may_change, _release in found(laden, cast.representative)}
    assert rights["Theirs"], "their own action is theirs to pass on"


def test_what_any_room_declares_is_found_by_the_names_it_gives(cast, under_way, successor, monkeypatch):
    """By a field of the thing itself it can be passed on, by that of a further one it can only be seen."""
    resource = f.EnabledResourceFactory(partnership=cast.partnership, author=cast.contributor, title="Bench")
    f.TeamReviewFactory(team=f.JointTeamFactory(partnership=cast.partnership, author=cast.contributor))
    for kind, model, person in (("bench", EnabledResource, "author"), ("look", TeamReview, "team__author")):
        where = "team__partnership" if kind == "look" else "partnership"
        due = Due(kind, kind, model.objects.all, date="created_at", partnership=where, party="", people=(person,), title=repr)
        monkeypatch.setitem(DUES, kind, due)
    seen = {c.label: (c.may_change, c.may_release) for c in commitments(under_way, cast.officer)}
    assert seen == {"bench": (True, False), "look": (False, False)}
    key = next(c.key for c in commitments(under_way, cast.officer) if c.label == "bench")
    hand_over(under_way, actor=cast.officer, choices={key: successor})
    resource.refresh_from_db()
    assert resource.author == successor


def test_one_step_passes_everything_to_the_successor(cast, laden, successor):
    address = reverse("rmp_team:handover-hand-over", args=[cast.partnership.slug, laden.pk])
    client = cast.client(cast.officer)
    form = client.get(address).context["form"]
    fields = {name: field.initial for name, field in form.fields.items()}
    assert set(fields.values()) == {str(successor.pk)}
    assert len(fields) == 5
    assert client.post(address, fields).status_code == 302
    assert found(laden, cast.officer) == {("Theirs", False, False)}
    assert set(Action.objects.filter(assignee=successor).values_list("title", flat=True)) == {"Joint", "Private"}
    assert PartnerDevelopment.objects.get().assignee == successor
    assert SignOffSlot.objects.get(party=cast.university).delegate == successor
    old, new = TeamMember.objects.filter(role="manager").order_by("starts_on")
    assert (old.person, old.ends_on) == (cast.contributor, today() - DAY)
    assert (new.person, new.starts_on, new.ends_on) == (successor, today(), None)
    assert (new.responsibilities, new.keeps_plan, new.visibility, new.party) == ("Everything", True, "shared", cast.university)
    services.complete_handover(laden, actor=cast.officer)


def test_each_may_go_to_another_be_released_or_stay(cast, laden, successor):
    other = MembershipFactory(party=cast.university, partnership=cast.partnership).user
    keys = {c.title: c.key for c in commitments(laden, cast.officer)}
    place = "Conrad Contributor · Relationship manager"
    choices = {keys["Joint"]: other, keys["Private"]: None, keys[place]: None, keys["Charter"]: None}
    hand_over(laden, actor=cast.officer, choices=choices)
    assert Action.objects.get(title="Joint", assignee=other)
    assert Action.objects.get(title="Private").assignee is None
    assert TeamMember.objects.get(role="manager").ends_on == today() - DAY
    assert SignOffSlot.objects.get(party=cast.university).delegate is None
    assert {title for title, *_rights in found(laden, cast.officer)} == {"Theirs", "Course"}


def test_all_or_nothing(cast, laden, successor):
    keys = {c.title: c.key for c in commitments(laden, cast.officer)}
    with pytest.raises(Refused, match="not yours"):
        hand_over(laden, actor=cast.officer, choices={keys["Joint"]: successor, keys["Theirs"]: successor})
    for stranger in (cast.representative, cast.sibling, cast.contributor):
        with pytest.raises(Refused, match="does not stand for"):
            hand_over(laden, actor=cast.officer, choices={keys["Joint"]: stranger})
    assert Action.objects.filter(assignee=successor).count() == 0


@pytest.mark.parametrize("data", [{}, {"nonsense": "1"}])
def test_nothing_chosen_is_said(cast, laden, data):
    address = reverse("rmp_team:handover-hand-over", args=[cast.partnership.slug, laden.pk])
    response = cast.client(cast.officer).post(address, data)
    assert (response.status_code, "at least one" in response.content.decode()) == (422, True)


def test_somebody_elses_key_in_the_form_is_refused(cast, laden):
    address = reverse("rmp_team:handover-hand-over", args=[cast.partnership.slug, laden.pk])
    key = commitments(laden, cast.officer)[0].key
    response = cast.client(cast.officer).post(address, {key: cast.representative.pk})
    assert (response.status_code, key in response.context["form"].errors) == (422, True)


def test_a_named_signatory_stays_named_and_another_decides(cast, under_way, successor, charter):
    named(open_round(charter, actor=cast.officer), cast.university, cast.contributor)
    assert found(under_way, cast.officer) == {("Charter", True, False)}
    key = commitments(under_way, cast.officer)[0].key
    with pytest.raises(Refused, match="not yours"):
        hand_over(under_way, actor=cast.officer, choices={key: None})
    hand_over(under_way, actor=cast.officer, choices={key: successor})
    slot = SignOffSlot.objects.get(party=cast.university)
    assert (slot.assignee, slot.delegate, found(under_way, cast.officer)) == (cast.contributor, successor, set())


def test_whoever_had_the_leaving_person_as_deputy_has_the_successor(cast, under_way, successor):
    mine = {"partnership": cast.partnership, "party": cast.university, "visibility": "shared", "author": cast.officer}
    place = f.TeamMemberFactory(**mine, person=cast.contributor)
    senior = f.TeamMemberFactory(**mine, role="senior", person=cast.officer, deputy=place)
    own = f.TeamMemberFactory(**mine, role="secretary", person=successor, deputy=place)
    following = services.pass_place_on(place, actor=cast.officer, to=successor, last_day=under_way.last_day)
    senior.refresh_from_db()
    own.refresh_from_db()
    assert (senior.deputy, own.deputy) == (following, None)


@pytest.mark.parametrize("rows", [1, 30])
def test_it_costs_the_same_for_one_and_for_thirty(cast, under_way, rows, django_assert_num_queries):
    here = {"partnership": cast.partnership, "author": cast.officer}
    for _ in range(rows):
        ActionFactory(**here, responsible=cast.university, assignee=cast.contributor)
        f.TeamMemberFactory(**here, party=cast.university, visibility="shared", person=cast.contributor)
    reader = cast.officer
    with django_assert_num_queries(3):
        assert len([(c.title, c.url, c.on) for c in commitments(under_way, reader)]) == 2 * rows


@pytest.mark.parametrize(
    ("began", "last_day", "old_ends", "new_begins"),
    [(-100, 20, -1, 0), (-100, 0, -1, 0), (-100, -5, -5, -4), (0, 20, 0, 1), (5, 20, 5, 6)],
)
def test_a_place_changes_hands_without_a_day_between(cast, under_way, successor, began, last_day, old_ends, new_begins):
    """Today; after a last day that has passed; but never before the place began."""
    place = {"partnership": cast.partnership, "party": cast.university, "visibility": "shared", "author": cast.officer}
    f.TeamMemberFactory(**place, person=cast.contributor, starts_on=today() + began * DAY)
    type(under_way).objects.update(last_day=today() + last_day * DAY)
    under_way.refresh_from_db()
    key = commitments(under_way, cast.officer)[0].key
    hand_over(under_way, actor=cast.officer, choices={key: successor})
    old, new = TeamMember.objects.order_by("starts_on")
    assert [(old.ends_on - today()).days, (new.starts_on - today()).days] == [old_ends, new_begins]
    assert commitments(under_way, cast.officer) == []
