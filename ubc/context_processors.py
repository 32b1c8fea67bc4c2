"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """The name and address of this installation."""
    return {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
