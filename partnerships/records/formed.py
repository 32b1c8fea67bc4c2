"""A page with a form, whatever it is about."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from partnerships.accounts import presence


class Formed(TemplateView):
    """A page with a form; keeps what was typed when the form or the service refuses it."""

    template_name = "records/form.html"
    # What is said to whoever comes back from showing who he or she is.
    not_sent_yet: Any = gettext_lazy("Nothing has happened yet: look it over and press again.")

    def signs(self) -> bool:
        """Whether taking the step signs for a party, or lets somebody in: the page asks who one is, before it opens and when it is sent."""
        return False

    @cached_property
    def proof(self) -> presence.Proof | None:
        return presence.shown(self.request)

    @cached_property
    def kept(self) -> dict[str, str] | None:
        return presence.kept(self.request) if self.request.method == "GET" else None

    @property
    def typed(self) -> dict[str, str]:
        """What was typed here before the page asked for the proof: for the form's `initial`."""
        return self.kept or {}

    def unproven(self) -> bool:
        return self.signs() and presence.missing(self.request)

    def form(self) -> Any:
        raise NotImplementedError

    def look_again(self) -> None:
        """Raises Refused where what the page is about is no longer what the person saw."""

    def submit(self, form: Any) -> HttpResponse:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.unproven():
            return presence.ask(request)
        if self.kept is not None:
            messages.info(request, self.not_sent_yet)
        return self.render_to_response(self.get_context_data(form=self.form()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.unproven():
            return presence.ask(request)
        form = self.form()
        if form.is_valid():
            try:
                self.look_again()
                return self.submit(form)
            except ValidationError as refusal:
                form.add_error(None, refusal)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    @property
    def data(self) -> dict[str, Any]:
        if self.request.method != "POST":
            return {}
        return {"data": self.request.POST, "files": self.request.FILES}


class Pressed(View):
    """A step that is pressed in a list, and lets somebody in: it asks who takes it, and from there one comes back to the list."""

    proof: presence.Proof | None

    def found(self) -> Any:
        """What the step is about. Raises Http404 where it is not the person's."""
        raise NotImplementedError

    def list_address(self) -> str:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.found()
        if presence.kept(request) is not None:
            messages.info(request, Formed.not_sent_yet)
        return redirect(self.list_address())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.found()
        self.proof = presence.shown(request)
        if presence.missing(request):
            return presence.ask(request)
        return super().post(request, *args, **kwargs)  # type: ignore[misc]
