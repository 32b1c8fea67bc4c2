"""When the parties probably wrote what the data do not date: early enough for all that is dated."""

from collections.abc import Iterator
from dataclasses import dataclass

from objectives.models import Objective
from ubc.demo import shapes
from ubc.demo.shapes import Day
from ubc.demo.write.scene import Scene

State = Objective.State
UNSETTLED = (State.PROPOSED, State.WITHDRAWN)
# An objective that begins longer after a plan than this was not in it: the parties agreed it by itself.
SAME_PLAN = 365
QUIET_STATES = ("exiting", "dormant", "closed", "declined")


@dataclass(frozen=True)
class Days:
    """The days of one objective; None for what did not happen."""

    written: Day
    shared: Day
    started: Day | None
    ended: Day | None
    delivered: Day
    adopted: Day | None = None
    round: Day | None = None  # put to all parties by itself, and not agreed with a plan
    signatures: tuple[Day, ...] = ()

    def planned(self, scene: Scene, action: shapes.Action) -> Day:
        """When an action was planned."""
        since = [seat.since for seat in scene.seats if seat.person == action.owner]
        earliest = max(self.shared + 1, min(since))
        usual = min(action.due - 60, -10)
        return min(max(earliest, usual), 0 if action.done is None else action.done)


def days_of(scene: Scene, data: shapes.Objective) -> Days:
    active = sorted(_activity(scene, data))
    marks = [day for day in (data.starts, *active[:1]) if day is not None]
    mark = min(marks, default=None)
    return _own(scene, data, mark, active) if data.party else _common(scene, data, mark, active)


def _activity(scene: Scene, data: shapes.Objective) -> Iterator[Day]:
    """The days on which something happened to the objective."""
    yield from (item.day for item in (*data.capability, *data.progress))  # type: ignore[attr-defined]
    yield from (reading.day for measure in data.measures for reading in measure.readings)
    yield from (item.done for item in (*data.milestones, *data.actions) if item.done is not None)  # type: ignore[attr-defined]
    contents = scene.data.contents
    yield from (item.day for item in (*contents.restatements, *contents.revisions) if item.objective == data.key)  # type: ignore[attr-defined]
    yield from (item.day for item in contents.communications if data.key in item.objectives)


def _own(scene: Scene, data: shapes.Objective, mark: Day | None, active: list[Day]) -> Days:
    usual = scene.at(0.3 + 0.25 * _place(scene, data))
    written = scene.within(usual, *([mark - 6] if mark is not None else []))
    shared = min(written + 1, scene.last)
    adopted = None if data.state in UNSETTLED else min(shared + 2, scene.last)
    started = None
    if adopted is not None and data.state != State.AGREED:
        started = min(max(adopted + 1, data.starts or adopted + 1), scene.last)
    ended = _ended(scene, data, active, started or shared)
    return Days(written, shared, started, ended, _delivered(scene, started or shared, ended), adopted)


def _common(scene: Scene, data: shapes.Objective, mark: Day | None, active: list[Day]) -> Days:
    usual = scene.at(0.6 + 0.2 * _place(scene, data))
    if data.state in UNSETTLED:
        written = scene.within(usual, *([mark - 2] if mark is not None else []))
        return Days(written, written, None, _ended(scene, data, active, written), written)
    version = _agreed_with(scene, mark)
    if version is None:
        last = scene.at(0.9) if mark is None else mark - 2
        count = len(scene.data.parties)
        signatures = tuple(last - 2 * (count - 1 - place) for place in range(count))
        round = signatures[0] - 2
        written = scene.within(round - 4)
    else:
        round, signatures = None, ()
        last = max(signature.day for signature in version.signatures)
        first = version == scene.data.contents.plan[0]
        written = scene.within(min(usual, version.day - 3) if first else version.day - 12)
    started = None if data.state == State.AGREED else min(max(last + 1, data.starts or last + 1), scene.last)
    ended = _ended(scene, data, active, started or last)
    delivered = _delivered(scene, started or last, ended)
    return Days(written, written, started, ended, delivered, round=round, signatures=signatures)


def _agreed_with(scene: Scene, mark: Day | None) -> shapes.PlanVersion | None:
    """The signed version of the plan with which an objective that began on the day was agreed: the last one before it."""
    day = 0 if mark is None else mark
    found = None
    for version in scene.data.contents.plan:
        if version.state in ("superseded", "in_force"):
            in_force = max(signature.day for signature in version.signatures)
            if in_force <= day <= in_force + SAME_PLAN or mark is None:
                found = version
    return found


def _ended(scene: Scene, data: shapes.Objective, active: list[Day], after: Day) -> Day | None:
    if data.state not in (*Objective.OUTCOMES, State.WITHDRAWN):
        return None
    quiet = scene.data.path[-1].day if scene.data.state in QUIET_STATES else 0
    usual = quiet - 1 if data.due is None else min(data.due, quiet - 1)
    return min(max(usual, *active, after), scene.last)


def _delivered(scene: Scene, started: Day, ended: Day | None) -> Day:
    return min(max(started, -15), scene.last) if ended is None else ended


def _place(scene: Scene, data: shapes.Objective) -> float:
    objectives = scene.data.contents.objectives
    return objectives.index(data) / len(objectives)
