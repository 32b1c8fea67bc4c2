"""What does not fit together in the risks a reader may see, each with where it is mended.

Everything starts at what the reader may read: a line about a private risk is seen by its own party only, and no line and no number changes
with what another party keeps to itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from objectives.models import Objective
from partnerships.access.policy import Standing
from partnerships.clock import today
from partnerships.models import Participation
from partnerships.records.describe import text
from risks import assessment
from risks.models import Acceptance, Risk, RiskLink, RiskOwner, Treatment
from risks.scale import PHASE_NAMES, Phase

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CHECKS: dict[str, "_StrPromise"] = {
    "target": gettext_lazy("The target is worse than how it stands now"),
    "lowered": gettext_lazy("Read lower than before, and no treatment is finished"),
    "owners": gettext_lazy("A joint risk without an owner of each party"),
    "undisclosed": gettext_lazy("A risk that only we know bears on what all want"),
    "expired": gettext_lazy("An acceptance has run out"),
    "review": gettext_lazy("A review is overdue"),
    "diverging": gettext_lazy("The parties read it two steps or more apart"),
    "unconsented": gettext_lazy("Exposure would move without consent"),
    "objective": gettext_lazy("An objective at which nobody has named a risk"),
}


@dataclass(frozen=True)
class Finding:
    check: str
    subject: Any
    what: str
    url: str  # where it is mended
    label: str  # what that link says
    can_mend: bool = True  # whether this reader may do it

    @property
    def title(self) -> str:
        return str(CHECKS[self.check])


def risks_of(standing: Standing) -> list[Any]:
    """The live risks the reader may see, with all that is looked at. A fixed number of queries."""
    here = Risk.objects.visible_to(standing.user).live().filter(partnership=standing.partnership)
    found = here.select_related("party").prefetch_related(
        *assessment.READINGS,
        Prefetch("treatments", Treatment.objects.select_related("action", "moves_to")),
        Prefetch("owners", RiskOwner.objects.all()),
        Prefetch("acceptances", Acceptance.objects.all()),
        Prefetch("objectives", Objective.objects.visible_to(standing.user)),
        Prefetch("links", RiskLink.objects.visible_to(standing.user).select_related("target")),
    )
    risks = list(found.order_by("created_at", "pk"))
    for risk in risks:
        risk.partnership = standing.partnership
    return risks


def findings(standing: Standing) -> list[Finding]:
    """All of it, in the order of CHECKS."""
    risks = risks_of(standing)
    found = [finding for risk in risks for finding in _of_risk(risk, standing, risks)]
    found += _objectives(standing, risks)
    order = list(CHECKS)
    return sorted(found, key=lambda finding: order.index(finding.check))


def _of_risk(risk: Any, standing: Standing, risks: list[Any]) -> Iterator[Finding]:
    slug, writes = standing.partnership.slug, risk.may(standing, "write")

    def at(name: str) -> str:
        return reverse(f"risks:{name}", args=[slug, risk.pk])

    rate = at("riskrating-create")
    yield from _readings(risk, rate, writes)
    missing = _unowned(risk, standing)
    if missing:
        mine = standing.party is not None and standing.party.short_name in missing
        what = _("Nobody answers for it at %(parties)s.") % {"parties": ", ".join(missing)}
        yield Finding("owners", risk, what, at("riskowner-create"), _("Name our owner"), mine and writes)
    if _is_undisclosed(risk, risks):
        what = _("It bears on a joint objective, or on a risk that others read, and the others do not know of it.")
        yield Finding("undisclosed", risk, what, at("risk-share"), _("Share it"), risk.may(standing, "share"))
    for acceptance in risk.acceptances.all():
        if acceptance.is_expired:
            what = _("Accepted until %(day)s.") % {"day": text(acceptance.expires_on)}
            yield Finding("expired", risk, what, at("risk-accept"), _("Decide again"), risk.may(standing, "sign"))
    if risk.review_on is not None and risk.review_on < today():
        what = _("It was to be reviewed on %(day)s.") % {"day": text(risk.review_on)}
        yield Finding("review", risk, what, at("riskreview-create"), _("Review it"), writes)
    yield from _treatments(risk, standing)


def _readings(risk: Any, rate: str, writes: bool) -> Iterator[Finding]:
    stands = assessment.stands(risk)
    now, target, inherent = stands[Phase.CURRENT].reading, stands[Phase.TARGET].reading, stands[Phase.INHERENT].reading
    sign = 1 if risk.is_threat else -1
    if now is not None and target is not None and sign * (target.score - now.score) > 0:
        words = {"target": target.place(), "now": now.place()}
        what = _("Target %(target)s, now %(now)s.") % words
        yield Finding("target", risk, what, f"{rate}?phase=target", _("Read the target again"), writes)
    before = inherent or assessment.first_current(risk)
    lowered = risk.is_threat and now is not None and before is not None and now.score < before.score
    if lowered and not any(treatment.is_done for treatment in risk.treatments.all()):
        what = _("Before %(before)s, now %(now)s.") % {"before": before.place(), "now": now.place()}
        yield Finding("lowered", risk, what, f"{risk.get_absolute_url()}?tab=treatment", _("See the treatments"))
    for phase in assessment.diverging(risk):
        what = f"{PHASE_NAMES[Phase(phase)]}: " + ", ".join(
            f"{one.party.short_name} {one.place()}" for one in stands[phase].by_party.values()
        )
        if risk.is_joint:
            url = rate.replace("riskrating/new/", "propose-consensus/")
            yield Finding("diverging", risk, what, f"{url}?phase={phase}", _("Propose a consensus"), writes)
        else:
            yield Finding("diverging", risk, what, f"{rate}?phase={phase}", _("Read it again"), True)


def _unowned(risk: Any, standing: Standing) -> list[str]:
    """Of a joint risk, the parties at the table that have named nobody."""
    if not risk.is_joint:
        return []
    named = {owner.party_id for owner in risk.owners.all()}
    joined = {p.party_id for p in standing.participations if p.is_signing and p.state == Participation.State.JOINED}
    return [party.short_name for party in standing.parties if party.pk in joined and party.pk not in named]


def _is_undisclosed(risk: Any, risks: list[Any]) -> bool:
    """Whether a private risk bears on what belongs to all: a joint objective, or a risk that others read."""
    if not risk.is_private:
        return False
    if any(objective.is_common for objective in risk.objectives.all()):
        return True
    reached = {RiskLink.Kind.FEEDS, RiskLink.Kind.TRIGGERS, RiskLink.Kind.COMPOUNDS, RiskLink.Kind.TRANSFERRED_TO}
    return any(link.kind in reached and not link.target.is_private for link in risk.links.all())


def _treatments(risk: Any, standing: Standing) -> Iterator[Finding]:
    for treatment in risk.treatments.all():
        if treatment.consent not in (Treatment.Consent.ASKED, Treatment.Consent.REFUSED):
            continue
        words = {"what": treatment.what, "party": treatment.moves_to.short_name}
        mine = treatment.awaits_consent and treatment.may_answer(standing)
        if mine:
            what = _("“%(what)s” waits for the consent of %(party)s.") % words
            url = reverse("risks:treatment-consent", args=[standing.partnership.slug, treatment.pk])
            yield Finding("unconsented", risk, what, url, _("Answer"), standing.may("sign", standing.party))
            continue
        if treatment.awaits_consent:
            what = _("“%(what)s” waits for the consent of %(party)s.") % words
        else:
            what = _("%(party)s does not consent to “%(what)s”.") % words
        url = reverse("risks:treatment-update", args=[standing.partnership.slug, treatment.pk])
        yield Finding("unconsented", risk, what, url, _("Change the treatment"), treatment.may(standing, "write"))


def _objectives(standing: Standing, risks: list[Any]) -> Iterator[Finding]:
    named = {objective.pk for risk in risks for objective in risk.objectives.all()}
    live = Objective.objects.visible_to(standing.user).live().filter(partnership=standing.partnership)
    for objective in live.common().exclude(pk__in=named).order_by("created_at", "pk"):
        objective.partnership = standing.partnership
        url = reverse("risks:risk-create", args=[standing.partnership.slug]) + f"?space=joint&objectives={objective.pk}"
        what = _("No risk that you can see is named there.")
        yield Finding("objective", objective, what, url, _("Add a risk"), standing.may("write"))
