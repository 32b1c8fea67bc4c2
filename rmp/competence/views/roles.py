"""What a competence means, and what each role takes: both are known to all parties."""

from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right, Standing
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.rooms import JOINT_SPACE, RecordViews
from partnerships.records.views import RoomPage
from rmp.competence.models import Competence, Level, RoleProfile, RoleRequirement


class RequirementViews(RecordViews):
    model = RoleRequirement
    form_class = model_form(RoleRequirement, "competence", "required_level", "weight")
    columns = ("competence", "kind", "required_level", "weight")
    ordering = ("-weight", "created_at", "pk")
    select_related = ("competence",)
    lead = _("What the role asks for: what people know, what they can do, and how they meet others.")
    empty = _("Nothing asked for yet. Five to eight competences are enough; at least one of them an attitude.")
    create_label = _("Ask for a competence")


class RoleProfileViews(RecordViews):
    model = RoleProfile
    form_class = model_form(RoleProfile, "role", "purpose")
    filterset_class = record_filter(RoleProfile, search=("role__label", "purpose"))
    principle = 6
    spaces = JOINT_SPACE
    title = _("Roles")
    lead = _("In what capacity people work in this collaboration, and what that takes. The parties say it together.")
    empty = _("No role described yet. Begin with the people who meet the other side most often.")
    create_label = _("Describe a role")
    columns = ("role", "purpose", "requirements_count")
    ordering = ("role__position", "pk")
    select_related = ("role",)
    prefetch_related = ("requirements",)
    parts = (RequirementViews,)
    detail_template = "rmp/competence/role.html"

    @classmethod
    def card(cls, record: RoleProfile, standing: Standing) -> dict[str, Any]:
        return {"lead": Truncator(record.purpose).chars(160), "badges": [], "meta": []}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """What the role asks for, level by level. One query more."""
        requirements = RoleRequirement.objects.visible_to(view.user).filter(profile=view.object).select_related("competence")
        return {"requirements": [_asked(requirement) for requirement in requirements.order_by(*RequirementViews.ordering)]}


def _asked(requirement: RoleRequirement) -> dict[str, Any]:
    """A requirement with what one sees of somebody who meets it."""
    said = getattr(requirement.competence, f"level_{requirement.required_level}")
    return {"requirement": requirement, "sign": _now(said) if said else ""}


class CataloguePage(RoomPage):
    """Every competence with its levels, as the institution words it."""

    template_name = "rmp/competence/catalogue.html"
    needs = Right.READ_JOINT
    principle = 6

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One query."""
        found = list(Competence.objects.filter(active=True))
        kinds = [{"label": kind.label, "competences": [one for one in found if one.kind == kind]} for kind in Competence.Kind]
        levels = [str(level.label) for level in Level]
        return super().get_context_data(title=_now("Competences"), kinds=kinds, levels=levels, **kwargs)
