"""What the tests of trainings read of an answer."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries(client, address):
    client.get(address)  # templates and the URLconf are loaded
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def content_of(answer):
    """The bytes of a file that is sent piece by piece; the client closes it behind the last."""
    return b"".join(answer.streaming_content)
