"""What this room's templates ask of plain data."""

from typing import Any

from django import template

from risks.heatmap import grid
from risks.models import Risk
from risks.scale import Level
from risks.words import level_tone, level_word

register = template.Library()


@register.filter
def matrix_rows(matrix: str) -> list[dict[str, Any]]:
    """A matrix as the rows of a table."""
    return grid(matrix)


@register.filter
def level_label(level: int) -> str:
    """A level in a word."""
    return str(Level(level).label)


@register.filter
def reading_badge(reading: Any, risk: Risk) -> dict[str, Any]:
    """The level of a reading as a badge, in the words of the risk's kind."""
    return {"label": level_word(risk, reading.level), "tone": level_tone(risk, reading.level)}
