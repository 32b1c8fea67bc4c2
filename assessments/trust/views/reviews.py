"""Reviews of mutual benefit: each side's view, the balance of what was given and gained, and the joint conclusion."""

from dataclasses import replace
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from assessments.trust.models import BenefitReview, NetView
from assessments.trust.services import reviews
from objectives.value.balance import balance
from partnerships.access.policy import Right, Standing
from partnerships.actions.sources import ACTIONS_PANEL, ADD_ACTION
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.rooms import JOINT_SPACE, RecordViews
from partnerships.signoff.acts import ASK

Conclusion = BenefitReview.Conclusion
TONES = {Conclusion.BALANCED: "good", Conclusion.ACCEPTABLE: "info", Conclusion.REBALANCE: "warn"}


class NetViewViews(RecordViews):
    model = NetView
    form_class = model_form(NetView, "gave", "got", "balance", "fairness", "note")
    columns = ("party", "gave", "got", "balance", "fairness", "note")
    ordering = ("created_at", "pk")
    lead = _("How each side sees what it gave and what it got, all in all.")
    empty = _("No side has given its view yet.")
    create_label = _("Give our view")

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return super().creatable(standing, parent) and standing.party is not None


def balance_of(view: Any) -> dict[str, Any]:
    """What was given and gained in the period, as all parties may see it; who reads nothing that they share, as far as he or she does."""
    review = view.object
    reader = None if view.standing.bits(Right.READ_SHARED) else view.user
    found = balance(view.partnership, since=review.begins_on, until=review.ends_on, user=reader)
    sides = sorted(found.sides, key=lambda side: side.party != view.standing.party)
    return {"balance": found, "balance_sides": sides}


class BenefitReviewViews(RecordViews):
    model = BenefitReview
    form_class = model_form(BenefitReview, "begins_on", "ends_on", "due_on", "conclusion", "reasons")
    filterset_class = record_filter(BenefitReview, "state", "conclusion", search=("reasons",))
    principle = 7
    spaces = JOINT_SPACE
    lead = _("After each period every side says what it gave and got; all conclude together whether that is fair.")
    empty = _("No review yet. Once a year is a good measure.")
    create_label = _("Plan a review")
    columns = ("__str__", "state", "conclusion", "lowest_fairness", "due_on")
    ordering = ("-ends_on", "pk")
    detail_fields = ("begins_on", "ends_on", "due_on", "state", "conclusion", "reasons", "concluded_on")
    detail_template = "assessments/trust/review.html"
    parts: ClassVar = (NetViewViews,)
    panels: ClassVar = (
        ("balance", _("Given and gained"), "assessments/trust/balance.html", balance_of),
        ACTIONS_PANEL,
    )
    acts: ClassVar = (
        replace(ASK, service=reviews.ask_to_conclude, when=lambda review: review.is_under_way),
        ADD_ACTION,
    )

    @classmethod
    def card(cls, record: BenefitReview, standing: Standing) -> dict[str, Any]:
        badge = {"label": record.get_state_display(), "tone": "neutral"}
        if record.conclusion:
            badge = {"label": record.get_conclusion_display(), "tone": TONES[Conclusion(record.conclusion)]}
        return {"lead": record.reasons, "badges": [badge], "meta": [text(record.due_on)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """The sides' views beside each other."""
        review, standing = view.object, view.standing
        said = {one.party_id: one for one in review.views.select_related("party")}
        slug, sides = standing.partnership.slug, []
        for party in standing.parties:
            ours, own = party == standing.party, said.get(party.pk)
            url = ""
            if ours and own is None and NetViewViews.creatable(standing, review):
                url = NetViewViews.url("create", slug, review.pk)
            elif ours and own is not None:
                own.review = review
                url = NetViewViews.url("update", slug, own.pk) if NetViewViews.updatable(own, standing) else ""
            sides.append({"party": party, "kind": "ours" if ours else "theirs", "view": own, "url": url})
        return {"sides": sides, "rebalances": review.conclusion == Conclusion.REBALANCE}
