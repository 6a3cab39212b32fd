"""The operators' site: our words, our colours, and no damaged input that ends in a 500."""

import pytest
from django.contrib import admin
from django.test import Client
from django.utils import translation
from django.utils.functional import Promise

from core.paging import CappedPaginator
from forum_portal import field_names
from tests.factories.accounts import UserFactory
from tests.factories.villages import MandateFactory, RegencyFactory
from villages.actions import mandates
from villages.models import LocalTerms, Mandate

pytestmark = pytest.mark.django_db
CLAIMS = "/admin/villages/mandate/"


@pytest.fixture
def operator():
    """A superuser's browser, to whom a 500 comes as a page and not as an exception."""
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory(is_staff=True, is_superuser=True, language="id"))
    return client


def test_a_chosen_row_that_is_no_number_is_refused(operator):
    claim = MandateFactory(pending=True)
    for chosen in ("abc", "\0", "1\0", "1.5", "-1", "²", "9" * 40, ""):
        data = {"action": "verify", "_selected_action": [claim.pk, chosen], "confirmed": "1"}
        assert operator.post(CLAIMS, data).status_code == 400, chosen
        assert operator.post(CLAIMS, data | {"confirmed": []}).status_code == 400, chosen

    claim.refresh_from_db()
    assert claim.state == Mandate.State.SUBMITTED


def test_what_no_row_has_chooses_nothing(operator):
    data = {"action": "verify", "_selected_action": ["9" * 18]}
    assert operator.post(CLAIMS, data).status_code == 200


STRANGE = {
    "q": "\0", "p": "abc", "o": "zz.1", "all": "\0", "pk__in": "a,b", "id__exact": "abc",
    "submitted_at__year": "99999999", "at__year": "0", "_to_field": "\0", "\0": "x",
    "date_joined__gte": "0000-99-99", "state__exact": "\0", "level__exact": "abc",
}  # fmt: skip


def test_no_address_of_an_operators_page_ends_in_a_500(operator):
    for model in admin.site._registry:
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for name, value in STRANGE.items():
            assert operator.get(address, {name: value}).status_code < 500, (address, name)
        for row in ("%00", "abc", "9" * 40):
            assert operator.get(f"{address}{row}/change/").status_code < 500, (address, row)
            assert operator.post(f"{address}{row}/delete/", {"a": "\0"}).status_code < 500
        for data in ({"action": "\0"}, {"index": "abc", "action": "x"}):
            assert operator.post(address, data).status_code < 500, (address, data)


def test_local_words_of_no_regency_are_refused(operator):
    RegencyFactory()
    words = dict.fromkeys(
        ["village", "village_head", "village_secretary", "village_official", "village_office"], "x"
    )

    for regency in ("\0", "33.07\0", "abc", "3" * 5000, "33.07.05.2001", "", "33.07' OR 1=1"):
        answer = operator.post("/admin/villages/localterms/add/", {"regency": regency, **words})
        assert answer.status_code in (200, 400), regency
    words["village"] = "Kam\0pung"
    answer = operator.post("/admin/villages/localterms/add/", {"regency": "33.07", **words})
    assert answer.status_code in (200, 400)
    assert not LocalTerms.objects.exists()


def test_the_other_addresses_take_everything(operator):
    strange = {"term": "\0", "app_label": "villages", "model_name": "localterms"}
    strange |= {"field_name": "regency", "next": "\0", "page": "abc"}
    for address in ("/admin/autocomplete/", "/admin/jsi18n/", "/admin/login/"):
        assert operator.get(address, strange).status_code < 500, address
        assert operator.post(address, strange).status_code < 500, address
    assert operator.get("/admin/r/abc/\0/").status_code < 500


def test_the_site_says_whose_it_is_in_our_words(operator):
    page = operator.get("/admin/").text
    assert "Forum Kerja Sama Desa: Halaman operator" in page
    assert "css/admin.css" in page
    assert "Django" not in page
    for english in ("Core", "Authenticators", "User sessions", "Accounts", "Email addresses"):
        assert english not in page


def test_every_relation_has_a_name_in_the_readers_language():
    for field in field_names.unnamed():
        if not field.editable:
            continue
        assert isinstance(field.verbose_name, Promise), f"name {field} in forum_portal.field_names"
        with translation.override("id"):
            word = str(field.verbose_name)
        assert word == "forum" or word != field.name.replace("_", " "), f"translate {field}"


def test_a_list_that_is_not_counted_to_its_end_says_so(operator, monkeypatch):
    monkeypatch.setattr(CappedPaginator, "limit", 2)
    MandateFactory.create_batch(2, pending=True)
    assert "2 mandat" in operator.get(CLAIMS).text
    MandateFactory(pending=True)
    page = operator.get(CLAIMS).text
    assert "lebih dari 2 mandat" in page
    assert "2 buah" not in page


def test_the_operator_is_not_told_that_the_applicants_turn_is_his(operator):
    mandates.return_for_correction(
        MandateFactory(pending=True), by=UserFactory(is_staff=True), reason="Foto kabur."
    )
    page = operator.get(CLAIMS, {"status": "returned"}).text
    assert page.count("menunggu pemohon") > 1  # in the filter and in the row
    assert "enunggu Anda" not in page
