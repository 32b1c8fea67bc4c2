"""The person's own page."""

from typing import TYPE_CHECKING, Any, cast

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import UpdateView

from partnerships.accounts.forms import PreferencesForm
from partnerships.accounts.models import User
from partnerships.accounts.signals import person_renamed, person_renaming

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Preferences(UpdateView):
    """Name, position, language, time zone and mails; links to all that keeps the account safe."""

    form_class = PreferencesForm
    template_name = "accounts/preferences.html"
    context_object_name = "person"  # not "user": that is who reads the page
    success_url = reverse_lazy("accounts:preferences")

    def get_object(self, queryset: "QuerySet[User] | None" = None) -> User:
        # A copy: what is typed and refused must not show up as the name at the head of the page.
        return User.objects.get(pk=cast("User", self.request.user).pk)

    def form_valid(self, form: Any) -> HttpResponse:
        before = User.objects.values_list("name", flat=True).get(pk=form.instance.pk)
        with transaction.atomic():
            if form.instance.name != before:
                person_renaming.send(User, person=form.instance)
            response = super().form_valid(form)
            if form.instance.name != before:
                person_renamed.send(User, person=form.instance, before=before, actor=form.instance)
        messages.success(self.request, _("Saved."))
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_("Preferences"),
            has_second_factor=is_mfa_enabled(self.request.user),
            **kwargs,  # type: ignore[arg-type]
        )
