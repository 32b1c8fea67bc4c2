"""What a person may say about himself or herself."""

import zoneinfo
from typing import Any

from allauth.account.forms import AddEmailForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from partnerships.accounts import presence
from partnerships.accounts.models import User


def time_zones() -> list[tuple[str, Any]]:
    """The world's time zones by continent, for a select."""
    areas: dict[str, list[tuple[str, str]]] = {}
    for zone in sorted(zoneinfo.available_timezones()):
        area, _slash, place = zone.partition("/")
        if place and area not in ("Etc", "SystemV", "US", "posix", "right"):
            areas.setdefault(area, []).append((zone, place.replace("_", " ").replace("/", ", ")))
    return [("", _("As this installation")), ("UTC", "UTC"), *areas.items()]


class AddressForm(AddEmailForm):
    """Another address for the own account: not while it is open who holds it."""

    def clean_email(self) -> str:
        if bar := presence.barred(self.user):
            raise forms.ValidationError(bar)
        return super().clean_email()


class PreferencesForm(forms.ModelForm):
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("As this installation")), *settings.LANGUAGES], required=False
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones, required=False)

    class Meta:
        model = User
        fields = ("name", "job_title", "language", "time_zone", "mail")
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "job_title": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "mail": forms.RadioSelect,
        }
        help_texts = {"time_zone": _("Dates and hours are shown in it; due dates follow the installation's.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(settings.LANGUAGES) < 2:
            del self.fields["language"]
