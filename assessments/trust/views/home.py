"""Where the room begins: how reliable each side is, how much each trusts, what is flagged, what waits."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.trust.models import BehaviourSignal, BenefitReview, TrustPulse
from assessments.trust.pulse_results import trend
from assessments.trust.reliability import reliability
from assessments.trust.services.pulses import answering_party
from assessments.trust.views.indicators import TrustIndicatorViews, watched
from assessments.trust.views.promises import PromiseViews
from assessments.trust.views.pulses import TrustPulseViews
from assessments.trust.views.reviews import BenefitReviewViews
from partnerships.access.policy import Right
from partnerships.records.views import RoomPage


class TrustPage(RoomPage):
    """The sides beside each other."""

    needs = Right.READ_JOINT
    principle = 7
    template_name = "assessments/trust/trust.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Eight queries at most."""
        slug = self.partnership.slug
        review = BenefitReview.objects.visible_to(self.user).filter(partnership=self.partnership).order_by("-ends_on").first()
        if review is not None:
            review.partnership = self.partnership
        signals = BehaviourSignal.objects.visible_to(self.user).disclosed().waiting().filter(partnership=self.partnership)
        return super().get_context_data(
            title=_("Trust and mutual benefit"),
            reliability=reliability(self.standing),
            trend=trend(self.standing),
            watched=watched(self.standing),
            review=review,
            views=review.views.select_related("party") if review else (),
            waiting=signals.select_related("party", "about").order_by("reply_by", "pk")[:5],
            open_pulse=self.open_pulse(),
            urls={
                "promises": PromiseViews.url("list", slug),
                "promise": PromiseViews.url("create", slug) if PromiseViews.creatable(self.standing) else "",
                "pulses": TrustPulseViews.url("list", slug),
                "indicators": TrustIndicatorViews.url("list", slug),
                "reviews": BenefitReviewViews.url("list", slug),
            },
            **kwargs,
        )

    def open_pulse(self) -> dict[str, Any] | None:
        """The pulse that is open, and whether the reader is still to answer."""
        pulse = TrustPulse.objects.visible_to(self.user).open().filter(partnership=self.partnership).first()
        if pulse is None:
            return None
        pulse.partnership = self.partnership
        asked = pulse.takes_answers and answering_party(pulse, self.standing) is not None
        to_do = asked and self.partnership.is_open and not pulse.marks.filter(user=self.user).exists()
        return {
            "pulse": pulse,
            "url": reverse("assessments_trust:pulse-answer", args=[self.partnership.slug, pulse.pk]) if to_do else "",
        }
