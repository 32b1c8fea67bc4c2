"""The bodies and the matrix that a new partnership can begin with."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from partnerships.models import Partnership
from partnerships.records.services import save_record
from partnerships.starting import Kind
from rmp.governance.models import Activity, GovernanceBody
from rmp.governance.services.meetings import save_body

if TYPE_CHECKING:
    from partnerships.accounts.models import User

# Kinds that need a body between the steering committee and the work.
MANAGED = ("laboratory", "alliance")


def lay_out(partnership: Partnership, kind: Kind, *, actor: "User", **kwargs: object) -> None:
    """A steering committee and who meets for the work; their seats are for each party to fill. And what is to be done again and again."""
    here = {"partnership": partnership, "visibility": "shared"}
    level, cadence = GovernanceBody.Level, GovernanceBody.Cadence
    steering = GovernanceBody(
        **here,
        name=_("Steering committee"),
        level=level.STRATEGIC,
        terms=_(
            "Decides on objectives, money and whether the work goes on. What can be settled in the work does not come here."
        ),
        cadence=cadence.HALF_YEARLY,
    )
    save_body(steering, actor=actor)
    above = steering
    if kind.key in MANAGED:
        above = GovernanceBody(
            **here,
            name=_("Management group"),
            level=level.MANAGEMENT,
            terms=_("Keeps the plan, the budget and the people together, and prepares what the steering committee decides."),
            cadence=cadence.QUARTERLY,
            escalates_to=steering,
        )
        save_body(above, actor=actor)
    work = GovernanceBody(
        **here,
        name=_("Working meeting"),
        level=level.OPERATIONAL,
        terms=_("Those who do the work: where it stands, what hinders, what is next."),
        cadence=cadence.MONTHLY,
        escalates_to=above,
    )
    save_body(work, actor=actor)
    for position, name in enumerate(activities(kind), start=1):
        save_record(Activity(**here, name=name, position=position), actor=actor)


def activities(kind: Kind) -> list[str]:
    """What is to be done in a collaboration of the kind, in a few words each."""
    usual = [_("Keeping the joint plan"), _("Reporting on progress"), _("Clearing publications"), _("Telling the public")]
    particular = {
        "research": [_("Planning the research"), _("Keeping data and samples")],
        "laboratory": [_("Running the laboratory"), _("Hiring and safety"), _("Use of equipment by others")],
        "students": [_("Choosing students and topics"), _("Supervising on both sides"), _("Assessing what was learnt")],
        "transfer": [_("Proving that the result works"), _("Paying and reporting under the licence")],
        "alliance": [_("Choosing projects"), _("Renewing the yearly plan")],
    }
    return particular[kind.key] + usual
