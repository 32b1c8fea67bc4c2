"""The charter on its way to the signatures of all, and an observation on its way to an answer."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right, Standing, standing
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.records.actors import consequence, taken_by
from partnerships.records.refusals import Refused, refuse_second
from partnerships.records.services import advance, save_record
from rmp.competence.models import BehaviourCharter, BehaviourObservation, CharterStatement
from rmp.competence.naming import refuse_names

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State = BehaviourObservation.State
# What the history calls the steps.
VERBS = (gettext_noop("agreed"), gettext_noop("superseded"), gettext_noop("acknowledged"), gettext_noop("discussed"))


def about_us(observation: BehaviourObservation, standing: Standing) -> bool:
    """Whether the reader answers for the party it is about."""
    return not observation.is_private and standing.may(Right.WRITE, observation.about)


def one_of_both(observation: BehaviourObservation, standing: Standing) -> bool:
    return about_us(observation, standing) or standing.may(Right.WRITE, observation.party)


@taken_by()
@transaction.atomic
def start_charter(charter: BehaviourCharter, *, actor: "User") -> BehaviourCharter:
    """Begin the next version; `charter` is unsaved. It begins with the statements of the agreed version, as far as all read that.

    Raises Refused while another draft is there.
    """
    lock(charter.partnership)
    versions = BehaviourCharter.objects.filter(partnership=charter.partnership)
    refuse_second(versions.draft(), _("There is a draft already: change that one."), person=actor)
    last = versions.order_by("-number").values_list("number", flat=True).first()
    charter.number = (last or 0) + 1
    charter.put_before_all()
    save_record(charter, actor=actor)
    agreed = versions.agreed().first()
    if agreed is not None and agreed.reaches_all():
        for former in agreed.statements.order_by("position", "created_at", "pk"):
            words = {"text": former.text, "shown_by": former.shown_by, "position": former.position}
            save_record(CharterStatement(charter=charter, **words), actor=actor)
    return charter


@consequence
@transaction.atomic
def agree_charter(charter: BehaviourCharter, *, actor: "User | None") -> BehaviourCharter:
    """All parties have signed the version: it is the charter now, and the one before it is superseded."""
    for former in BehaviourCharter.objects.agreed().filter(partnership=charter.partnership):
        advance(former, BehaviourCharter.State.SUPERSEDED, actor=actor, superseded_on=today())
    return advance(charter, BehaviourCharter.State.AGREED, actor=actor, agreed_on=today())


# --- observations -----------------------------------------------------------------------------------------------------
def _open(observation: BehaviourObservation) -> BehaviourObservation:
    """The observation as it is now. Inside the caller's transaction; raises Refused while nobody else knows of it."""
    lock(observation.partnership)
    current = BehaviourObservation.objects.select_related("party", "about", "partnership").get(pk=observation.pk)
    if current.is_private:
        raise Refused(_("It is private: nobody else knows of it. Share it first."))
    return current


@taken_by(allowed=about_us)
@transaction.atomic
def acknowledge_observation(observation: BehaviourObservation, *, actor: "User", response: str) -> BehaviourObservation:
    """The party it is about has taken it in, and says what it thinks of it. Raises PermissionDenied for other parties, Refused too late."""
    current = _open(observation)
    refuse_names(response, current.partnership, current.about, field="response")
    return advance(observation, State.ACKNOWLEDGED, actor=actor, response=response.strip())


@taken_by(allowed=one_of_both)
@transaction.atomic
def discuss_observation(observation: BehaviourObservation, *, actor: "User", outcome: str) -> BehaviourObservation:
    """Both have spoken about it; either of them notes what was said."""
    current = _open(observation)
    mine = standing(actor, current.partnership).party
    refuse_names(outcome, current.partnership, mine, field="outcome")
    return advance(observation, State.DISCUSSED, actor=actor, outcome=outcome.strip())


@taken_by()
@transaction.atomic
def close_observation(observation: BehaviourObservation, *, actor: "User", closing: str) -> BehaviourObservation:
    """The party that raised it says how it ended."""
    current = _open(observation)
    refuse_names(closing, current.partnership, current.party, field="closing")
    return advance(observation, State.CLOSED, actor=actor, closing=closing.strip(), closed_on=today())
