"""The pages of joint decisions: the list, a round, and the steps of a person in it."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Value, When
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from partnerships.access.policy import Right
from partnerships.access.views import PartnershipMixin
from partnerships.files import serve_private
from partnerships.history.models import Event
from partnerships.records.compare import differences
from partnerships.records.formed import Formed
from partnerships.records.models import PartnershipRecord
from partnerships.records.paging import page_of
from partnerships.records.presentation import event_row
from partnerships.records.reading import section
from partnerships.signoff import forms, presentation, services
from partnerships.signoff.endings import Expired, Voided, snapshot_of
from partnerships.signoff.models import SignOffRound, SignOffSlot
from partnerships.signoff.reasons import how_it_ended

EVENTS_SHOWN = 50


class RoundList(PartnershipMixin, TemplateView):
    """All rounds of the partnership: those that wait for the reader first, then the other open ones, then the rest."""

    template_name = "signoff/list.html"
    needs = Right.READ_JOINT
    nav = "signoff"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visible = SignOffRound.objects.visible_to(self.user).filter(partnership=self.partnership)
        filterset = forms.RoundFilter(self.request.GET, queryset=visible, request=self.request, standing=self.standing)
        found = filterset.qs if filterset.is_valid() else visible
        page = page_of(self.in_order(found), self.request.GET.get("page"))
        rows = []
        for round in page.object_list:
            round.partnership = self.partnership
            rows.append(presentation.row(round, mine=round.mine))
        params = self.request.GET.copy()
        params.pop("page", None)
        headings = (_("What"), _("State"), _("Last day"), _("Missing"), _("Opened"))
        return super().get_context_data(
            title=_("Sign-offs"),
            filterset=filterset,
            filtered=any(self.request.GET.get(name) for name in filterset.filters),
            headings=[{"label": heading} for heading in headings],
            rows=rows,
            page_obj=page,
            page_url_prefix=f"?{params.urlencode()}&" if params else "?",
            **kwargs,
        )

    def in_order(self, rounds: Any) -> Any:
        waiting = SignOffSlot.objects.decidable_by(self.user).filter(decision=SignOffSlot.Decision.WAITING)
        slots = Prefetch("slots", SignOffSlot.objects.select_related("party").order_by("party__name"))
        mine = Case(When(Exists(waiting.filter(round=OuterRef("pk"))), state="open", then=Value(True)), default=Value(False))
        closed = Case(When(state="open", then=Value(0)), default=Value(1))
        return (
            rounds.annotate(mine=mine, closed=closed)
            .prefetch_related(slots)
            .order_by("-mine", "closed", F("due_on").asc(nulls_last=True), "-opened_at", "pk")
        )


class RoundMixin(PartnershipMixin):
    """A page about one round: 404 unless the person may read it."""

    nav = "signoff"

    @cached_property
    def round(self) -> SignOffRound:
        rounds = SignOffRound.objects.visible_to(self.user).filter(partnership=self.partnership)
        found = get_object_or_404(rounds.select_related("opened_by", "opened_for", "subject_type"), pk=self.kwargs["pk"])
        found.partnership = self.partnership
        return found

    @cached_property
    def slots(self) -> list[Any]:
        """The parties' slots, each with what the reader may do with it."""
        slots = SignOffSlot.objects.filter(round=self.round).with_rights_of(self.user)
        found = list(slots.select_related("party", "person", "assignee", "delegate").order_by("party__name"))
        for slot in found:
            slot.round = self.round
        return found

    @cached_property
    def subject(self) -> Any:
        """What was laid before the parties, as it is now, if the reader may see it; else None."""
        model: Any = self.round.subject_type.model_class()
        if model is None:
            return None
        path = "" if issubclass(model, PartnershipRecord) else model.path_to_record().removesuffix("__")
        visible = model.objects.visible_to(self.user)
        found = (visible.select_related(path) if path else visible).filter(pk=self.round.subject_key).first()
        if found is not None:
            found.record.partnership = self.partnership
        return found

    def url(self, action: str, *args: Any) -> str:
        return reverse(f"signoff:{action}", args=[self.partnership.slug, self.round.pk, *args])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        list_url = reverse("signoff:list", args=[self.partnership.slug])
        crumbs = [{"label": _("Sign-offs"), "url": list_url}, {"label": self.round.title, "url": self.url("detail")}]
        return super().get_context_data(round=self.round, breadcrumb=crumbs, **kwargs)


class RoundDetail(RoundMixin, TemplateView):
    """What is being signed, by whom, and what the reader can do."""

    template_name = "signoff/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.round  # noqa: B018  404 before anything else is looked up
        model: Any = self.round.subject_type.model_class()
        keys = [self.round.pk, *(slot.pk for slot in self.slots)]
        events = Event.objects.visible_to(self.user).filter(partnership=self.partnership, subject_key__in=keys)
        return super().get_context_data(
            title=self.round.title,
            badge=presentation.badge(self.round),
            signatures=[presentation.signature(slot, self.round, self.standing.party) for slot in self.slots],
            acts=self.acts(),
            subject=self.subject,
            ended=how_it_ended(self.round),
            snapshot=self.round.snapshot,
            snapshot_template=getattr(model, "signoff_template", "") or "records/section.html",
            section=section(model, self.round.snapshot),
            compare_url="" if self.round.is_open else self.url("compare"),
            events=[event_row(event) for event in events[:EVENTS_SHOWN]],
            **kwargs,
        )

    def acts(self) -> list[dict[str, str]]:
        """The steps open to the reader now."""
        if not self.round.is_open:
            return []
        waiting = [slot for slot in self.slots if slot.is_waiting]
        found = [
            {"label": step.label, "url": self.url(step.name), "tone": step.tone}
            for step in STEPS
            if any(getattr(slot, step.right) for slot in waiting)
        ]
        if services.may_withdraw(self.round, self.standing):
            found.append({"label": _("Withdraw"), "url": self.url("withdraw"), "tone": "danger"})
        return found


class Step(Formed, RoundMixin):
    """A step in a round: a page that says what it means, asks what it needs, and takes it."""

    writes = True
    name: ClassVar[str]
    label: ClassVar[Any]
    text: ClassVar[Any] = ""
    tone: ClassVar[str] = ""

    def check(self) -> None:
        self.round  # noqa: B018 - looked up first, so that what may not be read does not exist for any method
        super().check()
        if not self.permitted():
            raise PermissionDenied

    def permitted(self) -> bool:
        raise NotImplementedError

    def is_open(self) -> bool:
        return self.round.is_open

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.check()
        if not self.is_open():
            messages.warning(request, _("That step is not open now: it may have been taken already."))
            return redirect(self.round)
        return super().dispatch(request, *args, **kwargs)

    def submit(self, form: Any) -> HttpResponse:
        try:
            self.take(form.cleaned_data)
        except (Voided, Expired) as ended:
            messages.warning(self.request, " ".join(ended.messages))
        else:
            messages.success(self.request, _("Done: %(act)s.") % {"act": self.label})
        return redirect(self.round)

    def take(self, data: dict[str, Any]) -> None:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=f"{self.label}: {self.round.title}",
            text=self.text,
            submit_label=self.label,
            cancel_url=self.url("detail"),
            tone="danger" if self.tone == "danger" else "primary",
            **kwargs,
        )


class SlotStep(Step):
    """A step with the slot of a party for which the person decides."""

    template_name = "signoff/step.html"
    right: ClassVar[str] = "may_decide"
    form_class: ClassVar[type[forms.SlotForm]]

    def permitted(self) -> bool:
        return any(getattr(slot, self.right) for slot in self.slots)

    def signs(self) -> bool:
        return True

    @cached_property
    def slot(self) -> Any:
        """The undecided slot the step is about: the one the form names, or the first of the person's."""
        mine = [slot for slot in self.slots if slot.is_waiting and getattr(slot, self.right)]
        named = self.request.POST.get("slot") or self.typed.get("slot")
        return next((slot for slot in mine if named in (None, str(slot.pk))), None)

    def is_open(self) -> bool:
        return self.round.is_open and self.slot is not None

    def form(self) -> Any:
        return self.form_class(
            **self.data, standing=self.standing, subject=self.round, initial=self.typed | {"slot": self.slot.pk}
        )

    def take(self, data: dict[str, Any]) -> None:
        del data["slot"]
        self.service(self.round, actor=self.user, proof=self.proof, party=self.slot.party, **data)

    @property
    def service(self) -> Any:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(slot=self.slot, **kwargs)


class SignStep(SlotStep):
    name, label, tone = "sign", gettext_lazy("Sign"), "primary"
    text = gettext_lazy("Your name and the time stand beside the hash of what you sign. It cannot be taken back.")
    form_class = forms.SignForm
    service = staticmethod(services.sign)  # type: ignore[assignment]


class ReserveStep(SlotStep):
    name, label = "reserve", gettext_lazy("Sign with a reservation")
    text = gettext_lazy("You sign, and say what your party holds back.")
    form_class = forms.ReserveForm
    service = staticmethod(services.sign)  # type: ignore[assignment]


class DeclineStep(SlotStep):
    name, label, tone = "decline", gettext_lazy("Decline"), "danger"
    text = gettext_lazy("One party that declines ends the round for all.")
    form_class = forms.DeclineForm
    service = staticmethod(services.decline)  # type: ignore[assignment]


class ElsewhereStep(SlotStep):
    name, label, right = "elsewhere", gettext_lazy("Signed elsewhere"), "may_upload"
    text = gettext_lazy(
        "Hand in the PDF that bears the signature. The other parties see that it was signed outside, and can read it."
    )
    form_class = forms.ElsewhereForm
    service = staticmethod(services.sign_elsewhere)  # type: ignore[assignment]


class DelegateStep(SlotStep):
    name, label, right = "delegate", gettext_lazy("Delegate"), "may_delegate"
    text = gettext_lazy("Somebody else of your party decides. It stands in the history.")
    form_class = forms.DelegateForm
    service = staticmethod(services.delegate)  # type: ignore[assignment]

    def form(self) -> Any:
        form = super().form()
        form.offer(self.slot.candidates().exclude(pk=self.slot.assignee_id))
        return form


STEPS: tuple[type[SlotStep], ...] = (SignStep, ReserveStep, DeclineStep, DelegateStep, ElsewhereStep)


class WithdrawStep(Step):
    name, label, tone = "withdraw", gettext_lazy("Withdraw"), "danger"
    text = gettext_lazy("Nobody is asked any more. Signatures given so far do not count.")

    def permitted(self) -> bool:
        return services.may_withdraw(self.round, self.standing)

    def form(self) -> Any:
        return forms.WithdrawForm(**self.data, standing=self.standing, subject=self.round)

    def take(self, data: dict[str, Any]) -> None:
        services.withdraw_round(self.round, actor=self.user, **data)


class Compare(RoundMixin, TemplateView):
    """What was laid before the parties beside what it says now."""

    template_name = "signoff/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = []
        if self.subject is not None:
            now, _digest = snapshot_of(self.subject)
            model = type(self.subject)
            rows = [found.row(model) for found in differences(self.round.snapshot, now, model)]
        title = _("What changed: %(title)s") % {"title": self.round.title}
        return super().get_context_data(title=title, rows=rows, subject=self.subject, **kwargs)


class SignedFile(RoundMixin):
    """The paper a party handed in, as a download."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        slot = next((slot for slot in self.slots if slot.pk == kwargs["slot"] and slot.file), None)
        if slot is None:
            raise Http404
        try:
            return serve_private(slot.file, slot.file_name)
        except FileNotFoundError:
            raise Http404 from None
