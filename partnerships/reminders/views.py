"""A person's reminders, and the address of his or her calendar."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from partnerships.access.views import SignedInMixin
from partnerships.outbox.letters import absolute
from partnerships.records.paging import page_of
from partnerships.reminders import services
from partnerships.reminders.calendar import calendar_of
from partnerships.reminders.models import CalendarFeed, Reminder
from partnerships.reminders.reading import explain, read_reminders, upcoming

# How far ahead one looks under "Coming up".
COMING_DAYS = 90


class ReminderList(SignedInMixin, TemplateView):
    """What the person was reminded of and is still open; what will fall due; what is past."""

    template_name = "reminders/list.html"
    TABS = (("", _lazy("Open")), ("coming", _lazy("Coming up")), ("past", _lazy("Past")))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        show = self.request.GET.get("show", "")
        show = show if show in dict(self.TABS) else ""
        tabs = [{"label": label, "url": f"?show={key}" if key else "?", "active": key == show} for key, label in self.TABS]
        context = self.coming() if show == "coming" else self.given(past=show == "past")
        return super().get_context_data(title=_("Reminders"), tabs=tabs, show=show, **context, **kwargs)

    def given(self, *, past: bool) -> dict[str, Any]:
        mine = Reminder.objects.visible_to(self.user)
        order = ("-closed_at", "due_on", "kind", "subject_key", "stage")
        mine = mine.filter(closed_at__isnull=False).order_by(*order) if past else mine.open().soonest_first()
        page = page_of(mine, self.request.GET.get("page"))
        found = read_reminders(self.user, page.object_list)
        rows = [{"reminder": r, "about": found[r.pk], "why": explain(r)} for r in page.object_list if r.pk in found]
        return {
            "rows": rows,
            "has_unread": any(row["reminder"].read_at is None for row in rows),
            "page_obj": page,
            "page_url_prefix": "?show=past&" if past else "?",
        }

    def coming(self) -> dict[str, Any]:
        return {"rows": [{"about": item} for item in upcoming(self.user, days=COMING_DAYS)], "days": COMING_DAYS}


class MarkRead(SignedInMixin):
    """Mark one's own reminders as read: those named, or all."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            keys = [uuid.UUID(key) for key in request.POST.getlist("reminder")] or None
        except ValueError:
            raise Http404 from None
        count = services.mark_read(self.user, keys)
        text = ngettext("%(count)d reminder marked as read.", "%(count)d reminders marked as read.", count)
        messages.success(request, text % {"count": count})
        return redirect("reminders:list")


class CalendarPage(SignedInMixin, TemplateView):
    """The secret address of the person's calendar: made, shown, renewed, ended."""

    template_name = "reminders/calendar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feed = CalendarFeed.objects.filter(user=self.user).first()
        address = absolute(reverse("reminders:feed", args=[feed.token])) if feed else ""
        crumbs = [{"label": _("Reminders"), "url": reverse("reminders:list")}, {"label": _("Calendar"), "url": ""}]
        return super().get_context_data(title=_("Your due dates in a calendar"), address=address, breadcrumb=crumbs, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.POST.get("act") == "end":
            services.end_feed(self.user)
            messages.success(request, _("The calendar address no longer works."))
        else:
            services.renew_feed(self.user)
            messages.success(request, _("This is your new calendar address. An earlier one no longer works."))
        return redirect("reminders:calendar")


@require_safe
@login_not_required
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself. Who has the address reads it: programs that subscribe to calendars cannot sign in."""
    found = CalendarFeed.by_token(token)
    if found is None:
        raise Http404
    with translation.override(found.user.language or translation.get_language()):
        content = calendar_of(found.user)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="due.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response
