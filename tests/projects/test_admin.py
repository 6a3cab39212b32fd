"""Operators can look at every table of this floor, and change none of it."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factory.base import FactoryMetaClass

from projects.admin import NOT_SHOWN
from tests.factories import money, priorities, projects, running
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
SITE = admin.site._registry
INLINE = {inline.model for page in SITE.values() for inline in page.inlines}
MODELS = list(apps.get_app_config("projects").get_models())
FACTORIES = {
    str(thing._meta.model).rpartition(".")[2].rstrip("'>"): thing
    for module in (projects, money, priorities, running)
    for thing in vars(module).values()
    if isinstance(thing, FactoryMetaClass) and thing._meta.model
}
MORE = {"Version": {"number": 2}}  # the project of the factory has a first one
LISTED = [
    model
    for model in MODELS
    if model in SITE and model.__name__ in FACTORIES and model.__name__ != "Project"
]


@pytest.fixture
def operator(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def address_of(model, page=""):
    return f"/admin/projects/{model._meta.model_name}/{page}"


def test_every_table_is_shown_or_has_a_reason_why_not():
    shown = {model.__name__ for model in MODELS if model in SITE or model in INLINE}
    assert {model.__name__ for model in MODELS} == shown | NOT_SHOWN.keys()
    assert not shown & NOT_SHOWN.keys()
    assert all(NOT_SHOWN.values())


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
def test_lists_and_rows_open_and_cost_the_same_whatever_their_number(operator, model):
    more = MORE.get(model.__name__, {})
    row = FACTORIES[model.__name__](**more)
    operator.get(address_of(model))

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert operator.get(address_of(model)).status_code == 200
        return len(queries)

    few = cost()
    FACTORIES[model.__name__].create_batch(3, **more)
    assert cost() == few
    assert operator.get(address_of(model), {"q": "air"}).status_code == 200
    assert operator.get(address_of(model, f"{row.pk}/change/")).status_code == 200


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
def test_nobody_changes_a_row_by_hand(operator, model):
    if model.__name__ == "FundingWindow":
        return  # the operators' own catalogue
    row = FACTORIES[model.__name__](**MORE.get(model.__name__, {}))
    assert operator.post(address_of(model, "add/"), {}).status_code == 403
    assert operator.post(address_of(model, f"{row.pk}/delete/"), {"post": "yes"}).status_code == 403
