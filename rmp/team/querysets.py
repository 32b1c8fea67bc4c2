"""Which places of the team are held on a day, and in which order a team is read."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from partnerships.access.spaces import SpaceQuerySet
from partnerships.clock import today
from partnerships.models import Membership, Partnership

if TYPE_CHECKING:
    import datetime as dt

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler


class Today(models.Expression):
    """The present day, read when the query is asked: a practice's condition is written once, when the house starts."""

    output_field = models.DateField()

    def as_sql(self, compiler: "SQLCompiler", connection: "BaseDatabaseWrapper") -> tuple[str, tuple[str | int, ...]]:
        return models.Value(today(), models.DateField()).as_sql(compiler, connection)


class PlaceQuerySet(SpaceQuerySet):
    """Places in the joint team."""

    def current(self) -> Self:
        """Held today."""
        return self.lasting().filter(starts_on__lte=Today())

    def lasting(self) -> Self:
        """Held today or from a day to come."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=Today()))

    def beyond(self, day: "dt.date") -> Self:
        """Held for longer than the day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))

    def ranked(self) -> Self:
        """With `rank`, by which those who answer for their party come first."""
        whens = [When(role=role, then=Value(rank)) for rank, role in enumerate(self.model.Role.values)]
        return self.annotate(rank=Case(*whens, output_field=models.IntegerField()))

    def with_standing_in(self, partnership: Partnership) -> Self:
        """With `stands`: whether the person still stands for the place's party in the partnership."""
        here = Membership.objects.standing_in(partnership).filter(user=OuterRef("person"), party=OuterRef("party"))
        return self.annotate(stands=Exists(here))
