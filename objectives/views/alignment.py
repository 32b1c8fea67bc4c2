"""The alignment matrix, and the cells that are edited in their place."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from objectives.forms import CellForm
from objectives.matrix import Cell, Matrix
from objectives.models import Alignment, Objective
from partnerships.access.policy import Right
from partnerships.records import presentation
from partnerships.records.services import Stale
from partnerships.records.views import Formed, RoomPage


class MatrixPage(RoomPage):
    needs = Right.READ_JOINT
    template_name = "objectives/matrix.html"
    principle = 3

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=_("Alignment"), matrix=Matrix(self.standing), **kwargs)


class CellPage(Formed, RoomPage):
    """How one own objective fits one common one: a page of its own, or, asked for by htmx, the cell of the matrix."""

    principle = 3
    writes = True

    @cached_property
    def objective(self) -> Objective:
        return self._visible(Objective.objects.own(), self.kwargs["objective"])

    @cached_property
    def common(self) -> Objective:
        return self._visible(Objective.objects.common(), self.kwargs["common"])

    def _visible(self, objectives: Any, key: Any) -> Objective:
        found = get_object_or_404(
            objectives.visible_to(self.user).select_related("party").filter(partnership=self.partnership), pk=key
        )
        found.partnership = self.partnership
        return found

    @cached_property
    def alignment(self) -> Alignment | None:
        found = Alignment.objects.visible_to(self.user).filter(objective=self.objective, common=self.common).first()
        if found is not None:
            found.objective, found.common = self.objective, self.common
        return found

    def check(self) -> None:
        may_write = self.common and self.objective.may(self.standing, Right.WRITE)
        super().check()
        if not may_write:
            raise PermissionDenied

    def form(self) -> CellForm:
        instance = self.alignment or Alignment(objective=self.objective, common=self.common)
        return CellForm(**self.data, standing=self.standing, instance=instance, parent=self.objective)

    def submit(self, form: Any) -> HttpResponse:
        try:
            form.write()
        except Stale as stale:
            return self.conflict(form, stale)
        if not self.request.htmx:  # type: ignore[attr-defined]
            return redirect(reverse("objectives:alignment", args=[self.partnership.slug]) + f"#{self.cell(form.instance).key}")
        return self.shown(form.instance)

    def conflict(self, form: Any, stale: Stale) -> HttpResponse:
        context = presentation.conflict(form, stale.current)
        form.data = form.data.copy()
        form.data["seen_version"] = stale.current.version
        return self.render_to_response(self.get_context_data(form=form, **context), status=409)

    def shown(self, alignment: Alignment | None) -> HttpResponse:
        """The cell as the matrix shows it; the keyboard comes back to it."""
        context = {"cell": self.cell(alignment), "partnership": self.partnership, "focus": True}
        return render(self.request, "objectives/cell.html", context)

    def cell(self, alignment: Alignment | None) -> Cell:
        return Cell(self.objective, self.common, alignment, may_write=True)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.htmx and "cancel" in request.GET:  # type: ignore[attr-defined]
            return self.shown(self.alignment)
        return super().get(request, *args, **kwargs)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if self.request.htmx:  # type: ignore[attr-defined]
            kwargs.pop("status", None)  # htmx shows only what succeeded
        return super().render_to_response(context, **kwargs)

    def get_template_names(self) -> list[str]:
        return ["objectives/cell_form.html" if self.request.htmx else "records/form.html"]  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _("How does “%(own)s” fit “%(common)s”?") % {"own": self.objective, "common": self.common}
        cancel = reverse("objectives:alignment", args=[self.partnership.slug])
        cell = self.cell(self.alignment)
        return super().get_context_data(title=title, cancel_url=cancel, submit_label=_("Save"), cell=cell, **kwargs)
