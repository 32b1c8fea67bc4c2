from partnerships.rules.views import RuleChangeViews

app_name = "rules"
urlpatterns = RuleChangeViews.urls()
