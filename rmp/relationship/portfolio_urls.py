"""The page of this room that is about all of a person's partnerships."""

from django.urls import path

from rmp.relationship.views.portfolio import Portfolio

app_name = "rmp_portfolio"
urlpatterns = [path("", Portfolio.as_view(), name="portfolio")]
