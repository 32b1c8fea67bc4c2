"""Why the parties collaborate, what it is worth to each, where they differ, how they work together, what they report."""

from objectives.models import Communication, DifferenceNote, Driver, Mechanism, Summary, ValueCase
from objectives.services import publish_summary
from partnerships.records.sharing import share_record
from ubc.demo import shapes
from ubc.demo.write.scene import Scene
from ubc.demo.write.stage import save


def write_grounds(scene: Scene) -> None:
    contents = scene.data.contents
    for day, driver in scene.numbered(contents.drivers, 0, 0.15):
        scene.add(day, _driver, scene, driver)
    for day, case in scene.numbered(contents.value_cases, 0.15, 0.3):
        # Nobody negotiates before each side has said why it would take part.
        before_talks = [] if scene.talks is None else [scene.talks - 1]
        scene.add(scene.within(day, *before_talks), _value_case, scene, case)
    for day, difference in scene.numbered(contents.differences, 0.3, 0.6):
        scene.add(day, _difference, scene, difference)
    for day, way in scene.numbered(contents.mechanisms, 0.75, 0.85):
        scene.add(day, _mechanism, scene, way)
    for summary in contents.summaries:
        day = scene.within(summary.starts + 10, summary.due)
        scene.add(day, _summary, scene, summary)
        if summary.sent is not None:
            scene.add(summary.sent, _publish, scene, summary)


def write_communications(scene: Scene, told: list[shapes.Communication]) -> None:
    """`told`: those that are kept with a revision already."""
    for communication in scene.data.contents.communications:
        if communication not in told:
            scene.add(communication.day, _communication, scene, communication)


def _driver(scene: Scene, data: shapes.Driver) -> None:
    actor = scene.writer(data.party, scene.begin)
    record = save(scene.new(Driver, data.party, title=data.title, description=data.text), actor)
    scene.keys["driver", data.title] = record
    if data.party and data.shared:
        share_record(record, actor=scene.signer(data.party, scene.begin))


def _value_case(scene: Scene, data: shapes.ValueCase) -> None:
    actor = scene.signer(data.party, scene.begin)
    texts = {"reason": data.reason, "expected_value": data.expected_value, "cost": data.cost}
    record = save(scene.new(ValueCase, data.party, **texts), actor)
    if data.shared:
        share_record(record, actor=actor)


def _difference(scene: Scene, data: shapes.Difference) -> None:
    """Each party's view in a paragraph of its own, under what it is about."""
    views = [f"{scene.stage.parties[party].short_name}: {text}" for party, text in data.views]
    text = "\n\n".join([f"{data.title}.", *views])
    save(scene.new(DifferenceNote, kind=data.kind, description=text, handling=data.handling), scene.writer("", scene.begin))


def _mechanism(scene: Scene, data: shapes.Mechanism) -> None:
    record = scene.new(Mechanism, title=data.title, kind=data.kind, description=data.text, cadence=data.cadence)
    save(record, scene.writer("", scene.begin))


def _summary(scene: Scene, data: shapes.Summary) -> None:
    period = {"period_from": scene.date(data.starts), "period_to": scene.date(data.ends), "due_on": scene.date(data.due)}
    actor = scene.stage.users[data.by]
    scene.keys["summary", str(data.due)] = save(scene.new(Summary, **period), actor)  # type: ignore[arg-type]


def _publish(scene: Scene, data: shapes.Summary) -> None:
    record, actor = scene.again("summary", str(data.due)), scene.stage.users[data.by]
    record.text = data.text
    save(record, actor)
    publish_summary(record, actor=actor)


def _communication(scene: Scene, data: shapes.Communication) -> None:
    for key in data.objectives:
        told = Communication(  # type: ignore[misc]
            objective=scene.objective(key),
            audience=data.audience,
            channel=data.channel,
            on=scene.date(data.day),
            note=data.text,
        )
        save(told, scene.stage.users[data.by])
