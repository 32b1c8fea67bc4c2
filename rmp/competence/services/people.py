"""Rating a person."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.access.policy import Right, Standing, standing
from partnerships.history.services import lock
from partnerships.records.actors import taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record
from rmp.competence.models import Assessment

if TYPE_CHECKING:
    from partnerships.accounts.models import User

Rater = Assessment.Rater


def knows(assessment: Assessment, standing: Standing) -> bool:
    """The person it is about, and the managers of his or her party."""
    return assessment.holder.is_about(standing) or assessment.holder.manages(standing)


@taken_by(Right.READ_OWN, allowed=knows)
@transaction.atomic
def rate(assessment: Assessment, *, actor: "User") -> Assessment:
    """Keep a new rating; `assessment` is unsaved, with the person it is about.

    A person rates only himself or herself; managers of the party enter the others, among them what somebody without an account says of
    himself. Raises PermissionDenied for anybody else, Refused when the kind of rater does not fit the actor.
    """
    holder = assessment.holder
    lock(holder.partnership)
    about = holder.is_about(standing(actor, holder.partnership))
    if assessment.rater == Rater.SELF:
        if holder.person_id and not about:
            raise Refused({"rater": _("The person says so himself or herself.")})
    elif about:
        raise Refused({"rater": _("You rate yourself here as the person. Somebody else rates you as your manager.")})
    elif not assessment.evidence.strip():
        raise Refused({"evidence": _("Say what it rests on: the person will ask.")})
    return save_record(assessment, actor=actor)
