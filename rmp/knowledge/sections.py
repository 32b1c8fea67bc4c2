"""What this room puts into the joint plan: always of disclosed records, in a fixed order, in a fixed number of queries."""

from django.utils.translation import gettext as _

from partnerships.models import Partnership
from partnerships.practices.sections import Block, contribute, disclosed, table_block
from partnerships.records.describe import text
from rmp.knowledge.models import CommunicationLine, DataSharing, InfoCategory, IPRecord, KnowledgeAsset


def information(partnership: Partnership) -> list[Block]:
    """Who can have what. One query."""
    found = list(disclosed(InfoCategory, partnership, "owner", "level", "agreement"))
    order = list(InfoCategory.Sharing.values)
    found.sort(key=lambda category: (category.owner.name, order.index(category.sharing)))
    return [
        table_block(
            _("What can be shared"),
            [_("Information"), _("Owner"), _("Sharing"), _("Condition"), _("Classification"), _("Agreement")],
            [
                [
                    *(category.name, category.owner.name, str(category.get_sharing_display()), category.condition),
                    *(str(category.level), text(category.agreement)),
                ]
                for category in found
            ],
        )
    ]


def intellectual_property(partnership: Partnership) -> list[Block]:
    """Background, foreground and sideground with their owners. Two queries."""
    current = disclosed(IPRecord, partnership).current().exclude(replaces__isnull=False, agreed_on=None)
    found = list(current.prefetch_related("shares__owner"))
    order = list(IPRecord.Kind.values)
    found.sort(key=lambda ip: order.index(ip.kind))
    return [
        table_block(
            _("Intellectual property"),
            [_("What"), _("Kind"), _("Owners"), _("Access rights"), _("Restrictions"), _("Shares agreed")],
            [
                [
                    *(ip.title, str(ip.get_kind_display()), owners(ip), ip.access_rights, ip.restrictions),
                    text(ip.agreed_on),
                ]
                for ip in found
            ],
        )
    ]


def owners(ip: IPRecord) -> str:
    """By name, in an order that no database's collation changes."""
    rows = sorted((share.owner.name, share.percent) for share in ip.shares.all())  # type: ignore[attr-defined]
    if ip.other_percent:
        rows.append((ip.other_owner, ip.other_percent))
    return ", ".join(f"{name} {percent.normalize():f} %" for name, percent in rows)


def communication(partnership: Partnership) -> list[Block]:
    """The communication plan. One query."""
    return [
        table_block(
            _("Communication plan"),
            [_("Audience"), _("Message"), _("Channel"), _("How often"), _("By"), _("Agreed beforehand by")],
            [
                [
                    *(line.addressees, line.message, str(line.get_channel_display()), str(line.get_frequency_display())),
                    *(line.speaker.name, str(line.get_approval_display())),
                ]
                for line in disclosed(CommunicationLine, partnership, "speaker")
            ],
        )
    ]


def kept(partnership: Partnership) -> list[Block]:
    """Knowledge that must not be lost, and data that pass between the parties. Two queries."""
    assets = disclosed(KnowledgeAsset, partnership, "holding")
    data = disclosed(DataSharing, partnership, "giver", "recipient")
    return [
        table_block(
            _("Knowledge that must not be lost"),
            [_("What"), _("Form"), _("Held by"), _("Risk of loss"), _("Why")],
            [[a.title, str(a.get_form_display()), a.holding.name, str(a.get_risk_display()), a.why] for a in assets],
        ),
        table_block(
            _("Data shared"),
            [_("Data"), _("From"), _("To"), _("Purpose"), _("Personal data"), _("Kept")],
            [
                [
                    d.title,
                    d.giver.name,
                    d.recipient.name,
                    d.purpose,
                    str(d.get_basis_display() if d.personal else _("no")),
                    d.retention,
                ]
                for d in data
            ],
        ),
    ]


contribute("knowledge", information, needs=("P09-01",))
contribute("knowledge", intellectual_property, needs=("P09-06",))
contribute("knowledge", communication, needs=("P09-09",))
contribute("knowledge", kept)
