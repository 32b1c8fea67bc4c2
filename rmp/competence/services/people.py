"""Rating a person."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.access.policy import standing
from partnerships.history.services import lock
from partnerships.records.services import Refused, save_record
from rmp.competence.models import Assessment

if TYPE_CHECKING:
    from partnerships.accounts.models import User

Rater = Assessment.Rater


@transaction.atomic
def rate(assessment: Assessment, *, actor: "User") -> Assessment:
    """Keep a new rating; `assessment` is unsaved, with the person it is about.

    A person rates only himself or herself; managers of the party enter the others, among them what somebody without an account says of
    himself. Raises PermissionDenied for anybody else, Refused when the kind of rater does not fit the actor.
    """
    holder = assessment.holder
    lock(holder.partnership)
    where = standing(actor, holder.partnership)
    about, manages = holder.is_about(where), holder.manages(where)
    if not where.partnership.is_open or not (about or manages):
        raise PermissionDenied
    if assessment.rater == Rater.SELF:
        if holder.person_id and not about:
            raise Refused({"rater": _("The person says so himself or herself.")})
    elif about:
        raise Refused({"rater": _("You rate yourself here as the person. Somebody else rates you as your manager.")})
    elif not assessment.evidence.strip():
        raise Refused({"evidence": _("Say what it rests on: the person will ask.")})
    return save_record(assessment, actor=actor)
