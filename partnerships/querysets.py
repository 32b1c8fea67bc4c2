"""Who stands where: the queries from which every access rule is made.

The role comes from the pair (person, partnership), never from a global group, and is looked up by EXISTS or IN: a joining OR
would multiply rows.
"""

import datetime as dt
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from django.db.models.lookups import Exact

from partnerships.audience import at_table
from partnerships.clock import Today, today

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.accounts.models import User
    from partnerships.statements import Statement


# Not paused, or its time is up by the clock of the database: nobody needs to end it.
RUNS = Q(paused_at__isnull=True) | Q(paused_until__lte=Now())


# At the place of a neutral organisation stands only who was signed for as a neutral person of that partnership, not who works for the
# organisation everywhere.
NEUTRAL = ("facilitator", "auditor")


class MembershipQuerySet(models.QuerySet[Any]):
    def current(self, on: dt.date | Today | None = None) -> Self:
        """Memberships that hold on the day (default: today) and are not paused now. `Today()` is for what is asked for years."""
        day = on or today()
        return self.filter(RUNS, Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def everywhere(self, party: Any) -> Self:
        """The places of the party's people in all its partnerships, whether they hold or not."""
        return self.filter(party=party, partnership__isnull=True)

    def officers(self) -> Self:
        return self.current().filter(role="officer")

    def officers_of(self, party: Any) -> Self:
        """Who works for the party in all its partnerships: its officers."""
        return self.officers().filter(party=party, partnership__isnull=True, user__is_active=True)

    def answering(self) -> Self:
        """Current memberships of those who answer for their organisation wherever it is named: its officers and representatives, and
        the people of a neutral organisation, which has no others."""
        managing = Q(role__in=("officer", "representative"))
        return self.current().filter(managing | Q(party__kind="neutral"), user__is_active=True)

    def standing_in(self, partnership: Any) -> Self:
        """Current memberships that count in the partnership, of the parties that have joined it."""
        joined = apps.get_model("partnerships", "Participation").objects.joined().filter(partnership=partnership)
        here = Q(partnership=partnership)
        theirs = (here | Q(partnership__isnull=True)) & Q(party__in=joined.signing().values("party"))
        neutral = here & Q(role__in=NEUTRAL, party__in=joined.filter(side="neutral").values("party"))
        return self.current().filter(theirs | neutral, user__is_active=True)


class LedgerQuerySet(models.QuerySet[Any]):
    def seat(self, participation: Any) -> bool:
        """Note one more at the table; False where the partnership has no ledger yet. One query."""
        bits = {"seated"} | ({"joined"} if participation.state == "joined" else set())
        ledger = self.filter(partnership=participation.partnership_id)
        return bool(ledger.update(**{name: F(name).bitor(participation.bit) for name in bits}))

    @transaction.atomic(savepoint=False)
    def recount(self, partnerships: Collection[Any]) -> None:
        """Who is at the table of each of these partnerships (keys), from the participations as they are now."""
        for key in partnerships:
            if not self.select_for_update().filter(partnership=key).values_list("pk").first():
                self.get_or_create(partnership_id=key)
            seated, joined = at_table(key)
            self.filter(partnership=key).update(seated=seated, joined=joined)


class ParticipationQuerySet(models.QuerySet[Any]):
    def update(self, **values: Any) -> int:
        if not {"state", "side"} & values.keys():
            return super().update(**values)
        concerned = list(self.values_list("partnership", flat=True))
        changed = super().update(**values)
        apps.get_model("partnerships", "Ledger").objects.recount(concerned)
        return changed

    def joined(self) -> Self:
        return self.filter(state="joined")

    def signing(self) -> Self:
        """Without neutral organisations, which sign nothing and own no records."""
        return self.exclude(side="neutral")

    def held_by(self, user: "User | AnonymousUser", roles: Collection[str] | None = None) -> Self:
        """Participations for which the person stands today, in one of the roles (default: any)."""
        return self.filter(pk__in=held(user, roles))


def held(user: "User | AnonymousUser", roles: Collection[str] | None, column: str = "pk") -> "RawSQL | list[Any]":
    """For the right side of `__in`: the column of all participations for which the person stands today, in one of the roles.

    Every page asks it many times over, and to put the question into words takes longer than the answer: the words are kept
    (partnerships.statements), the answer never is.
    """
    from partnerships.statements import SOMEBODY  # it knows the models

    if not user.is_authenticated or not user.is_active:
        return []
    statement = _held()(None if roles is None else frozenset(roles), column)
    return RawSQL(statement.sql, statement.filled({SOMEBODY.pk: user.pk}))  # noqa: S611 - Django's own words


@lru_cache(maxsize=1)
def _held() -> "Callable[..., Statement]":
    from partnerships.statements import SOMEBODY, once

    @once
    def rows(roles: frozenset[str] | None, column: str) -> models.QuerySet[Any, Any]:
        here, neutral = Q(partnership=OuterRef("partnership")), Q(Exact(OuterRef("side"), Value("neutral")))
        counts = (here & Q(role__in=NEUTRAL)) | (~neutral & (here | Q(partnership__isnull=True)))
        memberships = apps.get_model("partnerships", "Membership").objects.current()
        memberships = memberships.filter(counts, user=SOMEBODY.pk, party=OuterRef("party"))
        stands = Exists(memberships if roles is None else memberships.filter(role__in=roles))
        return apps.get_model("partnerships", "Participation").objects.joined().filter(stands).values(column)

    return rows


class PartnershipQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Partnerships in which the person stands for a party, in whatever role."""
        return self.held_by(user, None)

    def held_by(self, user: "User | AnonymousUser", roles: Collection[str] | None) -> Self:
        """Partnerships in which the person has one of the roles."""
        return self.filter(pk__in=held(user, roles, "partnership"))
