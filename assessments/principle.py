"""Principle 11: its home, its practices, its section of the plan, its due dates, its figures, its lines on the wheel."""

from django.utils.translation import gettext_lazy as _

from assessments import dues, metrics, practices, sections  # noqa: F401  each registers what it has
from assessments.asked import shown_by_assessments
from assessments.letters import questionnaire_letter
from assessments.lines import last_readings
from assessments.released import register_source
from assessments.services.cycles import MAIL
from assessments.services.rhythm import lay_out_rhythm
from partnerships.outbox.kinds import register_kind
from partnerships.practices.guidance import register_lines
from partnerships.practices.registry import register_home, register_overview
from partnerships.starting import register_start

register_home(
    11,
    "assessments:home",
    (_("Assessment"), "assessments:home"),
    (_("Cycles"), "assessments:cycle-list"),
    (_("Whom we ask"), "assessments:respondent-list"),
    (_("Improvements"), "assessments:improvement-list"),
    (_("Maturity"), "assessments:maturityclaim-list"),
    (_("Where it goes"), "assessments:optimizationreview-list"),
    (_("Rhythm"), "assessments:rhythm-list"),
    (_("Course"), "assessments:trends"),
)
register_overview(_("Assessments"), "assessments_house:portfolio")
register_lines(last_readings)
register_source(shown_by_assessments)
register_kind(MAIL, questionnaire_letter, sealed=True)
register_start(_("the usual rhythm of assessment"), lay_out_rhythm)
