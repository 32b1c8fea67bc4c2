"""What one asks of profiles and appointments, of one partnership and of all of them alike."""

from typing import Any, Self

from django.db.models import Exists, OuterRef, Q

from partnerships.access.spaces import SpaceQuerySet
from partnerships.models import Participation

# In force: the person leads now. In office: appointed, and not ended. On the way or in office: everything that is not over.
LIVE = ("active", "handing_over")
IN_OFFICE = ("appointed", "accepted", *LIVE)
UNDER_WAY = ("nominated", "objected", "endorsed", *IN_OFFICE)


class ProfileQuerySet(SpaceQuerySet):
    def agreed(self) -> Self:
        """The profiles that hold now."""
        return self.filter(state="agreed")


class AppointmentQuerySet(SpaceQuerySet):
    def live(self) -> Self:
        """The leaders of today."""
        return self.filter(state__in=LIVE)

    def in_office(self) -> Self:
        return self.filter(state__in=IN_OFFICE)

    def under_way(self) -> Self:
        """Put forward to all parties, and not over."""
        return self.filter(state__in=UNDER_WAY)

    def put_forward(self) -> Self:
        """Whatever was laid before the other parties, whatever came of it."""
        return self.exclude(state="prepared")

    def led(self) -> Self:
        """Those who lead or have led: a nomination that came to nothing leaves no gap."""
        return self.filter(started_on__isnull=False)

    def leaving_a_gap(self) -> Self:
        """The last leaders of parties at the table that have none now: nobody of the party leads today, or ended after them."""
        same: Any = self.model._default_manager.led().filter(partnership=OuterRef("partnership"), party=OuterRef("party"))
        later = Q(ended_on__gt=OuterRef("ended_on")) | Q(ended_on=OuterRef("ended_on"), pk__gt=OuterRef("pk"))
        seats = Participation.objects.joined().filter(partnership=OuterRef("partnership"), party=OuterRef("party"))
        last = self.led().filter(~Exists(same.live()), ~Exists(same.filter(later, state="ended")), state="ended")
        return last.filter(Exists(seats))
