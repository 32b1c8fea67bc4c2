"""What happens to places in the team, and to the team when it is reviewed."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.history.services import lock
from partnerships.records.actors import taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record
from rmp.team.models import JointTeam, TeamMember, TeamReview

if TYPE_CHECKING:
    from partnerships.accounts.models import User


@taken_by()
def end_place(place: TeamMember, *, actor: "User", ends_on: dt.date) -> TeamMember:
    """Give a place its last day. Raises Refused for a day before it began."""
    if ends_on < place.starts_on:
        raise Refused(_("The place ends before it begins."))
    place.ends_on = ends_on
    return save_record(place, actor=actor)


@taken_by()
@transaction.atomic
def pass_place_on(place: TeamMember, *, actor: "User", to: "User", last_day: dt.date) -> TeamMember:
    """End a place on the day and give the same one to another person from the next day on; returns the new place.

    Raises Refused for a day before the place began. Whoever was stood in for by the old holder is stood in for by the new one.
    """
    lock(place.partnership)
    end_place(place, actor=actor, ends_on=last_day)
    following = TeamMember(
        **place.same_place(),
        role=place.role,
        person=to,
        responsibilities=place.responsibilities,
        powers=place.powers,
        keeps_plan=place.keeps_plan,
        # Nobody stands in for himself.
        deputy=None if place.deputy is None or place.deputy.person_id == to.pk else place.deputy,
        starts_on=last_day + dt.timedelta(days=1),
    )
    following.full_clean(exclude=["author"])
    save_record(following, actor=actor)
    for other in place.stands_in_for.select_related("partnership", "party").order_by("created_at", "pk"):
        other.deputy = None if other.person_id == to.pk else following
        save_record(other, actor=actor)
    return following


@taken_by()
@transaction.atomic
def review_team(review: TeamReview, *, actor: "User", seen_version: int | None = None) -> TeamReview:
    """Write a review of the team; the newest one says when the next is due."""
    save_record(review, actor=actor, seen_version=seen_version)
    newest = review.team.reviews.order_by("-on", "-created_at").first()
    team = JointTeam.objects.select_related("partnership", "party").get(pk=review.team_id)
    if newest is not None and team.review_on != newest.next_on:
        team.review_on = newest.next_on
        save_record(team, actor=actor)
    return review
