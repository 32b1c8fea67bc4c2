from django.urls import URLPattern, URLResolver, include, path

from assessments.views import answering, cycles, outcomes, results

app_name = "assessments"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", results.Home.as_view(), name="home"),
    path("course/", results.TrendsPage.as_view(), name="trends"),
    path("cycles/", include(cycles.CycleViews.urls())),
    path("cycles/<uuid:pk>/results/", results.ResultsPage.as_view(), name="results"),
    path("cycles/<uuid:pk>/results/<uuid:dimension>/", results.DimensionPage.as_view(), name="dimension"),
    path("people/", include(cycles.RespondentViews.urls())),
    path("people/<uuid:pk>/workbook/", cycles.BlankWorkbook.as_view(room=cycles.RespondentViews), name="respondent-workbook"),
    path("improvements/", include(outcomes.ImprovementViews.urls())),
    path("maturity/", include(outcomes.MaturityClaimViews.urls())),
    path("decisions/", include(outcomes.OptimizationReviewViews.urls())),
    path("rhythm/", include(cycles.RhythmViews.urls())),
    path("rhythm/usual/", results.UsualRhythm.as_view(), name="usual-rhythm"),
    path("answer/<uuid:pk>/", answering.AccountStart.as_view(), name="answer"),
    path("answer/<uuid:pk>/<int:step>/", answering.AccountStep.as_view(), name="answer-step"),
    path("answer/<uuid:pk>/hand-in/", answering.AccountHandIn.as_view(), name="answer-hand-in"),
    path("answer/<uuid:pk>/workbook/", answering.AccountWorkbook.as_view(), name="answer-workbook"),
]
