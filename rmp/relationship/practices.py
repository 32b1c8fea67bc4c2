"""The statements of principle 1 about the relationship itself, in our own words, each with the condition that shows it.

All of them start at what every party may read. A ranking is private by nature, so no mark counts it, and a link to another partnership
counts only where all parties know of it.
"""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships.models import Participation, Partnership, Side
from partnerships.practices.conditions import from_each_party, some
from partnerships.practices.registry import Condition, Practice, register_practices
from rmp.relationship.models import (
    Advantage,
    Appraisal,
    BenchmarkNote,
    CommunicationLine,
    EngagementProcess,
    EngagementStep,
    Expectation,
    ExpectedOutcome,
    InterestedParty,
    RelationshipLink,
    Sustainability,
)

RELATIONSHIP, SEE_RELATIONSHIP = "rmp_relationship:relationship", _("Open the relationship")
ENGAGEMENT, SEE_ENGAGEMENT = "rmp_relationship:engagement", _("Open how you engage")
APPRAISE, APPRAISE_IT = "rmp_relationship:appraisal-create", _("Appraise the relationship")

interested = InterestedParty.objects.disclosed()
expectations = Expectation.objects.disclosed()
processes = EngagementProcess.objects.disclosed()
steps = EngagementStep.objects.disclosed()
lines = CommunicationLine.objects.disclosed()
appraisals = Appraisal.objects.disclosed().joint()
outcomes = ExpectedOutcome.objects.disclosed().filter(appraisal__party=None)
advantages = Advantage.objects.disclosed()
lasting = Sustainability.objects.disclosed()
links = RelationshipLink.objects.disclosed()
benchmarks = BenchmarkNote.objects.disclosed()

types = Exists(Partnership.ubc_types.through.objects.filter(partnership=OuterRef("pk")))


def each_of(side: Q, says: Q) -> Condition:
    """There are parties on the side, and each of them says it."""
    parties = taking_part().filter(side)
    return Q(Exists(parties)) & ~Q(Exists(parties.exclude(says)))


def one_of(side: Q, says: Q) -> Condition:
    return Exists(taking_part().filter(side & says))


def taking_part() -> "QuerySet[Any]":
    state = Participation.State
    return Participation.objects.signing().filter(partnership=OuterRef("pk"), state__in=(state.JOINED, state.INVITED))


def in_the_matrix() -> Condition:
    """Each party speaks in a line of the communication matrix, or is spoken with."""
    own = lines.filter(partnership=OuterRef("partnership"))
    speaks = Exists(own.filter(who_party=OuterRef("party"))) | Exists(own.filter(whom_party=OuterRef("party")))
    return Q(Exists(taking_part())) & ~Q(Exists(taking_part().exclude(speaks)))


def appraised_as_it_stands() -> Q:
    """All parties fixed an appraisal of the horizon that the partnership has now; of a past one, of any."""
    fixed = appraisals.fixed()
    now = [
        Q(state__in=[state for state, value in Partnership.HORIZONS.items() if value == horizon])
        & Q(some(fixed.filter(horizon=horizon)))
        for horizon in Appraisal.Horizon.values
    ]
    past = [state for state, value in Partnership.HORIZONS.items() if value == Partnership.Horizon.PAST]
    return reduce(or_, now) | Q(state__in=past) & Q(some(fixed))


def at_least(count: int, rows: "QuerySet[Any]", what: str, partnership: str = "partnership") -> Q:
    """The partnership has rows with so many different values."""
    counted = rows.filter(**{partnership: OuterRef("pk")}).order_by().values(partnership)
    found = counted.annotate(different=Count(what, distinct=True)).filter(different__gte=count)
    return Q(Exists(found))


disciplines = Partnership.disciplines.through.objects.all()
interdisciplinary = at_least(2, disciplines, "term")

university, other_party = Q(party__kind=Side.UNIVERSITY), ~Q(party__kind=Side.UNIVERSITY)
says_its_type, says_its_relation = ~Q(party__university_type=""), ~Q(party__relation_basis="")

register_practices(
    Practice(
        "3.1-b",
        1,
        "3.1",
        _("Each university says of what type it is."),
        addressed=each_of(university, says_its_type),
        partly=one_of(university, says_its_type),
        shows=_("The type of university that each university has given."),
        missing=_("Say what type of university you are."),
        link="rmp_relationship:relationship",
        link_label=_("See what each party is"),
    ),
    Practice(
        "3.2-a",
        1,
        "3.2",
        _("Each business partner says how the goal concerns it: it affects it, is affected, or sees itself affected."),
        addressed=each_of(other_party, says_its_relation),
        partly=one_of(other_party, says_its_relation),
        shows=_("How the goal concerns each partner, as it says itself."),
        missing=_("Let each partner say how the goal concerns it."),
        link="rmp_relationship:relationship",
        link_label=_("See how it concerns each party"),
    ),
    Practice(
        "5.1.2-b",
        1,
        "5.1.2",
        _("One way of engaging is described, with steps, and written down."),
        addressed=some(steps.exclude(documented_in=""), "process__"),
        partly=some(processes),
        shows=_("The engagement process, with a step that says where it is written down."),
        missing=_("Describe how you engage: steps by stage, who does them, where it is written down."),
        link=ENGAGEMENT,
        link_label=SEE_ENGAGEMENT,
    ),
    Practice(
        "5.1.2-d",
        1,
        "5.1.2",
        _("Everybody can find out how the relationship is managed and what others expect of it."),
        addressed=Q(some(processes)) & Q(some(expectations, "interested_party__")),
        partly=Q(some(processes)) | Q(some(expectations, "interested_party__")),
        shows=_("The mode of management in the engagement process, and expectations of interested parties."),
        missing=_("Say in which mode you manage, and note what interested parties expect."),
        link=ENGAGEMENT,
        link_label=SEE_ENGAGEMENT,
    ),
    Practice(
        "5.1.2-e",
        1,
        "5.1.2",
        _("The relationship may grow: into other fields, beyond one project, for good."),
        addressed=interdisciplinary & (Q(some(links)) | Q(some(lasting))),
        partly=interdisciplinary | Q(some(links)) | Q(some(lasting)),
        shows=_("Two disciplines or more, and what shall last or a link that all parties know."),
        missing=_("Name the disciplines, and say where the relationship shall last or what it grew from."),
        link=RELATIONSHIP,
        link_label=SEE_RELATIONSHIP,
    ),
    Practice(
        "5.1.3.1-a",
        1,
        "5.1.3.1",
        _("Interested parties and relationships are found and evaluated."),
        addressed=Q(some(interested.evaluated()))
        & ~Q(some(interested.exclude(pk__in=interested.evaluated().values("pk"))))
        & (Q(some(appraisals)) | Q(some(links))),
        partly=some(interested),
        shows=_("Every interested party with influence, interest and evaluation; an appraisal of the relationship or a link."),
        missing=_("Evaluate each interested party, and appraise the relationship together."),
        link="rmp_relationship:interestedparty-create",
        link_label=_("Add an interested party"),
        query="space=joint",
    ),
    Practice(
        "5.1.3.1-c",
        1,
        "5.1.3.1",
        _("It is clear who speaks with whom."),
        addressed=in_the_matrix(),
        partly=some(lines),
        shows=_("Lines of communication in which every party has a place."),
        missing=_("Write down who speaks with whom about what, for each party."),
        link="rmp_relationship:communicationline-create",
        link_label=_("Add a line"),
    ),
    Practice(
        "5.1.3.2-a",
        1,
        "5.1.3.2",
        _("The relationship is appraised at its present stage, and the mode of collaboration is fixed."),
        addressed=appraised_as_it_stands(),
        partly=some(appraisals),
        shows=_("A joint appraisal of the present horizon, signed by all parties."),
        missing=_("Appraise the relationship together and put the appraisal to all parties."),
        link=APPRAISE,
        link_label=APPRAISE_IT,
        query="space=joint",
    ),
    Practice(
        "5.1.3.2-b",
        1,
        "5.1.3.2",
        _("Good practice of other alliances leads to changes here."),
        addressed=some(benchmarks.filter(state__in=(BenchmarkNote.State.TRYING, BenchmarkNote.State.ADOPTED))),
        partly=some(benchmarks),
        shows=_("Good practice seen elsewhere that is tried or adopted."),
        missing=_("Note what others do better, say what you change, and try it."),
        link="rmp_relationship:benchmarknote-create",
        link_label=_("Note a good practice"),
        query="space=joint",
    ),
    Practice(
        "5.1.3.2-c",
        1,
        "5.1.3.2",
        _("Each side knows its own advantages and the joint ones."),
        addressed=from_each_party(advantages) & Q(some(advantages.joint())),
        partly=some(advantages),
        shows=_("An advantage that each party shares, and a joint one."),
        missing=_("Let each party share an advantage of its own, and name a joint one."),
        link="rmp_relationship:advantage-create",
        link_label=_("Add an advantage"),
        query="space=ours_shared",
    ),
    Practice(
        "5.1.3.2-d",
        1,
        "5.1.3.2",
        _("It is said where the relationship shall last."),
        addressed=some(lasting),
        shows=_("A statement of where it shall last."),
        missing=_("Say in which field, unit or place the relationship shall last."),
        link="rmp_relationship:sustainability-create",
        link_label=_("Say where it shall last"),
        query="space=joint",
    ),
    Practice(
        "5.1.3.2-e",
        1,
        "5.1.3.2",
        _("It is said by which methods the relationship is kept alive."),
        addressed=some(lasting.exclude(methods="")),
        partly=some(lasting),
        shows=_("The methods named with where it shall last."),
        missing=_("Name what keeps the relationship going when a project or a person ends."),
        link="rmp_relationship:sustainability-create",
        link_label=_("Name methods"),
        query="space=joint",
    ),
    Practice(
        "5.1.3.2-f",
        1,
        "5.1.3.2",
        _("Different outcomes are expected in different periods."),
        addressed=at_least(2, outcomes, "starts_on", "appraisal__partnership"),
        partly=some(outcomes, "appraisal__"),
        shows=_("Expected outcomes of two periods or more in joint appraisals."),
        missing=_("Add to an appraisal what you expect in the first period and what later."),
        link=RELATIONSHIP,
        link_label=SEE_RELATIONSHIP,
    ),
    Practice(
        "5.1.3.2-g",
        1,
        "5.1.3.2",
        _("Kinds of relationships are told apart; each party ranks its own."),
        addressed=Q(types) & Q(some(appraisals)),
        partly=Q(types) | Q(some(appraisals)),
        shows=_("Types of collaboration and a joint appraisal with its mode. Rankings are private and never counted."),
        missing=_("Choose the types of collaboration and appraise the relationship. Your own ranking does not count here."),
        link=APPRAISE,
        link_label=APPRAISE_IT,
        query="space=joint",
    ),
    Practice(
        "5.1.3.2-h",
        1,
        "5.1.3.2",
        _("It is considered where working together gains most."),
        addressed=some(appraisals.exclude(best_where="")),
        partly=some(appraisals),
        shows=_("A joint appraisal that says where working together gains most."),
        missing=_("Say in an appraisal where working together gains most, and where an order would do."),
        link=APPRAISE,
        link_label=APPRAISE_IT,
        query="space=joint",
    ),
)
