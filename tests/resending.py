"""A form that was sent is changed and sent once more under its number: what both floors expect."""

import re
import uuid

SAID = "Formulir ini sudah pernah dikirim dengan isi yang lain"


def number_in(page, prefix=""):
    """The number of the form on this page."""
    return re.search(rf'name="{prefix}token" value="([^"]+)"', page)[1]


def shown_again_and_saved_next(client, address, sent, name, value, model, prefix=""):
    """Two clicks make one row of ``model``; with another ``value`` of the field ``name`` the form comes
    back under a new number, which makes the second row."""
    sent = sent | {f"{prefix}token": str(uuid.uuid4())}
    for _click in range(2):
        assert client.post(address, sent).status_code == 302
    assert model.objects.count() == 1
    again = sent | {name: value}
    answer = client.post(address, again)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert SAID in page
    assert value in page
    assert model.objects.count() == 1
    number = number_in(page, prefix)
    assert number != sent[f"{prefix}token"]
    assert client.post(address, again | {f"{prefix}token": number}).status_code == 302
    assert model.objects.count() == 2
