"""Every installation starts with the same terms, and keeps what its institution made of them."""

import re

import pytest
from django.apps import apps

from partnerships.models import Term
from partnerships.terms import TERMS, load_terms


def stored():
    return list(Term.objects.order_by("taxonomy", "position").values_list("taxonomy", "code", "label", "group", "position"))


def shipped():
    return sorted(
        (
            (taxonomy, *entry, position)
            for taxonomy, entries in TERMS.items()
            for position, entry in enumerate(entries, start=1)
        ),
        key=lambda row: (row[0], row[4]),
    )


def test_there_is_a_list_for_each_taxonomy():
    assert list(TERMS) == Term.Taxonomy.values


@pytest.mark.parametrize("taxonomy", TERMS)
def test_codes_and_labels_are_unique_and_fit_their_fields(taxonomy):
    codes = [entry.code for entry in TERMS[taxonomy]]
    labels = [entry.label for entry in TERMS[taxonomy]]
    assert sorted(codes) == sorted(set(codes))
    assert sorted(labels) == sorted(set(labels))
    assert [code for code in codes if not re.fullmatch(r"[a-z0-9-]{2,60}", code)] == []
    assert [label for label in labels if not 3 <= len(label) <= 120] == []


def test_the_types_of_collaboration_stand_in_four_domains():
    domains = {}
    for entry in TERMS["ubc_type"]:
        domains.setdefault(entry.group, []).append(entry.code)
    assert {domain: len(codes) for domain, codes in domains.items()} == {
        "Education": 5,
        "Research": 3,
        "Valorisation": 3,
        "Management": 3,
    }


@pytest.mark.django_db
def test_the_migration_loads_them():
    assert stored() == shipped()


@pytest.mark.django_db
def test_loading_again_adds_nothing():
    load_terms(apps)
    assert stored() == shipped()


@pytest.mark.django_db
def test_what_the_institution_changed_stays():
    Term.objects.filter(taxonomy="discipline", code="chemistry").update(label="Chemistry and dyes", position=99, active=False)
    Term.objects.create(taxonomy="discipline", code="oenology", label="Oenology", position=100)
    Term.objects.filter(taxonomy="discipline", code="physics").delete()

    load_terms(apps)

    chemistry = Term.objects.get(taxonomy="discipline", code="chemistry")
    assert (chemistry.label, chemistry.position, chemistry.active) == ("Chemistry and dyes", 99, False)
    assert Term.objects.filter(taxonomy="discipline").count() == len(TERMS["discipline"]) + 1
    assert Term.objects.get(taxonomy="discipline", code="physics").label == "Physics"
