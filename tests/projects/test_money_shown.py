"""Sums that agree from page to page, figures as people type them, and typed rows that stay."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects import actions
from projects.actions import budgeting
from projects.documents import sheet_data
from projects.forms.money import SharingForm, days_field
from projects.models import SharingRule
from projects.page import money_of
from tests.factories.money import BudgetFactory, CommitmentFactory
from tests.factories.projects import in_days
from tests.projects.conftest import url_of
from tests.projects.test_budget import typed
from tests.projects.test_money import receive

pytestmark = pytest.mark.django_db


def html_of(page):
    return page.content.decode()


# --- who brings what


def test_the_page_of_the_project_has_the_sums_of_the_funds(client, project, lead, partners, head):
    CommitmentFactory(project=project, committed=True, worth=30_000_000)
    CommitmentFactory(project=project, worth=7_000_000)
    done = CommitmentFactory(project=project, region=partners[0], committed=True, worth=20_000_000)
    receive(done, head, 15_000_000, completes=True)
    CommitmentFactory(project=project, region=partners[1], worth=5_000_000)
    CommitmentFactory(project=project, party_name="Perguruan Silat", kind="labour", worth=0)

    page = client.get(url_of("detail", project))
    shares = page.context["money"].shares
    assert [(each.party, each.total, each.planned) for each in shares] == [
        (lead.full_name, 30_000_000, 7_000_000),
        (partners[0].full_name, 15_000_000, 0),
        (partners[1].full_name, 0, 5_000_000),
        ("Perguruan Silat", 0, 0),
    ]
    assert sum(each.total for each in shares) == page.context["money"].promised
    assert "Rp7.000.000 direncanakan, belum dihitung" in html_of(page)
    assert "baru direncanakan" in html_of(page)
    for share in shares:  # the lines add up to their heading
        assert sum(each.amount for each in share.lines if not each.is_planned) == share.total
        assert sum(each.amount for each in share.lines if each.is_planned) == share.planned
    assert "Rp15.000.000: APB Desa (diterima). Diterima: Rp15.000.000" in html_of(page)
    assert "Dijanjikan: Rp20.000.000" in html_of(page)
    printed = sheet_data(project, project.current.made_at)["shares"]
    assert [each["what"] for each in printed] == [
        "uang (APB Desa), uang (APB Desa; baru direncanakan)",
        "uang (APB Desa)",
        "uang (APB Desa; baru direncanakan)",
        "tenaga kerja (APB Desa; baru direncanakan)",
    ]
    assert [each["total"] for each in printed] == [
        "Rp30.000.000; Rp7.000.000 baru direncanakan",
        "Rp15.000.000",
        "Rp5.000.000 baru direncanakan",
        "tidak dinilai dengan uang",
    ]


def test_the_cost_is_named_after_what_it_is(client, project):
    words = "kontribusi mencakup 0 persen dari biaya"
    assert sheet_data(project, project.current.made_at)["cost_by"] == "Perkiraan biaya"
    assert words in html_of(client.get(url_of("detail", project))).lower()
    BudgetFactory(project=project)
    assert sheet_data(project, project.current.made_at)["cost_by"] == "Jumlah RAB"
    page = html_of(client.get(url_of("detail", project)))
    assert words in page.lower()
    assert "Biaya menurut RAB" in page
    assert "Perkiraan biaya" not in page


def test_the_sums_take_the_same_number_of_queries(project, partners):
    def count():
        with CaptureQueriesContext(connection) as context:
            money_of(project)
        return len(context)

    CommitmentFactory(project=project, committed=True)
    few = count()
    for region in partners:
        CommitmentFactory(project=project, region=region)
    assert count() == few


# --- figures as they are typed


def shared(project, **words):
    regions = [seat.region for seat in project.partnerships.all()]
    return SharingForm(words, regions=regions)


def test_inhabitants_and_days_have_dots_for_thousands(project):
    form = shared(
        project, method="inhabitants", inhabitants_0="5.000", inhabitants_1="2.500",
        inhabitants_2="700",
    )  # fmt: skip
    assert form.is_valid(), form.errors
    assert list(form.cleaned_data["weights"].values()) == [5000, 2500, 700]
    assert days_field("Hari").clean("5.000") == 5000
    wrong = shared(
        project, method="inhabitants", inhabitants_0="5.00", inhabitants_1="0",
        inhabitants_2="1" * 12,
    )  # fmt: skip
    assert "bulat" in wrong.errors["inhabitants_0"][0]
    assert "sedikitnya 1" in wrong.errors["inhabitants_1"][0]
    assert "99.999.999" in wrong.errors["inhabitants_2"][0]


def test_nought_percent_is_as_good_as_nothing(project):
    form = shared(project, method="benefit", percent_0="60", percent_1="40", percent_2="0")
    assert form.is_valid(), form.errors
    assert list(form.cleaned_data["weights"].values()) == [6000, 4000, 0]
    assert not shared(project, method="benefit", percent_0="101", percent_1="-1").is_valid()


@pytest.mark.parametrize(
    ("words", "name", "most", "more"),
    [
        ({"worth": 100}, "amount", "1.000", "1.001"),
        (
            {"worth": 100, "kind": "labour", "days": 2, "day_worth": 50, "note": "Gali"},
            "days",
            "20",
            "21",
        ),
    ],
)
def test_a_receipt_far_beyond_the_promise_is_asked_about(as_, work, head, words, name, most, more):
    made = CommitmentFactory(project=work, committed=True, **words)
    address = reverse("projects:receive", args=[work.code, made.number])
    sent = {"terima-on": in_days(0).isoformat(), "terima-paper_number": "KW-1"}
    page = as_(head).post(address, sent | {f"terima-{name}": more})
    (said,) = page.context["receipt_form"].errors[name]
    assert ("Rp100" if name == "amount" else "2 hari orang kerja") in said
    as_(head).post(address, sent | {f"terima-{name}": most})
    assert made.receipts.get().amount == 1000


# --- a free rule


@pytest.mark.parametrize(("last", "excess"), [(12_500_000, 0), (13_000_000, 500_000)])
def test_a_free_rule_above_the_cost_says_by_how_much(client, project, head, last, excess):
    regions = [seat.region for seat in project.partnerships.all()]
    weights = dict(zip(regions, (300_000_000, 100_000_000, last), strict=True))
    method = SharingRule.Method.FREE
    budgeting.set_sharing(project, by=head, method=method, weights=weights)
    page = client.get(url_of("funds", project))
    assert page.context["sharing"].overshared == excess
    assert ("melebihi biaya yang dibagi (Rp412.500.000) sebesar Rp500.000" in html_of(page)) is (
        excess > 0
    )


# --- the project moves on while somebody writes


def test_a_budget_is_shown_again(as_, project, head):
    actions.withdraw(project, by=head, reason="Dana tidak turun.")
    sent = typed(description_0="Pipa", unit_price_0="1.250.000")
    page = as_(head).post(url_of("budget", project), sent)
    assert page.status_code == 409
    for words in ("Pipa", "1.250.000", "Harga satuan (baris 1)"):
        assert words in html_of(page)


def test_a_rule_of_sharing_is_shown_again(as_, project, head):
    actions.withdraw(project, by=head, reason="Dana tidak turun.")
    sent = {
        "method": "inhabitants",
        "inhabitants_0": "5.000",
        "inhabitants_1": "",
        "x_0": "sedikit",
    }
    page = as_(head).post(url_of("sharing", project), sent)
    assert page.status_code == 409
    assert "5.000" in html_of(page)
    assert "(baris 1)" in html_of(page)
    assert "(baris 2)" not in html_of(page)
    assert "sedikit" not in html_of(page)
