"""How levels and states are said on pages: a word and a tone, never the tone alone."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from risks import assessment
from risks.models import Risk
from risks.scale import Level

State = Risk.State
STATE_TONES = {
    State.IDENTIFIED: "neutral",
    State.ASSESSED: "neutral",
    State.TREATMENT_PLANNED: "info",
    State.TREATING: "info",
    State.MONITORED: "good",
    State.ACCEPTED: "good",
    State.ESCALATED: "warn",
    State.OCCURRED: "bad",
    State.CLOSED: "neutral",
}
THREAT_TONES = {Level.LOW: "good", Level.MODERATE: "info", Level.HIGH: "warn", Level.CRITICAL: "bad"}
# A large opportunity is no alarm.
OPPORTUNITY_TONES = {Level.LOW: "neutral", Level.MODERATE: "info", Level.HIGH: "good", Level.CRITICAL: "good"}
OPPORTUNITY_LEVELS = {
    Level.LOW: _("Small"),
    Level.MODERATE: _("Moderate"),
    Level.HIGH: _("Large"),
    Level.CRITICAL: _("Very large"),
}


def level_word(risk: Risk, level: int | None) -> str:
    """The level in words; empty while nobody has read it."""
    if level is None:
        return ""
    return str(Level(level).label if risk.is_threat else OPPORTUNITY_LEVELS[Level(level)])


def level_tone(risk: Risk, level: int | None) -> str:
    if level is None:
        return "neutral"
    return (THREAT_TONES if risk.is_threat else OPPORTUNITY_TONES)[Level(level)]


def level_now(risk: Any) -> int | None:
    """As the database has it (RiskQuerySet.with_stand), or from the readings."""
    return risk.level if hasattr(risk, "level") else assessment.level_of_risk(assessment.read(risk))


def reads_apart(risk: Any) -> bool:
    """Whether the parties read it differently, from the same two sources."""
    return risk.apart if hasattr(risk, "apart") else bool(assessment.diverging(assessment.read(risk)))


def level_badge(risk: Risk) -> dict[str, Any]:
    """The level now."""
    level = level_now(risk)
    return {"label": level_word(risk, level) or _("not read yet"), "tone": level_tone(risk, level)}
