"""What does not stand in the Django admin. People do: partnerships.administration."""

from importlib import import_module

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group

# They have registered before they are taken out here.
for app in ("allauth.account", "allauth.mfa", "allauth.usersessions", "django.contrib.auth", "django_celery_beat"):
    import_module(f"{app}.admin")

# Roles come from memberships; there are no groups of people here.
admin.site.unregister(Group)
# An address is confirmed by whoever reads its mail, and a second factor set up by whoever has it: nobody does that for another.
admin.site.unregister(EmailAddress)
admin.site.unregister(Authenticator)
# A list of session keys is a list of open doors. Whoever is made inactive is out at once.
admin.site.unregister(UserSession)
# When the clock acts is set by whoever runs the house (docs/operations.md): stopping it would let requests never lapse, and tell nobody.
for clock in apps.get_app_config("django_celery_beat").get_models():
    if admin.site.is_registered(clock):
        admin.site.unregister(clock)
