"""The leader's profile that a new partnership can begin with."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from partnerships.models import Partnership
from partnerships.records.services import save_record
from partnerships.starting import Kind
from rmp.leadership.models import LeaderProfile

if TYPE_CHECKING:
    from partnerships.accounts.models import User


def lay_out(partnership: Partnership, kind: Kind, *, actor: "User", **kwargs: object) -> None:
    """A draft of the profile: one leader for each party. Its powers are for the parties to say."""
    profile = LeaderProfile(
        partnership=partnership,
        visibility="shared",
        title=_("Leader of the collaboration"),
        requirements=_(
            "Knows how the own house decides, and is listened to there. Has worked with the other world before, or wants to learn it. "
            "Has time for it: at least one day a week."
        ),
        responsibilities=_(
            "Answers for what the own party promised. Keeps the plan with the counterpart, tells bad news first, and sees that people, "
            "money and decisions are there when they are needed."
        ),
    )
    save_record(profile, actor=actor)
