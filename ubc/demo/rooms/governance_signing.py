"""Signing in the demo world, for all parties or for those that have not yet."""

from typing import TYPE_CHECKING, Any

from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round
from ubc.demo.write.signing import sign

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from ubc.demo.shapes import Day
    from ubc.demo.write.scene import Scene


def sign_all(scene: "Scene", record: Any, day: "Day") -> None:
    round = open_round(record, actor=scene.writer("", day, scene.officer))
    sign_rest(scene, round, day)


def sign_rest(scene: "Scene", round: SignOffRound, day: "Day") -> None:
    for slot in round.slots.filter(decision="waiting").select_related("party"):  # type: ignore[attr-defined]
        key = next(key for key, party in scene.stage.parties.items() if party == slot.party)
        sign(round, actor=scene.signer(key, day), party=slot.party)


def waiting(record: Any) -> SignOffRound:
    return SignOffRound.objects.open().get(subject_key=record.pk)


def user(scene: "Scene", key: str) -> "User":
    return scene.stage.users[key]
