"""How objectives stand, as figures that others read: common objectives only, for one's own are one's own affair."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from objectives.models import Objective
from partnerships.clock import Today
from partnerships.practices.metrics import Metric, counted, register_metrics

common = Objective.objects.disclosed().common()
# Ended without being reached, or still open after the target date.
missed = common.filter(
    Q(state=Objective.State.NOT_ACHIEVED) | Q(state__in=(Objective.State.AGREED, Objective.State.ACTIVE), target_on__lt=Today())
)
off_track = common.live().filter(health=Objective.Health.OFF_TRACK)
LINK = "objectives:objective-list"

register_metrics(
    Metric("objectives.missed", _("Common objectives missed"), counted(missed), Metric.Better.LOW, link=LINK),
    Metric("objectives.off_track", _("Common objectives off track"), counted(off_track), Metric.Better.LOW, link=LINK),
    Metric(
        "objectives.achieved",
        _("Common objectives achieved"),
        counted(common.filter(state=Objective.State.ACHIEVED)),
        Metric.Better.HIGH,
        link=LINK,
    ),
)
