"""Whoever is refused at a form is led to the page above, which is there and open to him.

Read from the table of permissions: whoever may press (``O`` or ``R`` in the row POST) may open the
page above (the same in its row GET).
"""

import re

from django.urls import get_resolver, resolve
from django.urls.converters import get_converters

from core.views import page_above
from tests.roof.test_permissions import NAME, OURS, PEOPLE, TABLE

SAMPLES = {"int": "7", "slug": "K7M2QXR", "str": "kata", "kode": "33.07.05.2001"}
# Who is refused there is led elsewhere: to the offers, to the decision, to the agreement, to the
# dispute; a mandate is ended from the list of its holder too.
LED_ELSEWHERE = {
    "projects:accept_offer", "projects:decline_offer", "meetings:record_ballot",
    "agreements:acknowledge_paper", "agreements:dispute_mediator_paper", "villages:end",
}  # fmt: skip


def routes(patterns, before=""):
    for pattern in patterns:
        whole = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, whole)
        else:
            yield whole


def address_of(route):
    """A path of this kind: a sample stands for each code and number."""
    return "/" + re.sub(r"<(\w+):\w+>", lambda found: SAMPLES[found[1]], route)


def shape(route):
    return re.sub(r"<[^>]*>", "<>", route)


def table():
    """Name of an address → method → the letters of all its variants, a set for each person."""
    rows = {}
    for line in TABLE.read_text().splitlines():
        if line.startswith("#"):
            continue
        name, (method, *letters) = line[:NAME].split(" ")[0], line[NAME:].split()
        of_all = rows.setdefault(name, {}).setdefault(method, [set() for _each in PEOPLE])
        for held, letter in zip(of_all, letters, strict=True):
            held.add(letter)
    return rows


def forms():
    """Each address of ours that takes something, with its view's name."""
    rows = table()
    for route in routes(get_resolver().url_patterns):
        if "(" in route or not set(re.findall(r"<(\w+):", route)) <= SAMPLES.keys():
            continue
        found = resolve(address_of(route))
        if found.view_name in OURS and any(held - {"M"} for held in rows[found.view_name]["POST"]):
            yield found.view_name, found.route


def test_the_samples_stand_for_all_kinds_of_addresses():
    assert SAMPLES.keys() <= get_converters().keys()
    assert len(list(forms())) > 200


def test_a_word_of_the_address_is_no_code():
    for name, route in forms():
        above = resolve(page_above(address_of(route)))
        assert shape(route).startswith(shape(above.route)), name


def test_the_page_above_is_open_to_whoever_may_press():
    rows = table()
    for name, route in forms():
        above = resolve(page_above(address_of(route))).view_name
        for person, pressed, opened in zip(
            PEOPLE, rows[name]["POST"], rows[above]["GET"], strict=True
        ):
            if pressed & {"O", "R"} and person != "visitor" and name not in LED_ELSEWHERE:
                assert opened & {"O", "R"}, f"{name}: {above} is not open to {person}"
