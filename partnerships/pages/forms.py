"""Forms about a partnership itself."""

from collections.abc import Sequence
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships.accounts.models import User
from partnerships.admission.forms import ReasonFields
from partnerships.models import Participation, Partnership, Party, Side, Term
from partnerships.parties import TAKEN_NAME, TAKEN_SHORT_NAME, hold_names
from partnerships.records.forms import HouseForm, PartyChoice, and_named
from partnerships.services import known_partners, open_partnership, parties_opening_for, save_partnership
from partnerships.starting import KINDS, begin

# What of an installation's words a partnership names.
WORDS = ("purposes", "ubc_types", "disciplines")
PARTNER_KINDS = [choice for choice in Side.choices if choice[0] != Side.NEUTRAL]


class PartnerFields(HouseForm):
    """An organisation to bring in: one that is known, or a new one."""

    partner = PartyChoice(
        label=_("Partner"), queryset=Party.objects.none(), required=False, empty_label=_("A new organisation: name it below")
    )
    partner_name = forms.CharField(label=_("Name of the new organisation"), max_length=200, required=False)
    partner_short_name = forms.CharField(label=_("Short name"), max_length=40, required=False)
    partner_kind = forms.ChoiceField(label=_("Kind"), choices=PARTNER_KINDS, initial=Side.BUSINESS, required=False)
    partner_business_type = forms.ChoiceField(
        label=_("Type of business partner"), choices=[("", "---------"), *Party.BusinessType.choices], required=False
    )
    partner_country = forms.CharField(label=_("Country (two letters)"), max_length=2, min_length=2, required=False)

    PARTNER_FIELDS = (
        "partner",
        "partner_name",
        "partner_short_name",
        "partner_kind",
        "partner_business_type",
        "partner_country",
    )

    def offer_partners(self, user: User, taken: "QuerySet[Any] | None" = None) -> None:
        partners = known_partners(user)
        if taken is not None:
            partners = partners.exclude(pk__in=taken)
        self.fields["partner"].queryset = partners  # type: ignore[attr-defined]

    def clean_partner_country(self) -> str:
        country = self.cleaned_data["partner_country"].upper()
        if country and not (country.isascii() and country.isalpha()):
            raise forms.ValidationError(_("Two letters, such as DE or KE."))
        return country

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("partner") and not data.get("partner_name", "refused"):
            self.add_error("partner", _("Choose a partner or name a new organisation."))
        if data.get("partner") and data.get("partner_name"):
            self.add_error("partner_name", _("Either choose a partner or name a new one, not both."))
        if data.get("partner_business_type") and data.get("partner_kind") == Side.UNIVERSITY:
            self.add_error("partner_business_type", _("A university has no type of business partner."))
        for name, sentence in self._taken(data).items():
            self.add_error(name, sentence)
        return data

    def _taken(self, data: dict[str, Any]) -> dict[str, Any]:
        """{field: what is wrong} where another organisation is called so."""
        if not data.get("partner_name"):
            return {}
        if Party.is_called(data["partner_name"]):
            return {"partner_name": TAKEN_NAME}
        return {"partner_short_name": TAKEN_SHORT_NAME} if Party.is_called(self.short_name(data)) else {}

    @staticmethod
    def short_name(data: dict[str, Any]) -> str:
        return data.get("partner_short_name") or data["partner_name"][:40]

    def the_partner(self) -> Party:
        """The chosen organisation, or the new one, saved. Within a transaction; raises ValidationError where the name is taken by now."""
        data = self.cleaned_data
        if data["partner"]:
            return data["partner"]
        hold_names()
        if taken := self._taken(data):  # since the form was looked at
            raise forms.ValidationError(taken)
        return Party.objects.create(
            name=data["partner_name"],
            short_name=self.short_name(data),
            kind=data["partner_kind"] or Side.BUSINESS,
            business_type=data["partner_business_type"],
            country=data["partner_country"],
        )


class PartnershipForm(HouseForm, forms.ModelForm):
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    fieldsets: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = (
        (_("What it is"), ("title", "summary", *WORDS)),
        (_("How it works"), ("form", "mode", "starts_on", "ends_on", "next_review_on")),
    )

    class Meta:
        model = Partnership
        fields = (
            *("title", "summary", *WORDS),
            *("form", "mode", "starts_on", "ends_on", "next_review_on"),
        )
        widgets = {
            "purposes": forms.CheckboxSelectMultiple,
            "ubc_types": forms.CheckboxSelectMultiple,
            "disciplines": forms.SelectMultiple(attrs={"size": 6}),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not self.instance._state.adding:
            self.fields["seen_version"].initial = self.instance.version
            for name in WORDS:
                field: Any = self.fields[name]
                field.queryset = and_named(field.queryset, self.initial[name])
        self.fields["ubc_types"].choices = grouped(self.fields["ubc_types"].queryset)  # type: ignore[attr-defined]
        self.tune_widgets()

    def related(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in WORDS}

    def write(self) -> Partnership:
        """Save through the service. Raises Stale."""
        return save_partnership(
            self.instance, actor=self.user, seen_version=self.cleaned_data.get("seen_version"), related=self.related()
        )


def grouped(terms: "QuerySet[Term]") -> list[tuple[str, list[tuple[Any, str]]]]:
    """Choices under the headings of their groups."""
    groups: dict[str, list[tuple[Any, str]]] = {}
    for term in terms:
        groups.setdefault(term.group_label, []).append((term.pk, str(term)))
    return list(groups.items())


class NewPartnershipForm(PartnerFields, PartnershipForm):
    # Chosen by a link before the form, which also fills in the facts of such a collaboration.
    begin_with = forms.ChoiceField(
        choices=[("", ""), *((kind.key, kind.label) for kind in KINDS.values())], required=False, widget=forms.HiddenInput
    )
    party = PartyChoice(label=_("On behalf of"), queryset=Party.objects.none())

    fieldsets: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = (
        *PartnershipForm.fieldsets[:1],
        (_("With whom"), ("party", *PartnerFields.PARTNER_FIELDS)),
        *PartnershipForm.fieldsets[1:],
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        own = parties_opening_for(user)
        self.fields["party"].queryset = own  # type: ignore[attr-defined]
        if len(own) == 1:
            self.fields["party"].initial = own[0]
        self.offer_partners(user, own.values("pk"))

    @transaction.atomic
    def write(self) -> Partnership:
        """Open it, with what is laid out for such a collaboration."""
        data = self.cleaned_data
        partnership = open_partnership(
            self.instance, actor=self.user, party=data["party"], partners=[self.the_partner()], related=self.related()
        )
        if data["begin_with"]:
            begin(partnership, data["begin_with"], party=data["party"], actor=self.user)
        return partnership


class PartnerForm(PartnerFields):
    neutral = forms.BooleanField(
        label=_("It takes part as a neutral organisation (facilitator or auditor)"),
        required=False,
        help_text=_("A neutral organisation signs nothing and owns no records."),
    )

    def __init__(self, *args: Any, user: User, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taking_part = partnership.participations.exclude(state=Participation.State.LEFT)
        self.offer_partners(user, taking_part.values("party"))
        self.tune_widgets()


class ProposedPartnerForm(ReasonFields, PartnerForm):
    """The same, laid before all parties."""

    field_order = (*PartnerFields.PARTNER_FIELDS, "neutral", "reason", "due_on")


class MoveForm(HouseForm):
    to = forms.ChoiceField(label=_("Next state"), widget=forms.RadioSelect)
    note = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea, max_length=2000)

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ways = Partnership.TRANSITIONS[partnership.state]
        self.fields["to"].choices = [c for c in Partnership.State.choices if c[0] in open_ways]  # type: ignore[attr-defined]
        self.tune_widgets()


class PartnershipFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="search")
    state = django_filters.ChoiceFilter(label=_("State"), choices=Partnership.State.choices)
    horizon = django_filters.ChoiceFilter(label=_("Horizon"), choices=Partnership.Horizon.choices, method="in_horizon")
    form = django_filters.ChoiceFilter(label=_("Form"), choices=Partnership.Form.choices)

    class Meta:
        model = Partnership
        fields = ("state", "form")

    def search(self, queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        for word in value.split()[:8]:
            parties = Party.objects.filter(name__icontains=word).values("pk")
            found = Partnership.objects.filter(participations__party__in=parties).values("pk")
            queryset = queryset.filter(
                Q(title__icontains=word) | Q(reference__icontains=word) | Q(summary__icontains=word) | Q(pk__in=found)
            )
        return queryset

    def in_horizon(self, queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return queryset.filter(state__in=[state for state, horizon in Partnership.HORIZONS.items() if horizon == value])
