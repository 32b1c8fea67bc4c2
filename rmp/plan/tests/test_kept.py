"""The plan that is kept for its readers is the plan as it is."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from partnerships.records.services import save_record
from rmp.plan import living
from rmp.plan.content import assemble
from rmp.plan.living import living_plan
from rmp.plan.models import LivingPlan, SectionText
from rmp.plan.tests.browsing import url


def write(cast, text):
    """In a section, as people do: through the service, so that the history knows of it."""
    found = SectionText.objects.filter(partnership=cast.partnership, section="risks").first()
    record = found or SectionText(partnership=cast.partnership, visibility="shared", section="risks")
    record.text = text
    save_record(record, actor=cast.officer)


def shown(cast):
    content = living_plan(cast.partnership)
    assert content == assemble(cast.partnership)
    return next(section["text"] for section in content["sections"] if section["key"] == "risks")


def test_it_is_read_in_one_query_while_nothing_happens(cast, django_assert_num_queries):
    write(cast, "Fire.")
    assert shown(cast) == "Fire."
    with django_assert_num_queries(1):
        living_plan(cast.partnership)


def test_whatever_happens_is_in_it_at_once(cast):
    write(cast, "Fire.")
    assert shown(cast) == "Fire."
    write(cast, "Water.")
    assert shown(cast) == "Water."
    assert "Water." in cast.client(cast.partner_reader).get(url(cast, "living")).content.decode()
    assert LivingPlan.objects.count() == 1


def test_what_happens_elsewhere_leaves_it_alone(cast, django_assert_num_queries):
    write(cast, "Fire.")
    living_plan(cast.partnership)
    record = SectionText(partnership=cast.sibling_partnership, visibility="shared", section="risks", text="Flood.")
    save_record(record, actor=cast.officer)
    with django_assert_num_queries(1):
        assert "Flood." not in str(living_plan(cast.partnership))


def test_it_is_of_the_day(cast):
    write(cast, "Fire.")
    before = living_plan(cast.partnership)["date"]
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        assert living_plan(cast.partnership)["date"] > before


def test_it_is_of_this_edition_of_the_product(cast, monkeypatch, django_assert_max_num_queries):
    write(cast, "Fire.")
    living_plan(cast.partnership)
    LivingPlan.objects.update(content={"sections": []})
    monkeypatch.setattr(living, "FORMAT", 99)
    assert living_plan(cast.partnership) == assemble(cast.partnership)


@pytest.mark.parametrize("who", ["sibling", "stranger", "respondent"])
def test_nobody_reads_by_it_what_is_not_for_him(cast, who):
    write(cast, "Fire.")
    living_plan(cast.partnership)
    response = cast.client(getattr(cast, who)).get(url(cast, "living"))
    assert (response.status_code in (403, 404), "Fire." in response.content.decode()) == (True, False)
