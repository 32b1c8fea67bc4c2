"""The joint plan: the parties' words, and its versions, each frozen, reviewed by section and laid before the parties."""

from partnerships.signoff.models import SignOffRound
from rmp.plan.models import PlanVersion, SectionText
from rmp.plan.services import accept_all, freeze, request_signatures, review_section, start_version, write_section
from ubc.demo import shapes
from ubc.demo.shapes import Day
from ubc.demo.write.scene import Scene
from ubc.demo.write.signing import sign

State = PlanVersion.State
# Why a plan with open sections was signed all the same; the product asks for it.
REASON = "It holds what we have agreed so far. The sections that are open follow with the next version."
TO_SIGN = 30
REVIEWED_EVERY = 365


def write_sections(scene: Scene) -> None:
    for day, section in scene.numbered(scene.data.contents.sections, 0.88, 0.99):
        scene.add(day, _section, scene, section.key, section.earlier or section.text, day)
        if section.since is not None:
            scene.add(section.since, _section, scene, section.key, section.text, section.since)


def write_plan(scene: Scene) -> None:
    versions = scene.data.contents.plan
    for number, version in enumerate(versions, start=1):
        following = versions[number] if number < len(versions) else None
        scene.add(version.day, _freeze, scene, version, number, _review_day(scene, version, following))
        for place, review in enumerate(version.reviews):
            scene.add(min(version.day + 2 + place, 0), _review, scene, number, review)
        if version.signatures:
            _write_signatures(scene, version, number)


def _write_signatures(scene: Scene, version: shapes.PlanVersion, number: int) -> None:
    """Each party accepts the sections, then all are asked, then they sign."""
    first = min(signature.day for signature in version.signatures)
    accepted = (version.day + first) // 2
    for party in scene.data.parties:
        scene.add(accepted, _accept, scene, number, party, accepted)
    asked = max(accepted, first - 1)
    scene.add(asked, _ask, scene, version, number, asked)
    for signature in sorted(version.signatures, key=lambda signature: signature.day):
        scene.add(signature.day, _sign, scene, number, signature)


def _review_day(scene: Scene, version: shapes.PlanVersion, following: shapes.PlanVersion | None) -> Day | None:
    """When the parties meant to look at it again."""
    if version.state == State.IN_FORCE:
        return scene.data.next_review
    return version.day + REVIEWED_EVERY if following is None or version.state == State.SUPERSEDED else None


def _section(scene: Scene, key: str, text: str, day: Day) -> None:
    current = SectionText.objects.filter(partnership=scene.row, section=key).first()
    seen = current.version if current else 0
    write_section(scene.row, key, actor=scene.writer("", day), text=text, seen_version=seen)


def _freeze(scene: Scene, data: shapes.PlanVersion, number: int, review: Day | None) -> None:
    actor = scene.stage.users[data.by]
    version = scene.new(PlanVersion, summary=data.summary, review_on=scene.date(review))
    start_version(version, actor=actor)
    freeze(version, actor=actor)
    scene.keys["plan", str(number)] = version


def _review(scene: Scene, number: int, data: shapes.SectionReview) -> None:
    version, actor = scene.again("plan", str(number)), scene.stage.users[data.by]
    review_section(version, actor=actor, section=data.section, verdict=data.verdict, note=data.note)


def _accept(scene: Scene, number: int, party: str, day: Day) -> None:
    accept_all(scene.again("plan", str(number)), actor=scene.signer(party, day))


def _ask(scene: Scene, data: shapes.PlanVersion, number: int, day: Day) -> None:
    version, actor = scene.again("plan", str(number)), scene.stage.users[data.by]
    request_signatures(version, actor=actor, due_on=scene.date(day + TO_SIGN), reason=REASON)


def _sign(scene: Scene, number: int, data: shapes.Signature) -> None:
    round = SignOffRound.objects.open().of_record(scene.keys["plan", str(number)]).get()
    sign(round, actor=scene.stage.users[data.person], reservation=data.reservation)
