"""One record of each kind of this room in a given space, for the access matrix."""

from collections.abc import Callable
from typing import Any

from partnerships.tests.cast import in_space
from rmp.competence.tests import factories as f


def requirement(cast: Any, **place: Any) -> Any:
    """Role profiles are joint, whatever the space asked for."""
    profile = f.RoleProfileFactory(partnership=cast.partnership, author=cast.officer)
    return f.RoleRequirementFactory(profile=profile)


def statement(cast: Any, **place: Any) -> Any:
    charter = f.BehaviourCharterFactory(partnership=cast.partnership, author=cast.officer)
    return f.CharterStatementFactory(charter=charter)


def step(cast: Any, **place: Any) -> Any:
    """Inductions are a party's: here the university's."""
    induction = in_space(f.InductionFactory)(cast, party=cast.university, visibility=place["visibility"])
    return f.InductionStepFactory(induction=induction)


def observation(cast: Any, **place: Any) -> Any:
    """By the university about its partner."""
    return in_space(f.BehaviourObservationFactory)(cast, about=cast.partner, **place)


def holder(cast: Any, **place: Any) -> Any:
    return in_space(f.RoleHolderFactory)(cast, party=cast.university, visibility="private")


def rating(cast: Any) -> Any:
    return f.AssessmentFactory(holder=holder(cast), author=cast.officer)


def personal(cast: Any, **values: Any) -> Any:
    return f.DevelopmentStepFactory(holder=holder(cast), author=cast.officer, **values)


SAMPLES: dict[str, Callable[..., Any]] = {
    "rmp_competence.roleprofile": in_space(f.RoleProfileFactory),
    "rmp_competence.rolerequirement": requirement,
    "rmp_competence.roleholder": holder,
    "rmp_competence.coveragesnapshot": in_space(f.CoverageSnapshotFactory),
    "rmp_competence.developmentaction": in_space(f.DevelopmentActionFactory),
    "rmp_competence.behaviourcharter": in_space(f.BehaviourCharterFactory),
    "rmp_competence.charterstatement": statement,
    "rmp_competence.behaviourobservation": observation,
    "rmp_competence.induction": in_space(f.InductionFactory),
    "rmp_competence.inductionstep": step,
    "rmp_competence.orgcapability": in_space(f.OrgCapabilityFactory),
}
# What an address of a page needs beside the partnership's slug. What is known of a person lies in no space but its own.
ARGUMENTS: dict[str, Callable[..., dict[str, Any]]] = {
    "rmp_competence:assessment-create": lambda cast: {"parent": holder(cast).pk},
    "rmp_competence:assessment-delete": lambda cast: {"pk": rating(cast).pk},
    "rmp_competence:developmentstep-create": lambda cast: {"parent": holder(cast).pk},
    **{
        f"rmp_competence:developmentstep-{action}": lambda cast: {"pk": personal(cast).pk}
        for action in ("update", "delete", "start", "finish", "verify", "resume", "drop")
    },
}
