import pytest

from partnerships.tests.factories import PASSWORD


@pytest.fixture
def door(cast):
    """Signs in through the page, as a person does."""

    def sign_in(user, password=PASSWORD):
        client = cast.client()
        answer = client.post("/account/login/", {"login": user.email, "password": password})
        return client, answer

    return sign_in
