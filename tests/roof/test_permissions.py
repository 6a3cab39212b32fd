"""Who may open and press what: every address of ours × fifteen kinds of people × GET and POST.

The expectation is written in ``permissions.txt``, a table to be read by people. An address without
rows fails. Letters: O page, L sent to sign in, R sent elsewhere, F refused with the reason (403),
N not found (404), M not with this method (405). A POST is empty, so whoever may press sees the form
again (O) or is led on (R), and who may not is refused before the form is looked at.

``python -m pytest tests/roof/test_permissions.py --show-permissions`` prints the table as it is.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from tests.factories.accounts import UserFactory
from tests.factories.villages import (
    MandateFactory,
    PartnerFactory,
    ProfileFactory,
    RegionFactory,
    SubdistrictFactory,
)
from tests.roof.addresses import places_of

TABLE = Path(__file__).with_name("permissions.txt")
NOT_OURS = ("admin:", "account_", "mfa_", "usersessions_")
PEOPLE = [
    "visitor",  # nobody signed in
    "unconfirmed",  # an account whose address is not confirmed; allauth lets no such session in
    "newcomer",  # confirmed, applied as representative, not verified
    "head A",  # leads, calls, drafts
    "secretary A",
    "head B",  # partner, invited, party
    "council B",
    "head C",  # of the same subdistrict, takes no part
    "former A",  # mandate ended
    "officer",  # of the subdistrict
    "regency",  # officer of the regency
    "partner P",  # representative of an organisation that is invited, supports and reports
    "partner Q",  # of another organisation, which has nothing to do with it
    "operator",  # staff without superuser
    "superuser",
]
PARTS = 2  # processes share the table
NAME = 36  # letters of a row for the name of its address
LETTERS = {200: "O", 403: "F", 404: "N", 405: "M", 400: "B"}


@dataclass
class World:
    """The people, and the arguments of each address (by its name and variant)."""

    people: dict
    places: dict


def people_of(a, b, c, subdistrict):
    former = MandateFactory(region=a, office="secretary", title="Sekretaris Desa", ended=True)
    users = {
        "unconfirmed": UserFactory(verified=False),
        "newcomer": UserFactory(),
        "former A": former.user,
        "operator": UserFactory(is_staff=True),
        "superuser": UserFactory(is_staff=True, is_superuser=True),
    }
    offices = {
        "head A": MandateFactory(region=a),
        "secretary A": MandateFactory(region=a, office="secretary", title="Sekretaris Desa"),
        "head B": MandateFactory(region=b),
        "council B": MandateFactory(region=b, office="council", title="Ketua BPD"),
        "head C": MandateFactory(region=c),
        "officer": MandateFactory(region=subdistrict, office="kecamatan", title="Kasi PMD"),
        "regency": MandateFactory(
            region=subdistrict.parent, office="kabupaten", title="Kepala Bidang"
        ),
        "partner P": PartnerFactory(organisation__home=subdistrict.parent),
        "partner Q": PartnerFactory(organisation__home=None),
    }
    return offices, users | {name: mandate.user for name, mandate in offices.items()}


@pytest.fixture
def world(db):
    subdistrict = SubdistrictFactory(code="33.07.05")
    a, b, c = (RegionFactory(code=f"33.07.05.200{n}") for n in (1, 2, 3))
    for region in (a, b, c):
        ProfileFactory(region=region)
    offices, users = people_of(a, b, c, subdistrict)
    return World({"visitor": None, **users}, places_of(a, b, subdistrict, offices, users))


def own_names(patterns, space=""):
    """The names of all addresses that are ours."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from own_names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}"


OURS = sorted({n for n in own_names(get_resolver().url_patterns) if not n.startswith(NOT_OURS)})


def letter_of(response):
    if 300 <= response.status_code < 400:
        return "L" if reverse("account_login") in response.url else "R"
    return LETTERS.get(response.status_code, str(response.status_code))


def session_of(person):
    """The cookies of somebody who has signed in once; every question begins anew with them."""
    client = Client()
    if person:
        client.force_login(person)
    return client.cookies.output(header="", sep=";")


def asked(cookies, method, address):
    """One cell; whatever it changed is undone."""
    client = Client(raise_request_exception=False)
    client.cookies.load(cookies)
    with transaction.atomic():
        letter = letter_of(getattr(client, method.lower())(address))
        transaction.set_rollback(True)
    return letter


def addresses(world):
    """The names of all addresses, with their variants."""
    variants = {name.split(" ")[0] for name in world.places}
    return sorted({*world.places, *(set(OURS) - variants)})


def rows_of(world, names):
    """The table as it is: one line an address and method."""
    sessions = [session_of(world.people[person]) for person in PEOPLE]
    for name in names:
        address = reverse(name.split(" ")[0], args=world.places.get(name, []))
        for method in ("GET", "POST"):
            letters = [asked(cookies, method, address) for cookies in sessions]
            yield f"{name:<{NAME}} {method:<4} {' '.join(letters)}"


@pytest.fixture
def quiet():
    """A thousand refusals that were asked for are no news to the log."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def written():
    return [line for line in TABLE.read_text().splitlines() if line and line[0] != "#"]


def test_every_address_has_its_rows():
    named = {line.split()[0] for line in written()}
    assert named == set(OURS)


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_may_what_is_written_and_no_more(world, settings, request, quiet, part):
    settings.DEMO = True  # the page of the demo's mails is there
    every = addresses(world)
    names = every[part::PARTS]
    rows = list(rows_of(world, names))
    if request.config.getoption("--show-permissions"):
        print("\n".join(["", *rows]))
    expected = {line: line[:NAME].rstrip() for line in written()}
    assert rows == [line for line, name in expected.items() if name in names]
    assert set(expected.values()) == set(every)
