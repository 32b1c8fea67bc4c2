"""What a page asks of the database."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def cost(client, address):
    """Queries of a page at a second visit: what is remembered between requests is so already."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return len(queries)
