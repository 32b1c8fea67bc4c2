"""Every page inside a partnership begins here: 404 to strangers, and the reader's standing for all that follows."""

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.views.generic.base import ContextMixin, View

from partnerships.access.names import stands
from partnerships.access.policy import Standing, standing
from partnerships.models import Partnership

if TYPE_CHECKING:
    from partnerships.accounts.models import User


class SignedInMixin(View):
    """A page for signed-in people, which all pages are unless they say otherwise (LoginRequiredMiddleware)."""

    @property
    def user(self) -> "User":
        return cast("User", self.request.user)


class PartnershipMixin(ContextMixin, SignedInMixin):
    """Sets `self.partnership` and `self.standing` from the slug in the address."""

    # The right that the page asks for; a person without it gets 403.
    needs: str | None = None
    # Whether the page changes something: a closed partnership refuses it.
    writes = False
    # Which entry of the partnership's navigation is marked.
    nav = ""

    partnership: Partnership
    standing: Standing

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.partnership = get_object_or_404(Partnership.objects.visible_to(request.user), slug=kwargs["slug"])
            self.standing = standing(request.user, self.partnership)
            stands(self.standing)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.check()
        return super().dispatch(request, *args, **kwargs)

    def check(self) -> None:
        """Raise PermissionDenied unless the person may open this page."""
        if self.needs and not self.standing.may(self.needs):
            raise PermissionDenied
        if self.writes and not self.partnership.is_open:
            raise PermissionDenied

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(partnership=self.partnership, standing=self.standing, nav=self.nav, **kwargs)
