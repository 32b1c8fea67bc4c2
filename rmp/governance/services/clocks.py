"""How long things may take in a partnership: its ladder, or the usual days where it has set none."""

from partnerships.models import Partnership
from rmp.governance.models import Ladder


def clocks_of(partnership: Partnership) -> Ladder:
    """The partnership's ladder; where there is none, one with the usual days that is not in the database."""
    return Ladder.objects.filter(partnership=partnership).first() or Ladder(partnership=partnership)
