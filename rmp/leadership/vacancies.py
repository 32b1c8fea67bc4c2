"""Whether each party has a leader, and how long it may be without one (5.4.1: all parties are represented)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.clock import today
from partnerships.models import Partnership, Party
from partnerships.records.describe import text
from rmp.leadership.querysets import LIVE

if TYPE_CHECKING:
    from rmp.leadership.querysets import AppointmentQuerySet

# How many days a party may be without a leader until a successor leads: two months, in which somebody can be found, nominated,
# endorsed by the others and appointed. Pages name the day; it is kept with the ended appointment (Appointment.refill_by).
REFILL_DAYS = 60


def refill_by(ended_on: dt.date) -> dt.date:
    """The day by which a successor is to lead."""
    return ended_on + dt.timedelta(days=REFILL_DAYS)


@dataclass(frozen=True)
class Seat:
    """How one party's lead is held: how many lead, until when, or since when nobody does."""

    party: Party
    is_ours: bool
    leaders: int = 0
    until: dt.date | None = None  # the day on which the last one's term ends, if all of them end
    since: dt.date | None = None  # the day on which the last one ended
    refill_by: dt.date | None = None

    @property
    def tone(self) -> str:
        if self.leaders:
            return "warn" if self.is_ending else "good"
        return "bad" if self.refill_by and self.refill_by < today() else "warn"

    @property
    def is_ending(self) -> bool:
        """Whether the time to find a successor has begun although somebody still leads."""
        return self.until is not None and self.until <= refill_by(today())

    @property
    def label(self) -> str:
        """The state in a word or two."""
        if self.leaders:
            return _("ends soon") if self.is_ending else _("held")
        return _("vacant") if self.since else _("no leader yet")

    @property
    def said(self) -> str:
        """The same in a sentence, with the days."""
        if self.leaders and self.until is not None and self.is_ending:
            return self._ending(self.until)
        if self.leaders:
            return ngettext("%(n)d leader.", "%(n)d leaders.", self.leaders) % {"n": self.leaders}
        if self.since is None or self.refill_by is None:
            return _("Nobody leads for this party yet.")
        return f"{self._vacant(self.since)} {self._deadline(self.refill_by)}"

    def _ending(self, until: dt.date) -> str:
        days = (until - today()).days
        if days < 0:
            return _("The last term ended on %(day)s and nobody follows.") % {"day": text(until)}
        said = ngettext("The last term ends in %(n)d day, on %(day)s.", "The last term ends in %(n)d days, on %(day)s.", days)
        return said % {"n": days, "day": text(until)}

    @staticmethod
    def _vacant(since: dt.date) -> str:
        days = (today() - since).days
        return ngettext("Nobody has led for %(n)d day.", "Nobody has led for %(n)d days.", days) % {"n": days}

    @staticmethod
    def _deadline(day: dt.date) -> str:
        left = (day - today()).days
        if left < 0:
            said = ngettext(
                "A successor was due %(n)d day ago, on %(day)s.", "A successor was due %(n)d days ago, on %(day)s.", -left
            )
        else:
            said = ngettext(
                "A successor is due in %(n)d day, by %(day)s.", "A successor is due in %(n)d days, by %(day)s.", left
            )
        return said % {"n": abs(left), "day": text(day)}


def seats(partnership: Partnership, parties: Iterable[Party], ours: Party | None, leaders: "AppointmentQuerySet") -> list[Seat]:
    """One for each of the parties, in their order. `leaders` are the appointments to look at; one query."""
    rows = list(
        leaders.led()
        .filter(partnership=partnership)
        .order_by()
        .values_list("party", "state", "term_to", "ended_on", "refill_by")
    )
    return [_seat(party, party == ours, [row[1:] for row in rows if row[0] == party.pk]) for party in parties]


def _seat(party: Party, is_ours: bool, rows: list[tuple[Any, ...]]) -> Seat:
    ends = [term_to for state, term_to, _ended, _refill in rows if state in LIVE]
    if ends:
        until = None if None in ends else max(ends)
        return Seat(party, is_ours, leaders=len(ends), until=until)
    ended = [(ended_on, refill) for _state, _term, ended_on, refill in rows if ended_on is not None]
    if not ended:
        return Seat(party, is_ours)
    since, refill = max(ended)
    return Seat(party, is_ours, since=since, refill_by=refill)
