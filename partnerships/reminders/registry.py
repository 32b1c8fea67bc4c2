"""What rooms declare of their due dates.

A room says which things are open, where their date stands, and by which fields one finds who is to be told. From that the kernel makes
reminders, the list of what falls due, and the calendar feed. Both directions, from things to people and from a person to things,
are answered from the same few names of fields, in a fixed number of queries.

    register_due(
        Due(
            kind="objectives.milestone",
            label=_("Milestone"),
            queryset=lambda: Milestone.objects.unreached(),
            partnership="objective__partnership",
            party="objective__responsible",
        )
    )
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Coalesce

from partnerships.access.policy import Right, roles_with
from partnerships.models import FROZEN_STATES, Membership, Participation, Partnership

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from partnerships.accounts.models import User

    Text = str | _StrPromise

# Officers and representatives: they keep the partnership going for their party.
KEEPERS = roles_with(Right.MANAGE)


def address_of(item: Any) -> str:
    return item.get_absolute_url()


@dataclass(frozen=True)
class Due:
    """One kind of due date.

    Who is told: the named people (`people`) as long as they stand for a party of the partnership; where there is none, whoever has
    one of the `roles` for the party, or, where no party is responsible, for any of the parties. What is long overdue goes to the
    officers and representatives of the party as well. Where each of them is to do it, `done_by` names who has. For a record that may be
    private, `party` must be its own party.
    """

    kind: str  # "actions.action"; never changes, it is stored
    label: "Text"  # what it is, as a noun: "Action", "Milestone"
    queryset: Callable[[], "QuerySet[Any]"]  # what is still to be done, of a model with visible_to(user)
    date: str = "due_on"  # field (or annotation of the queryset) with the date
    partnership: str = "partnership"  # lookups from the thing
    party: str = "party"  # "" when it is for all parties
    people: tuple[str, ...] = ()  # lookups of persons named for it
    done_by: str = ""  # lookup of the persons who have done their part of what is for each: they are not told
    roles: frozenset[str] = field(default=KEEPERS)
    leads: tuple[int, ...] = (7, 1)  # days before
    lags: tuple[int, ...] = (1, 7, 14, 21)  # days after, while it is still open
    escalate_after: int = 14
    related: tuple[str, ...] = ()  # for select_related, so that title and url need no query
    title: Callable[[Any], str] = str
    url: Callable[[Any], str] = address_of
    # The date is the day since which it waits, and no deadline: told on that day, in no calendar.
    is_notice: bool = False
    # Whether it falls due although the partnership is closed: what was agreed to outlive it.
    outlives: bool = False

    @cached_property
    def model(self) -> type[Model]:
        return self.queryset().model

    @cached_property
    def stages(self) -> tuple[int, ...]:
        """The days, counted from the due date, from which on a reminder is given, in order."""
        return tuple(sorted({*(-lead for lead in self.leads), 0, *self.lags}))

    def stage(self, due_on: dt.date, day: dt.date) -> int | None:
        """The latest stage that has come by the day: a missed one is not made up for, and never lost."""
        come = [stage for stage in self.stages if due_on + dt.timedelta(days=stage) <= day]
        return come[-1] if come else None

    def escalates(self, stage: int) -> bool:
        return stage >= self.escalate_after

    def items(self) -> "QuerySet[Any]":
        """What is still to be done and has a date, in partnerships that go on; with `due_date`, `due_partnership` and `due_party`."""
        going_on = Partnership.objects.exclude(state__in=(Partnership.State.DECLINED,) if self.outlives else FROZEN_STATES)
        party: Any = F(self.party) if self.party else Value(None, output_field=UUIDField(null=True))
        return (
            self.queryset()
            .filter(**{f"{self.partnership}__in": going_on.values("pk"), f"{self.date}__isnull": False})
            .annotate(due_date=F(self.date), due_partnership=F(self.partnership), due_party=party)
        )

    def items_of(self, user: "User") -> "QuerySet[Any]":
        """Of the items, those the person is to do or to see to: the other direction of `people.recipients`.

        Whether the person may read them is another question: reading.py asks it of what it shows.
        """
        named, unnamed = Q(), Q()
        for lookup in self.people:
            named |= Q(**{lookup: user.pk})
            unnamed &= ~Q(_stands_here(lookup, self.partnership))
        # Without a party it is for any of them: compared with itself, the person's party is the right one.
        party = Coalesce(OuterRef("due_party"), F("party"))
        held = Participation.objects.held_by(user, self.roles).signing().filter(partnership=OuterRef("due_partnership"))
        keeper = Q(Exists(held.filter(party=party)))
        mine = self.items().filter(named | (unnamed & keeper) if self.people else keeper)
        return mine.exclude(**{self.done_by: user.pk}) if self.done_by else mine


def _stands_here(person: str, partnership: str) -> Exists:
    """Whether a named person still stands for a party of the partnership."""
    joined = Participation.objects.joined().filter(partnership=OuterRef(OuterRef(partnership)), party=OuterRef("party"))
    standing = Membership.objects.current().filter(
        Q(partnership=OuterRef(partnership)) | Q(partnership=None), Exists(joined), user=OuterRef(person), user__is_active=True
    )
    return Exists(standing)


DUES: dict[str, Due] = {}


def register_due(*dues: Due) -> None:
    """Add a room's due dates; to be called from its app's ready(). Raises ValueError when a kind is taken."""
    for due in dues:
        if due.kind in DUES:
            raise ValueError(f"Due date {due.kind} is registered twice.")
        DUES[due.kind] = due


def dues_by_model(dues: Iterable[Due]) -> dict[type[Model], list[str]]:
    """{model: kinds}: several due dates may stand on one model."""
    found: dict[type[Model], list[str]] = {}
    for due in dues:
        found.setdefault(due.model, []).append(due.kind)
    return found
