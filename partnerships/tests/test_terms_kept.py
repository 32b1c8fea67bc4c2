"""What an administrator does with terms: a term in use is retired, never removed or made another."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.urls import reverse

from partnerships.bases import IN_USE
from partnerships.journal import save_entry
from partnerships.models import Term
from rmp.competence.tests.factories import CompetenceFactory, RoleRequirementFactory
from rmp.relationship.tests.factories import InterestedPartyFactory


@pytest.fixture
def term(cast):
    """A purpose that a partnership names."""
    term = Term.objects.filter(taxonomy="purpose").order_by("position").first()
    cast.partnership.purposes.set([term])
    return term


def journal():
    return [(entry.object_repr, entry.get_change_message()) for entry in LogEntry.objects.order_by("pk")]


def test_it_is_not_deleted_by_whatever_way(cast, term):
    desk = cast.client(cast.administrator)
    assert desk.post(reverse("admin:partnerships_term_delete", args=[term.pk]), {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [term.pk], "post": "yes"}
    desk.post(reverse("admin:partnerships_term_changelist"), data)
    assert list(cast.partnership.purposes.all()) == [term]
    assert journal() == []


def test_its_code_and_taxonomy_stay(cast, term):
    desk = cast.client(cast.administrator)
    data = {"taxonomy": "benefit", "code": "else", "label": term.label, "group": term.group, "position": 1, "active": "on"}
    desk.post(reverse("admin:partnerships_term_change", args=[term.pk]), data)
    assert Term.objects.values_list("taxonomy", "code").get(pk=term.pk) == (term.taxonomy, term.code)
    for name, value in (("taxonomy", "benefit"), ("code", "else")):
        changed = Term.objects.get(pk=term.pk)
        setattr(changed, name, value)
        with pytest.raises(ValidationError):
            save_entry(changed, actor=cast.administrator)
    assert Term.objects.values_list("taxonomy", "code").get(pk=term.pk) == (term.taxonomy, term.code)


def test_a_retired_one_stays_where_it_is(cast, term):
    """Of a partnership, and of a record: whoever changes something else does not drop it."""
    kept = InterestedPartyFactory(partnership=cast.partnership, author=cast.officer, influence=1, interest=1)
    Term.objects.filter(pk__in=[term.pk, kept.category_id]).update(active=False)
    desk = cast.client(cast.officer)
    for address, model in (
        (reverse("partnerships:update", args=[cast.partnership.slug]), type(cast.partnership)),
        (reverse("rmp_relationship:interestedparty-update", args=[cast.partnership.slug, kept.pk]), type(kept)),
    ):
        form = desk.get(address).context["form"]
        data = {name: value for name, value in form.initial.items() if value is not None}
        data |= {name: [one.pk for one in value] for name, value in data.items() if isinstance(value, list)}
        assert desk.post(address, data | {"seen_version": form.instance.version}).status_code == 302, form.errors
        assert model.objects.filter(pk=form.instance.pk).exists()
    assert list(cast.partnership.purposes.all()) == [term]
    fresh = desk.get(reverse("rmp_relationship:interestedparty-create", args=[cast.partnership.slug])).context["form"]
    assert not fresh.fields["category"].queryset.filter(pk=kept.category_id).exists()


def page_of(term, **typed):
    data = {"taxonomy": term.taxonomy, "code": term.code, "label": term.label, "group": term.group, "position": term.position}
    return reverse("admin:partnerships_term_change", args=[term.pk]), data | {"active": "on"} | typed


def test_what_a_record_names_keeps_its_label(cast, term):
    desk, before = cast.client(cast.administrator), term.label
    address, data = page_of(term, label="Jobs for graduates")
    field = desk.get(address).context["adminform"].form.fields["label"]
    assert (field.disabled, field.help_text) == (True, IN_USE)
    desk.post(address, data)
    term.label = "Jobs for graduates"
    with pytest.raises(ValidationError) as refusal:
        save_entry(term, actor=cast.administrator)
    assert refusal.value.message_dict == {"label": [IN_USE]}
    assert (Term.objects.get(pk=term.pk).label, journal()) == (before, [])


def test_so_does_what_a_row_refers_to_by_a_key(cast):
    term = InterestedPartyFactory(partnership=cast.partnership).category
    term.label = "Weather"
    with pytest.raises(ValidationError):
        save_entry(term, actor=cast.administrator)


def test_the_label_of_one_that_nothing_names_is_corrected_and_that_is_recorded(cast, term):
    unused = Term.objects.filter(taxonomy="purpose").exclude(pk=term.pk).first()
    before = unused.label
    address, data = page_of(unused, label="Jobs for graduates")
    assert cast.client(cast.administrator).post(address, data).status_code == 302
    assert journal() == [("Jobs for graduates", f"Label: “{before}” became “Jobs for graduates”.")]


def test_it_is_retired_in_the_list(cast, term):
    data = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": term.pk, "form-0-position": term.position}
    address = f"{reverse('admin:partnerships_term_changelist')}?id={term.pk}"
    assert cast.client(cast.administrator).post(address, data | {"_save": "Save"}).status_code == 302
    assert not Term.objects.get(pk=term.pk).active
    assert list(cast.partnership.purposes.all()) == [term]
    assert journal() == [(str(term), "Offered in forms: “True” became “False”.")]


def test_a_new_one_is_recorded(cast):
    data = {"taxonomy": "purpose", "code": "chess", "label": "Chess", "position": 1, "active": "on"}
    assert cast.client(cast.administrator).post(reverse("admin:partnerships_term_add"), data).status_code == 302
    assert Term.objects.filter(code="chess").count() == 1
    assert journal() == [("Chess", "Added.")]


def test_what_somebody_is_rated_by_keeps_its_words(cast):
    competence = CompetenceFactory()
    assert competence.KEPT_IN_USE == ("kind", "title", "text", "level_0", "level_1", "level_2", "level_3", "level_4")
    for used in (False, True):
        if used:
            RoleRequirementFactory(profile__partnership=cast.partnership, profile__author=cast.officer, competence=competence)
        competence.level_4 = "Sets the tone."
        if used:
            with pytest.raises(ValidationError) as refusal:
                save_entry(competence, actor=cast.administrator)
            assert refusal.value.message_dict == {"level_4": [IN_USE]}
            competence.refresh_from_db()
        else:
            save_entry(competence, actor=cast.administrator)
            competence.level_4 = "As before."
            save_entry(competence, actor=cast.administrator)
    assert competence.level_4 == "As before."
