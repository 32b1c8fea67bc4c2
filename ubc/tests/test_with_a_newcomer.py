"""With a party at the table that does not read what is older than itself: what the others do with it tells that party nothing and
decides nothing over its head."""

import pytest
from django.urls import reverse

from objectives.models import Revision
from objectives.services import write_revision
from objectives.tests.factories import ObjectiveFactory, RevisionConditionFactory
from objectives.tests.worlds import retitled
from objectives.value.tests.factories import ValueIdeaFactory
from partnerships.access.names import Person, read_by
from partnerships.clock import today
from partnerships.records.refusals import Refused
from partnerships.records.services import Stale, save_record
from partnerships.records.sharing import share_record
from partnerships.rules.models import rule_models
from partnerships.rules.services import standing_rules
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import proven, sign_by_all
from partnerships.tests.cast import seat_newcomer
from partnerships.tests.factories import ParticipationFactory, PartyFactory
from risks.models import RiskCriteria
from risks.services.criteria import start_criteria
from risks.tests.factories import ImpactDimensionFactory, RiskCriteriaFactory
from rmp.competence.models import BehaviourCharter
from rmp.competence.services.behaviour import start_charter
from rmp.competence.tests.factories import BehaviourCharterFactory, CharterStatementFactory
from rmp.exits import services as exits
from rmp.exits.models import DisengagementCase, ExitTrigger
from rmp.exits.tests.factories import (
    DisengagementCaseFactory,
    ExitAssessmentFactory,
    ExitStrategyFactory,
    ExitTriggerFactory,
    FutureOpportunityFactory,
)
from rmp.plan.models import SectionText
from rmp.plan.services import write_section
from rmp.plan.tests import factories as plan
from rmp.relationship.tests.factories import AppraisalFactory
from rmp.visions.tests.factories import JointVisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
OVER_ITS_HEAD = "binds all parties"


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.officer}


def reads(person, record):
    return type(record).objects.visible_to(person).filter(pk=record.pk).exists()


def again(record):
    return type(record).objects.get(pk=record.pk)


# --- what binds all ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "make", [BehaviourCharterFactory, RiskCriteriaFactory, ExitStrategyFactory, AppraisalFactory, JointVisionFactory]
)
def test_what_binds_all_is_not_put_to_some(cast, here, make):
    record = make(**here)
    seat_newcomer(cast)
    with pytest.raises(Refused, match=OVER_ITS_HEAD):
        open_round(record, actor=cast.officer)


def test_nobody_is_removed_by_a_case_it_does_not_read(cast, here):
    case = DisengagementCaseFactory(**here)
    exits.assess_case(case, actor=cast.officer)
    party, _person = seat_newcomer(cast)
    DisengagementCase.objects.filter(pk=case.pk).update(kind="leave", leaver=party)
    with pytest.raises(Refused, match=OVER_ITS_HEAD):
        exits.ask_to_decide(again(case), actor=cast.officer)
    DisengagementCase.objects.filter(pk=case.pk).update(kind="one_sided_end", leaver=None)
    with pytest.raises(Refused, match=OVER_ITS_HEAD):
        proven(exits.give_notice)(again(case), actor=cast.officer)
    assert again(case).state == "joint_assessment"


def test_nor_is_a_case_closed_that_it_came_to(cast, here):
    case = DisengagementCaseFactory(**here, state="evaluation", outcome="Reached.", lessons="Begin earlier.")
    seat_newcomer(cast)
    with pytest.raises(Refused, match=OVER_ITS_HEAD):
        exits.close_case(case, actor=cast.officer)


def test_a_plan_agrees_what_all_that_signed_it_read(cast, here):
    objective = ObjectiveFactory(**here, state="proposed")
    strategy, trigger = ExitStrategyFactory(**here), ExitTriggerFactory(**here)
    assert str(trigger.pk) in standing_rules(cast.partnership)
    seat_newcomer(cast)
    version, round = plan.waiting(cast)
    sign_by_all(round)
    assert (again(version).state, again(version).rules) == ("in_force", {})
    assert (again(objective).state, again(strategy).state) == ("proposed", "draft")
    assert {model.__name__: list(model.quoted(cast.partnership).disclosed()) for model in rule_models()} == {
        model.__name__: [] for model in rule_models()
    }
    assert standing_rules(cast.partnership) == {}


# --- what repeats what is there ---------------------------------------------------------------------------------------
def test_a_revision_is_for_those_who_read_the_objective(cast, here):
    objective = ObjectiveFactory(**here, title="Quiet secret", agreed=True)
    condition = RevisionConditionFactory(**here)
    newcomer = seat_newcomer(cast)[1]
    revision = Revision(
        partnership=cast.partnership, objective=objective, condition=condition, visibility="shared", reason="Late."
    )
    revision.full_clean(exclude=["author"])
    write_revision(revision, actor=cast.officer, changes=retitled(objective, "New"))
    assert [reads(person, revision) for person in (cast.representative, newcomer)] == [True, False]


@pytest.mark.parametrize("newcomer", [False, True])
def test_the_next_version_repeats_what_all_read(cast, here, newcomer):
    CharterStatementFactory(
        charter=BehaviourCharterFactory(**here, agreed=True, purpose="So that all know."), text="Old promise"
    )
    ImpactDimensionFactory(criteria=RiskCriteriaFactory(**here, in_force=True, statement="Old words"), name="Old dimension")
    strategy = ExitStrategyFactory(**here, extent="Old extent", state="agreed", agreed_on=today())
    if newcomer:
        seat_newcomer(cast)
    charter = start_charter(BehaviourCharter(partnership=cast.partnership, purpose="New"), actor=cast.officer)
    criteria = start_criteria(RiskCriteria(partnership=cast.partnership), actor=cast.officer)
    assert [one.text for one in charter.statements.all()] == ([] if newcomer else ["Old promise"])
    assert ("Old dimension" in [one.name for one in criteria.dimensions.all()]) is not newcomer
    if newcomer:
        with pytest.raises(Refused, match="in words for all"):
            exits.revise_strategy(strategy, actor=cast.officer)
    else:
        assert exits.revise_strategy(strategy, actor=cast.officer).extent == "Old extent"


@pytest.mark.parametrize("newcomer", [False, True])
def test_nor_do_forms(cast, here, newcomer):
    BehaviourCharterFactory(**here, agreed=True, purpose="Old purpose")
    RiskCriteriaFactory(**here, in_force=True, statement="Old statement")
    JointVisionFactory(**here, agreed=True, direction="Old vision")
    idea = FutureOpportunityFactory(**here, title="Old idea")
    if newcomer:
        seat_newcomer(cast)
    client, found = cast.client(cast.officer), {}
    for name, arguments, words in (
        ("rmp_competence:behaviourcharter-create", [], "Old purpose"),
        ("risks:riskcriteria-create", [], "Old statement"),
        ("rmp_visions:jointvision-create", [], "Old vision"),
        ("rmp_exits:futureopportunity-take-up", [idea.pk], 'value="Old idea"'),
    ):
        page = client.get(reverse(name, args=[cast.partnership.slug, *arguments]))
        found[name] = (page.status_code, words in page.content.decode())
    assert found == dict.fromkeys(found, (200, not newcomer))


def test_words_of_a_section_are_written_anew_for_all(cast, here):
    old = SectionText.objects.create(**here, visibility="shared", section="purpose", text="Secret words")
    newcomer = seat_newcomer(cast)[1]
    address = reverse("rmp_plan:section", args=[cast.partnership.slug, "purpose"])
    page = cast.client(newcomer).post(address, {"text": "Mine", "seen_version": "0"}).content.decode()
    assert ("Secret words" in page, "that your party does not read" in page) == (False, True)
    with pytest.raises(Stale):
        write_section(cast.partnership, "purpose", actor=cast.officer, text="For all", seen_version=old.version + 1)
    write_section(cast.partnership, "purpose", actor=cast.officer, text="For all", seen_version=old.version)
    assert [(text.text, reads(newcomer, text)) for text in SectionText.objects.filter(section="purpose")] == [("For all", True)]
    with read_by(Person(newcomer)):
        told = cast.client(newcomer).get(reverse("history:list", args=[cast.partnership.slug])).content.decode()
    assert "Secret words" not in told


def test_a_trigger_does_not_say_why_to_who_does_not_read_the_assessment(cast, here):
    """A neutral party that came since reads the trigger; it is asked about nothing."""
    trigger = ExitTriggerFactory(**here, state="assessing")
    values = {"conclusion": "waive", "reason": "Secret reason", "look_again_on": today().replace(year=today().year + 1)}
    assessment = ExitAssessmentFactory(**here, of=trigger, state="under_way", **values)
    seat = ParticipationFactory(partnership=cast.partnership, party=PartyFactory(), side="neutral")
    ExitTrigger.objects.filter(pk=trigger.pk).update(audience=again(trigger).audience | seat.bit)
    sign_by_all(open_round(assessment, actor=cast.officer))
    assert (again(trigger).state, again(trigger).waived_because) == ("waived", "a private record")


# --- what is written ----------------------------------------------------------------------------------------------------
def test_nothing_is_written_that_names_what_not_all_who_read_it_read(cast, here):
    """Neither what one party keeps to itself, nor what it shares with others than the newcomer, who reads what names it."""
    seat_newcomer(cast)
    private, narrow = (ObjectiveFactory(**here, party=cast.university, visibility="private") for _number in range(2))
    share_record(narrow, actor=cast.officer, parties=[cast.partner])
    idea = ValueIdeaFactory(**here)
    for objective in (private, narrow):
        naming = again(idea)
        naming.objective = objective
        with pytest.raises(Refused, match="cannot refer to what not all who read it may read"):
            save_record(naming, actor=cast.officer)
    naming = again(idea)
    naming.objective = ObjectiveFactory(**here)
    save_record(naming, actor=cast.officer)
