"""The statements of clause 5.4, in our own words, each with the condition by which a partnership addresses it."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships.models import Participation
from partnerships.practices.conditions import from_each_party, some
from partnerships.practices.registry import Condition, Practice, register_practices
from rmp.leadership.models import (
    Appointment,
    LeaderActivity,
    LeaderProfile,
    LeaderResource,
    Power,
    ResourceKind,
    SupportConfirmation,
)

Joined = Participation.State

profiles = LeaderProfile.objects.disclosed()
agreed = profiles.agreed()
appointments = Appointment.objects.disclosed()
live = appointments.live()
endorsed = live.filter(endorsed_on__isnull=False)
nominated = appointments.put_forward()
powers = Power.objects.disclosed()
support = SupportConfirmation.objects.disclosed()
resources = LeaderResource.objects.disclosed()
activities = LeaderActivity.objects.disclosed()

OF_APPOINTMENT = "appointment__"


def having(leaders: "QuerySet[Any]", part: Any, **only: Any) -> "QuerySet[Any]":
    """The leaders that have a part of the kind."""
    return leaders.filter(Exists(part.objects.filter(appointment=OuterRef("pk"), **only)))


def all_of(records: "QuerySet[Any]", good: "QuerySet[Any]") -> Condition:
    """The partnership has such records, and all of them are among the good ones."""
    return Q(some(records)) & ~Q(some(records.exclude(pk__in=good.values("pk"))))


def at_least(records: "QuerySet[Any]", number: int) -> Condition:
    """The partnership has so many of the records."""
    counted = records.order_by().filter(partnership=OuterRef("pk")).values("partnership").annotate(n=Count("pk"))
    return Exists(counted.filter(n__gte=number))


def supported(leaders: "QuerySet[Any]", number: int) -> "QuerySet[Any]":
    """The leaders for whom each party that takes part, or is asked to, has given so many confirmations of support."""
    given = SupportConfirmation.objects.filter(appointment=OuterRef(OuterRef("pk")), party=OuterRef("party"))
    enough = given.order_by().values("party").annotate(n=Count("pk")).filter(n__gte=number)
    parties = Participation.objects.signing().filter(state__in=(Joined.JOINED, Joined.INVITED))
    return leaders.exclude(Exists(parties.filter(~Exists(enough), partnership=OuterRef("partnership"))))


empowered = live.filter(Exists(powers.filter(profile=OuterRef("profile"))))
with_gap = live.filter(Exists(LeaderResource.objects.filter(appointment=OuterRef("pk"), required__gt=F("allocated"))))
provided = having(live, LeaderResource).exclude(pk__in=with_gap.values("pk"))
seen = live.filter(Exists(activities.filter(leaders=OuterRef("pk"))))
complete = agreed.exclude(requirements="").exclude(responsibilities="")
complete = complete.filter(Exists(powers.filter(profile=OuterRef("pk"))))

NEW_PROFILE = "rmp_leadership:leaderprofile-create"
NOMINATE = "rmp_leadership:appointment-create"


def practice(key: str, text: Any, addressed: Condition, partly: Condition, **more: Any) -> None:
    """Register one statement; its key is its clause and a letter."""
    register_practices(Practice(key, 4, key.rpartition("-")[0], text, addressed, partly, **more))


# --- 5.4.1: what ------------------------------------------------------------------------------------------------------
practice(
    "5.4.1-a",
    _("Several senior people lead the relationship."),
    at_least(live, 2),
    some(live),
    shows=_("Leaders who are active"),
    missing=_("Nominate until at least two people lead."),
    link=NOMINATE,
    link_label=_("Nominate somebody"),
)
practice(
    "5.4.1-b",
    _("They are appointed together, and every party has one of its own."),
    from_each_party(endorsed),
    Q(some(live)),
    shows=_("An active leader of each party, endorsed by all"),
    missing=_("Let each party nominate a leader and endorse the others'."),
    link=NOMINATE,
    link_label=_("Nominate somebody"),
)
practice(
    "5.4.1-c",
    _("They have full power, and their houses stand behind them."),
    all_of(live, supported(empowered, 1)),
    Q(some(empowered)) | Q(some(support, OF_APPOINTMENT)),
    shows=_("Powers of the profiles, confirmations of support"),
    missing=_("Give each profile its powers, and let each party confirm its support for each leader."),
    link="rmp_leadership:support",
    link_label=_("See the support"),
)
practice(
    "5.4.1-d",
    _("Their title is agreed: UBC manager, project manager, or what suits."),
    some(agreed),
    Q(some(profiles)),
    shows=_("The title of an agreed profile"),
    missing=_("Write a profile with the title you choose, and let all parties sign it."),
    link=NEW_PROFILE,
    link_label=_("Write a profile"),
)

# --- 5.4.2: why -------------------------------------------------------------------------------------------------------
practice(
    "5.4.2-a",
    _("Leaders say in their own words what they commit to."),
    all_of(live, live.exclude(commitment="")),
    Q(some(appointments.in_office().exclude(commitment=""))),
    shows=_("The commitment that each leader gave on accepting"),
    missing=_("Let the appointed people accept with their commitment."),
    link="rmp_leadership:leaders",
    link_label=_("See the leaders"),
)
practice(
    "5.4.2-b",
    _("Leaders of all parties are seen taking part, and so set the tone."),
    from_each_party(seen),
    Q(some(activities)),
    shows=_("Activities of leaders"),
    missing=_("Note where leaders of each party took part, opened doors, settled disputes."),
    link="rmp_leadership:leaderactivity-create",
    link_label=_("Note an activity"),
)

# --- 5.4.3.1: appointing ----------------------------------------------------------------------------------------------
practice(
    "5.4.3.1-a",
    _("All parties settle what leaders must bring, answer for and may decide."),
    some(complete),
    Q(some(profiles)),
    shows=_("An agreed profile with powers"),
    missing=_("Write a profile with its powers, and let all parties sign it."),
    link=NEW_PROFILE,
    link_label=_("Write a profile"),
)
practice(
    "5.4.3.1-b",
    _("All parties choose people who can do it, and appoint them."),
    all_of(live, endorsed.exclude(evidence="").exclude(instrument="")),
    Q(some(nominated)),
    shows=_("Nominations with evidence, the others' endorsement, the instrument"),
    missing=_("Put nominations forward with evidence, endorse them, and appoint."),
    link=NOMINATE,
    link_label=_("Nominate somebody"),
)
practice(
    "5.4.3.1-c",
    _("Every level of every party supports them: in supervision, in management, with means."),
    all_of(live, supported(live, SupportConfirmation.FULL)),
    Q(some(support, OF_APPOINTMENT)),
    shows=_("The matrix of support"),
    missing=_("Ask each level, and confirm what is missing in the matrix."),
    link="rmp_leadership:support",
    link_label=_("See what is missing"),
)

# --- 5.4.3.2: resources -----------------------------------------------------------------------------------------------
practice(
    "5.4.3.2-a",
    _("Leaders have the means that leading takes."),
    all_of(live, provided),
    Q(some(resources, OF_APPOINTMENT)),
    shows=_("Required against allocated, without a gap"),
    missing=_("Say for each leader what is needed and what is set aside, and close the gaps."),
    link="rmp_leadership:resources",
    link_label=_("See the resources"),
)
practice(
    "5.4.3.2-b",
    _("The parties keep a list of what leaders need, and extend it."),
    some(ResourceKind.objects.disclosed()),
    Q(some(resources, OF_APPOINTMENT)),
    shows=_("The open list of kinds of resources"),
    missing=_("Look through the list, and add what your leaders need besides."),
    link="rmp_leadership:resourcekind-create",
    link_label=_("Add to the list"),
)
