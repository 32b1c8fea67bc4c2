"""The practices of principle 1 that the plan shows. Each is a query over partnerships."""

from functools import reduce
from operator import and_

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships.models import Partnership
from partnerships.practices.registry import Condition, Practice, register_practices
from rmp.plan.models import PlanVersion, SectionText

State = PlanVersion.State


def texts(*sections: str) -> QuerySet[SectionText]:
    """The words the parties have found for the sections."""
    return SectionText.objects.disclosed().filter(partnership=OuterRef("pk"), section__in=sections).exclude(text="")


def every(*sections: str) -> Condition:
    """The parties have found words for each of the sections."""
    return reduce(and_, (Q(Exists(texts(section))) for section in sections))


def some(*sections: str) -> Condition:
    return Exists(texts(*sections))


def versions(*states: str) -> QuerySet[PlanVersion]:
    return PlanVersion.objects.disclosed().filter(partnership=OuterRef("pk"), state__in=states)


in_force = Exists(versions(State.IN_FORCE))
on_the_way = Exists(versions(State.JOINT_REVIEW, State.CHANGES_REQUESTED, State.AWAITING_SIGNATURES))
purposes = Exists(Partnership.purposes.through.objects.filter(partnership=OuterRef("pk")))  # type: ignore[attr-defined]

LIVING, OPEN_PLAN = "rmp_plan:living", _("Open the plan")
VERSIONS, SEE_VERSIONS = "rmp_plan:planversion-list", _("Versions of the plan")

register_practices(
    Practice(
        "3.1-a",
        1,
        "3.1",
        _("The collaboration says what it is for."),
        addressed=purposes,
        shows=_("The purposes chosen for the partnership."),
        missing=_("Choose the purposes of the collaboration."),
        link="partnerships:update",
        link_label=_("Choose purposes"),
    ),
    Practice(
        "3.3-a",
        1,
        "3.3",
        _("The plan says how the relationship is looked after: who meets, how one consults, how it is assessed."),
        addressed=every("governance", "assessment"),
        partly=some("governance", "assessment"),
        shows=_("The plan's sections on governance and assessment."),
        missing=_("Write in the plan how you meet and decide, and how you assess the relationship."),
        link=LIVING,
        link_label=OPEN_PLAN,
    ),
    Practice(
        "5.1.1-a",
        1,
        "5.1.1",
        _("The plan has a summary that anybody on either side understands."),
        addressed=Exists(versions(State.IN_FORCE).exclude(summary="")),
        partly=Exists(versions(*PlanVersion.OPEN).exclude(summary="")) | ~Q(summary=""),
        shows=_("The summary of the plan in force."),
        missing=_("Write a summary in plain words with the next version of the plan."),
        link=VERSIONS,
        link_label=SEE_VERSIONS,
    ),
    Practice(
        "5.1.2-a",
        1,
        "5.1.2",
        _("All parties have agreed on one plan and signed it."),
        addressed=in_force,
        partly=on_the_way,
        shows=_("The signatures under the plan in force."),
        missing=_("Freeze a version of the plan, review it together and have every party sign it."),
        link=VERSIONS,
        link_label=SEE_VERSIONS,
    ),
    Practice(
        "5.1.3.1-b",
        1,
        "5.1.3.1",
        _("What is managed together, and by which methods, is written down."),
        addressed=every("purpose", "governance", "revision"),
        partly=some("purpose", "governance", "revision"),
        shows=_("The plan's sections on purpose, governance and revision."),
        missing=_("Write what the plan covers, how you govern it and how it is revised."),
        link=LIVING,
        link_label=OPEN_PLAN,
    ),
    Practice(
        "5.1.3.1-d",
        1,
        "5.1.3.1",
        _("The signed plan makes the objectives, the environment and the factors from within and without clear."),
        addressed=in_force & every("objectives", "environment"),
        partly=some("objectives", "environment"),
        shows=_("The plan in force, with its sections on objectives and environment."),
        missing=_("Write about objectives and environment in the plan, and bring it into force."),
        link=LIVING,
        link_label=OPEN_PLAN,
    ),
    Practice(
        "5.1.3.1-e",
        1,
        "5.1.3.1",
        _("The plan covers the partners, the environment of the collaboration and what interested parties expect."),
        addressed=every("parties", "environment", "expectations"),
        partly=some("parties", "environment", "expectations"),
        shows=_("The plan's sections on parties, environment and expectations."),
        missing=_("Write about the parties, the environment and the expectations in the plan."),
        link=LIVING,
        link_label=OPEN_PLAN,
    ),
    Practice(
        "5.1.3.1-f",
        1,
        "5.1.3.1",
        _("The plan is revised again and again: a newer version has taken the place of an older one."),
        addressed=in_force & Exists(versions(State.SUPERSEDED)),
        partly=in_force & Exists(versions(State.IN_FORCE).filter(review_on__isnull=False)),
        shows=_("Versions of the plan that newer ones replaced."),
        missing=_("Set a date for the next review, and sign a new version when the plan has changed."),
        link=VERSIONS,
        link_label=SEE_VERSIONS,
    ),
)
