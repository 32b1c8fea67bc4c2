"""The addresses of the demo: those of every installation, and the page of its mails."""

from django.urls import path

from ubc.demo.mail import Mails
from ubc.urls import urlpatterns as everywhere

urlpatterns = [path("demo/mail/", Mails.as_view(), name="demo-mail"), *everywhere]
