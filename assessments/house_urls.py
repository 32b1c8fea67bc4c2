"""The pages of this room that are about no single partnership, and the door for people without an account."""

from typing import Any

from django.urls import path

from assessments.views import answering, instruments
from assessments.views.portfolio import AssessmentPortfolio

app_name = "assessments_house"


def steps() -> list[Any]:
    return [
        path(f"questions/<uuid:pk>/{step}/", instruments.Step.as_view(step=step), name=f"instrument-{step}")
        for step in ("activate", "retire", "new-version", "delete")
    ]


DIMENSION = "questions/<uuid:pk>/dimensions/<uuid:dimension>/"
urlpatterns = [
    path("", AssessmentPortfolio.as_view(), name="portfolio"),
    path("questions/", instruments.InstrumentList.as_view(), name="instruments"),
    path("questions/new/", instruments.InstrumentCreate.as_view(), name="instrument-create"),
    path("questions/<uuid:pk>/", instruments.InstrumentDetail.as_view(), name="instrument"),
    path("questions/<uuid:pk>/edit/", instruments.InstrumentUpdate.as_view(), name="instrument-update"),
    *steps(),
    path("questions/<uuid:pk>/dimensions/new/", instruments.DimensionEdit.as_view(), name="dimension-create"),
    path(f"{DIMENSION}edit/", instruments.DimensionEdit.as_view(), name="dimension-update"),
    path(f"{DIMENSION}delete/", instruments.PartRemove.as_view(), name="dimension-delete"),
    path(f"{DIMENSION}new/", instruments.ItemEdit.as_view(), name="item-create"),
    path(f"{DIMENSION}<uuid:item>/edit/", instruments.ItemEdit.as_view(), name="item-update"),
    path(f"{DIMENSION}<uuid:item>/delete/", instruments.PartRemove.as_view(), name="item-delete"),
    path("answer/<str:token>/", answering.LinkStart.as_view(), name="answer"),
    path("answer/<str:token>/<int:step>/", answering.LinkStep.as_view(), name="answer-step"),
    path("answer/<str:token>/hand-in/", answering.LinkHandIn.as_view(), name="answer-hand-in"),
    path("answer/<str:token>/workbook/", answering.LinkWorkbook.as_view(), name="answer-workbook"),
]
