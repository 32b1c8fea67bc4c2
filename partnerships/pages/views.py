"""The pages of a partnership itself."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from partnerships.access.policy import Right
from partnerships.access.views import PartnershipMixin, SignedInMixin
from partnerships.admission.services import propose_party
from partnerships.gates import Passage, closed, gates_from, passages, shown, waived_at
from partnerships.history.models import Event
from partnerships.models import Participation, Partnership, Side
from partnerships.pages.forms import (
    MoveForm,
    NewPartnershipForm,
    PartnerForm,
    PartnershipFilter,
    PartnershipForm,
    ProposedPartnerForm,
)
from partnerships.practices.guidance import lines, marked_practices, overviews, room_url, scores
from partnerships.practices.principles import PRINCIPLES, principle
from partnerships.practices.wheel import wheel
from partnerships.records.describe import text, value
from partnerships.records.paging import page_of
from partnerships.records.presentation import conflict, event_row
from partnerships.records.services import Stale
from partnerships.scorecards.reading import tallies_of
from partnerships.services import add_party, is_running, move_partnership, parties_opening_for
from partnerships.starting import KINDS, STARTS

SORTS = {"title": "title", "state": "state", "next_review_on": "next_review_on"}


class PartnershipList(SignedInMixin, TemplateView):
    """All partnerships the person stands in, each with its strip of the twelve principles."""

    template_name = "partnerships/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visible = Partnership.objects.visible_to(self.user)
        filterset = PartnershipFilter(self.request.GET, queryset=visible, request=self.request)
        found = filterset.qs if filterset.is_valid() else visible
        sort = self.request.GET.get("sort", "title")
        field = SORTS.get(sort.removeprefix("-"))
        found = found.order_by(*([sort, "id"] if field else ["title", "id"]))
        parties = Prefetch("participations", Participation.objects.signing().select_related("party"))
        page = page_of(found.prefetch_related(parties), self.request.GET.get("page"))
        tallied = tallies_of(page.object_list)
        rows = [{"partnership": p, "scores": scores(p, tallied[p.pk])} for p in page.object_list]
        params = self.request.GET.copy()
        params.pop("page", None)
        return super().get_context_data(
            filterset=filterset,
            rows=rows,
            page_obj=page,
            page_url_prefix=f"?{params.urlencode()}&" if params else "?",
            may_open=parties_opening_for(self.user).exists(),
            sort=sort,
            pages=overviews("partnerships:list"),
            **kwargs,
        )


class PartnershipCreate(SignedInMixin, TemplateView):
    template_name = "partnerships/new.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not parties_opening_for(self.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = KINDS.get(request.GET.get("begin_with", ""))
        return self.page(NewPartnershipForm(user=self.user, initial={"begin_with": kind.key} | kind.facts() if kind else {}))

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = NewPartnershipForm(request.POST, user=self.user)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            partnership = form.write()
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.page(form, status=422)
        messages.success(request, _("The partnership is open. Now invite the partner's representative."))
        return redirect(reverse("people:invite", args=[partnership.slug]))

    def page(self, form: Any, status: int = 200) -> HttpResponse:
        chosen = form["begin_with"].value() or ""
        context = self.get_context_data(
            form=form,
            kinds=[{"kind": kind, "chosen": kind.key == chosen} for kind in KINDS.values()],
            chosen=KINDS.get(chosen),
            laid_out=[what for what, _lay_out in STARTS],
            title=_("New partnership"),
            submit_label=_("Open the partnership"),
            cancel_url=reverse("partnerships:list"),
        )
        return self.render_to_response(context, status=status)


class PartnershipOverview(PartnershipMixin, TemplateView):
    """The workspace: the wheel, what it is, who is in it, what happened last."""

    template_name = "partnerships/overview.html"
    nav = "overview"
    FACTS = ("form", "mode", "starts_on", "ends_on", "next_review_on")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        partnership = self.partnership
        twelve = tallies_of([partnership])[partnership.pk]
        facts = [(str(Partnership._meta.get_field(name).verbose_name), value(partnership, name)) for name in self.FACTS]  # type: ignore[union-attr]
        facts += [
            (_("purposes"), list(partnership.purposes.all())),
            (_("types of collaboration"), list(partnership.ubc_types.all())),
        ]
        facts.append((_("disciplines"), list(partnership.disciplines.all())))
        events = Event.objects.visible_to(self.user).filter(partnership=partnership)[:8]
        drawn = lines(self.standing)
        return super().get_context_data(
            title=partnership.title,
            wheel=wheel(scores(partnership, twelve), drawn["ours"], drawn["theirs"]),
            drawn=drawn,
            definition=[{"label": label.capitalize(), "text": text(shown)} for label, shown in facts if text(shown)],
            events=[event_row(event) for event in events],
            may_move=self.standing.may(Right.MANAGE) and bool(Partnership.TRANSITIONS[partnership.state]),
            **kwargs,
        )


class ManagePage(PartnershipMixin, TemplateView):
    """A form page about the partnership for those who manage it."""

    template_name = "partnerships/form_inside.html"
    needs = Right.MANAGE
    nav = "overview"
    submit_label = gettext_lazy("Save")

    def form(self, data: Any = None) -> Any:
        raise NotImplementedError

    def submit(self, form: Any) -> HttpResponse:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid():
            try:
                with transaction.atomic():
                    return self.submit(form)
            except ValidationError as refusal:
                form.add_error(None, refusal)
        return self.page(form, status=422)

    def page(self, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        context |= {"form": form, "title": self.heading(), "submit_label": self.submit_label}
        context["cancel_url"] = self.partnership.get_absolute_url()
        return self.render_to_response(self.get_context_data(**context), status=status)

    def heading(self) -> str:
        raise NotImplementedError


class PartnershipUpdate(ManagePage):
    writes = True

    def heading(self) -> str:
        return _("Edit the facts")

    def form(self, data: Any = None) -> Any:
        return PartnershipForm(data, instance=self.partnership, user=self.user)

    def submit(self, form: Any) -> HttpResponse:
        try:
            form.write()
        except Stale as stale:
            context = conflict(form, stale.current)
            form.data = form.data.copy()
            form.data["seen_version"] = stale.current.version
            return self.page(form, status=409, **context)
        messages.success(self.request, _("Saved."))
        return redirect(self.partnership)


class PartnershipMove(ManagePage):
    """To the next state of its life; a declined partnership can be taken up again, so a frozen one may move too."""

    template_name = "partnerships/move.html"

    def heading(self) -> str:
        return _("Where it stands: %(state)s") % {"state": self.partnership.get_state_display()}

    def check(self) -> None:
        super().check()
        if not Partnership.TRANSITIONS[self.partnership.state]:
            raise PermissionDenied

    def form(self, data: Any = None) -> Any:
        return MoveForm(data, partnership=self.partnership)

    def submit(self, form: Any) -> HttpResponse:
        move_partnership(self.partnership, form.cleaned_data["to"], actor=self.user, note=form.cleaned_data["note"])
        messages.success(self.request, _("It is now: %(state)s.") % {"state": self.partnership.get_state_display()})
        return redirect(self.partnership)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(ways=self.ways(), **kwargs)

    def ways(self) -> list[dict[str, Any]]:
        """The steps that ask for something, each with what of it holds and what lacks. One query, and one for each such step."""
        partnership = self.partnership
        found = passages(partnership, gates_from(partnership.state))
        steps = {state: [p for p in found if p.gate.to_state == state] for state in Partnership.State}
        return [self.way(state, asked) for state, asked in steps.items() if asked]

    def way(self, state: Partnership.State, asked: list[Passage]) -> dict[str, Any]:
        """One step with its gates, those that hold and those that do not."""
        waived = waived_at(self.partnership, self.partnership.state, state)
        return {
            "state": state.label,
            "lacking": len(closed(asked, waived)),
            "gates": [shown(passage, self.partnership, waived) for passage in asked],
        }


class PartyAdd(ManagePage):
    writes = True

    def heading(self) -> str:
        return _("Propose another organisation") if self.is_running else _("Invite another organisation")

    @cached_property
    def is_running(self) -> bool:
        return is_running(self.standing)

    @property
    def submit_label(self) -> Any:  # type: ignore[override]
        return _("Send to all parties") if self.is_running else _("Invite")

    def form(self, data: Any = None) -> Any:
        form_class = ProposedPartnerForm if self.is_running else PartnerForm
        return form_class(data, user=self.user, partnership=self.partnership)

    def submit(self, form: Any) -> HttpResponse:
        side = Side.NEUTRAL if form.cleaned_data["neutral"] else ""
        if not self.is_running:
            add_party(self.partnership, actor=self.user, party=form.the_partner(), side=side)
            messages.success(self.request, _("The organisation takes part. Now invite its first person."))
            return redirect(reverse("people:invite", args=[self.partnership.slug]))
        told = {name: form.cleaned_data[name] for name in ("reason", "due_on")}
        asked = propose_party(self.partnership, actor=self.user, party=form.the_partner(), side=side, **told)
        messages.success(self.request, _("The request was sent to every party for signature."))
        return redirect(asked)


class PrincipleGuidance(PartnershipMixin, TemplateView):
    """What a principle asks for, with the marks of its practices: the whole room where it is not built, else its notice board."""

    template_name = "partnerships/guidance.html"

    @cached_property
    def number(self) -> int:
        number: int = self.kwargs["number"]
        if not 1 <= number <= len(PRINCIPLES):
            raise Http404
        return number

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.nav = f"principle-{self.number}"
        return super().get_context_data(
            guidance_of=principle(self.number),
            practices=marked_practices(self.number, self.partnership),
            home_url=room_url(self.number, self.partnership),
            **kwargs,
        )
