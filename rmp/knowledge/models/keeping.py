"""Knowledge that must not be lost, what is told to whom, data that passes from one to another, and what went wrong with information."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace
from partnerships.clock import today
from partnerships.models import Party
from partnerships.records.models import PartnershipRecord, PartyPart
from rmp.governance.models import Agreement
from rmp.knowledge.models.sharing import InfoCategory
from rmp.knowledge.querysets import AssetQuerySet, DataQuerySet, IncidentQuerySet, LineQuerySet, NoticeQuerySet


class KnowledgeAsset(PartnershipRecord):
    """Something that somebody knows or that is written somewhere, and that the collaboration cannot do without."""

    record_kind = "knowledge-asset"

    class Form(models.TextChoices):
        TACIT = "tacit", _("Tacit: in people's heads and hands")
        EXPLICIT = "explicit", _("Explicit: written down")

    class Risk(models.TextChoices):
        LOW = "low", _("Low")
        MODERATE = "moderate", _("Moderate")
        HIGH = "high", _("High")

    title = models.CharField(_("what is known"), max_length=200)
    description = models.TextField(_("what it is needed for"), blank=True)
    form = models.CharField(_("form"), max_length=10, choices=Form.choices)
    holding = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("party that holds it"))
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("holder")
    )
    place = models.CharField(
        _("where, or who without an account"),
        max_length=200,
        blank=True,
        help_text=_("A name, a laboratory, a store of files."),
    )
    risk = models.CharField(_("risk of loss"), max_length=10, choices=Risk.choices, default=Risk.LOW)
    why = models.TextField(
        _("why it could be lost"), blank=True, help_text=_("Somebody leaves, a contract ends, only one knows it.")
    )
    review_on = models.DateField(_("to be looked at again"), null=True, blank=True)

    objects: ClassVar[Any] = AssetQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("knowledge asset")
        verbose_name_plural = _("knowledge assets")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(risk="high") | ~Q(why=""),
                name="knowledge_asset_at_risk_says_why",
                violation_error_message=_("Say why it could be lost."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("review_on",)))

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.holder_id is None and not self.place.strip():
            raise ValidationError({"holder": _("Say who holds it, or where it is.")})


class CommunicationLine(PartnershipRecord):
    """One line of the communication plan: who is told what, how, how often, by whom, and who agrees beforehand."""

    record_kind = "knowledge-communication-line"

    class Channel(models.TextChoices):
        MEETING = "meeting", _("Meeting")
        MAIL = "mail", _("Mail or letter")
        REPORT = "report", _("Report")
        PLATFORM = "platform", _("Shared platform")
        EVENT = "event", _("Event")
        PRESS = "press", _("Press and web")
        OTHER = "other", _("Other")

    class Frequency(models.TextChoices):
        ONCE = "once", _("Once")
        WEEKLY = "weekly", _("Weekly")
        MONTHLY = "monthly", _("Monthly")
        QUARTERLY = "quarterly", _("Quarterly")
        YEARLY = "yearly", _("Yearly")
        ON_EVENT = "on_event", _("When something happens")

    class Approval(models.TextChoices):
        NONE = "none", _("Nobody needs to agree")
        OWN = "own", _("The party that speaks")
        TEAM = "team", _("The joint team")
        ALL = "all", _("All parties")

    addressees = models.CharField(_("audience"), max_length=200)
    message = models.TextField(_("what it is told"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency.choices)
    speaker = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("party that speaks"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    approval = models.CharField(_("agreed beforehand by"), max_length=10, choices=Approval.choices, default=Approval.NONE)
    next_on = models.DateField(_("next on"), null=True, blank=True)
    last_on = models.DateField(_("last told on"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = LineQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("line of the communication plan")
        verbose_name_plural = _("communication plan")
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("next_on",)))

    def __str__(self) -> str:
        return f"{self.addressees}: {self.get_channel_display()}"


class DataSharing(PartnershipRecord):
    """Data that one party gives to another: what for, on which basis, in which roles, and until when."""

    record_kind = "data-sharing"

    class Basis(models.TextChoices):
        NONE = "", _("No personal data")
        CONSENT = "consent", _("Consent")
        CONTRACT = "contract", _("Contract with the person")
        DUTY = "duty", _("Legal obligation")
        TASK = "task", _("Task in the public interest")
        INTEREST = "interest", _("Legitimate interest")
        RESEARCH = "research", _("Research clause of the law")

    class Roles(models.TextChoices):
        NONE = "", _("No personal data")
        JOINT = "joint", _("Joint controllers")
        SEPARATE = "separate", _("Each a controller of its own")
        PROCESSOR = "processor", _("The recipient processes on behalf of the giver")

    title = models.CharField(_("data"), max_length=200)
    giver = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("given by"))
    recipient = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("received by"))
    personal = models.BooleanField(_("personal data"), default=False)
    purpose = models.TextField(_("purpose"))
    basis = models.CharField(_("legal basis"), max_length=10, choices=Basis.choices, blank=True)
    roles = models.CharField(_("roles of the parties"), max_length=10, choices=Roles.choices, blank=True)
    safeguards = models.TextField(_("how they are protected"), blank=True)
    retention = models.TextField(
        _("how long they are kept"), help_text=_("And what happens then: deleted, returned, archived.")
    )
    delete_by = models.DateField(_("deleted or returned by"), null=True, blank=True)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agreement")
    )
    disposed_on = models.DateField(_("deleted or returned on"), null=True, blank=True, editable=False)
    disposal = models.TextField(_("how, and who attests it"), blank=True, editable=False)

    objects: ClassVar[Any] = DataQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("data sharing")
        verbose_name_plural = _("data sharing")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(personal=False) | ~Q(basis="") & ~Q(roles=""),
                name="personal_data_has_basis_and_roles",
                violation_error_message=_("For personal data, name the legal basis and the roles of the parties."),
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("delete_by",)))

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.giver_id and self.giver_id == self.recipient_id:
            raise ValidationError({"recipient": _("Giver and recipient are two.")})

    def locked_fields(self) -> frozenset[str]:
        """Data that are gone are not given anew."""
        return frozenset({"giver", "recipient", "delete_by", "retention"}) if self.disposed_on else frozenset()


class InfoIncident(PartnershipRecord):
    """Information was lost, leaked or misused, and what was done about it."""

    record_kind = "info-incident"

    class Kind(models.TextChoices):
        LEAK = "leak", _("Came to those who may not have it")
        LOSS = "loss", _("Lost")
        ACCESS = "access", _("Somebody got in")
        MISUSE = "misuse", _("Used for something else")
        WRONG = "wrong", _("Wrong or altered")

    class State(models.TextChoices):
        REPORTED = "reported", _("Reported")
        CONTAINED = "contained", _("Contained")
        ASSESSED = "assessed", _("Assessed")
        NOTIFIED = "notified", _("All parties notified")
        CLOSED = "closed", _("Closed")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        State.REPORTED: frozenset({State.CONTAINED}),
        State.CONTAINED: frozenset({State.ASSESSED}),
        State.ASSESSED: frozenset({State.NOTIFIED}),
        State.NOTIFIED: frozenset({State.CLOSED}),
        State.CLOSED: frozenset(),
    }

    title = models.CharField(_("what happened"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    facts = models.TextField(_("facts"), help_text=_("What, when, where; what is known and what is not."))
    category = models.ForeignKey(
        InfoCategory, models.PROTECT, null=True, blank=True, related_name="incidents", verbose_name=_("category of information")
    )
    personal = models.BooleanField(_("personal data are concerned"), default=False)
    discovered_on = models.DateField(_("discovered on"), default=today)
    notify_by = models.DateField(
        _("parties notified by"), help_text=_("Agreements and laws name a time; three days are usual for personal data.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.REPORTED, editable=False)
    containment = models.TextField(_("how it was contained"), blank=True, editable=False)
    assessment = models.TextField(_("what it means"), blank=True, editable=False)
    lesson = models.TextField(_("what is done differently from now on"), blank=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = IncidentQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("information incident")
        verbose_name_plural = _("information incidents")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(notify_by__gte=models.F("discovered_on")),
                name="info_incident_notified_after_discovery",
                violation_error_message=_("It cannot be notified before it was discovered."),
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False) | ~Q(state="closed") & Q(closed_on__isnull=True),
                name="info_incident_closed_has_a_day",
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "notify_by")))

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.discovered_on and self.discovered_on > today():
            raise ValidationError({"discovered_on": _("This day has not come yet.")})

    def locked_fields(self) -> frozenset[str]:
        """What was reported stays as it was once it is contained; corrections are part of the assessment."""
        if self.state == self.State.REPORTED:
            return frozenset()
        return frozenset({"title", "kind", "facts", "category", "personal", "discovered_on", "notify_by"})


class IncidentNotice(PartyPart):
    """That one party knows of an incident: who says so for it, and when. Its place is there from the report on."""

    record_kind = "incident-notice"

    part_of = "incident"

    incident = models.ForeignKey(InfoIncident, models.CASCADE, related_name="notices", editable=False)
    notified_at = models.DateTimeField(_("notified"), null=True, blank=True, editable=False)
    by = models.CharField(_("confirmed by"), max_length=150, blank=True, editable=False)
    how = models.CharField(_("how it was told"), max_length=250, blank=True, editable=False)

    objects: ClassVar[Any] = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = (models.UniqueConstraint(fields=("incident", "party"), name="incident_one_notice_per_party"),)

    def __str__(self) -> str:
        return f"{self.incident} · {self.party}"

    def said_by(self) -> Any:
        """The party that has said that it knows; an empty place is nobody's word."""
        return self.party_id if self.notified_at else None
