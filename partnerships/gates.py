"""What must hold before a partnership takes a step of its life: rooms declare it, the kernel asks for all of it at once.

    register_gates(
        Gate(
            "visions.ethics",
            Partnership.State.EXPLORING,
            Partnership.State.NEGOTIATING,
            _("Ethics were screened and the screening passed"),
            screened,
            missing=_("Screen the ethics of this collaboration."),
            link="rmp_visions:ethicsscreening-list",
        )
    )

A gate is a query like a practice (partnerships.practices.registry), and like a practice it starts at `disclosed()` records: what holds
a partnership back is shown to everybody who may move it.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import Partnership
from partnerships.practices.registry import Condition

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Text = str | _StrPromise


@dataclass(frozen=True)
class Gate:
    """One thing that must hold for one step. The same key may stand at several steps."""

    key: str  # "visions.ethics"
    from_state: str
    to_state: str
    label: "Text"  # what holds when it is open
    condition: Condition  # over Partnership
    missing: "Text"  # what to do when it is not
    link: str  # name of the address where one does it; takes the partnership's slug
    link_label: "Text" = ""
    query: str = ""  # further parameters of that address

    def url(self, partnership: Partnership) -> str:
        """Where it can be opened in this partnership."""
        return reverse(self.link, args=[partnership.slug]) + (f"?{self.query}" if self.query else "")


@dataclass(frozen=True)
class Passage:
    """A gate as it stands in one partnership now."""

    gate: Gate
    is_open: bool


GATES: dict[tuple[str, str, str], Gate] = {}


def register_gates(*gates: Gate) -> None:
    """Add a room's gates. Raises ValueError when a key is taken at the step, or when there is no such step."""
    for gate in gates:
        place = (gate.key, gate.from_state, gate.to_state)
        if place in GATES:
            raise ValueError(f"Gate {gate.key} is registered twice at {gate.from_state} -> {gate.to_state}.")
        if gate.to_state not in Partnership.TRANSITIONS.get(gate.from_state, ()):
            raise ValueError(f"Gate {gate.key}: there is no step {gate.from_state} -> {gate.to_state}.")
        GATES[place] = gate


def gates_from(state: str, to: str | None = None) -> list[Gate]:
    """The gates of the steps that leave a state: of all of them, or of the one that leads to `to`."""
    return [gate for gate in GATES.values() if gate.from_state == state and to in (None, gate.to_state)]


def passages(partnership: Partnership, gates: Sequence[Gate]) -> list[Passage]:
    """How the gates stand in the partnership now; one query for all of them, none where there is no gate."""
    if not gates:
        return []
    marks = {f"gate_{i}": Case(When(gate.condition, then=Value(1)), default=Value(0)) for i, gate in enumerate(gates)}
    found = Partnership.objects.filter(pk=partnership.pk).annotate(**marks).values_list(*marks).get()
    return [Passage(gate, bool(mark)) for gate, mark in zip(gates, found, strict=True)]


def closed(found: Iterable[Passage], waived: Collection[str] = ()) -> list[Gate]:
    """Of the passages, the gates that do not hold and that the parties have not agreed to go without."""
    return [passage.gate for passage in found if not passage.is_open and passage.gate.key not in waived]


# Who says which gates of a step the parties have agreed to go without: function(partnership, from, to) -> their keys.
WAIVERS: list[Callable[[Partnership, str, str], Collection[str]]] = []


def waived_at(partnership: Partnership, from_state: str, to_state: str) -> frozenset[str]:
    """The keys of the gates that a joint decision lets the partnership pass at the step although they do not hold."""
    return frozenset(key for ask in WAIVERS for key in ask(partnership, from_state, to_state))


def shown(passage: Passage, partnership: Partnership, waived: Collection[str] = ()) -> dict[str, Any]:
    """A gate as components/practices.html shows it: what holds, or what is to be done and where."""
    gate = passage.gate
    if passage.is_open:
        return {"text": gate.label, "status": "addressed", "status_label": _("holds")}
    url = gate.url(partnership) if partnership.is_open else ""
    row: dict[str, Any] = {"text": gate.missing, "url": url, "link_label": gate.link_label}
    if gate.key in waived:
        return row | {"status": "not_applicable", "status_label": _("agreed to go without")}
    return row | {"status": "not_yet", "status_label": _("missing")}
