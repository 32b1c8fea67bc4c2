"""Principle 7: its home, its practices, its section of the plan, its due dates, its metrics, and the desk for promises of other rooms."""

from django.utils.translation import gettext_lazy as _

from assessments.released import register_source
from assessments.trust import dues, metrics, practices, sections  # noqa: F401  each registers what it has
from assessments.trust.asked import shown_by_pulses
from assessments.trust.services.concerns import waiting
from assessments.trust.services.promises import note_for
from partnerships.home import register_waiting
from partnerships.practices.registry import register_home
from partnerships.referrals import Desk, register_desk

register_waiting(waiting)
register_source(shown_by_pulses)
register_desk(Desk("trust.promise", _("Promise this"), note_for))
register_home(
    7,
    "assessments_trust:trust",
    (_("Trust"), "assessments_trust:trust"),
    (_("Promises"), "assessments_trust:promise-list"),
    (_("Pulse"), "assessments_trust:trustpulse-list"),
    (_("Indicators"), "assessments_trust:trustindicator-list"),
    (_("Mutual benefit"), "assessments_trust:benefitreview-list"),
    (_("Signals"), "assessments_trust:behavioursignal-list"),
    (_("Concerns"), "assessments_trust:concern-list"),
)
