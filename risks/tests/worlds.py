"""A partnership with some of everything of this room, made past the services."""

import datetime as dt
from typing import Any

from objectives.tests.factories import ObjectiveFactory
from partnerships.actions.tests.factories import ActionFactory
from partnerships.clock import today
from risks.models import RiskCriteria
from risks.tests import factories as f


def fill(cast: Any, count: int) -> None:
    """So many of everything: joint, shared and private risks of both sides with all their parts."""
    here = {"partnership": cast.partnership, "author": cast.officer}
    if not RiskCriteria.objects.filter(partnership=cast.partnership).exists():
        f.RiskCriteriaFactory(**here, in_force=True)
        for party in (cast.university, cast.partner):
            f.PartyStanceFactory(**here, party=party, visibility="shared", statement="Careful with names.")
    for number in range(count):
        objective = ObjectiveFactory(**here, title=f"Aim {number:03}")
        risk = f.RiskFactory(**here, title=f"Joint {number:03}", event="It breaks.", review_on=today(), objectives=[objective])
        everything_of(cast, risk)
        for party in (cast.university, cast.partner):
            for visibility in ("shared", "private"):
                title = f"{party.short_name} {visibility} {number:03}"
                own = f.RiskFactory(**here, title=title, party=party, visibility=visibility, objectives=[objective])
                f.RiskRatingFactory(risk=own, author=cast.officer, party=party, likelihood=4, impact=4)
                f.RiskLinkFactory(risk=own, author=cast.officer, target=risk)


def everything_of(cast: Any, risk: Any, *, again: bool = False) -> None:
    """Every kind of part a joint risk can have, from both sides; `again`: more of what it may have several of."""
    for party, likelihood in ((cast.university, 2), (cast.partner, 4)):
        for phase in ("inherent", "current", "target"):
            f.RiskRatingFactory(risk=risk, party=party, phase=phase, likelihood=likelihood, impact=3)
        if not again:
            person = cast.officer if party == cast.university else cast.representative
            f.RiskOwnerFactory(risk=risk, party=party, person=person)
    f.ConsensusFactory(risk=risk, phase="inherent", agreed=True)
    action = ActionFactory(partnership=cast.partnership, author=cast.officer, responsible=cast.university)
    f.TreatmentFactory(risk=risk, responsible=cast.university, action=action)
    f.TreatmentFactory(
        risk=risk,
        responsible=cast.partner,
        aim="impact",
        strategy="transfer",
        moves_to=cast.partner,
        consent="asked",
        asked_on=today(),
        asked_by=cast.university,
    )
    indicator = f.IndicatorFactory(risk=risk)
    f.IndicatorReadingFactory(indicator=indicator)
    f.RiskReviewFactory(risk=risk, next_on=today() + dt.timedelta(days=9))
    if again:
        f.AcceptanceFactory(risk=risk, state="ended")
        return
    f.AcceptanceFactory(risk=risk, in_force=True, expires_on=today() - dt.timedelta(days=1))
