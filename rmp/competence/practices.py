"""The practice profile of principle 6, in our own words: what practice expects, and the condition that shows it."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.clock import Today
from partnerships.practices.conditions import from_each_party, some
from partnerships.practices.registry import Condition, Practice, register_practices
from rmp.competence.evidence import (
    agreed,
    all_kinds,
    capabilities,
    charters,
    described,
    figures,
    inductions,
    measures,
    observations,
    profiles,
    published,
    requirements,
    snapshots,
    strengths,
    weak_unanswered,
    weaknesses,
)
from rmp.competence.models import BehaviourObservation, DevelopmentAction, Induction

State = DevelopmentAction.State


def practice(number: int, text: Any, addressed: Condition, **more: Any) -> None:
    """Register one practice of the profile."""
    register_practices(Practice(f"P06-{number:02}", 6, "5.6", text, addressed, **more))


practice(
    1,
    _("It is said what each role in the collaboration takes."),
    described,
    partly=some(profiles),
    shows=_("Role profiles, each with what it asks for"),
    missing=_("Describe the roles together, and what each of them asks for."),
    link="rmp_competence:roleprofile-list",
    link_label=_("Open the roles"),
)
practice(
    2,
    _("More is asked for than skill in the subject: what people know, what they can do, and how they meet others."),
    all_kinds,
    partly=some(requirements, "profile__"),
    shows=_("Requirements of all three kinds: attributes, abilities, attitudes"),
    missing=_("Ask for at least one attribute, one ability and one attitude."),
    link="rmp_competence:catalogue",
    link_label=_("See the competences"),
)
practice(
    3,
    _("Each party looks at its own people, and lets the others know how far they reach."),
    published,
    partly=some(snapshots),
    shows=_("Published coverage of each party"),
    missing=_("Rate your own people, and publish your coverage. Nobody else sees a rating."),
    link="rmp_competence:coverage",
    link_label=_("Compare the coverage"),
)
practice(
    4,
    _("Where people do not reach far enough yet, something is done about it."),
    Q(some(figures, "snapshot__")) & ~weak_unanswered,
    partly=Q(some(figures, "snapshot__")) & Q(some(measures)),
    shows=_("A measure for every competence in which fewer than two thirds reach the level"),
    missing=_("Plan measures for what is weak in the published coverage, and share them."),
    link="rmp_competence:developmentaction-list",
    link_label=_("Open development"),
)
practice(
    5,
    _("Whether people learnt something is verified, and no measure is forgotten."),
    Q(some(measures.filter(state=State.VERIFIED))) & ~Q(some(measures.overdue())),
    partly=some(measures.filter(state__in=(State.DONE, State.VERIFIED))),
    shows=_("Measures that were verified, and none overdue"),
    missing=_("Let somebody else verify what is done, and see to what is overdue."),
    link="rmp_competence:developmentaction-list",
    link_label=_("Open development"),
)
practice(
    6,
    _("All parties have agreed how they want to behave towards each other."),
    some(agreed),
    partly=some(charters),
    shows=_("A behaviour charter signed by all parties"),
    missing=_("Write a behaviour charter together, and put it to all parties."),
    link="rmp_competence:behaviourcharter-list",
    link_label=_("Open the charter"),
)
practice(
    7,
    _("The charter is looked at again from time to time."),
    some(agreed.filter(review_on__gte=Today())),
    partly=some(agreed),
    shows=_("A day of the next look at the charter that has not passed"),
    missing=_("Set the day on which you look at the charter again."),
    link="rmp_competence:behaviourcharter-list",
    link_label=_("Open the charter"),
)
practice(
    8,
    _("Behaviour is spoken of, good and bad, and every observation is answered."),
    from_each_party(observations) & ~Q(some(observations.overdue())),
    partly=some(observations),
    shows=_("Observations by each party, none of which waits too long for an answer"),
    missing=_("Share what you see of each other's behaviour, and answer what is waiting."),
    link="rmp_competence:behaviourobservation-list",
    link_label=_("Open the observations"),
)
practice(
    9,
    _("Concerns about behaviour are settled."),
    Q(some(observations.filter(kind=BehaviourObservation.Kind.CONCERN)))
    & ~Q(some(observations.filter(kind=BehaviourObservation.Kind.CONCERN).unsettled())),
    partly=some(observations.exclude(state=BehaviourObservation.State.RAISED)),
    shows=_("Concerns that were raised, all of them closed"),
    missing=_("Talk about concerns that are open, and close them together."),
    link="rmp_competence:behaviourobservation-list",
    link_label=_("Open the observations"),
    query="kind=concern",
)
practice(
    10,
    _("Newcomers are introduced to the collaboration and to the other side."),
    Q(some(inductions.filter(state=Induction.State.COMPLETED))) & ~Q(some(inductions.overdue())),
    partly=some(inductions),
    shows=_("Inductions that were completed, and none overdue"),
    missing=_("Plan an induction for whoever is new, share it, and complete it in time."),
    link="rmp_competence:induction-list",
    link_label=_("Open the newcomers"),
)
practice(
    11,
    _("Each party knows what it is good at and where it is weak when it works with others."),
    from_each_party(strengths) & from_each_party(weaknesses),
    partly=some(capabilities),
    shows=_("Strengths and weaknesses that each party shares"),
    missing=_("Look at your own organisation, and share a strength and a weakness at least."),
    link="rmp_competence:capability",
    link_label=_("Compare the organisations"),
)
practice(
    12,
    _("What weakens an organisation as a partner is worked on."),
    Q(some(weaknesses)) & ~Q(some(weaknesses.filter(action=""))),
    partly=some(weaknesses.exclude(action="")),
    shows=_("For every shared weakness, what the party does about it"),
    missing=_("Say for each weakness what you do about it."),
    link="rmp_competence:orgcapability-list",
    link_label=_("Open strengths and weaknesses"),
    query="finding=weakness",
)
