"""Decisions held against the powers of those who are to take them: what fits, what does not, and where to mend it (5.4.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.models import Partnership
from partnerships.records.describe import text
from rmp.leadership.models import Appointment, DecisionNeed, LeaderProfile, Power

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Outcome(TextChoices):
    NOT_COVERED = "not_covered", gettext_lazy("Not covered")
    BEYOND = "beyond", gettext_lazy("Beyond the power")
    OPEN = "open", gettext_lazy("To be read")
    WITHIN = "within", gettext_lazy("Within the power")


TONES: dict[str, str] = {Outcome.NOT_COVERED: "bad", Outcome.BEYOND: "bad", Outcome.OPEN: "warn", Outcome.WITHIN: "good"}
ORDER = list(Outcome)


@dataclass(frozen=True)
class Match:
    """One decision beside the power that it needs."""

    need: DecisionNeed
    profile: LeaderProfile
    outcome: Outcome
    powers: tuple[Power, ...]  # those of its kind
    why: str
    is_led: bool  # whether somebody is there to decide

    @property
    def tone(self) -> str:
        return TONES[self.outcome]

    @property
    def label(self) -> "str | _StrPromise":
        return self.outcome.label

    @property
    def limits(self) -> list[str]:
        return [power.limit_text for power in self.powers]

    @property
    def is_mended(self) -> bool:
        return self.outcome == Outcome.WITHIN and self.is_led


def matches(partnership: Partnership, needs: Any, profiles: Any) -> list[Match]:
    """The decisions of a partnership with their outcome, what does not fit first. Four queries, however many there are.

    `needs` and `profiles` are those the reader may see: a decision that goes by a profile he or she does not read is left out. Who
    leads is known to all (the plan names them).
    """
    powers = Power.objects.order_by("created_at", "pk")
    read = profiles.filter(partnership=partnership).values("pk")
    needs = (
        needs.filter(Q(profile__in=read) | Q(leader__profile__in=read), partnership=partnership)
        .select_related("profile", "leader__profile")
        .prefetch_related(Prefetch("profile__powers", powers), Prefetch("leader__profile__powers", powers))
        .order_by("created_at", "pk")
    )
    led = set(
        Appointment.objects.disclosed().live().filter(partnership=partnership).order_by().values_list("profile", flat=True)
    )
    found = [match(need, led) for need in needs]
    return sorted(found, key=lambda one: (ORDER.index(one.outcome), one.is_led))


def match(need: DecisionNeed, led: Iterable[Any]) -> Match:
    """Hold one decision against the powers of its profile. `led`: keys of the profiles for which somebody leads."""
    profile = need.decider
    of_kind = tuple(power for power in profile.powers.all() if power.kind == need.kind)
    outcome, why = _compare(need, of_kind)
    is_led = need.leader.is_live if need.leader else profile.pk in led
    return Match(need, profile, outcome, of_kind, why, is_led)


def _compare(need: DecisionNeed, powers: tuple[Power, ...]) -> tuple[Outcome, str]:
    if not powers:
        return Outcome.NOT_COVERED, _("The profile has no power of this kind.")
    limits = [power.limit for power in powers if power.limit is not None and _unit(power.unit) == _unit(need.unit)]
    if limits and need.amount is not None:
        highest = max(limits)
        if need.amount <= highest:
            return Outcome.WITHIN, ""
        over = f"{text(need.amount - highest)} {need.unit}"
        return Outcome.BEYOND, _("%(amount)s more than the profile allows.") % {"amount": over}
    if need.reading:
        within = need.reading == DecisionNeed.Reading.WITHIN
        return (Outcome.WITHIN if within else Outcome.BEYOND), _("As the parties read it.")
    return Outcome.OPEN, _("The limit is said in words or in another unit: say how you read it.")


def _unit(unit: str) -> str:
    return " ".join(unit.casefold().split())
