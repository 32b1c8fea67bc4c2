"""The scale on which risks are rated, and the words of it. Always five by five, so that readings of different years stay comparable."""

from django.db import models
from django.utils.translation import gettext_lazy as _

SIZE = 5
# From this many steps on, two readings of one thing are told as different.
APART = 2


class Likelihood(models.IntegerChoices):
    RARE = 1, _("1 · Rare")
    UNLIKELY = 2, _("2 · Unlikely")
    POSSIBLE = 3, _("3 · Possible")
    LIKELY = 4, _("4 · Likely")
    CERTAIN = 5, _("5 · Almost certain")


class Impact(models.IntegerChoices):
    NEGLIGIBLE = 1, _("1 · Negligible")
    MINOR = 2, _("2 · Minor")
    MODERATE = 3, _("3 · Moderate")
    MAJOR = 4, _("4 · Major")
    SEVERE = 5, _("5 · Severe")


class Level(models.IntegerChoices):
    LOW = 1, _("Low")
    MODERATE = 2, _("Moderate")
    HIGH = 3, _("High")
    CRITICAL = 4, _("Critical")


class Phase(models.TextChoices):
    INHERENT = "inherent", _("Inherent: before anything is done")
    CURRENT = "current", _("Current: as it stands now")
    TARGET = "target", _("Target: where it is to be")


PHASE_NAMES = {Phase.INHERENT: _("Inherent"), Phase.CURRENT: _("Current"), Phase.TARGET: _("Target")}


class Confidence(models.TextChoices):
    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


# The level of each place, likelihood by likelihood from rare upwards, in each of them impact by impact.
DEFAULT_MATRIX = "1112211223122332233423344"


def level_of(matrix: str, likelihood: int, impact: int) -> Level:
    """The level that a matrix gives a place."""
    return Level(int(matrix[(likelihood - 1) * SIZE + impact - 1]))
