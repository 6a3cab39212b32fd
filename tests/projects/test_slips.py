"""Sums that may be a slip of the zeros are asked about once; days and sources that fit nobody are
refused beside their field."""

import pytest
from django.urls import reverse

from projects.models import Budget, BudgetDraft, Commitment, Receipt
from tests.factories.projects import ProjectFactory, in_days
from tests.projects.conftest import url_of
from tests.projects.test_budget import typed
from tests.projects.test_money_pages import given, labour, text_of
from tests.projects.test_running_pages import typed as report

pytestmark = pytest.mark.django_db


def test_spending_far_above_the_cost_is_asked_about(as_, work, head):
    client, address, slip = as_(head), url_of("report", work), report(spent="900 miliar")
    page = client.post(address, slip)
    assert page.context["form"].errors.keys() == {"sure_900000000000"}
    html = text_of(page)
    assert 'name="sure_900000000000"' in html and "900 miliar" in html and "Rp412.500.000" in html
    assert not work.reports.exists()
    other = client.post(address, slip | {"spent": "90 miliar", "sure_900000000000": "on"})
    assert other.context["form"].errors.keys() == {"sure_90000000000"}  # ticked for another amount
    client.post(address, slip | {"sure_900000000000": "on"})
    assert work.reports.get().spent == 900_000_000_000


def test_a_draft_may_hold_any_sum(as_, work, head):
    client, address = as_(head), url_of("report", work)
    kept = report(spent="900 miliar")
    del kept["kirim"]
    assert client.post(address, kept | {"simpan": "1"}).status_code == 302
    assert "900 miliar" in text_of(client.get(address))


def test_a_budget_far_above_the_cost_is_asked_about(as_, project, head):
    client, address = as_(head), url_of("budget", project)
    slip = typed(unit_price_0="1 miliar", terbit="1")
    page = client.post(address, slip)
    html = text_of(page)
    assert page.context["form"].errors.keys() == {"sure_6200000000"}
    assert 'name="sure_6200000000"' in html and "Rp412.500.000" in html
    assert not Budget.objects.exists() and BudgetDraft.objects.exists()
    tick = {"sure_6200000000": "on", "revision": page.context["revision"]}
    client.post(address, slip | tick)
    assert Budget.objects.get().lines.get().amount == 6_200_000_000


def test_a_contribution_far_above_the_cost_is_asked_about(as_, work, head):
    client, address = as_(head), url_of("contribute", work)
    slip = given(region=work.lead_id, worth="5 miliar")
    page = client.post(address, slip)
    assert page.context["form"].errors.keys() == {"sure_5000000000"}
    assert not Commitment.objects.exists()
    client.post(address, slip | {"sure_5000000000": "on"})
    assert Commitment.objects.get().worth == 5_000_000_000


def test_the_source_fits_who_brings_it(as_, lead, head, subdistrict, camat):
    project = ProjectFactory(lead=lead, partners=[subdistrict], state="agreed")
    client, address = as_(head), url_of("contribute", project)
    others = [{"region": "-", "party_name": "CV Maju"}, {"region": subdistrict.pk}]
    for other in others:
        page = client.post(address, given(source="add") | other)
        assert page.context["form"].errors.keys() == {"source"}
    client.post(address, given(region=subdistrict.pk, source="kabupaten"))
    made = Commitment.objects.get()
    word = as_(camat).get(made.get_absolute_url()).context["word_form"]
    assert {"kabupaten", "swadaya"} < dict(word.fields["source"].choices).keys()
    assert not {"apbdes", "dana_desa", "add"} & dict(word.fields["source"].choices).keys()


def test_too_many_days_are_answered_in_days(as_, work, head):
    made = labour(work, head, days=200, day_worth=100_000, worth=20_000_000)
    form = {"on": in_days(0).isoformat(), "paper_number": "DH-1", "days": "2001"}
    address = reverse("projects:receive", args=[work.code, made.number])
    page = as_(head).post(address, {f"terima-{name}": value for name, value in form.items()})
    said = page.context["receipt_form"].errors["days"][0]
    assert "200 hari orang kerja" in said and "Rp" not in said
    assert not Receipt.objects.exists()


def test_the_worth_of_days_may_be_typed_along(as_, work, head):
    form = given(region=head.region_id, kind="labour", days="200", day_worth="100.000")
    as_(head).post(url_of("contribute", work), form | {"worth": "20 juta"})
    assert Commitment.objects.get().worth == 20_000_000
