from django.urls import URLPattern, URLResolver, include, path

from objectives.value.views.benefits import BenefitViews
from objectives.value.views.contributions import ContributionViews
from objectives.value.views.ideas import ValueIdeaViews
from objectives.value.views.meaning import BalanceTermsViews, ValueDefinitionViews
from objectives.value.views.pages import BalancePage, FunnelPage
from objectives.value.views.results import ImprovementTargetViews, LessonViews, OutputViews

app_name = "objectives_value"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", FunnelPage.as_view(), name="funnel"),
    path("ideas/", include(ValueIdeaViews.urls())),
    path("meaning/", include(ValueDefinitionViews.urls())),
    path("benefits/", include(BenefitViews.urls())),
    path("contributions/", include(ContributionViews.urls())),
    path("balance/", BalancePage.as_view(), name="balance"),
    path("balance/terms/", include(BalanceTermsViews.urls())),
    path("outputs/", include(OutputViews.urls())),
    path("lessons/", include(LessonViews.urls())),
    path("targets/", include(ImprovementTargetViews.urls())),
]
