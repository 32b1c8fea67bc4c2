"""A matter that one room hands on to another: a risk that has occurred becomes an issue of governance, an issue that nobody settles an
assessment of the exit. The rooms do not know each other: one opens a desk, the other refers to it by name.

    register_desk(Desk("governance.issue", _("Raise an issue"), services.receive))
    refer(risk, "governance.issue", actor=user, title=str(risk), facts=risk.event)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.history.services import lock
from partnerships.records.models import PartnershipRecord
from partnerships.records.refusals import Refused
from partnerships.records.seen import check_place

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from partnerships.accounts.models import User


@dataclass(frozen=True)
class Desk:
    """Where a room takes in what others refer to it."""

    key: str  # "governance.issue"
    label: "str | _StrPromise"  # what a button says: a verb and a noun
    # receive(source, *, actor, title, facts): makes a joint record in the source's `joint_place` and returns it.
    receive: Callable[..., PartnershipRecord]


DESKS: dict[str, Desk] = {}


def register_desk(desk: Desk) -> None:
    """Open a desk; to be called from an app's ready(). Raises ValueError when the key is taken."""
    if desk.key in DESKS:
        raise ValueError(f"Desk {desk.key} is registered twice.")
    DESKS[desk.key] = desk


def is_open(key: str) -> bool:
    """Whether a room takes in such matters: offer the step only then."""
    return key in DESKS


@transaction.atomic
def refer(source: Any, key: str, *, actor: "User | None", title: str, facts: str = "") -> PartnershipRecord:
    """Hand a matter on. What the other room makes of it is joint, for all parties that read the source (`joint_place`).

    Raises Refused when the source is private (its owner shares it first) or when no room takes in such matters.
    """
    lock(source.record.partnership)
    check_place(source)
    if source.record.is_private:
        raise Refused(_("This is private, and what comes of it is read by others: share it first."))
    if key not in DESKS:
        raise Refused(_("There is no room that takes this in."))
    return DESKS[key].receive(source, actor=actor, title=title, facts=facts)
