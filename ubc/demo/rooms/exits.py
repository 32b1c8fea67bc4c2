"""How the parties of the demo world would part, and how some of them did: strategies, triggers, plans, cases and what outlives them."""

from typing import TYPE_CHECKING, Any

from partnerships.lifecycle.services import ask_override
from partnerships.models import Partnership
from partnerships.records.sharing import share_record
from partnerships.signoff.models import SignOffRound
from rmp.exits import services
from rmp.exits.models import (
    AssessmentView,
    CaseEvaluation,
    ContinuityMeasure,
    DisengagementCase,
    Disposition,
    ExitAssessment,
    ExitPlanItem,
    ExitPosition,
    ExitRehearsal,
    ExitStrategy,
    ExitTrigger,
    FutureOpportunity,
    ItemOwner,
    NoticePeriod,
    SurvivingObligation,
)
from rmp.exits.watch import watch
from ubc.demo.rooms import exits_shapes as data
from ubc.demo.rooms.exits_data import TOLD
from ubc.demo.write.signing import sign
from ubc.demo.write.stage import number, save

if TYPE_CHECKING:
    from ubc.demo.shapes import Day
    from ubc.demo.write.scene import Scene

# Before a case takes effect it is proposed, looked at, decided and told to people.
PROPOSED, ASSESSED, ASKED, SIGNED, TOLD_OF = 45, 38, 34, 31, 12
# Why a step was taken although something of it lacked; the parties signed it.
ON_THE_WAY = "The leaders are named in the first months of work. Until then the two who negotiated stand in for them."
WATCHED = (-150, -60, 0)
State = DisengagementCase.State


def write_exits(scene: "Scene") -> None:
    """Every partnership whose parties negotiated has a strategy; those that ended have a case; some have told more."""
    told = TOLD.get(scene.data.key, data.Told())
    if scene.talks is None or len(scene.joined) < 2:
        return
    scene.add(scene.at(0.92), _strategy, scene, told, scene.at(0.92))
    if scene.data.key in TOLD:
        _write_watch(scene, told)
        _write_plan(scene, told)
    for step in scene.data.path:
        if step.state == "exiting":
            _write_case(scene, told, step.day)
    if scene.data.key == "battery":  # the sweep looks at all partnerships at once
        for day in WATCHED:
            scene.add(day, _watch, scene, day)


def _host(scene: "Scene", day: "Day") -> Any:
    return scene.signer(scene.host, day, scene.officer)


def _sign_all(scene: "Scene", record: Any, day: "Day") -> None:
    round = SignOffRound.objects.open().of_record(record).get()
    for party in scene.joined:
        sign(round, actor=scene.signer(party, day))


# --- the strategy -----------------------------------------------------------------------------------------------------
def _strategy(scene: "Scene", told: data.Told, day: "Day") -> None:
    words = next((section.text for section in scene.data.contents.sections if section.key == "exit"), "")
    row = ExitStrategy(
        partnership=scene.row,
        extent=words or "An end would end the common work. What each party brought stays its own.",
        boundaries=told.boundaries,
        principles=told.principles,
        protected=told.protected,
        communication=told.communication,
    )
    actor = scene.writer("", day, scene.officer)
    services.start_strategy(row, actor=actor)
    for party in scene.joined:
        form = "In writing, to the other party's leader"
        save(NoticePeriod(strategy=row, giver=scene.party(party), days=told.notice, form=form), actor)
    scene.keys[("strategy",)] = row


# --- triggers and assessments -----------------------------------------------------------------------------------------
def _write_watch(scene: "Scene", told: data.Told) -> None:
    for trigger in told.triggers:
        scene.add(scene.within(trigger.day), _trigger, scene, trigger)
    for assessment in told.assessments:
        scene.add(assessment.day, _report, scene, assessment)
        for place, view in enumerate(assessment.views):
            scene.add(min(assessment.day + 3 + 2 * place, 0), _view, scene, assessment, view)
        if assessment.concluded is not None:
            scene.add(assessment.concluded, _conclude, scene, assessment, assessment.concluded)


def _trigger(scene: "Scene", told: data.Trigger) -> None:
    row = scene.new(
        ExitTrigger,
        title=told.title,
        category=told.category,
        kind=told.kind,
        metric=told.metric,
        side=told.side,
        threshold=None if told.threshold is None else number(told.threshold),
        warn_at=None if told.warn_at is None else number(told.warn_at),
        warn_days=told.warn_days,
        reading=told.reading,
    )
    row.partnership = Partnership.objects.get(pk=scene.row.pk)
    # The room that counts a figure may not be there: the rule is kept for the day on which it is.
    known = [field.name for field in row._meta.fields if field.is_relation or field.name == "metric"]
    row.clean_fields(exclude=known)
    row.clean()
    scene.keys["trigger", told.title] = _saved(row, scene.writer("", scene.within(told.day), scene.officer))


def _saved(row: Any, actor: Any) -> Any:
    from partnerships.records.services import save_record

    return save_record(row, actor=actor)


def _watch(scene: "Scene", day: "Day") -> None:
    watch(scene.date(day))


def _report(scene: "Scene", told: data.Assessment) -> None:
    actor = scene.stage.users[told.by]
    found = services.report_trigger(scene.again("trigger", told.trigger), actor=actor, because=told.because)
    services.start_assessment(found, actor=actor)
    scene.keys["assessment", told.trigger] = found


def _view(scene: "Scene", told: data.Assessment, view: tuple[str, str, str]) -> None:
    person, seen, leaning = view
    assessment = scene.again("assessment", told.trigger)
    party = scene.party(scene.party_of(person))
    save(AssessmentView(assessment=assessment, party=party, seen=seen, leaning=leaning), scene.stage.users[person])


def _conclude(scene: "Scene", told: data.Assessment, day: "Day") -> None:
    row: ExitAssessment = scene.again("assessment", told.trigger)
    row.findings, row.conclusion, row.reason = told.findings, told.conclusion, told.reason
    row.look_again_on = scene.date(told.again)
    save(row, scene.stage.users[told.by])
    services.ask_to_conclude(row, actor=scene.stage.users[told.by])
    _sign_all(scene, row, day)


# --- plan, obligations, positions -------------------------------------------------------------------------------------
def _write_plan(scene: "Scene", told: data.Told) -> None:
    began = next((step.day for step in scene.data.path if step.state == "active"), scene.end)
    first = scene.within(max(began + 20, -180) if scene.last == 0 else began + 20)
    for place, item in enumerate(told.items):
        scene.add(scene.within(first + 3 * place), _item, scene, item, scene.within(first + 3 * place))
    for obligation in told.obligations:
        scene.add(first, _obligation, scene, obligation, first)
    for position in told.positions:
        scene.add(scene.within(first + 10), _position, scene, position, scene.within(first + 10))
    for day, walked, findings, again in told.rehearsals:
        scene.add(day, _rehearsal, scene, day, walked, findings, again)
    for title, text, party in told.ideas:
        day = scene.within(scene.last - 20)
        scene.add(day, _idea, scene, day, title, text, party)


def _item(scene: "Scene", told: data.Item, day: "Day") -> None:
    row = scene.new(
        ExitPlanItem,
        title=told.title,
        area=told.area,
        now=told.now,
        then=told.then,
        responsible=scene.party(told.responsible),
        due_on=scene.date(told.due),
        weight=told.weight,
    )
    actor = scene.writer(told.responsible, day)
    save(row, actor)
    for party, name in told.owners:
        save(ItemOwner(item=row, of=scene.party(party), name=name), scene.writer(party, day))
    way = ("ready", "in_progress")
    steps = {"not_started": 0, "ready": 1, "in_progress": 2, "done": 2, "accepted": 2}[told.state]
    for state in way[:steps]:
        services.advance_item(row, actor=actor, state=state)
    if told.state in ("done", "accepted"):
        services.finish_item(row, actor=actor, proof=told.proof)
    if told.state == "accepted":
        services.accept_item(row, actor=scene.writer(_other(scene, told.responsible), day))


def _other(scene: "Scene", party: str) -> str:
    return next(key for key in scene.joined if key != party)


def _obligation(scene: "Scene", told: data.Obligation, day: "Day") -> None:
    row = scene.new(
        SurvivingObligation,
        title=told.title,
        kind=told.kind,
        details=told.details,
        holder=scene.party(told.holder),
        beneficiary=scene.party(told.to),
        until=scene.date(told.until),
    )
    scene.keys["obligation", told.title] = save(row, scene.writer(told.holder, day))


def _position(scene: "Scene", told: data.Position, day: "Day") -> None:
    values = {"dependence": told.dependence, "must_keep": told.must_keep, "walk_away": told.walk_away}
    actor = scene.signer(told.party, day)
    row = save(scene.new(ExitPosition, told.party, **values, review_on=scene.date(200)), actor)
    if told.shared:
        share_record(row, actor=actor)


def _rehearsal(scene: "Scene", day: "Day", walked: str, findings: str, again: "Day") -> None:
    row = scene.new(ExitRehearsal, on=scene.date(day), walked=walked, findings=findings, next_on=scene.date(again))
    save(row, scene.writer("", day, scene.officer))


def _idea(scene: "Scene", day: "Day", title: str, text: str, party: str) -> None:
    save(scene.new(FutureOpportunity, party, title=title, description=text), scene.writer(party, day))


# --- a case, from its proposal to its close ---------------------------------------------------------------------------
def _write_case(scene: "Scene", told: data.Told, begun: "Day") -> None:
    """The partnership is exiting from the day `begun`; where it was closed, its last day closes the case."""
    days = [scene.within(begun - before) for before in (PROPOSED, ASSESSED, ASKED, SIGNED, TOLD_OF)]
    scene.add(days[0], _propose, scene, days[0], begun)
    for day, step in zip(days[1:], (_assess, _ask, _sign_case, _notify), strict=True):
        scene.add(day, step, scene, day)
    scene.add(begun, _begin, scene, begun)
    for asset in told.assets:
        scene.add(begun, _asset, scene, asset, begun)
    if scene.data.state == "closed":
        over = scene.data.path[-1].day
        clearing = (begun + over) // 2
        scene.add(clearing, _clear, scene, clearing)
        scene.add(over, _close, scene, told, over)


def _case(scene: "Scene") -> Any:
    return scene.again("case")


def _propose(scene: "Scene", day: "Day", begun: "Day") -> None:
    row = scene.new(
        DisengagementCase,
        kind=DisengagementCase.Kind.NATURAL_END,
        reason="What we set out to do is done, or ends with its term.",
        terms="Results are kept by both. What was lent goes back. Students finish where they began.",
        effective_on=scene.date(begun),
    )
    actor = _host(scene, day)
    scene.keys[("case",)] = save(row, actor)
    measure = ContinuityMeasure(
        case=row,
        stakeholder="Students and staff",
        service="Supervision and desks",
        how="Whoever has begun finishes in the same place, with the same people.",
        responsible=scene.party(scene.host),
    )
    save(measure, actor)


def _assess(scene: "Scene", day: "Day") -> None:
    services.assess_case(_case(scene), actor=_host(scene, day))


def _ask(scene: "Scene", day: "Day") -> None:
    services.ask_to_decide(_case(scene), actor=_host(scene, day))


def _sign_case(scene: "Scene", day: "Day") -> None:
    _sign_all(scene, _case(scene), day)


def _notify(scene: "Scene", day: "Day") -> None:
    told = "Staff and students in a meeting of both leaders, partners by letter, the public by a note on both pages."
    services.notify(_case(scene), actor=_host(scene, day), told=told)


def _begin(scene: "Scene", day: "Day") -> None:
    services.begin_transition(_case(scene), actor=_host(scene, day))


def _asset(scene: "Scene", told: data.Asset, day: "Day") -> None:
    row = Disposition(
        case=_case(scene), kind=told.kind, what=told.what, holder=scene.party(told.holder), way=told.way, where=told.where
    )
    actor = scene.writer(told.holder, day)
    save(row, actor)
    if told.proof:
        services.finish_disposition(row, actor=actor, proof=told.proof)
    if told.confirmed:
        services.confirm_disposition(row, actor=scene.writer(_other(scene, told.holder), day))


def _clear(scene: "Scene", day: "Day") -> None:
    services.clear_obligations(_case(scene), actor=_host(scene, day))


def _close(scene: "Scene", told: data.Told, day: "Day") -> None:
    actor = _host(scene, day)
    services.evaluate_case(_case(scene), actor=actor)
    for place, party in enumerate(scene.joined):
        values = {"objectives": 5 - place, "value": 4, "trust": 4 + place % 2, "lessons": told.lessons, "again": "yes"}
        row = CaseEvaluation(case=_case(scene), party=scene.party(party), **values)  # type: ignore[misc]
        save(row, scene.writer(party, day))
    case = _case(scene)
    case.outcome, case.lessons = told.outcome, told.lessons
    case.publishable = "Both houses look back on good work together."
    save(case, actor)
    services.close_case(_case(scene), actor=actor)


# --- steps of the partnership -----------------------------------------------------------------------------------------
def go_on_without(scene: "Scene", state: str, day: "Day") -> None:
    """All parties sign that a step is taken although something of it lacks."""
    override = ask_override(scene.row, actor=_host(scene, day), to_state=state, reason=ON_THE_WAY)
    _sign_all(scene, override, day)
