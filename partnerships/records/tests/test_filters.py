"""What one can choose from in a filter is what one may read."""

import django_filters

from partnerships.access.policy import standing
from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.documents.models import Document
from partnerships.records.filters import RecordFilter


class ByAction(RecordFilter):
    action = django_filters.ModelChoiceFilter(queryset=Action.objects.all(), field_name="source_key")

    class Meta:
        model = Document
        fields = ()


def test_choices_are_narrowed_to_the_partnership_and_to_what_the_person_may_read(cast):
    private = ActionFactory(partnership=cast.partnership, author=cast.officer, party=cast.university)
    joint = ActionFactory(partnership=cast.partnership, author=cast.officer)
    ActionFactory(partnership=cast.sibling_partnership, author=cast.officer)
    found = {}
    for person in ("officer", "representative"):
        here = standing(getattr(cast, person), cast.partnership)
        form = ByAction({}, queryset=Document.objects.all(), standing=here).form
        found[person] = set(form.fields["action"].queryset)
    assert found == {"officer": {private, joint}, "representative": {joint}}
