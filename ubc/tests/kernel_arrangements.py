"""Each service of the kernel, ready to be called."""

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.files.base import ContentFile
from django.utils import timezone

from objectives.models import Revision
from objectives.tests.arrangements import revision
from objectives.tests.factories import RevisionConditionFactory
from partnerships import services as tables
from partnerships.accounts.models import User
from partnerships.actions import services as actions
from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.administration.services import addresses, parties, people, readings
from partnerships.administration.tests.reading import started
from partnerships.archive import services as archive
from partnerships.documents import services as documents
from partnerships.documents.models import Document
from partnerships.documents.tests.factories import DocumentFactory, level, upload
from partnerships.invitations import identity, memberships, officers, pausing
from partnerships.invitations import services as invitations
from partnerships.journal import save_entry
from partnerships.lifecycle import services as lifecycle
from partnerships.lifecycle.models import GateOverride
from partnerships.lifecycle.tests.factories import GateOverrideFactory
from partnerships.models import Membership, Partnership, Party, Role, Term
from partnerships.records import services as records
from partnerships.records import sharing
from partnerships.referrals import refer
from partnerships.rules import services as rules
from partnerships.rules.models import RuleChange
from partnerships.rules.tests.factories import agree, signed_change
from partnerships.scorecards.exemptions import end_exemption
from partnerships.scorecards.models import Exemption
from partnerships.scorecards.tests.factories import ExemptionFactory
from partnerships.signoff import endings
from partnerships.signoff import services as signoff
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.tests.pages import PDF
from partnerships.signoff.tests.signing import proven
from partnerships.starting import KINDS, STARTS, begin
from partnerships.tests.arrangements import DENIED, SYSTEM, Arrangements, call
from partnerships.tests.factories import MembershipFactory, ParticipationFactory, PartyFactory
from rmp.plan.tests import factories as plan
from rmp.team.tests.factories import TeamMemberFactory

# The others of the university's private things, and of what only it may do with its shared ones: a whole party, and who may not sign.
NOT_OURS = (*DENIED, "representative", "partner_contributor", "facilitator", "auditor")
# The administrator of the installation still brings in people (ends with the joint admission).
PEOPLE = tuple(name for name in DENIED if name != "administrator")
# Neutral people write nothing.
UNWRITING = (*DENIED, "facilitator", "auditor")
# What only the administrator of the installation does: nobody who stands for a party, in whatever role.
DESK = (*PEOPLE, "officer", "representative", "contributor", "facilitator", "auditor")


def joint(cast, factory=ActionFactory, **fields):
    return factory(partnership=cast.partnership, author=cast.officer, **fields)


def own(cast, factory=ActionFactory, **fields):
    return joint(cast, factory, party=cast.university, **fields)


def private(cast, **fields):
    return own(cast, visibility="private", **fields)


def new_action(cast, **fields):
    return ActionFactory.build(partnership=cast.partnership, responsible=cast.university, author=None, **fields)


def round_of(cast):
    return signoff.open_round(revision(cast, state=Revision.State.JOINT_DECISION), actor=cast.officer)


def overtaken_round(cast):
    """Its subject is gone, so that no hook of the subject refuses in place of the round."""
    round = round_of(cast)
    Revision.objects.filter(pk=round.subject_key).delete()
    return round


def agreed(cast):
    return agree(joint(cast, RevisionConditionFactory))


def quoting(cast):
    """A plan in force that quotes a rule, and says so before the rule does."""
    rule = joint(cast, RevisionConditionFactory)
    version = plan.in_force(cast)
    type(rule).objects.filter(pk=rule.pk).update(agreed_on=None, agreed_by=None)
    return version, signoff.SignOffRound.objects.of_record(version).get()


def lost_address_of(cast):
    return proven(addresses.change_address)(
        cast.contributor, actor=cast.administrator, email="c@example.org", lost_reason="It is gone."
    )


def table(cast, **fields):
    """The partnership, with other values: a copy, as the cast is everybody's."""
    partnership = Partnership.objects.get(pk=cast.partnership.pk)
    for name, value in fields.items():
        setattr(partnership, name, value)
    return partnership


def negotiating(cast):
    partnership = table(cast, state=Partnership.State.NEGOTIATING)
    partnership.save()
    return partnership


def approved(cast):
    """(the objective, its new values, the decision that allows them)"""
    decision = revision(cast, state=Revision.State.APPROVED)
    return decision.objective, {"title": "Quieter gears"}, decision


def of_three(cast):
    """Another signing party sits at the table."""
    third = PartyFactory()
    ParticipationFactory(partnership=cast.partnership, party=third)
    return cast.partnership, third


def founded(cast):
    """A partnership in which only the university has joined."""
    new = Partnership(title="New")
    return tables.open_partnership(new, actor=cast.officer, party=cast.university, partners=[cast.partner])


def paused(cast):
    place = place_of(cast, cast.contributor)
    return pausing.pause_membership(membership=place, actor=cast.officer, reason="In danger.")


def newcomer(cast):
    """A party that came after a joint record."""
    record = joint(cast, RevisionConditionFactory)
    return {"records": [record], "seat": ParticipationFactory(partnership=cast.partnership, state="invited")}


def place_of(cast, person):
    return Membership.objects.get(user=person, partnership=cast.partnership)


def invitation(cast):
    return proven(invitations.invite)(actor=cast.officer, **invited(cast, cast.university))


def invited(cast, party):
    return {"party": party, "role": Role.READER, "email": "new@example.org", "partnership": cast.partnership, "name": "New"}


def by_administrator(cast):
    return proven(invitations.invite)(actor=cast.administrator, **invited(cast, cast.university))


def vouched_for(cast):
    """The partner, of which only the university says who it is."""
    Party.objects.filter(pk=cast.partner.pk).update(vouched_by="Olivia Officer", vouched_at=timezone.now())
    return Party.objects.get(pk=cast.partner.pk)


def with_second_factor(cast):
    TOTP.activate(cast.contributor, generate_totp_secret())
    return cast.contributor


def inactive(cast):
    User.objects.filter(pk=cast.contributor.pk).update(is_active=False)
    return cast.contributor


def described(cast):
    document = own(cast, DocumentFactory)
    document.title = "Another title"
    return document


def new_document(cast):
    return Document(partnership=cast.partnership, party=cast.university, visibility="private", level=level())


def file(name="plan.pdf"):
    return ContentFile(PDF, name=name)


ARRANGEMENTS: Arrangements = {
    # --- records ---------------------------------------------------------------------------------------------------
    records.save_record: lambda cast: call(
        new_action(cast, party=cast.university, visibility="private"), by="contributor", denied=NOT_OURS
    ),
    records.amend_record: lambda cast: (
        lambda record, values, decision: call(record, values, authority=decision, by="partner_contributor")
    )(*approved(cast)),
    records.end_term: lambda cast: call(own(cast, TeamMemberFactory, visibility="shared"), records.dt.date(2026, 6, 1)),
    records.delete_record: lambda cast: call(own(cast, visibility="shared"), by="contributor", denied=NOT_OURS),
    records.advance: lambda cast: call(own(cast, visibility="shared"), Action.State.DOING, by="contributor", denied=NOT_OURS),
    sharing.share_record: lambda cast: call(own(cast), denied=(*NOT_OURS, "contributor")),
    sharing.share_with_all: lambda cast: call(own(cast), denied=(*NOT_OURS, "contributor")),
    sharing.share_many: lambda cast: (
        lambda record: call(
            ParticipationFactory(partnership=cast.partnership), records=[record], denied=(*NOT_OURS, "contributor")
        )
    )(own(cast, visibility="shared")),
    sharing.withdraw_record: lambda cast: call(own(cast, visibility="shared"), denied=(*NOT_OURS, "contributor")),
    sharing.show: lambda cast: call(cast.partnership, **newcomer(cast), by=SYSTEM),
    sharing.show_all: lambda cast: call(cast.partnership, seat=newcomer(cast)["seat"], by=SYSTEM),
    # --- the partnership -------------------------------------------------------------------------------------------
    tables.open_partnership: lambda cast: call(
        Partnership(title="New"), party=cast.university, partners=[cast.partner], denied=(*NOT_OURS, "contributor")
    ),
    # While no other party has joined; after that nobody does it alone (partnerships.admission).
    tables.add_party: lambda cast: call(
        founded(cast), party=PartyFactory(), denied=(*DENIED, "contributor", "facilitator", "representative")
    ),
    tables.admit_party: lambda cast: call(cast.partnership, PartyFactory(), by=SYSTEM),
    tables.remove_party: lambda cast: call(*of_three(cast), by=SYSTEM),
    tables.save_partnership: lambda cast: call(
        table(cast, title="Silent gearboxes"), seen_version=None, denied=(*DENIED, "contributor", "facilitator")
    ),
    tables.move_partnership: lambda cast: call(
        table(cast), Partnership.State.UNDER_REVIEW, denied=(*DENIED, "contributor", "facilitator")
    ),
    tables.grow_partnership: lambda cast: call(cast.partnership, title="More of it", denied=NOT_OURS),
    # --- actions ---------------------------------------------------------------------------------------------------
    actions.add_action: lambda cast: call(own(cast), title="Call them", responsible=cast.university, denied=NOT_OURS),
    actions.start_action: lambda cast: call(own(cast), by="contributor", denied=NOT_OURS),
    actions.finish_action: lambda cast: call(joint(cast, state=Action.State.DOING), by="partner_contributor"),
    actions.cancel_action: lambda cast: call(own(cast), reason="Done otherwise.", denied=NOT_OURS),
    actions.reopen_action: lambda cast: call(joint(cast, state=Action.State.DONE)),
    # --- documents -------------------------------------------------------------------------------------------------
    documents.attach: lambda cast: call(own(cast, visibility="shared"), file=upload(), level=level(), denied=NOT_OURS),
    documents.keep: lambda cast: call(new_document(cast), file=upload(), by="contributor", denied=NOT_OURS),
    documents.add_version: lambda cast: call(own(cast, DocumentFactory), file=upload(), denied=NOT_OURS),
    documents.describe_document: lambda cast: call(described(cast), by="contributor", denied=NOT_OURS),
    documents.reclassify: lambda cast: call(
        own(cast, DocumentFactory), level=level(3), reason="It is ours.", denied=(*NOT_OURS, "contributor")
    ),
    # --- what a new partnership begins with, and what one room hands on to another -------------------------------------
    **{
        step: lambda cast: call(cast.partnership, KINDS["students"], party=cast.university, by="contributor", denied=UNWRITING)
        for _what, step in STARTS
    },
    begin: lambda cast: call(cast.partnership, "students", party=cast.university, by="contributor", denied=UNWRITING),
    refer: lambda cast: call(joint(cast), "governance.issue", title="Late bench", by=SYSTEM),
    # --- the course of a partnership ---------------------------------------------------------------------------------
    lifecycle.ask_override: lambda cast: call(negotiating(cast), to_state=Partnership.State.ACTIVE, reason="We start in May."),
    lifecycle.answer: lambda cast: call(joint(cast, GateOverrideFactory), GateOverride.State.AGREED, by=SYSTEM),
    lifecycle.follow_step: lambda cast: (
        lambda override: call(cast.partnership, override.from_state, override.to_state, by=SYSTEM)
    )(joint(cast, GateOverrideFactory, agreed=True)),
    end_exemption: lambda cast: call(
        joint(cast, ExemptionFactory, state=Exemption.State.AGREED),
        reason="It matters now.",
        by="representative",
        denied=(*DENIED, "contributor", "partner_contributor"),
    ),
    # --- agreed rules ------------------------------------------------------------------------------------------------
    rules.propose_change: lambda cast: call(agreed(cast), by="partner_contributor", reason="It is new.", text="By a tenth."),
    rules.propose_end: lambda cast: call(agreed(cast), by="contributor", reason="It is over."),
    rules.submit_rule: lambda cast: call(joint(cast, RevisionConditionFactory), by="partner_contributor", reason="Now."),
    rules.apply_change: lambda cast: call(signed_change(agreed(cast), actor=cast.officer, text="By a tenth."), by=SYSTEM),
    rules.close_change: lambda cast: call(
        rules.propose_end(agreed(cast), actor=cast.officer, reason="It is over."), RuleChange.State.VOID, by=SYSTEM
    ),
    rules.agree_rules: lambda cast: (
        lambda version, round: call(cast.partnership, version.rules, round=round, authority=version, by=SYSTEM)
    )(*quoting(cast)),
    # --- signatures --------------------------------------------------------------------------------------------------
    signoff.open_round: lambda cast: call(revision(cast, state=Revision.State.JOINT_DECISION)),
    signoff.sign: lambda cast: call(round_of(cast), by="representative", denied=(*DENIED, "contributor", "facilitator")),
    signoff.decline: lambda cast: call(
        round_of(cast), reason="Not so.", by="representative", denied=(*DENIED, "contributor", "facilitator")
    ),
    signoff.sign_elsewhere: lambda cast: call(
        round_of(cast),
        file=file(),
        signed_by="Renate Representative",
        signed_on=records.dt.date(2026, 1, 5),
        by="representative",
        denied=(*DENIED, "contributor", "facilitator"),
    ),
    signoff.delegate: lambda cast: call(
        round_of(cast),
        to=cast.partner_contributor,
        by="representative",
        denied=(*DENIED, "contributor", "facilitator"),
    ),
    signoff.withdraw_round: lambda cast: call(round_of(cast), denied=(*NOT_OURS, "contributor")),
    signoff.void_round: lambda cast: call(round_of(cast), reason="It is overtaken.", by=SYSTEM),
    endings.close: lambda cast: call(overtaken_round(cast), SignOffRound.State.COMPLETE, by=SYSTEM),
    endings.void: lambda cast: call(overtaken_round(cast), reason="It is overtaken.", by=SYSTEM),
    endings.void_if_changed: lambda cast: call(overtaken_round(cast), by=SYSTEM),
    endings.overtaken: lambda cast: call(overtaken_round(cast), by=SYSTEM),
    # --- archives: whoever reads a party's own space may take it along --------------------------------------------------
    archive.request_own: lambda cast: call(
        cast.partnership, by="partner_reader", denied=("stranger", "sibling", "respondent", "administrator", "auditor")
    ),
    archive.request_joint: lambda cast: call(
        cast.partnership, by="partner_reader", denied=("stranger", "sibling", "respondent", "administrator", "auditor")
    ),
    # --- people ------------------------------------------------------------------------------------------------------
    invitations.invite: lambda cast: call(**invited(cast, cast.university), denied=(*PEOPLE, "representative", "contributor")),
    invitations.resend: lambda cast: call(invitation=invitation(cast), denied=(*PEOPLE, "representative", "contributor")),
    invitations.revoke: lambda cast: call(invitation=invitation(cast), denied=(*PEOPLE, "representative", "contributor")),
    # The university confirms whom an administrator invites in its name, and nobody else does.
    **{
        step: lambda cast: call(
            invitation=by_administrator(cast), denied=(*DENIED, "contributor", "representative", "facilitator", "auditor")
        )
        for step in (invitations.confirm, invitations.reject)
    },
    memberships.change_role: lambda cast: call(
        membership=place_of(cast, cast.contributor), role=Role.READER, denied=(*PEOPLE, "representative", "contributor")
    ),
    memberships.end_membership: lambda cast: call(
        membership=place_of(cast, cast.contributor), denied=(*PEOPLE, "representative", "contributor")
    ),
    memberships.dismiss: lambda cast: call(cast.partnership, place_of(cast, cast.auditor), by=SYSTEM),
    pausing.pause_membership: lambda cast: call(
        membership=place_of(cast, cast.contributor),
        reason="In danger.",
        denied=(*DENIED, "representative", "partner_contributor", "facilitator", "auditor"),
    ),
    pausing.lift_pause: lambda cast: call(
        membership=paused(cast), denied=(*DENIED, "representative", "partner_contributor", "facilitator", "auditor")
    ),
    memberships.leave: lambda cast: call(
        membership=place_of(cast, cast.partner_reader),
        by="partner_reader",
        denied=("stranger", "sibling", "reader", "respondent", "officer", "representative", "administrator"),
    ),
    officers.make_officer: lambda cast: call(
        membership=MembershipFactory(party=cast.university, partnership=cast.partnership, role=Role.REPRESENTATIVE),
        denied=(*DENIED, "representative", "contributor", "facilitator", "auditor"),
    ),
    # --- the administrator of the installation -------------------------------------------------------------------------
    people.add_person: lambda cast: call(email="new@example.org", name="New", by="administrator", denied=DESK),
    people.describe_person: lambda cast: call(cast.contributor, name="Conrad", by="administrator", denied=DESK),
    people.change_rights: lambda cast: call(
        cast.contributor, is_staff=True, is_superuser=False, by="administrator", denied=DESK
    ),
    people.deactivate: lambda cast: call(cast.contributor, by="administrator", denied=DESK),
    people.reactivate: lambda cast: call(inactive(cast), by="administrator", denied=DESK),
    people.send_reset_mail: lambda cast: call(cast.contributor, by="administrator", denied=DESK),
    people.reset_second_factor: lambda cast: call(with_second_factor(cast), by="administrator", denied=DESK),
    addresses.change_address: lambda cast: call(cast.contributor, email="c@example.org", by="administrator", denied=DESK),
    # Whose old address is lost: the officers of the own organisation, and neither the person nor who asked.
    **{
        step: lambda cast: call(
            lost_address_of(cast), denied=(*DENIED, "contributor", "representative", "facilitator", "auditor")
        )
        for step in (addresses.agree_to_change, addresses.refuse_change)
    },
    parties.confirm_party: lambda cast: call(vouched_for(cast), reason="I rang.", by="administrator", denied=DESK),
    identity.confirm_identity: lambda cast: call(vouched_for(cast), by=SYSTEM),
    identity.vouch_for: lambda cast: call(cast.partner, inviter=cast.officer, inviter_party=cast.university, by=SYSTEM),
    parties.save_party: lambda cast: call(PartyFactory.build(), by="administrator", denied=DESK),
    readings.start_reading: lambda cast: call(
        cast.partnership, cast.university, reason="A court asks.", hours=1, by="administrator", denied=DESK
    ),
    # The one who reads ends it, and who manages for the party that is read.
    readings.end_reading: lambda cast: call(
        started(cast), denied=(*PEOPLE, "representative", "contributor", "facilitator", "auditor")
    ),
    readings.end_readings_of: lambda cast: call(started(cast).person, by="administrator", denied=DESK),
    readings.note_seen: lambda cast: call(started(cast), record=private(cast), by="administrator", denied=DESK),
    save_entry: lambda cast: call(Term(taxonomy="purpose", code="new", label="New"), by="administrator", denied=DESK),
}

_LINK = "Whoever has the secret of the link in the mail answers; the account's address is asked where there is an account."
_CLOCK = "The clock or the worker calls it; it takes no word of a person."
_OWN = "It touches nothing but what is the person's own, and the person is the one given."
UNASKED = {
    "partnerships.invitations.services.accept": _LINK,
    "partnerships.invitations.services.accept_as_new": _LINK,
    "partnerships.invitations.services.decline": _LINK,
    "partnerships.administration.services.addresses.confirm_address": _LINK,
    "partnerships.administration.services.addresses.refuse_address": _LINK,
    "partnerships.administration.services.addresses.settle_lost_addresses": _CLOCK,
    "partnerships.accounts.services.mark_unverified": _OWN,
    "partnerships.accounts.services.mark_verified": _OWN,
    **{f"partnerships.outbox.services.{name}": _CLOCK for name in ("queue", "queue_many", "retry", "claim")},
    **{
        f"partnerships.reminders.services.{name}": _CLOCK
        for name in ("remind", "close_what_is_done", "remind_of", "post", "post_each", "post_digests")
    },
    **{f"partnerships.reminders.services.{name}": _OWN for name in ("mark_read", "renew_feed", "end_feed")},
    **{f"partnerships.archive.services.{name}": _CLOCK for name in ("make", "sweep")},
}
