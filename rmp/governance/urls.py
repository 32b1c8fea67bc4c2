from django.urls import URLPattern, URLResolver, include, path

from rmp.governance.views import agreements, decisions, issues, lines, meetings, pages

app_name = "rmp_governance"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.GovernancePage.as_view(), name="governance"),
    path("bodies/", include(meetings.BodyViews.urls())),
    path("meetings/", include(meetings.MeetingViews.urls())),
    path("decisions/", include(decisions.DecisionViews.urls())),
    path("ladder/", pages.LadderPage.as_view(), name="ladder"),
    path("ladder/clocks/", include(issues.LadderViews.urls())),
    path("issues/", include(issues.IssueViews.urls())),
    path("authority/", include(decisions.AuthorityRuleViews.urls())),
    path("responsibilities/", pages.MatrixPage.as_view(), name="matrix"),
    path("responsibilities/activities/", include(decisions.ActivityViews.urls())),
    path("processes/", include(decisions.JointProcessViews.urls())),
    path("agreements/", include(agreements.AgreementViews.urls())),
    path("agreements/none/", include(agreements.NoAgreementViews.urls())),
    path("agreements/lines/", include(lines.NegotiatingLineViews.urls())),
]
