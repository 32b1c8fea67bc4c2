"""One party leaves and the others go on: what it must settle, what ends with it, and what the others and itself see afterwards."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.archive.models import Archive
from partnerships.archive.services import make, request_own
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.models import Participation
from partnerships.records.refusals import Refused
from partnerships.reminders.reading import upcoming
from partnerships.services import remove_party
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import proven, sign
from partnerships.tests.cast import make_cast
from partnerships.tests.factories import MembershipFactory, ParticipationFactory, UserFactory
from rmp.exits import services
from rmp.exits.models import DisengagementCase
from rmp.exits.tests import factories as f
from rmp.exits.tests.test_cases import again
from rmp.governance.tests.factories import BodyMemberFactory, GovernanceBodyFactory
from rmp.leadership.models import Appointment
from rmp.leadership.tests.factories import AppointmentFactory
from rmp.team.tests.factories import TeamMemberFactory
from ubc.tests.test_whole_way import Walker

State, Kind = DisengagementCase.State, DisengagementCase.Kind
give_notice = proven(services.give_notice)
LATER = dt.timedelta(days=120)


@pytest.fixture
def third(cast):
    """A third party at the table, and its representative."""
    ParticipationFactory(partnership=cast.partnership, party=cast.sibling_partner, side="business", state="joined")
    person = UserFactory(name="Thea Third")
    MembershipFactory(user=person, party=cast.sibling_partner, partnership=cast.partnership, role="representative")
    return person


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.officer}


def page(cast, case, person):
    return cast.client(person).get(case.get_absolute_url()).content.decode()


def noticed(cast, here, third, **fields):
    """The third party leaves by its notice."""
    strategy = f.ExitStrategyFactory(**here, agreed=True)
    f.NoticePeriodFactory(strategy=strategy, giver=cast.sibling_partner, days=90)
    case = f.DisengagementCaseFactory(**here, kind=Kind.LEAVE, leaver=cast.sibling_partner, **fields)
    services.assess_case(case, actor=cast.officer)
    give_notice(case, actor=third, note="We turn to other things.")
    return again(case)


def looking_back(cast, case, third):
    """Carried out, and looked back on by all."""
    services.notify(case, actor=cast.officer, told="Everybody.")
    services.begin_transition(again(case), actor=cast.representative)
    services.clear_obligations(again(case), actor=cast.officer)
    people = ((cast.university, cast.officer), (cast.partner, cast.representative), (cast.sibling_partner, third))
    for party, person in people:
        f.CaseEvaluationFactory(case=case, party=party, author=person)
    DisengagementCase.objects.filter(pk=case.pk).update(outcome="Reached.", lessons="Say it early.", effective_on=today())
    return again(case)


def taken_along(cast, third):
    archive = request_own(cast.partnership, actor=third)
    make(archive.pk)  # unless a worker was quicker
    made = Archive.objects.get(pk=archive.pk)
    assert made.is_ready
    return made


def test_with_one_other_party_leaving_is_an_end(cast, here):
    f.NoticePeriodFactory(strategy=f.ExitStrategyFactory(**here, agreed=True), giver=cast.partner, days=90)
    case = f.DisengagementCaseFactory(**here, kind=Kind.LEAVE, leaver=cast.partner)
    services.assess_case(case, actor=cast.officer)
    with pytest.raises(Refused, match="leaving is an end"):
        services.ask_to_decide(case, actor=cast.officer)
    with pytest.raises(Refused, match="leaving is an end"):
        give_notice(case, actor=cast.representative, note="We leave.")
    with pytest.raises(Refused, match="two others must stay"):
        remove_party(cast.partnership, cast.partner, actor=None)


def test_only_who_leaves_gives_notice_and_in_time(cast, here, third):
    case = noticed(cast, here, third)
    assert (case.state, case.by_notice, str(case)) == (State.DECIDED, cast.sibling_partner, f"{cast.sibling_partner} leaves")
    other = f.DisengagementCaseFactory(**here, kind=Kind.LEAVE, leaver=cast.sibling_partner)
    services.withdraw_case(case, actor=third, reason="We stay.")
    services.assess_case(other, actor=cast.officer)
    for person in (cast.representative, cast.partner_contributor):
        with pytest.raises(PermissionDenied):
            give_notice(other, actor=person, note="They leave.")
    DisengagementCase.objects.filter(pk=other.pk).update(effective_on=today() + dt.timedelta(days=89))
    with pytest.raises(Refused, match="at the earliest"):
        give_notice(again(other), actor=third, note="At once.")
    page = cast.client(cast.representative).get(other.get_absolute_url()).content.decode()
    assert "Give notice" not in page
    assert "Give notice" in cast.client(third).get(other.get_absolute_url()).content.decode()


def test_all_may_decide_it_by_their_signatures(cast, here, third):
    case = f.DisengagementCaseFactory(**here, kind=Kind.LEAVE, leaver=cast.sibling_partner)
    services.assess_case(case, actor=cast.officer)
    round = services.ask_to_decide(case, actor=cast.officer)
    for person in (cast.officer, cast.representative, third):
        assert again(case).state == State.JOINT_ASSESSMENT
        sign(round, actor=person)
    assert (again(case).state, again(case).by_notice) == (State.DECIDED, None)


def test_what_it_leaves_open_is_said_and_only_what_is_its_own(cast, here, third):
    case = noticed(cast, here, third)
    ours, theirs = {**here, "responsible": cast.university}, {**here, "responsible": cast.sibling_partner}
    f.ExitPlanItemFactory(**ours, title="Our badges")
    f.ExitPlanItemFactory(**theirs, title="Their badges")
    f.SurvivingObligationFactory(**here, holder=cast.university, beneficiary=cast.partner, until=None, title="Silence")
    f.SurvivingObligationFactory(**here, holder=cast.sibling_partner, beneficiary=cast.partner, until=None, title="Secrecy")
    ActionFactory(**ours, title="Our report")
    ActionFactory(**theirs, title="Their report")
    ActionFactory(**theirs, title="Done long ago", state=Action.State.DONE)
    ActionFactory(**theirs, party=cast.sibling_partner, visibility="private", title="Canary")
    assert services.lacking(case) == [
        "Not accepted: Their badges.",
        "No last day: Secrecy.",
        "Not done or passed on: Their report.",
        f"{cast.sibling_partner} has not taken its archive along yet.",
    ]
    told = {person: page(cast, case, person) for person in (third, cast.officer, cast.facilitator)}
    assert {person: "Secrecy" in seen for person, seen in told.items()} == dict.fromkeys(told, False)
    case = looking_back(cast, case, third)
    ActionFactory(**{**theirs, "author": third}, party=cast.sibling_partner, visibility="shared", title="Shown to all")
    told = {person: page(cast, case, person) for person in (third, cast.officer, cast.facilitator)}
    assert [[words in seen for words in ("Secrecy", "Shown to all", "its archive along yet")] for seen in told.values()] == [
        [True, True, True],
        [True, True, False],  # a private act of the one that leaves
        [True, False, False],
    ]
    with pytest.raises(Refused, match="Not all is settled yet"):
        services.evaluate_case(case, actor=cast.officer)


def test_it_leaves_and_the_others_go_on(cast, here, third):
    archive = taken_along(cast, third)
    Archive.objects.filter(pk=archive.pk).update(made_at=timezone.now() - dt.timedelta(days=40))
    case = noticed(cast, here, third)
    leader = AppointmentFactory(**here, party=cast.sibling_partner, leading=True)
    ours = AppointmentFactory(**here, party=cast.university, leading=True)
    place = TeamMemberFactory(**here, party=cast.sibling_partner, visibility="shared", person=third)
    body = GovernanceBodyFactory(**here)
    seat = BodyMemberFactory(body=body, seat_of=cast.sibling_partner, person=third, name=third.name)
    stays = BodyMemberFactory(body=body, seat_of=cast.partner)
    coming = TeamMemberFactory(
        **here, party=cast.sibling_partner, visibility="shared", person=None, name="Tom", starts_on=today() + LATER
    )
    asked = AppointmentFactory(**here, party=cast.sibling_partner, visibility="shared", state="nominated")
    case = looking_back(cast, case, third)
    with pytest.raises(Refused):  # the archive is older than the decision
        services.evaluate_case(case, actor=cast.officer)
    taken_along(cast, third)
    services.evaluate_case(again(case), actor=cast.officer)
    strategy = services.start_strategy(f.ExitStrategyFactory.build(partnership=cast.partnership), actor=cast.officer)
    waiting = open_round(strategy, actor=cast.officer)
    client = cast.client(third)
    assert client.get(case.get_absolute_url()).status_code == 200

    services.close_case(again(case), actor=cast.representative)

    seat_at_table = Participation.objects.get(partnership=cast.partnership, party=cast.sibling_partner)
    assert (seat_at_table.state, again(case).state, again(case).partnership.state) == ("left", "closed", "active")
    for address in (
        case.get_absolute_url(),
        cast.partnership.get_absolute_url(),
        reverse("archive:list", args=[cast.partnership.slug]),
    ):
        assert client.get(address).status_code == 404
        assert cast.client(cast.representative).get(address).status_code == 200
    for gone, end in ((leader, "ended_on"), (place, "ends_on"), (seat, "ends_on"), (coming, "ends_on")):
        gone.refresh_from_db()
        assert getattr(gone, end) == today()
    for kept, end in ((ours, "ended_on"), (stays, "ends_on")):
        kept.refresh_from_db()
        assert getattr(kept, end) is None
    asked.refresh_from_db()
    assert asked.state == Appointment.State.GIVEN_UP
    assert (leader.state, leader.end_reason) == (Appointment.State.ENDED, "left")
    assert not Appointment.objects.leaving_a_gap().exists()  # nobody looks for a successor
    assert SignOffRound.objects.get(pk=waiting.pk).state == "voided"
    assert Event.objects.filter(partnership=cast.partnership, verb="party left", note=str(cast.sibling_partner)).count() == 1
    # The next joint decision asks the two that are left.
    fresh = open_round(strategy, actor=cast.officer)
    assert {slot.party for slot in fresh.slots.all()} == {cast.university, cast.partner}


def test_due_dates_of_leavings_cost_the_same_for_one_and_for_many(cast, here, third, django_assert_num_queries):
    fields = {
        "kind": Kind.LEAVE,
        "leaver": cast.sibling_partner,
        "effective_on": today(),
        "state": State.DECIDED,
        "decided_on": today(),
    }
    f.DisengagementCaseFactory(**here, **fields)
    upcoming(cast.representative)  # once in a process Django looks what the database can
    with django_assert_num_queries(2):
        assert [item.title for item in upcoming(cast.representative)] == [f"{cast.sibling_partner} leaves"]
    other = {"partnership": cast.other_partnership, "author": cast.officer}
    f.DisengagementCaseFactory(**other, **fields)
    MembershipFactory(user=cast.representative, party=cast.partner, partnership=cast.other_partnership, role="representative")
    with django_assert_num_queries(2):
        assert len([item.title for item in upcoming(cast.representative)]) == 2


FORMS = [
    ({"kind": "leave", "leaver": ""}, {"leaver"}),
    ({"kind": "leave", "leaver": "stranger"}, {"leaver"}),
    ({"kind": "leave", "leaver": "sibling_partner"}, set()),
    ({"kind": "renew", "leaver": "sibling_partner"}, set()),
]


@pytest.mark.parametrize(("values", "errors"), FORMS)
def test_the_form_asks_who_leaves_where_one_leaves(cast, third, values, errors):
    named = {"stranger": cast.other_university.pk, "sibling_partner": cast.sibling_partner.pk, "": ""}[values["leaver"]]
    data = {"reason": "Because.", "terms": "", "kind": values["kind"], "leaver": named}
    page = cast.client(cast.officer).post(reverse("rmp_exits:disengagementcase-create", args=[cast.partnership.slug]), data)
    if errors:
        assert (page.status_code, set(page.context["form"].errors), DisengagementCase.objects.count()) == (422, errors, 0)
        return
    made = DisengagementCase.objects.get()
    assert (page.status_code, made.leaver) == (302, cast.sibling_partner if made.kind == Kind.LEAVE else None)


def test_the_page_about_leaving_leads_there_where_others_go_on(cast, third):
    address = reverse("rmp_exits:leaving", args=[cast.partnership.slug])
    form = cast.client(third).get(cast.client(third).get(address).context["case_url"]).context["form"]
    assert (form["kind"].value(), form["leaver"].value()) == ("leave", str(cast.sibling_partner.pk))
    Participation.objects.filter(party=cast.sibling_partner).update(state="left")
    assert "Propose that your party leaves" not in cast.client(cast.officer).get(address).content.decode()


def test_as_both_sides_see_it(site, browse, axe, transactional_db):
    """Proposed from the page about leaving and decided by notice; at the end who stays reads on and who left finds nothing."""
    cast = make_cast()
    ParticipationFactory(partnership=cast.partnership, party=cast.sibling_partner, side="business", state="joined")
    thea = MembershipFactory(party=cast.sibling_partner, partnership=cast.partnership, role="representative").user
    strategy = f.ExitStrategyFactory(partnership=cast.partnership, author=cast.officer, agreed=True)
    f.NoticePeriodFactory(strategy=strategy, giver=cast.sibling_partner, days=90)
    theirs, ours = Walker(browse(thea), axe), Walker(browse(cast.officer, viewport={"width": 390, "height": 800}), axe)

    assert "These parties stay" in theirs.go(reverse("rmp_exits:leaving", args=[cast.partnership.slug]))
    theirs.follow("Propose that your party leaves")
    theirs.fill(reason="We turn to other things.", terms="We keep our drawings.", effective_on=str(today() + LATER))
    assert f"{cast.sibling_partner} leaves" in theirs.press("Save")
    case = DisengagementCase.objects.get()
    services.assess_case(case, actor=cast.officer)
    assert "Give notice" not in ours.go(case.get_absolute_url())
    theirs.go(case.get_absolute_url())
    theirs.page.get_by_role("link", name="Give notice").first.click()
    theirs.fill(note="We leave in good terms.")
    assert "by notice of" in theirs.press("Give notice")
    assert "the signatures of the others were not asked" in ours.go(case.get_absolute_url())

    looking_back(cast, again(case), thea)
    pages = [walker.go(case.get_absolute_url()) for walker in (theirs, ours)]
    assert ["has not taken its archive along yet" in page for page in pages] == [True, False]
    taken_along(cast, thea)
    services.evaluate_case(again(case), actor=cast.officer)
    ours.go(case.get_absolute_url())
    ours.page.get_by_role("link", name="Close", exact=True).first.click()
    assert "A party that leaves finds nothing here any more" in ours.look()
    assert "Closed" in ours.press("Close")
    for walker, status in ((ours, 200), (theirs, 404)):
        assert walker.page.goto(case.get_absolute_url()).status == status
