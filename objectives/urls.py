from django.urls import include, path

from objectives.views.alignment import CellPage, MatrixPage
from objectives.views.grounds import DifferenceNoteViews, DriverViews, MechanismViews, SummaryViews, ValueCaseViews
from objectives.views.objectives import ObjectiveViews
from objectives.views.resources import PoolPage
from objectives.views.revisions import (
    InitiatorRuleViews,
    RevisingPage,
    RevisionConditionViews,
    RevisionStepViews,
    RevisionViews,
)

app_name = "objectives"
urlpatterns = [
    *ObjectiveViews.urls(),
    path("alignment/", MatrixPage.as_view(), name="alignment"),
    path("alignment/<uuid:objective>/<uuid:common>/", CellPage.as_view(), name="cell"),
    path("resources/", PoolPage.as_view(), name="pool"),
    path("drivers/", include(DriverViews.urls())),
    path("value/", include(ValueCaseViews.urls())),
    path("differences/", include(DifferenceNoteViews.urls())),
    path("ways-of-working/", include(MechanismViews.urls())),
    path("summaries/", include(SummaryViews.urls())),
    path("revising/", RevisingPage.as_view(), name="revising"),
    path("revising/conditions/", include(RevisionConditionViews.urls())),
    path("revising/initiators/", include(InitiatorRuleViews.urls())),
    path("revising/steps/", include(RevisionStepViews.urls())),
    path("revisions/", include(RevisionViews.urls())),
]
