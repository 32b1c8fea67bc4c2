"""What pages show of the principles: the navigation, the guidance panel with its marks, the wheel's figures."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from partnerships.access.policy import Right, Standing
from partnerships.models import Partnership
from partnerships.practices.principles import PRINCIPLES, principle
from partnerships.practices.registry import HOMES, OVERVIEWS, PAGES, PRACTICES, Status, Tally, practices_of, statuses
from partnerships.practices.wheel import Score

Levels = Sequence[float | None]
# Who says how each side sees the twelve principles: function(partnership) -> {party key: twelve levels from 0 to 5}.
LINES: list[Callable[[Partnership], Mapping[Any, Levels]]] = []


def register_lines(function: Callable[[Partnership], Mapping[Any, Levels]]) -> None:
    """Let a room draw each side's reading over the wheel. It gives what every party may see, and nothing of single people."""
    LINES.append(function)


def lines(standing: Standing) -> dict[str, Any]:
    """The two lines over the wheel as `wheel()` and its template take them: the reader's own side's, and the first other side's.

    For neutral readers the sides stand in their order, by name. Nothing for people who do not read the joint space.
    """
    levels: dict[Any, Levels] = {}
    if standing.may(Right.READ_JOINT):
        for function in LINES:
            levels |= function(standing.partnership)
    parties = [party for party in standing.parties if party.pk in levels]
    first = standing.party or next(iter(standing.parties), None)
    ours = next((party for party in parties if party == first), None)
    theirs = next((party for party in parties if party != first), None)
    return {
        "ours": levels[ours.pk] if ours else None,
        "theirs": levels[theirs.pk] if theirs else None,
        "ours_label": ours.short_name if ours else "",
        "theirs_label": theirs.short_name if theirs else "",
    }


def room_url(number: int, partnership: Partnership) -> str | None:
    """Where the room of a principle begins; None while it is not built."""
    name = HOMES.get(number)
    return reverse(name, args=[partnership.slug]) if name else None


def room_pages(number: int | None, partnership: Partnership, current: str) -> list[dict[str, Any]]:
    """The pages of a principle's room, as tabs. `current` is the name of the address that is open."""
    return [
        {"label": label, "url": reverse(name, args=[partnership.slug]), "active": name == current}
        for label, name in PAGES.get(number or 0, ())
    ]


def overviews(current: str) -> list[dict[str, Any]]:
    """The list of partnerships and the pages about all of them, as tabs; none where the list is all there is."""
    pages = [(gettext("List"), "partnerships:list"), *OVERVIEWS]
    tabs = [{"label": label, "url": reverse(name), "active": name == current} for label, name in pages]
    return tabs if OVERVIEWS else []


def principle_navigation(partnership: Partnership, nav: str = "") -> list[dict[str, Any]]:
    """The twelve entries of the side navigation. No query."""
    return [
        {
            "number": p.number,
            "title": p.title,
            "url": room_url(p.number, partnership),
            "guidance_url": reverse("partnerships:guidance", args=[partnership.slug, p.number]),
            "active": nav == f"principle-{p.number}",
            "score": None,
        }
        for p in PRINCIPLES
    ]


def marked_practices(number: int | None, partnership: Partnership) -> list[dict[str, Any]]:
    """The practices of a principle, or of all, with their marks in this partnership. One query, none where no practice is known."""
    practices = practices_of(number) if number else sorted(PRACTICES.values(), key=lambda p: (p.principle, p.place))
    if not practices:
        return []
    marks = statuses(Partnership.objects.filter(pk=partnership.pk), practices)[partnership.pk]
    names = {
        Status.NOT_YET: "not_yet",
        Status.PARTLY: "partly",
        Status.ADDRESSED: "addressed",
        Status.NOT_APPLICABLE: "not_applicable",
    }
    return [
        {
            "id": practice.id,
            "principle": practice.principle,
            "clause": practice.clause,
            "text": practice.text,
            "status": names[marks[practice.id]],
            "status_label": marks[practice.id].label,
            "shows": practice.shows,
            "missing": practice.missing,
            "url": practice.url(partnership),
            "link_label": practice.link_label,
        }
        for practice in practices
    ]


def scores(partnership: Partnership, twelve: Iterable[Tally]) -> list[Score]:
    """What the wheel and the strip draw: number, title, counts and the address of each principle."""
    return [
        Score(
            tally.principle,
            str(principle(tally.principle).title),
            tally.addressed,
            tally.partly,
            tally.total,
            room_url(tally.principle, partnership)
            or reverse("partnerships:guidance", args=[partnership.slug, tally.principle]),
        )
        for tally in twelve
    ]
