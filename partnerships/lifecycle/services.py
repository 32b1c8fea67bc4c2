"""Going on without something: asked of all parties, agreed by their signatures, used by the step itself."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import gettext_noop

from partnerships.access.spaces import Visibility
from partnerships.gates import closed, gates_from, passages
from partnerships.history.notes import product_note
from partnerships.history.services import lock
from partnerships.lifecycle.models import GateOverride
from partnerships.models import Partnership
from partnerships.records.actors import consequence, taken_by
from partnerships.records.refusals import Refused, refuse_second
from partnerships.records.services import advance, save_record
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round, void_round

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State = GateOverride.State
GONE_ON = product_note(_lazy("The partnership has gone on."))
VERBS = (gettext_noop("used"), gettext_noop("lapsed"), gettext_noop("agreed"), gettext_noop("declined"))


@taken_by()
@transaction.atomic
def ask_override(partnership: Partnership, *, actor: "User", to_state: str, reason: str) -> GateOverride:
    """Ask all parties to go on to a state although gates of that step do not hold. Returns the decision, which is before them now.

    Raises PermissionDenied without the right to write, Refused when there is no such step, when nothing lacks, or when they are asked.
    """
    lock(partnership)
    current = Partnership.objects.get(pk=partnership.pk)
    if to_state not in Partnership.TRANSITIONS[current.state]:
        raise Refused({"to_state": _("It cannot go there from “%(state)s”.") % {"state": current.get_state_display()}})
    lacking = closed(passages(current, gates_from(current.state, to_state)))
    if not lacking:
        raise Refused({"to_state": _("Nothing lacks for this step: it can be taken as it is.")})
    asked = GateOverride.objects.live().filter(partnership=current, from_state=current.state, to_state=to_state)
    for old in asked.agreed().exclude(pk__in=GateOverride.objects.holding().values("pk")):  # a party has joined since
        advance(old, State.LAPSED, actor=None)
    refuse_second(asked, _("The parties are asked about this step already."), person=actor)
    override = GateOverride(
        partnership=current,
        visibility=Visibility.SHARED,
        from_state=current.state,
        to_state=to_state,
        gates=[gate.key for gate in lacking],
        lacking="\n".join(str(gate.label) for gate in lacking),
        reason=reason.strip(),
    )
    save_record(override, actor=actor)
    open_round(override, actor=actor)
    return override


@consequence
def answer(override: GateOverride, state: str, *, actor: "User | None", note: str = "") -> GateOverride:
    """What the parties' answers came to. Called by the sign-off alone; what is overtaken already stays so."""
    if override.state != State.ASKED:
        return override
    return advance(override, state, actor=actor, note=note)


def waived_gates(partnership: Partnership, from_state: str, to_state: str) -> list[str]:
    """The gates that the parties have agreed to go without at the step (partnerships.gates.WAIVERS). One query."""
    agreed = GateOverride.objects.holding().filter(partnership=partnership, from_state=from_state, to_state=to_state)
    return [key for gates in agreed.values_list("gates", flat=True) for key in gates]


@consequence
def follow_step(partnership: Partnership, before: str, after: str, *, actor: "User | None") -> None:
    """The partnership took a step: what was agreed for it is used, and what was asked of the state it left has lapsed."""
    for override in GateOverride.objects.live().filter(partnership=partnership, from_state=before):
        override.partnership = partnership
        used = override.state == State.AGREED and override.to_state == after
        waiting = SignOffRound.objects.open().of_record(override).first()
        advance(override, State.USED if used else State.LAPSED, actor=actor)
        if waiting is not None:
            void_round(waiting, actor=actor, reason=GONE_ON)
