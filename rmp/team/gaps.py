"""What a team still lacks, in sentences. Computed from places that all parties may read, so that both sides read the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.access.policy import Right, Standing
from rmp.team.models import TeamMember

Role = TeamMember.Role


@dataclass(frozen=True)
class Gap:
    """One thing that is missing; `url` leads to the form that fills it, where it is the reader's to fill."""

    text: str
    tone: str
    url: str = ""
    label: str = ""


def gaps(standing: Standing) -> list[Gap]:
    """One query. Nothing for readers who do not see what parties share: to them everything would seem to be missing."""
    if not standing.may(Right.READ_SHARED):
        return []
    places = TeamMember.objects.visible_to(standing.user).disclosed().filter(partnership=standing.partnership)
    held = list(places.current().with_standing_in(standing.partnership).select_related("person", "party"))
    return [*_of_parties(standing, held), *_of_all(standing, held), *_of_places(standing, held)]


def _create_url(standing: Standing, party: Any, role: str) -> str:
    """The form for a place of the own party; nobody fills another's."""
    may = standing.partnership.is_open and standing.may(Right.WRITE, party)
    return f"{reverse('rmp_team:teammember-create', args=[standing.partnership.slug])}?role={role}" if may else ""


def _of_parties(standing: Standing, held: list[TeamMember]) -> Iterator[Gap]:
    missing = {
        Role.SENIOR: (_("%(party)s has named no senior responsible person."), "bad"),
        Role.MANAGER: (_("%(party)s has no relationship manager."), "warn"),
    }
    for role, (said, tone) in missing.items():
        for party in standing.parties:
            if not any(place.role == role and place.party_id == party.pk for place in held):
                url = _create_url(standing, party, role)
                yield Gap(said % {"party": party.short_name}, tone, url, _("Fill the place"))


def _of_all(standing: Standing, held: list[TeamMember]) -> Iterator[Gap]:
    missing = {
        Role.MEMBER: _("Nobody is a member of the joint management team."),
        Role.SECRETARY: _("Nobody is secretary: who keeps minutes and dates?"),
    }
    for role, said in missing.items():
        if not any(place.role == role for place in held):
            yield Gap(said, "warn", _create_url(standing, None, role), _("Fill the place"))
    if held and not any(place.keeps_plan for place in held):
        yield Gap(_("Nobody keeps the joint plan."), "warn")


def _of_places(standing: Standing, held: list[TeamMember]) -> Iterator[Gap]:
    for place in sorted(held, key=str):
        words = {"who": place.who(), "role": place.get_role_display(), "party": place.party.short_name if place.party else ""}
        if place.person_id and place.party_id and not place.stands:  # type: ignore[attr-defined]
            said = _("%(who)s (%(role)s) no longer stands for %(party)s here.")
            yield Gap(said % words, "bad", place.get_absolute_url(), _("See the place"))
        elif place.role == Role.SENIOR and place.deputy_id is None:
            yield Gap(
                _("Nobody stands in for %(who)s (%(role)s).") % words, "neutral", place.get_absolute_url(), _("See the place")
            )
