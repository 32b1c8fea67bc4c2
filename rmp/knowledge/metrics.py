"""Figures of this room that trust and exit can read."""

from django.utils.translation import gettext_lazy as _

from partnerships.practices.metrics import Metric, counted, register_metrics
from rmp.knowledge.models import DisclosureRequest, InfoIncident, PublicationReview

register_metrics(
    Metric(
        "knowledge.requests_open",
        _("Requests for information that are not answered"),
        counted(DisclosureRequest.objects.disclosed().open()),
        Metric.Better.LOW,
        link="rmp_knowledge:disclosurerequest-list",
    ),
    Metric(
        "knowledge.reviews_late",
        _("Publication reviews in which a party did not answer in time"),
        counted(PublicationReview.objects.disclosed().late()),
        Metric.Better.LOW,
        link="rmp_knowledge:publicationreview-list",
    ),
    Metric(
        "knowledge.incidents_open",
        _("Open information incidents"),
        counted(InfoIncident.objects.disclosed().open()),
        Metric.Better.LOW,
        link="rmp_knowledge:infoincident-list",
    ),
)
