"""How ready the parties are for an end, and how many signs have fired, as figures that others read."""

from django.db.models import FloatField, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from partnerships.practices.metrics import Metric, counted, register_metrics
from rmp.exits.models import ExitPlanItem, ExitTrigger

ready = ExitPlanItem.objects.disclosed().filter(partnership=OuterRef("pk")).readiness()

register_metrics(
    Metric(
        "exits.readiness",
        _("Readiness for an end"),
        Subquery(ready.values("share"), output_field=FloatField()),
        Metric.Better.HIGH,
        unit="%",
        link="rmp_exits:exit",
    ),
    Metric(
        "exits.fired",
        _("Exit triggers fired and not concluded"),
        counted(ExitTrigger.objects.disclosed().pressing()),
        Metric.Better.LOW,
        link="rmp_exits:exittrigger-list",
    ),
)
