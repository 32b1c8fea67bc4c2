"""The exit strategy: its versions, and the notice it asks for."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.models import Partnership, Party
from partnerships.practices.sections import agreed_with_the_plan
from partnerships.records.actors import consequence, taken_by
from partnerships.records.refusals import Refused, refuse_second
from partnerships.records.services import advance, save_record
from rmp.exits.models import DisengagementCase, ExitStrategy, NoticePeriod

if TYPE_CHECKING:
    from partnerships.accounts.models import User

VERBS = (gettext_noop("agreed"), gettext_noop("superseded"))


@taken_by()
@transaction.atomic
def start_strategy(strategy: ExitStrategy, *, actor: "User") -> ExitStrategy:
    """Write the next version; `strategy` is unsaved, with its partnership and its text.

    Raises Refused while another draft is there, PermissionDenied without the right.
    """
    lock(strategy.partnership)
    versions = ExitStrategy.objects.filter(partnership=strategy.partnership)
    refuse_second(versions.draft(), _("There is a draft already: change that one."), person=actor)
    last = versions.order_by("-number").values_list("number", flat=True).first()
    strategy.number = (last or 0) + 1
    strategy.put_before_all()
    return save_record(strategy, actor=actor)


@taken_by()
@transaction.atomic
def revise_strategy(strategy: ExitStrategy, *, actor: "User") -> ExitStrategy:
    """Begin the next version with the words and the periods of this one. Raises as start_strategy does, and Refused where not all at the
    table read this one."""
    if not strategy.reaches_all():
        raise Refused(_("Not all at the table read this version: begin a new one, in words for all."))
    values = {name: getattr(strategy, name) for name in ExitStrategy.FIXED}
    draft = start_strategy(ExitStrategy(partnership=strategy.partnership, **values), actor=actor)
    for notice in strategy.notices.select_related("giver").order_by("giver__name", "pk"):  # type: ignore[attr-defined]
        save_record(NoticePeriod(strategy=draft, giver=notice.giver, days=notice.days, form=notice.form), actor=actor)
    return draft


@consequence
@transaction.atomic
def agree_strategy(strategy: ExitStrategy, *, actor: "User | None") -> ExitStrategy:
    """All parties have signed it, by itself or with the plan: it holds now, and the version before it no longer."""
    for former in ExitStrategy.objects.agreed().filter(partnership=strategy.partnership_id):
        former.partnership = strategy.partnership
        advance(former, ExitStrategy.State.SUPERSEDED, actor=actor, superseded_on=today())
    return advance(strategy, ExitStrategy.State.AGREED, actor=actor, agreed_on=today())


agreed_with_the_plan(
    lambda partnership: ExitStrategy.objects.draft().disclosed().filter(partnership=partnership), agree_strategy
)


def notice_days(partnership: Partnership, party: Party, kind: str) -> int | None:
    """How many days before an end of this kind the party gives notice, by the strategy agreed; None where none is agreed."""
    strategy = ExitStrategy.objects.agreed().filter(partnership=partnership).first()
    if strategy is None:
        return None
    if kind in (DisengagementCase.Kind.BREACH, DisengagementCase.Kind.FORCE_MAJEURE):
        return strategy.cause_days
    return strategy.notices.filter(giver=party).values_list("days", flat=True).first()  # type: ignore[attr-defined]


def earliest_end(partnership: Partnership, party: Party, kind: str) -> dt.date | None:
    """The first day on which an end by notice given today can take effect; None where no period is agreed."""
    days = notice_days(partnership, party, kind)
    return None if days is None else today() + dt.timedelta(days=days)
