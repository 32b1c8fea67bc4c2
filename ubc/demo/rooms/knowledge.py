"""Principle 9 in the demo world: what may be shared, whose the results are, what is published, and what must not be lost."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from partnerships.accounts.models import User
from partnerships.actions.services import add_action
from partnerships.clock import today
from partnerships.documents.levels import ClassificationLevel
from partnerships.documents.models import Document
from partnerships.documents.services import add_version, attach, keep
from partnerships.models import Party
from partnerships.records.sharing import share_record
from partnerships.signoff.models import SignOffRound
from rmp.governance.models import Agreement
from rmp.knowledge import models
from rmp.knowledge.services import keeping, property, publications, sharing
from ubc.demo.rooms.knowledge_stories import STORIES
from ubc.demo.rooms.knowledge_stories import shapes as data
from ubc.demo.shapes import Day
from ubc.demo.write.scene import Scene
from ubc.demo.write.signing import sign
from ubc.demo.write.stage import number, save

PLAIN = {
    "lines": models.CommunicationLine,
    "data": models.DataSharing,
}


def write_knowledge(scene: Scene) -> None:
    story = STORIES.get(scene.data.key)
    if story is None:
        return
    for record in story.categories:
        scene.add(record.day, _category, scene, record)
    for kind, model in PLAIN.items():
        for record in getattr(story, kind):
            scene.add(record.day, _keep, scene, model, record)
    for record, action in story.assets:
        scene.add(record.day, _asset, scene, record, action)
    for record, to in story.disclosures:
        scene.add(record.day, _disclosure, scene, record, to)
    for request in story.requests:
        _write_request(scene, request)
    for ip in story.property:
        _write_property(scene, ip)
    for work in story.works:
        _write_work(scene, work)
    for incident in story.incidents:
        _write_incident(scene, incident)
    for paper in story.papers:
        for place, (day, remark) in enumerate(paper.versions):
            scene.add(day, _paper, scene, paper, place, remark, day)


# --- what is kept -----------------------------------------------------------------------------------------------------
def _values(scene: Scene, model: Any, given: data.Values) -> dict[str, Any]:
    """Values as the model wants them: parties, days, levels and categories by what the data call them."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        field = model._meta.get_field(name)
        if field.related_model is Party:
            value = scene.party(value)
        elif field.related_model is ClassificationLevel:
            value = _level(value)
        elif field.related_model is models.InfoCategory:
            value = scene.again("category", value)
        elif field.get_internal_type() == "DateField":
            value = scene.date(value)
        found[name] = value
    return found


def _level(rank: int) -> ClassificationLevel:
    return ClassificationLevel.objects.get(scheme__code="house", rank=rank)


def _writer(scene: Scene, record: data.Record) -> User:
    return scene.writer(record.party, record.day, record.by)


def _keep(scene: Scene, model: Any, record: data.Record, **more: Any) -> Any:
    """Save a record; what a party shares, somebody who may does on the same day."""
    related = more.pop("related", {})
    made = save(
        scene.new(model, record.party, **_values(scene, model, record.values), **more), _writer(scene, record), **related
    )
    if record.party and record.shared:
        share_record(made, actor=scene.signer(record.party, record.day))
    return made


def _agreement(scene: Scene) -> Agreement | None:
    """The first agreement in force that all read, if there is one."""
    found = Agreement.objects.disclosed().effective().filter(partnership=scene.row)
    return found.order_by("created_at", "pk").first()


def _category(scene: Scene, record: data.Record) -> None:
    made = _keep(scene, models.InfoCategory, record, agreement=_agreement(scene))
    scene.keys["category", record.values["name"]] = made


def _asset(scene: Scene, record: data.Record, action: data.Values | None) -> None:
    asset = _keep(scene, models.KnowledgeAsset, record)
    if action is not None:
        party = scene.party(action["responsible"])
        values = {"title": action["title"], "responsible": party, "due_on": scene.date(action["due_on"])}
        add_action(asset, actor=_writer(scene, record), **values)


# --- requests and disclosures -----------------------------------------------------------------------------------------
def _disclosure(scene: Scene, record: data.Record, to: tuple[str, ...]) -> None:
    parties = [scene.party(party) for party in to]
    values = {"at": today(), "visibility": "shared"}
    event = scene.new(models.DisclosureEvent, record.party, **_values(scene, models.DisclosureEvent, record.values))
    for name, value in values.items():
        setattr(event, name, value)
    save(event, scene.signer(record.party, record.day), to=parties)


def _write_request(scene: Scene, request: data.Request) -> None:
    key = ("request", request.values["what"])
    scene.add(request.day, _request, scene, request, key)
    for day, step, values in request.steps:
        scene.add(day, _request_step, scene, key, request.values["of"], day, step, values)


def _request(scene: Scene, request: data.Request, key: tuple[str, str]) -> None:
    record = scene.new(models.DisclosureRequest, request.party, **_values(scene, models.DisclosureRequest, request.values))
    record.visibility = "shared"
    scene.keys[key] = save(record, scene.writer(request.party, request.day))


def _request_step(scene: Scene, key: tuple[str, str], party: str, day: Day, step: str, values: data.Values) -> None:
    record, actor = scene.again(*key), scene.signer(party, day)
    if step == "consider":
        sharing.consider(record, actor=actor)
    elif step == "hand_over":
        sharing.hand_over(record, actor=actor, at=today(), **values)
    else:
        sharing.decide(record, actor=actor, to=step, **values)


# --- property ---------------------------------------------------------------------------------------------------------
def _write_property(scene: Scene, ip: data.Property) -> None:
    key = ("ip", ip.record.values["title"])
    scene.add(ip.record.day, _property, scene, ip, key)
    if ip.signed is not None:
        scene.add(ip.signed, _ask, scene, key, ip.signed)
        for place, party in enumerate(scene.data.parties, start=1):
            scene.add(ip.signed + place, _sign, scene, key, party, ip.signed + place)
    for day, values in ip.steps:
        scene.add(day, _protect, scene, key, ip.record.party, day, values)


def _property(scene: Scene, ip: data.Property, key: tuple[str, str]) -> None:
    more = {} if ip.record.values["kind"] != "foreground" else {"agreement": _agreement(scene)}
    made = _keep(scene, models.IPRecord, ip.record, **more)
    shares = {scene.stage.parties[party]: number(percent) for party, percent in ip.shares.items()}
    scene.keys[key] = property.set_shares(made, actor=_writer(scene, ip.record), shares=shares)


def _ask(scene: Scene, key: tuple[str, str], day: Day) -> None:
    property.ask_shares(scene.again(*key), actor=scene.signer("", day))


def _sign(scene: Scene, key: tuple[str, str], party: str, day: Day) -> None:
    round = SignOffRound.objects.open().of_record(scene.keys[key]).get()
    sign(round, actor=scene.signer(party, day))


def _protect(scene: Scene, key: tuple[str, str], party: str, day: Day, values: data.Values) -> None:
    given: dict[str, Any] = {n: scene.date(value) if n == "next_on" else value for n, value in values.items()}
    property.protect(scene.again(*key), actor=scene.writer(party, day), on=today(), **given)


# --- publications -----------------------------------------------------------------------------------------------------
def _write_work(scene: Scene, work: data.Work) -> None:
    key = ("work", work.values["title"])
    scene.add(work.day, _work, scene, work, key)
    for day, step, party, values in work.steps:
        scene.add(day, _work_step, scene, key, day, step, party, values)


def _work(scene: Scene, work: data.Work, key: tuple[str, str]) -> None:
    actor = scene.writer(work.party, work.day)
    values = _values(scene, models.PublicationReview, work.values) | {"agreement": _agreement(scene)}
    review = save(scene.new(models.PublicationReview, work.party, **values), actor)
    if work.file:
        file = sheet(work.file, work.values["title"], (work.values["authors"], work.values["abstract"]))
        attach(review, actor=actor, file=file, level=_level(1), title=f"Manuscript: {work.values['title']}"[:200])
    scene.keys[key] = review


def _work_step(scene: Scene, key: tuple[str, str], day: Day, step: str, party: str, values: data.Values) -> None:
    if step == "clocks":
        publications.run_clocks()
        return
    actor = scene.signer(party, day)
    given = {name: scene.date(value) if name == "until" else value for name, value in values.items()}
    if step == "note_publication":
        given["on"] = today()
    service: Callable[..., Any] = getattr(publications, step)
    service(scene.again(*key), actor=actor, **given)


# --- incidents and papers ---------------------------------------------------------------------------------------------
STEPS: dict[str, Callable[..., Any]] = {
    "confirm": keeping.confirm_notice,
    "contain": keeping.contain,
    "assess": keeping.assess,
    "close": keeping.close_incident,
}


def _write_incident(scene: Scene, incident: data.Incident) -> None:
    key = ("incident", incident.record.values["title"])
    scene.add(incident.record.day, _incident, scene, incident.record, key)
    for day, step, party, values in incident.steps:
        scene.add(day, _incident_step, scene, key, day, step, party, values)


def _incident(scene: Scene, record: data.Record, key: tuple[str, str]) -> None:
    values = _values(scene, models.InfoIncident, record.values) | {"discovered_on": today()}
    incident = scene.new(models.InfoIncident, record.party, **values)
    keeping.report_incident(incident, actor=_writer(scene, record))
    if record.party and record.shared:
        share_record(incident, actor=scene.signer(record.party, record.day))
    scene.keys[key] = incident


def _incident_step(scene: Scene, key: tuple[str, str], day: Day, step: str, party: str, values: data.Values) -> None:
    STEPS[step](scene.again(*key), actor=scene.writer(party, day), **values)


def _paper(scene: Scene, paper: data.Paper, place: int, remark: str, day: Day) -> None:
    actor = scene.writer(paper.party, day)
    file = sheet("paper", paper.title, (*paper.lines, *((remark,) if remark else ())))
    key = ("paper", paper.title)
    if place:
        add_version(scene.again(*key), actor=actor, file=file, remark=remark)
        return
    document = scene.new(Document, paper.party, title=paper.title, level=_level(paper.level))
    scene.keys[key] = keep(document, actor=actor, file=file)


def sheet(name: str, title: str, lines: tuple[str, ...]) -> SimpleUploadedFile:
    """A page of PDF with some lines on it, the same each time."""

    def text(line: str) -> str:
        return "".join(f"\\{c}" if c in "\\()" else c for c in line if ord(c) < 256)[:100]

    rows = " ".join(f"0 -22 Td ({text(line)}) Tj" for line in lines)
    content = f"BT /F1 16 Tf 60 760 Td ({text(title)}) Tj /F1 11 Tf {rows} ET".encode("latin-1")
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    out, places = b"%PDF-1.4\n", []
    for at, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (at, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (table, len(out))
    return SimpleUploadedFile(f"{name}.pdf", out, content_type="application/pdf")
