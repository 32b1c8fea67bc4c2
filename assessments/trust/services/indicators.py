"""Reading the indicators, raising and lowering their flags, and what the parties say about a flag."""

import logging
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assessments.trust.models import IndicatorReading, TrustIndicator
from partnerships.clock import today
from partnerships.history.comparing import examined
from partnerships.history.services import lock
from partnerships.history.services import record as write_history
from partnerships.models import FROZEN_STATES, Partnership
from partnerships.practices.metrics import METRICS, measured
from partnerships.records.actors import taken_by
from partnerships.records.models import PartnershipRecord
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record
from partnerships.referrals import refer

if TYPE_CHECKING:
    from partnerships.accounts.models import User

VERBS = (gettext_noop("flag raised"), gettext_noop("flag lowered"), gettext_noop("answered"))
# What a partnership can begin with: metric and threshold, as far as there is such a metric.
USUAL: tuple[tuple[str, str], ...] = (
    ("trust.reliability", "80"),
    ("trust.broken", "2"),
    ("trust.pulse", "3.5"),
    ("trust.pulse_fall", "1"),
    ("trust.pulse_gap", "1.5"),
    ("trust.fairness", "3"),
)
# Partnerships whose figures are read in one statement.
BATCH = 500
CENT = Decimal("0.01")
logger = logging.getLogger(__name__)


@taken_by()
@transaction.atomic
def add_usual(partnership: Partnership, *, actor: "User") -> list[TrustIndicator]:
    """Watch the usual figures with their usual thresholds, without those that are watched already. Returns the new ones."""
    lock(partnership)
    watched = set(TrustIndicator.objects.filter(partnership=partnership).values_list("metric", flat=True))
    wanted = [(key, threshold) for key, threshold in USUAL if key in METRICS and key not in watched]
    new = [
        TrustIndicator(partnership=partnership, visibility="shared", metric=key, threshold=Decimal(threshold))
        for key, threshold in wanted
    ]
    return [save_record(indicator, actor=actor) for indicator in new]


@taken_by()
@transaction.atomic
def respond(indicator: TrustIndicator, *, actor: "User", response: str) -> TrustIndicator:
    """Say what the parties do about a raised flag. Raises Refused when none is raised."""
    lock(indicator.partnership)
    current = TrustIndicator.objects.select_related("partnership").get(pk=indicator.pk)
    if current.flagged_since is None:
        raise Refused(_("No flag is raised."))
    current.response, current.responded_on = response.strip(), today()
    return save_record(current, actor=actor)


@taken_by()
def raise_issue(indicator: TrustIndicator, *, actor: "User", facts: str) -> PartnershipRecord:
    """Hand a raised flag on to governance."""
    return refer(indicator, "governance.issue", actor=actor, title=_("Trust: %(what)s") % {"what": indicator}, facts=facts)


def read_all() -> int:
    """Read every indicator of the partnerships that go on, and keep what changed. Returns how many readings are new.

    One statement asks the figures of five hundred partnerships. A reading is kept when it differs from the last one, so that it can be
    run at any hour, twice, and after a pause: what was not read on a day is not made up, and what is read now is as of now.
    """
    last = IndicatorReading.objects.filter(indicator=OuterRef("pk")).order_by("-on")
    indicators = TrustIndicator.objects.exclude(partnership__state__in=FROZEN_STATES).annotate(
        last_on=Subquery(last.values("on")[:1]),
        last_value=Subquery(last.values("value")[:1]),
        last_flagged=Subquery(last.values("flagged")[:1]),
    )
    keys = indicators.order_by().values_list("partnership", flat=True).distinct()
    chosen = sorted(keys)
    return sum(_read(indicators.filter(partnership__in=chosen[i : i + BATCH])) for i in range(0, len(chosen), BATCH))


def _read(indicators: "QuerySet[Any]") -> int:
    found = list(indicators.select_related("partnership"))
    wanted = {indicator.metric for indicator in found}
    figures = measured(Partnership.objects.filter(pk__in={indicator.partnership_id for indicator in found}), wanted)
    day, readings = today(), []
    for indicator in found:
        value = figures.get(indicator.partnership_id, {}).get(indicator.metric)
        value = None if value is None else value.quantize(CENT)
        flagged = indicator.crossed(value)
        if indicator.last_on is None or (value, flagged) != (indicator.last_value, indicator.last_flagged):
            readings.append(IndicatorReading(indicator=indicator, on=day, value=value, flagged=flagged))
        if flagged != (indicator.flagged_since is not None):
            _turn(indicator, flagged=flagged)
    IndicatorReading.objects.bulk_create(
        readings, update_conflicts=True, unique_fields=["indicator", "on"], update_fields=["value", "flagged"]
    )
    return len(readings)


def _turn(indicator: TrustIndicator, *, flagged: bool) -> None:
    """Raise or lower the flag, once, whoever else does so at the same time."""
    try:
        with transaction.atomic():
            lock(indicator.partnership)
            since = today() if flagged else None
            mine = TrustIndicator.objects.filter(pk=indicator.pk, flagged_since__isnull=flagged)
            if examined(mine).update(flagged_since=since, response="", responded_on=None):
                write_history("flag raised" if flagged else "flag lowered", indicator, actor=None)
    except Exception:  # one indicator must not keep the others unread
        logger.exception("The flag of indicator %s could not be turned", indicator.pk)
