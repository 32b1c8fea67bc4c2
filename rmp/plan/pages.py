"""From the plan's content to what its pages show. Each function gives a part of a page's context, in a fixed number of queries."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.access.policy import Right, Standing
from partnerships.models import Partnership
from partnerships.practices.principles import principle
from partnerships.practices.registry import PRACTICES
from partnerships.practices.sections import SECTIONS
from partnerships.records.seen import seen_version
from rmp.plan.content import MET, Content, by_key, filled_columns, fingerprint
from rmp.plan.living import living_plan
from rmp.plan.models import PlanVersion, SectionReview
from rmp.plan.services import reviews_in_force

if TYPE_CHECKING:
    from collections.abc import Iterable

Part = dict[str, Any]


def parts(content: Content) -> list[Part]:
    """The sections of a plan with their numbers, and `shown`: their blocks without the columns of tables in which nothing stands."""
    return [
        section | {"number": number, "shown": [b | filled_columns(b) if b["kind"] == "table" else b for b in section["blocks"]]}
        for number, section in enumerate(content["sections"], 1)
    ]


# --- the living plan --------------------------------------------------------------------------------------------------
def living(partnership: Partnership, standing: Standing) -> Part:
    """The plan as it stands now: each section with what it still lacks and whether it changed since the version in force."""
    current: Iterable[PlanVersion] = PlanVersion.objects.visible_to(standing.user).filter(
        partnership=partnership, state__in=(*PlanVersion.OPEN, PlanVersion.State.IN_FORCE)
    )
    versions = {version.state == PlanVersion.State.IN_FORCE: version for version in current}
    in_force, coming = versions.get(True), versions.get(False)
    for version in versions.values():
        version.partnership = partnership
    content = living_plan(partnership)
    before = by_key(in_force.content) if in_force else {}
    may_write = partnership.is_open and standing.may(Right.WRITE)
    sections = [_living_section(part, before, partnership, may_write) for part in parts(content)]
    return {
        "content": content,
        "sections": sections,
        "complete": sum(section["complete"] for section in sections),
        "in_force": in_force,
        "coming": coming,
        "changed": [section for section in sections if section["changed"]] if in_force else [],
        "may_write": may_write,
    }


def _living_section(part: Part, before: dict[str, Part], partnership: Partnership, may_write: bool) -> Part:
    known = SECTIONS[part["key"]]
    frozen = before.get(part["key"])
    edit_url = reverse("rmp_plan:section", args=[partnership.slug, part["key"]]) if may_write else ""
    missing: list[dict[str, str]] = (
        [] if part["text"] else [{"text": _("Words of your own"), "url": edit_url, "label": _("Write")}]
    )
    for need in part["needs"]:
        if need["status"] not in MET:
            practice = PRACTICES[need["id"]]
            url = practice.url(partnership) if may_write else ""
            missing.append(
                {"text": str(practice.missing or practice.text), "url": url, "label": str(practice.link_label or _("Go there"))}
            )
    return part | {
        "missing": missing,
        "edit_url": edit_url,
        "changed": bool(before) and (frozen is None or fingerprint(frozen) != fingerprint(part)),
        "guidance": None if known.builders else principle(known.principle),
    }


# --- a version --------------------------------------------------------------------------------------------------------
def review(version: PlanVersion, standing: Standing) -> Part:
    """A version's page: where it is on its way, and what each party says of each section."""
    reviews = {(r.section, r.party_id): r for r in reviews_in_force(version)} if version.is_frozen else {}
    in_review = version.state in PlanVersion.IN_REVIEW
    may_review = in_review and standing.party is not None and version.may(standing, Right.WRITE)
    sections = []
    for part in parts(version.content) if version.is_frozen else []:
        said = [{"party": party, "review": reviews.get((part["key"], party.pk))} for party in standing.parties]
        mine = reviews.get((part["key"], standing.party.pk)) if standing.party else None
        sections.append(part | {"reviews": said, "mine": mine})
    return {
        "content": version.content,
        "sections": sections,
        "steps": steps(version),
        "in_review": in_review,
        "may_review": may_review,
        "seen": seen_version(version, standing.user, shown=True) if may_review else "",
        "verdicts": SectionReview.Verdict,
        "accepted": [
            {
                "party": party,
                "count": sum(
                    review.verdict == SectionReview.Verdict.ACCEPTED for (_s, key), review in reviews.items() if key == party.pk
                ),
            }
            for party in standing.parties
        ],
    }


def steps(version: PlanVersion) -> list[dict[str, str]]:
    """The way of a version as a row of states, the present one marked."""
    State = PlanVersion.State
    way = [State.DRAFT, State.JOINT_REVIEW, State.AWAITING_SIGNATURES, State.IN_FORCE]
    now = State(version.state)
    if now == State.WITHDRAWN:
        return []
    if now == State.SUPERSEDED:
        way.append(State.SUPERSEDED)
    at = way.index(State.JOINT_REVIEW if now == State.CHANGES_REQUESTED else now)
    names = [str((now if i == at else state).label) for i, state in enumerate(way)]
    return [{"label": name, "state": "done" if i < at else "current" if i == at else "todo"} for i, name in enumerate(names)]
