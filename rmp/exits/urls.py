from django.urls import URLPattern, URLResolver, include, path

from rmp.exits.views import after, cases, pages, plan, strategy, triggers

app_name = "rmp_exits"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.ExitPage.as_view(), name="exit"),
    path("leaving/", pages.LeavingPage.as_view(), name="leaving"),
    path("strategy/", include(strategy.ExitStrategyViews.urls())),
    path("positions/", include(strategy.ExitPositionViews.urls())),
    path("triggers/", include(triggers.ExitTriggerViews.urls())),
    path("assessments/", include(triggers.ExitAssessmentViews.urls())),
    path("plan/", include(plan.ExitPlanItemViews.urls())),
    path("rehearsals/", include(plan.ExitRehearsalViews.urls())),
    path("cases/disposition/<uuid:pk>/file/", cases.DispositionFile.as_view(), name="disposition-file"),
    path("cases/", include(cases.DisengagementCaseViews.urls())),
    path("obligations/", include(after.SurvivingObligationViews.urls())),
    path("next/", include(after.FutureOpportunityViews.urls())),
]
