"""The pages of this room: what they say from each side, and that they ask the database as often for one as for thirty."""

from django.urls import reverse

from partnerships.tests.costs import cost
from risks.models import Risk
from risks.tests.worlds import everything_of, fill

TABS = (
    *("", "riskrating", "consensus", "treatment", "riskowner", "risklink", "indicator", "riskreview", "acceptance"),
    *("bowtie", "trend", "history"),
)
# Those that ask more than a table of parts does.
OF_OUR_OWN = ("", "riskrating", "treatment", "risklink", "indicator", "bowtie", "trend")
LISTS = ("risk-list", "riskcriteria-list", "partystance-list")
PAGES = ("map", "whole", "consistency")


def url(cast, name, *args, **query):
    address = reverse(f"risks:{name}", args=[cast.partnership.slug, *args])
    return address + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def joint():
    return Risk.objects.joint().order_by("created_at").first()


def test_every_page_costs_the_same_for_one_and_for_thirty(cast):
    client = cast.client(cast.officer)

    def costs():
        found = {name: cost(client, url(cast, name)) for name in (*LISTS, *PAGES)}
        found |= {f"{name} table": cost(client, url(cast, name, view="table")) for name in LISTS}
        found |= {f"risk {tab}": cost(client, url(cast, "risk-detail", joint().pk, tab=tab)) for tab in OF_OUR_OWN}
        return found

    fill(cast, 1)
    few = costs()
    fill_more(cast)
    assert costs() == few
    lists = {name: n for name, n in few.items() if not name.startswith("risk ") and name not in PAGES}
    assert {name: n for name, n in lists.items() if n > 8} == {}
    assert {name: n for name, n in few.items() if name.startswith("risk ") and n > 14} == {}
    assert {name: n for name, n in few.items() if name in PAGES and n > 16} == {}


def fill_more(cast):
    fill_again = joint()
    fill(cast, 6)
    for _ in range(3):
        everything_of(cast, fill_again, again=True)
