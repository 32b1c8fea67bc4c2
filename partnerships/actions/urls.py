from partnerships.actions.views import ActionViews

app_name = "actions"
urlpatterns = ActionViews.urls()
