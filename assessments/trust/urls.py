from django.urls import URLPattern, URLResolver, include, path

from assessments.trust.views import concerns, home, indicators, promises, pulses, reviews, signals

app_name = "assessments_trust"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.TrustPage.as_view(), name="trust"),
    path("promises/", include(promises.PromiseViews.urls())),
    path("pulses/", include(pulses.TrustPulseViews.urls())),
    path("pulses/<uuid:pk>/answer/", pulses.AnswerPage.as_view(), name="pulse-answer"),
    path("indicators/usual/", indicators.UsualPage.as_view(), name="usual"),
    path("indicators/", include(indicators.TrustIndicatorViews.urls())),
    path("concerns/raise/", concerns.RaisePage.as_view(), name="raise"),
    path("concerns/contacts/", include(concerns.ContactViews.urls())),
    path("concerns/neutral/", concerns.IndependentList.as_view(), name="independent-list"),
    path("concerns/neutral/<uuid:pk>/", concerns.IndependentDetail.as_view(), name="independent-detail"),
    path("concerns/", include(concerns.ConcernViews.urls())),
    path("reviews/", include(reviews.BenefitReviewViews.urls())),
    path("signals/", include(signals.BehaviourSignalViews.urls())),
]
