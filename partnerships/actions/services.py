"""What happens to an action. The state machine is Action.TRANSITIONS."""

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from partnerships.actions.models import Action
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.records.actors import taken_by
from partnerships.records.models import PartnershipRecord
from partnerships.records.seen import check_place
from partnerships.records.services import advance, save_record

if TYPE_CHECKING:
    from partnerships.accounts.models import User


@taken_by()
@transaction.atomic
def add_action(source: PartnershipRecord, *, actor: "User | None", **fields: Any) -> Action:
    """An action for the sake of a record, in the same space as the record."""
    lock(source.partnership)
    check_place(source)
    action = Action(
        **source.same_place(),
        source_type=ContentType.objects.get_for_model(source),
        source_key=source.pk,
        **fields,
    )
    action.full_clean(exclude=["author"])
    return save_record(action, actor=actor)


@taken_by()
def start_action(action: Action, *, actor: "User") -> Action:
    return advance(action, Action.State.DOING, actor=actor)


@taken_by()
def finish_action(action: Action, *, actor: "User", outcome: str = "") -> Action:
    return advance(action, Action.State.DONE, actor=actor, done_on=today(), outcome=outcome)


@taken_by()
def cancel_action(action: Action, *, actor: "User", reason: str) -> Action:
    return advance(action, Action.State.CANCELLED, actor=actor, note=reason)


@taken_by()
def reopen_action(action: Action, *, actor: "User") -> Action:
    return advance(action, Action.State.OPEN, actor=actor, done_on=None)
