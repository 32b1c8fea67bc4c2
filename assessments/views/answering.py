"""The questionnaire as one person fills it in: with an account, or by the one link that was mailed. It leads nowhere else."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic.base import View

from assessments import workbook
from assessments.forms import WorkbookForm
from assessments.models import Questionnaire
from assessments.questions import StepForm
from assessments.services import answering
from assessments.views.cycles import workbook_response
from partnerships.access.policy import Right
from partnerships.access.views import PartnershipMixin
from partnerships.invitations.models import hash_of

WITH = ("respondent__cycle__instrument", "respondent__partnership", "respondent__party", "respondent__user")


class Answering(View):
    """What both doors have in common. `questionnaire` is found by the door; `url` leads through the same door again."""

    questionnaire: Questionnaire

    def url(self, name: str, *args: Any) -> str:
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.questionnaire.is_open:
            return self.page("assessments/answer_closed.html", {"title": _("This survey takes no answers now")}, status=410)
        try:
            return super().dispatch(request, *args, **kwargs)
        except answering.Closed:
            return self.page("assessments/answer_closed.html", {"title": _("This survey takes no answers now")}, status=410)

    @cached_property
    def steps(self) -> list[Any]:
        return answering.steps(answering.items_for(self.questionnaire))

    @cached_property
    def answered(self) -> dict[Any, Any]:
        return answering.answers_of(self.questionnaire)

    def page(self, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        respondent = self.questionnaire.respondent
        common = {
            "questionnaire": self.questionnaire,
            "cycle": respondent.cycle,
            "partnership": respondent.partnership,
            "party": respondent.party,
            "start_url": self.url("answer"),
            "workbook_url": self.url("answer-workbook"),
            "hand_in_url": self.url("answer-hand-in"),
        }
        return render(self.request, template, common | context, status=status)


class Start(Answering):
    """What it is about, how far one is, and the way on."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.start()

    def start(self, form: Any = None, errors: Any = (), status: int = 200) -> HttpResponse:
        rows = []
        for number, (dimension, items) in enumerate(self.steps, 1):
            done = sum(item.pk in self.answered for item in items)
            rows.append({"title": dimension.label, "done": done, "total": len(items), "url": self.url("answer-step", number)})
        first = next((row["url"] for row in rows if row["done"] < row["total"]), rows[0]["url"] if rows else "")
        context = {
            "title": self.questionnaire.respondent.cycle.instrument.name,
            "rows": rows,
            "next_url": first,
            "answered": len(self.answered),
            "total": sum(row["total"] for row in rows),
            "form": form or WorkbookForm(),
            "errors": errors,
        }
        return self.page("assessments/answer_start.html", context, status)


class Step(Answering):
    """The questions of one dimension. What is entered is kept when one goes on, and, with JavaScript, as soon as it is entered."""

    def form(self, data: Any = None) -> StepForm:
        items = self.steps[self.number - 1][1]
        side = workbook.side_of(self.questionnaire)
        return StepForm(data, items=items, answered=self.answered, side=side)

    @cached_property
    def number(self) -> int:
        number: int = self.kwargs["step"]
        if not 1 <= number <= len(self.steps):
            raise Http404
        return number

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.step(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.step(form, status=422)
        answering.save_answers(self.questionnaire, form.given())
        if "autosave" in request.POST:
            return HttpResponse(status=204)
        if self.number < len(self.steps):
            return redirect(self.url("answer-step", self.number + 1))
        return redirect(self.url("answer-hand-in"))

    def step(self, form: StepForm, status: int = 200) -> HttpResponse:
        dimension = self.steps[self.number - 1][0]
        context = {
            "title": dimension.label,
            "form": form,
            "number": self.number,
            "of": len(self.steps),
            "back_url": self.url("answer-step", self.number - 1) if self.number > 1 else self.url("answer"),
        }
        return self.page("assessments/answer_step.html", context, status)


class HandIn(Answering):
    """The last page: what is left out, and the button. Afterwards thanks; until the end one may come back."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.last()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answering.hand_in(self.questionnaire)
        except answering.Closed:
            raise
        except ValidationError as refusal:
            return self.last(refusal.messages, 422)
        return self.page("assessments/answer_thanks.html", {"title": _("Thank you")})

    def last(self, errors: Any = (), status: int = 200) -> HttpResponse:
        total = sum(len(items) for _dimension, items in self.steps)
        context = {"title": _("Hand it in"), "answered": len(self.answered), "total": total, "errors": errors}
        return self.page("assessments/answer_last.html", context, status)


class TheWorkbook(Start):
    """The questionnaire as a workbook, and back."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return workbook_response(self.questionnaire, with_answers=True)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = WorkbookForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.start(form, status=422)
        try:
            answering.take_in(self.questionnaire, workbook.read(self.questionnaire, form.cleaned_data["file"]))
        except answering.Closed:
            raise
        except ValidationError as refusal:
            return self.start(form, refusal.messages, 422)
        messages.success(request, _("Your workbook was taken in."))
        return self.page("assessments/answer_thanks.html", {"title": _("Thank you")})


# --- the two doors ----------------------------------------------------------------------------------------------------
class ByAccount(PartnershipMixin):
    """For people with an account: their own questionnaire, and no other exists for them."""

    kwargs: dict[str, Any]

    def check(self) -> None:
        found = (
            Questionnaire.objects.visible_to(self.user).filter(respondent__partnership=self.partnership).select_related(*WITH)
        )
        self.questionnaire = get_object_or_404(found, pk=self.kwargs["pk"])
        if not self.standing.may(Right.ANSWER, self.questionnaire.respondent.party):
            raise PermissionDenied

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"assessments:{name}", args=[self.partnership.slug, self.questionnaire.pk, *args])


@method_decorator(login_not_required, name="dispatch")
class ByLink(View):
    """For people without one: found by the hash of the token. A link that opens nothing gets one and the same page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = Questionnaire.objects.select_related(*WITH).filter(respondent__user=None, token_hash=hash_of(kwargs["token"]))
        questionnaire = found.first()
        if questionnaire is None:
            title = _("This link opens nothing")
            return render(request, "assessments/answer_gone.html", {"title": title}, status=404)
        self.questionnaire = questionnaire
        return super().dispatch(request, *args, **kwargs)

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"assessments_house:{name}", args=[self.kwargs["token"], *args])


class AccountStart(ByAccount, Start): ...


class AccountStep(ByAccount, Step): ...


class AccountHandIn(ByAccount, HandIn): ...


class AccountWorkbook(ByAccount, TheWorkbook): ...


class LinkStart(ByLink, Start): ...


class LinkStep(ByLink, Step): ...


class LinkHandIn(ByLink, HandIn): ...


class LinkWorkbook(ByLink, TheWorkbook): ...
