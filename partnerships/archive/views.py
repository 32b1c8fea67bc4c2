"""The page of a partnership's archives: asking, watching, fetching. It stays open when the partnership is closed."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from django.views.generic.base import View

from partnerships.access.policy import Right
from partnerships.access.views import PartnershipMixin
from partnerships.archive import services
from partnerships.archive.models import Archive
from partnerships.files import serve_private
from partnerships.records.paging import page_of

TONES = {
    Archive.State.WAITING: "info",
    Archive.State.MAKING: "info",
    Archive.State.READY: "good",
    Archive.State.FAILED: "bad",
    Archive.State.REMOVED: "neutral",
}


class ArchiveList(PartnershipMixin, TemplateView):
    template_name = "archive/list.html"
    needs = Right.READ_JOINT
    nav = "archive"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Two queries."""
        found = Archive.objects.visible_to(self.user).filter(partnership=self.partnership)
        page = page_of(found.select_related("party", "requested_by"), self.request.GET.get("page"))
        for archive in page.object_list:
            archive.partnership = self.partnership
        may = stands_for_a_party(self)
        return super().get_context_data(
            title=_("Archive"),
            rows=[{"archive": archive, "tone": TONES[archive.state]} for archive in page.object_list],
            under_way=any(archive.is_under_way for archive in page.object_list),
            page_obj=page,
            page_url_prefix="?",
            may_ask=may,
            own_url=reverse("archive:own", args=[self.partnership.slug]),
            joint_url=reverse("archive:joint", args=[self.partnership.slug]),
            **kwargs,
        )


def stands_for_a_party(view: PartnershipMixin) -> bool:
    """Whether the person reads a party's own space: archives are for the parties, not for neutral helpers."""
    return view.standing.party is not None and view.standing.may(Right.READ_OWN, view.standing.party)


class OfAParty(PartnershipMixin):
    """For those who stand for a party."""

    def check(self) -> None:
        super().check()
        if not stands_for_a_party(self):
            raise PermissionDenied


class Request(OfAParty, View):
    service: ClassVar[Callable[..., Archive]]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        type(self).service(self.partnership, actor=self.user)
        messages.success(request, _("It is being made. It appears here as soon as it is ready."))
        return redirect("archive:list", self.partnership.slug)


class RequestOwn(Request):
    """Everything the person may read here for his or her party."""

    service = staticmethod(services.request_own)


class RequestJoint(Request):
    """What all parties may read."""

    service = staticmethod(services.request_joint)


class Download(OfAParty, View):
    """The file; 404 for another party's, another person's, or one that is not there."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        found = Archive.objects.visible_to(self.user).filter(partnership=self.partnership).select_related("party")
        archive = get_object_or_404(found, pk=kwargs["pk"], state=Archive.State.READY)
        archive.partnership = self.partnership
        try:
            return serve_private(archive.file, archive.file_name)
        except FileNotFoundError:
            raise Http404 from None
