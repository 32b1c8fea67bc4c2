"""Who leads for which profile, and which places are open: *Ours - Joint - Theirs* (5.4.1)."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from partnerships.access.policy import Right, Standing
from partnerships.models import Party
from partnerships.records.presentation import card
from rmp.leadership.models import LeaderProfile
from rmp.leadership.views.appointments import AppointmentViews

if TYPE_CHECKING:
    from rmp.leadership.querysets import AppointmentQuerySet

ORDER = ("active", "handing_over", "accepted", "appointed", "endorsed", "nominated", "objected", "prepared")


def columns(standing: Standing, leaders: "AppointmentQuerySet", create_url: str) -> list[dict[str, Any]]:
    """Leaders and those on the way, for components/columns.html: a joint place stands in the middle, whoever nominated. One query."""
    found: dict[str, list[Any]] = {"ours": [], "joint": [], "theirs": []}
    records = sorted(leaders.filter(state__in=ORDER), key=lambda one: (ORDER.index(one.state), one.name, one.pk))
    for record in records:
        record.partnership = standing.partnership
        joint = record.profile.filled_by == LeaderProfile.FilledBy.JOINT
        found["joint" if joint else "ours" if record.party == standing.party else "theirs"].append(record)
    titles = {
        "ours": (_("Ours"), standing.party.short_name if standing.party else ""),
        "joint": (_("Joint"), _("one for all parties")),
        "theirs": (_("Theirs"), ", ".join(party.short_name for party in standing.others)),
    }
    empty = {
        "ours": _("Nobody of ours leads yet."),
        "joint": _("Nobody leads for all parties together."),
        "theirs": _("Nobody of theirs is nominated yet."),
    }
    if not standing.may(Right.READ_SHARED):
        # To whom these records are not open, an empty column says nothing of the parties.
        empty = dict.fromkeys(empty, _("These records are the parties' own. Who leads stands in the joint plan."))
    return [
        {
            "key": key,
            "title": title,
            "subtitle": subtitle,
            "records": [card(AppointmentViews, record, standing) for record in found[key]],
            "total": len(found[key]),
            "create_url": create_url if key == "ours" else "",
            "create_label": _("Nominate"),
            "empty": empty[key],
        }
        for key, (title, subtitle) in titles.items()
        if key != "ours" or standing.party is not None
    ]


def places(standing: Standing, profiles: Iterable[LeaderProfile], leading: "AppointmentQuerySet") -> list[dict[str, Any]]:
    """{profile, party, filled, wanted, open} for each agreed profile and each party it is for. One query."""
    rows = leading.live().order_by().values_list("profile", "party")
    by_party, in_all = Counter(rows), Counter(profile for profile, _party in rows)
    found = []
    for profile in sorted(profiles, key=lambda profile: (profile.title.casefold(), profile.pk)):
        profile.partnership = standing.partnership
        filled: list[tuple[Party | None, int]]
        if profile.filled_by == LeaderProfile.FilledBy.JOINT:
            filled = [(None, in_all[profile.pk])]
        else:
            filled = [(party, by_party[profile.pk, party.pk]) for party in standing.parties]
        for party, count in filled:
            missing = max(profile.wanted - count, 0)
            found.append({"profile": profile, "party": party, "filled": count, "wanted": profile.wanted, "open": missing})
    return found
