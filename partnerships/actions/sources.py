"""What a room declares so that actions can be taken for the sake of its records.

class ObjectiveViews(RecordViews):
    acts = (ADD_ACTION, ...)
    panels = (ACTIONS_PANEL,)
"""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.actions.models import Action
from partnerships.actions.services import add_action
from partnerships.actions.views import ActionForm, ActionViews
from partnerships.records.models import PartnershipRecord
from partnerships.records.presentation import cells, column_label
from partnerships.records.rooms import Act

if TYPE_CHECKING:
    from partnerships.records.views import DetailView


class ActionForForm(ActionForm):
    """An action for a record: it lies where the record lies. Its cleaned data are the keyword arguments of add_action."""

    def __init__(self, *args: Any, standing: Standing, subject: PartnershipRecord, **kwargs: Any) -> None:
        instance = Action(**subject.same_place())
        super().__init__(*args, standing=standing, instance=instance, **kwargs)
        del self.fields["seen_version"]
        self.fields["responsible"].initial = subject.party or standing.party


def actions_of(view: "DetailView") -> dict[str, Any]:
    """The actions for the record that the person may read, as a table."""
    actions = Action.objects.visible_to(view.user).for_source(view.object).select_related(*ActionViews.select_related)
    rows = []
    for action in actions.order_by(*ActionViews.ordering):
        action.partnership = view.partnership
        rows.append({"url": action.get_absolute_url(), "cells": cells(ActionViews, action)})
    offered = any(act.name == ADD_ACTION.name and act.offered(view.object, view.standing) for act in view.room.acts)
    return {
        "part": {
            "title": _("Actions"),
            "headings": [{"label": column_label(ActionViews, name)} for name in ActionViews.columns],
            "rows": rows,
            "create_url": view.room.url(ADD_ACTION.name, view.partnership.slug, view.object.pk) if offered else "",
            "create_label": ADD_ACTION.label,
            "empty": ActionViews.empty,
        }
    }


ADD_ACTION = Act("add-action", _("Add an action"), add_action, ActionForForm, tone="quiet")
ACTIONS_PANEL = ("actions", _("Actions"), "records/part.html", actions_of)
