"""What a party that came later has not read of another's: to be shown by its owner, many at once."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Q, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView

from partnerships.access.policy import Right, Standing
from partnerships.access.views import PartnershipMixin
from partnerships.audience import not_shown_to
from partnerships.kinds import kind_of, model_of
from partnerships.models import Participation, Party
from partnerships.records.models import PartnershipRecord, record_kinds
from partnerships.records.refusals import Refused
from partnerships.records.sharing import share_many

MOST = 200  # on one page


def unshown(
    seat: Participation,
    party: Party | None,
    here: Standing,
    kinds: Iterable[Any] | None = None,
    *,
    after: str = "",
    ticked: Iterable[str] = (),
) -> tuple[list[PartnershipRecord], str]:
    """The party's shared records, or the joint ones (None), that are not shown to who sits there, as far as the person reads them.

    By kind and key, MOST at a time: what comes `after` a place in that order, and what was `ticked`. Returns them, and the address
    within the page at which the list goes on, empty at its end. One query, one more a kind found. What is shown with another record, as
    a document is that hangs on it, is not among them.
    """
    (last_kind, last_key), keys = _place(after), _keys(ticked)
    parts: list[Any] = []
    models: Iterable[Any] = record_kinds() if kinds is None else kinds
    for model in models:
        rows = model.objects.visible_to(here.user).filter(not_shown_to(seat), partnership=seat.partnership_id, party=party)
        rows = rows.filter(audience__gt=0).order_by()
        if kind_of(model) <= last_kind:
            coming = Q(pk__gt=last_key) if kind_of(model) == last_kind else Q(pk__in=())
            rows = rows.filter(coming | Q(pk__in=keys))
        parts.append(rows.annotate(of_kind=Value(kind_of(model), CharField())).values_list("of_kind", "pk"))
    by_kind: dict[str, list[Any]] = {}
    most = MOST + len(keys)
    found = list(parts[0].union(*parts[1:], all=True).order_by("of_kind", "pk")[:most])
    for kind, key in found:
        by_kind.setdefault(kind, []).append(key)
    records: list[PartnershipRecord] = []
    for kind, wanted in by_kind.items():
        rows = model_of(kind).objects.visible_to(here.user).filter(pk__in=wanted)  # type: ignore[union-attr]
        records += [record for record in rows.order_by("created_at", "pk") if record.may(here, Right.SHARE)]
    return records, "?" + urlencode({"after": ":".join(map(str, found[-1]))}) if len(found) == most else ""


def asked(request: HttpRequest) -> dict[str, Any]:
    """For `unshown`: which part of the list a page shows, and what was ticked in it."""
    return {"after": request.GET.get("after", ""), "ticked": request.POST.getlist("records")}


def _place(text: str) -> tuple[str, UUID | None]:
    """Where a list goes on, as its address says; at the beginning where it says nothing that could be read."""
    kind, _colon, key = text.partition(":")
    keys = _keys([key])
    return (kind, keys[0]) if keys else ("", None)


def _keys(texts: Iterable[str]) -> list[UUID]:
    """The keys among what was sent, no more than a page has."""
    found = []
    for text in list(texts)[:MOST]:
        with suppress(ValueError):
            found.append(UUID(text))
    return found


class RecordsField(forms.MultipleChoiceField):
    """Records to tick, by kind; what was ticked comes out as records."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, records: Iterable[PartnershipRecord], **kwargs: Any) -> None:
        self.records = {str(record.pk): record for record in records}
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, record in self.records.items():
            groups.setdefault(capfirst(str(record._meta.verbose_name_plural)), []).append((key, str(record)))
        errors = {"required": _("Tick what is to be shown.")}
        super().__init__(label=_("Records"), choices=list(groups.items()), error_messages=errors, **kwargs)

    def clean(self, value: Any) -> list[PartnershipRecord]:
        return [self.records[key] for key in super().clean(value)]


class UnshownForm(forms.Form):
    """All of them ticked."""

    def __init__(self, *args: Any, records: list[PartnershipRecord], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["records"] = RecordsField(records, initial=[str(record.pk) for record in records])


class Unshown(PartnershipMixin, FormView):
    """The list for one party, and its boxes to tick."""

    template_name = "records/unshown.html"
    form_class = UnshownForm
    nav = "sharing"
    needs = Right.SHARE
    seat: Participation
    more_url = ""

    def check(self) -> None:
        super().check()
        others = {seat.pk: seat for seat in self.standing.at_table if seat.party != self.standing.party}
        if self.kwargs["seat"] not in others or self.standing.party is None:
            raise Http404
        if self.request.method == "POST" and not self.partnership.is_open:
            raise PermissionDenied
        self.seat = others[self.kwargs["seat"]]

    def get_form_kwargs(self) -> dict[str, Any]:
        assert self.standing.party is not None
        records, self.more_url = unshown(self.seat, self.standing.party, self.standing, **asked(self.request))
        return super().get_form_kwargs() | {"records": records}

    def form_valid(self, form: UnshownForm) -> HttpResponse:
        try:
            count = share_many(self.seat, actor=self.user, records=form.cleaned_data["records"])
        except Refused as refusal:
            form.add_error("records", refusal)
            return self.form_invalid(form)
        told = ngettext("%(party)s reads %(count)d more record.", "%(party)s reads %(count)d more records.", count)
        messages.success(self.request, told % {"party": self.seat.party, "count": count})
        return redirect("records:sharing", self.partnership.slug)

    def joint_url(self) -> str:
        """Where one proposes that it reads more of what is joint."""
        signing = [
            seat for seat in self.standing.participations if seat.is_signing and seat.state == Participation.State.JOINED
        ]
        if len(signing) < 2 or not (self.standing.may(Right.MANAGE) and self.partnership.is_open):
            return ""
        return reverse("admission:reading", args=[self.partnership.slug, self.seat.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "form" not in kwargs:
            kwargs["form"] = self.get_form()  # which knows where the list goes on
        return super().get_context_data(
            title=_("What %(party)s does not read of yours") % {"party": self.seat.party.short_name},
            submit_label=_("Show them to %(party)s") % {"party": self.seat.party.short_name},
            cancel_url=reverse("records:sharing", args=[self.partnership.slug]),
            joint_url=self.joint_url(),
            more_url=self.more_url,
            **kwargs,
        )
