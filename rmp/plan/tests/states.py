"""A version in each of its states, and where one stands now."""

from partnerships.history.models import Event
from rmp.plan import services
from rmp.plan.models import PlanVersion, SectionReview
from rmp.plan.tests.factories import draft, frozen, in_force, waiting

State, Verdict = PlanVersion.State, SectionReview.Verdict


def state_of(version):
    return PlanVersion.objects.get(pk=version.pk).state


def verbs(subject):
    return list(Event.objects.filter(subject_key=subject.pk).in_order().values_list("verb", flat=True))


def in_state(cast, state):
    match state:
        case State.DRAFT:
            return draft(cast)
        case State.JOINT_REVIEW:
            return frozen(cast)
        case State.CHANGES_REQUESTED:
            version = frozen(cast)
            services.review_section(
                version,
                section="risks",
                actor=cast.representative,
                verdict=Verdict.CHANGES_REQUESTED,
                note="Add fire.",
            )
            return version
        case State.AWAITING_SIGNATURES:
            return waiting(cast)[0]
        case State.IN_FORCE:
            return in_force(cast)
        case State.SUPERSEDED:
            version = in_force(cast)
            in_force(cast)
            return version
        case State.WITHDRAWN:
            return services.withdraw_version(draft(cast), actor=cast.officer, reason="No.")
