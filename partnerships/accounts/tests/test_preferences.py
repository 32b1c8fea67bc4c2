import pytest
from django.urls import reverse

from partnerships.accounts.models import User
from partnerships.history.models import Event

URL = "/preferences/"
TYPED = {"name": "Olivia Odhiambo", "job_title": "Head", "time_zone": "Africa/Nairobi", "mail": "digest"}


def test_saved(cast):
    assert cast.client(cast.officer).post(URL, TYPED)["Location"] == URL
    saved = User.objects.values(*TYPED).get(pk=cast.officer.pk)
    assert saved == TYPED


@pytest.mark.parametrize("wrong", [{"name": ""}, {"time_zone": "Mars/Olympus"}, {"mail": "hourly"}, {"name": "x" * 151}])
def test_what_is_wrong_changes_nothing(cast, wrong):
    page = cast.client(cast.officer).post(URL, TYPED | wrong)
    assert page.status_code == 422
    assert User.objects.get(pk=cast.officer.pk).job_title == ""
    assert page.context["user"].name == "Olivia Officer"


def test_only_what_is_offered_is_changed(cast):
    cast.client(cast.officer).post(URL, TYPED | {"email": "x@example.org", "is_staff": "on", "is_superuser": "on", "id": "1"})
    saved = User.objects.get(pk=cast.officer.pk)
    assert (saved.email, saved.is_staff, saved.is_superuser) == ("olivia@example.org", False, False)


def test_a_language_is_asked_for_where_there_are_several(cast, settings):
    client = cast.client(cast.officer)
    settings.LANGUAGES = [("en-gb", "English")]
    assert "language" not in client.get(URL).context["form"].fields
    settings.LANGUAGES = [("en-gb", "English"), ("de", "German")]
    assert "language" in client.get(URL).context["form"].fields


def test_the_own_page_only(cast):
    assert cast.client().get(URL)["Location"] == f"/account/login/?next={URL}"
    page = cast.client(cast.stranger).get(URL).content.decode()
    assert "Stella Stranger" in page
    assert "Olivia" not in page


def test_it_leads_to_all_that_keeps_the_account_safe(cast):
    page = cast.client(cast.officer).get(URL).content.decode()
    for name in ("account_email", "account_change_password", "mfa_index", "usersessions_list"):
        assert f'href="{reverse(name)}"' in page


def test_dates_and_words_follow_it(cast):
    client = cast.client(cast.officer)
    User.objects.filter(pk=cast.officer.pk).update(language="de", time_zone="Pacific/Auckland")
    answer = client.get(URL)
    assert answer["Content-Language"] == "de"
    assert '<html lang="de"' in answer.content.decode()


def test_another_name_stands_in_the_history_of_each_partnership(cast):
    """Signatures are shown by the name of now."""
    client = cast.client(cast.officer)
    client.post(URL, TYPED | {"name": "Olivia Officer"})
    assert not Event.objects.filter(verb="person renamed").exists()
    client.post(URL, TYPED)
    told = Event.objects.filter(verb="person renamed").values_list("partnership__title", "party", "actor_name", "changes")
    change = {"name": ["Olivia Officer", "Olivia Odhiambo"]}
    assert sorted(told) == [(title, None, "Olivia Odhiambo", change) for title in ("Cold chains", "Quiet gearboxes")]
