"""The pages of the plan that are particular to it: the living plan, a section's text, comparison, summary, PDF and DOCX."""

import uuid
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _

from partnerships.access.policy import Right
from partnerships.practices.sections import SECTIONS
from partnerships.records.views import DetailView, RoomPage, UpdateView
from rmp.plan import pages
from rmp.plan.comparison import compare
from rmp.plan.content import Content
from rmp.plan.document import Document, document
from rmp.plan.forms import CompareForm
from rmp.plan.living import living_plan
from rmp.plan.models import PlanVersion, SectionText
from rmp.plan.pdf import NoPDF, pdf
from rmp.plan.word import docx

VERSIONS = "rmp_plan:planversion-list"


class PlanPage(RoomPage):
    """A page of the plan as a whole. It is joint, so it asks for the joint space."""

    needs = Right.READ_JOINT
    principle = 1
    nav = "plan"

    @property
    def may_read_living(self) -> bool:
        """The living plan is made of what parties share, too; a frozen version is joint."""
        return self.standing.may(Right.READ_SHARED)


class LivingPlan(PlanPage):
    """The plan as it stands now, section by section."""

    template_name = "rmp/plan/living.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_read_living:
            return redirect(VERSIONS, self.partnership.slug)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=_("Joint plan"), **pages.living(self.partnership, self.standing), **kwargs)


class SectionEdit(UpdateView):
    """The parties' words in one section: written for the first time, or changed."""

    @cached_property
    def object(self) -> SectionText:
        key = self.kwargs["section"]
        if key not in SECTIONS:
            raise Http404
        found = self.get_queryset().filter(section=key).first()
        record = found or SectionText(section=key, visibility="shared")
        record.partnership = self.partnership
        return record

    def form(self) -> Any:
        return self.room.form_class(**self.data, instance=self.object, standing=self.standing, spaces=self.room.spaces)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        section = SECTIONS[self.kwargs["section"]]
        return super().get_context_data(**kwargs) | {"title": section.title, "principle": section.principle}


class Compare(PlanPage):
    """Two states of the plan side by side, by section and word by word."""

    template_name = "rmp/plan/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = CompareForm(self.request.GET or self.first_choice(), choices=self.choices)
        context = super().get_context_data(title=_("Compare the plan"), form=form, **kwargs)
        if form.is_valid():
            left, right = form.cleaned_data["left"], form.cleaned_data["right"]
            found = compare(self.content_of(left), self.content_of(right))
            names = dict(self.choices)
            context |= {
                "left": names[left],
                "right": names[right],
                "differing": [section for section in found if section.kind != "same"],
                "same": [section for section in found if section.kind == "same"],
            }
        return context

    @cached_property
    def versions(self) -> dict[str, PlanVersion]:
        visible = PlanVersion.objects.visible_to(self.user).filter(partnership=self.partnership).exclude(digest="")
        return {str(version.pk): version for version in visible.defer("content").order_by("-number")}

    @cached_property
    def choices(self) -> list[tuple[str, str]]:
        now = [(CompareForm.NOW, _("The plan as it stands now"))] if self.may_read_living else []
        return now + [(key, f"{version}, {version.get_state_display()}") for key, version in self.versions.items()]

    def first_choice(self) -> dict[str, str]:
        """The version in force (or the newest) with the present; without the right to that, the two newest versions."""
        in_force = [key for key, version in self.versions.items() if version.state == PlanVersion.State.IN_FORCE]
        keys = [key for key, _name in self.choices]
        right = keys[0] if keys else ""
        left = next((key for key in [*in_force, *keys[1:]] if key != right), right)
        return {"left": left, "right": right}

    def content_of(self, choice: str) -> Content:
        if choice == CompareForm.NOW:
            return living_plan(self.partnership)
        version = PlanVersion.objects.visible_to(self.user).get(partnership=self.partnership, pk=uuid.UUID(choice))
        return version.content


class VersionPage(DetailView):
    """A version in another form than its own page."""

    def check(self) -> None:
        super().check()
        if not self.object.is_frozen and not self.standing.may(Right.READ_SHARED):
            raise Http404  # there is nothing of it but the living plan, which this person does not read


class Summary(VersionPage):
    """The plan in plain words on one page, to be printed and passed on (5.1.1)."""

    def get_template_names(self) -> list[str]:
        return ["rmp/plan/summary.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        printed = document(self.object, self.user)
        return super().get_context_data(**kwargs) | {"document": printed, "summary": self.object.summary}


class Download(VersionPage):
    """A version as a file."""

    suffix: ClassVar[str]
    media_type: ClassVar[str]

    def draw(self, document: Document) -> bytes:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            body = self.draw(document(self.object, self.user))
        except NoPDF:
            messages.error(request, _("The file could not be made. The administrators' log says why; the page shows the same."))
            return redirect(self.object.get_absolute_url())
        response = HttpResponse(body, content_type=self.media_type)
        name = f"{slugify(self.partnership.reference)}-plan-{self.object.number}.{self.suffix}"
        response["Content-Disposition"] = f'inline; filename="{name}"'
        return response


class PDF(Download):
    suffix, media_type = "pdf", "application/pdf"

    def draw(self, document: Document) -> bytes:
        return pdf(document)


class DOCX(Download):
    suffix, media_type = "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def draw(self, document: Document) -> bytes:
        return docx(document)
