"""Computing the scorecards: for all partnerships together, or for those in which something happened since.

What happened is in the history, so nothing has to be announced and nothing can get lost: a scorecard says as of which entry and of
which day it is, and a partnership whose disclosed history is longer is due. What happened in private changes no mark, so it makes
nothing due: that a scorecard is stored or computed is to be seen. A rollup that is killed leaves some due; the next one finds them.
"""

import datetime as dt
import hashlib
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from partnerships.clock import today
from partnerships.history.services import last_disclosed
from partnerships.models import Partnership
from partnerships.practices.registry import PRACTICES, statuses, tallies
from partnerships.scorecards.models import PastScore, Score, Scorecard

# Partnerships in one transaction.
AT_ONCE = 200
FIGURES = ("addressed", "partly", "total")


def edition() -> str:
    """Names the set of practices: after an upgrade that brings others, all scorecards are due."""
    return hashlib.sha256(" ".join(sorted(PRACTICES)).encode()).hexdigest()[:16]


def up_to_date() -> QuerySet[Scorecard]:
    """The scorecards that say what is, today: time alone changes some marks."""
    return (
        Scorecard.objects.filter(edition=edition(), day=today())
        .annotate(now=last_disclosed("partnership"))
        .filter(sequence=F("now"))
    )


def due() -> QuerySet[Partnership]:
    """Partnerships whose scorecard is of another day or entry than the last, or that have none."""
    return Partnership.objects.exclude(Exists(up_to_date().filter(partnership=OuterRef("pk"))))


def refresh_changed() -> int:
    """Bring up to date what is due. Returns how many partnerships it were."""
    done = 0
    while keys := list(due().order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        compute(keys)
        done += len(keys)
    return done


def refresh_all(day: dt.date) -> int:
    """Compute every scorecard anew, also of what changed without history, and keep the day's figures. Returns how many."""
    keys = list(Partnership.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        compute(keys[start : start + AT_ONCE])
    keep(day)
    return len(keys)


@transaction.atomic
def compute(keys: list[Any]) -> None:
    """Compute and store the scorecards of the partnerships, whatever their number, in five statements."""
    partnerships = Partnership.objects.filter(pk__in=keys)
    # Read before the marks: what happens in between, midnight too, makes the card due again, and never is missed.
    day = today()
    places = dict(partnerships.order_by().annotate(now=last_disclosed("pk")).values_list("pk", "now"))
    marks = statuses(partnerships, PRACTICES.values())
    cards = [Scorecard(partnership_id=key, sequence=places[key], day=day, edition=edition()) for key in marks if key in places]
    scores = [
        Score(
            partnership_id=card.partnership_id,
            principle=tally.principle,
            addressed=tally.addressed,
            partly=tally.partly,
            total=tally.total,
        )
        for card in cards
        for tally in tallies(marks[card.partnership_id])
    ]
    Scorecard.objects.bulk_create(
        cards, update_conflicts=True, unique_fields=["partnership"], update_fields=["sequence", "day", "edition", "computed_at"]
    )
    Score.objects.bulk_create(
        scores, update_conflicts=True, unique_fields=["partnership", "principle"], update_fields=FIGURES, batch_size=2000
    )


@transaction.atomic
def keep(day: dt.date) -> int:
    """Write down the scores of the day where they differ from the last ones kept. Returns how many."""
    of_same = PastScore.objects.filter(partnership=OuterRef("partnership"), principle=OuterRef("principle"))
    last = of_same.filter(day__lt=day).order_by("-day").values("pk")[:1]
    unchanged = PastScore.objects.filter(pk=OuterRef("last"), **{name: OuterRef(name) for name in FIGURES})
    changed = Score.objects.annotate(last=Subquery(last)).exclude(Exists(unchanged))
    rows = [
        PastScore(partnership_id=key, principle=principle, day=day, addressed=addressed, partly=partly, total=total)
        for key, principle, addressed, partly, total in changed.values_list("partnership", "principle", *FIGURES).iterator()
    ]
    PastScore.objects.filter(day=day).delete()  # a second rollup of the day has the last word
    PastScore.objects.bulk_create(rows, batch_size=2000)
    return len(rows)
