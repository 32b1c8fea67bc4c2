"""Before the work begins the parties have agreed how they would part; before it is closed, nothing that must not stay open is open.

In between, it rests, ends and goes on again as a case says that they decided, or that one gave notice of: no party moves it there alone.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.gates import Gate, register_gates
from partnerships.models import Partnership
from partnerships.practices.conditions import some
from rmp.exits import evidence as e

State = Partnership.State
BEGINNING = ((State.NEGOTIATING, State.ACTIVE), (State.DORMANT, State.ACTIVE))
CLOSING = ((State.EXITING, State.CLOSED), (State.DORMANT, State.CLOSED))
AT_WORK = (State.ACTIVE, State.UNDER_REVIEW)

register_gates(
    *(
        Gate(
            "exits.decided",
            before,
            State.EXITING,
            _("An end is decided, or notice of it given, and its transition has begun."),
            some(e.ends_under_way.disclosed()),
            missing=_("No party ends it alone: open a case of ending, and decide it together or give notice."),
            link="rmp_exits:disengagementcase-list",
            link_label=_("Go to the cases"),
        )
        for before in AT_WORK
    ),
    Gate(
        "exits.undone",
        State.EXITING,
        State.ACTIVE,
        _("No end is under way."),
        ~Q(some(e.ends_under_way)),
        missing=_("An end is under way, so no party goes back alone: ask all parties."),
        link="lifecycle:gateoverride-create",
        link_label=_("Ask all parties"),
    ),
    *(
        Gate(
            "exits.suspended",
            before,
            State.DORMANT,
            _("A suspension is decided, and its day has come."),
            some(e.suspensions_due),
            missing=_("No party lets it rest alone: open a case of suspension, and decide it together."),
            link="rmp_exits:disengagementcase-list",
            link_label=_("Go to the cases"),
        )
        for before in AT_WORK
    ),
    *(
        Gate(
            "exits.rested",
            State.DORMANT,
            after,
            _("No suspension was decided by all."),
            ~Q(some(e.suspended)),
            missing=_("All parties decided that it rests, so no party wakes it alone: ask all parties."),
            link="lifecycle:gateoverride-create",
            link_label=_("Ask all parties"),
        )
        for after in (State.ACTIVE, State.EXPLORING)
    ),
    *(
        Gate(
            "exits.strategy",
            *step,
            _("The exit section of the plan is agreed."),
            some(e.agreed),
            missing=_("Write the exit strategy, and agree it with the plan or by itself."),
            link="rmp_exits:exitstrategy-list",
            link_label=_("Go to the strategy"),
        )
        for step in BEGINNING
    ),
    *(
        Gate(
            "exits.case",
            *step,
            _("A case of ending was decided, carried out and looked back on."),
            some(e.closed_ends),
            missing=_("Open a case of ending and bring it to its close: it closes the partnership."),
            link="rmp_exits:disengagementcase-list",
            link_label=_("Go to the cases"),
        )
        for step in CLOSING
    ),
    *(
        Gate(
            "exits.items",
            *step,
            _("Every item of the exit plan is accepted by the other side."),
            e.all_accepted,
            missing=_("Finish the items of the exit plan, and let the other side accept them."),
            link="rmp_exits:exitplanitem-list",
            link_label=_("Go to the exit plan"),
        )
        for step in CLOSING
    ),
    *(
        Gate(
            "exits.obligations",
            *step,
            _("Every obligation that goes on has a last day."),
            e.all_dated,
            missing=_("Give every obligation that goes on a last day."),
            link="rmp_exits:survivingobligation-list",
            link_label=_("Go to the obligations"),
        )
        for step in CLOSING
    ),
)
