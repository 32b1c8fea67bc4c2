"""What happens to enabled resources and to measures of partner development."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from partnerships.clock import today
from partnerships.records.actors import taken_by
from partnerships.records.services import advance
from rmp.team.models import EnabledResource, PartnerDevelopment

if TYPE_CHECKING:
    from partnerships.accounts.models import User

# How the history calls it.
PROVIDED, STARTED = gettext_noop("made available"), gettext_noop("started")


@taken_by()
def provide_resource(resource: EnabledResource, *, actor: "User", starts_on: dt.date | None = None) -> EnabledResource:
    """It is there: from the day given, or from the one that was planned, or from today."""
    since = starts_on or resource.starts_on or today()
    # Of a time that is over nothing is left.
    ends_on = None if resource.ends_on is not None and resource.ends_on < since else resource.ends_on
    return advance(resource, EnabledResource.State.AVAILABLE, actor=actor, verb=PROVIDED, starts_on=since, ends_on=ends_on)


@taken_by()
def withdraw_resource(resource: EnabledResource, *, actor: "User", reason: str) -> EnabledResource:
    return advance(resource, EnabledResource.State.WITHDRAWN, actor=actor, note=reason)


@taken_by()
def start_development(measure: PartnerDevelopment, *, actor: "User") -> PartnerDevelopment:
    return advance(measure, PartnerDevelopment.State.RUNNING, actor=actor, verb=STARTED)


@taken_by()
def finish_development(measure: PartnerDevelopment, *, actor: "User", result: str) -> PartnerDevelopment:
    """It is done: what the partner can do now."""
    return advance(measure, PartnerDevelopment.State.DONE, actor=actor, ended_on=today(), result=result)


@taken_by()
def drop_development(measure: PartnerDevelopment, *, actor: "User", reason: str) -> PartnerDevelopment:
    return advance(measure, PartnerDevelopment.State.DROPPED, actor=actor, ended_on=today(), result=reason)
