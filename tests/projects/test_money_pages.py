"""Pages of the funds: what is shown to whom, what is typed wrongly, how many queries."""

import uuid

import pytest
from django.urls import reverse

from core.errors import Refusal
from projects.actions import budgeting, committing, offering
from projects.models import Budget, BudgetDraft, Commitment, Offer, Receipt, SharingRule
from tests.factories.money import (
    BudgetFactory,
    CommitmentFactory,
    FundingWindowFactory,
    OfferFactory,
)
from tests.factories.projects import ContributionFactory, ProjectFactory, in_days
from tests.factories.villages import MandateFactory, ProfileFactory
from tests.papers import paper, upload
from tests.projects.conftest import url_of
from tests.projects.test_budget import typed
from tests.projects.test_money import fresh, receive
from tests.projects.test_reading import count

pytestmark = pytest.mark.django_db


def text_of(page):
    return page.content.decode()


def given(**changes):
    """What a browser sends of a contribution."""
    return {
        "token": str(uuid.uuid4()), "kind": "cash", "source": "apbdes", "year": "2026",
        "worth": "50 juta", "note": "APB Desa",
    } | changes  # fmt: skip


# --- reading ---------------------------------------------------------------------------------------


def test_everybody_reads_the_sums_and_nobody_else_the_proofs(
    client, as_, work, head, partner_heads
):
    BudgetFactory(project=work, lines=[(2026, "6.2", 1_000_001, ""), (2027, "2", 5, "add")])
    done = CommitmentFactory(project=work, committed=True, worth=6_200_000)
    receive(done, head, 2_000_000, file=paper(), paper_number="")
    html = text_of(client.get(url_of("funds", work)))
    for words in ("Rp6.200.006", "Rp10", "Rp2.000.000", "Desa Sojokerto", "6,2 m"):
        assert words in html, words
    address = reverse("projects:proof", args=[work.code, done.number, 1])
    assert address not in text_of(client.get(done.get_absolute_url()))
    assert client.get(address).status_code == 302  # to sign in
    assert as_(MandateFactory()).get(address).status_code == 404
    assert address in text_of(as_(partner_heads[0]).get(done.get_absolute_url()))
    answer = as_(partner_heads[0]).get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    answer.close()


def test_a_draft_has_no_funds(as_, head, lead):
    draft = ProjectFactory(lead=lead, state="draft")
    assert as_(head).get(url_of("funds", draft)).status_code == 404


def test_the_project_page_shows_the_same_sums(client, project):
    ContributionFactory(version=project.current, amount=100_000_000)
    assert "Rp312,5" in text_of(client.get(project.get_absolute_url()))
    CommitmentFactory(project=project, worth=12_500_000, committed=True)
    for page in (project.get_absolute_url(), url_of("funds", project)):
        html = text_of(client.get(page))
        assert "Rp400" in html
        assert "Rp12,5" in html


def filled(project, head, size):
    BudgetFactory(project=project, lines=[(2026 + n % 3, "1", 100, "") for n in range(size)])
    for _number in range(size):
        receive(CommitmentFactory(project=project, committed=True), head, 5)
        OfferFactory(project=project)
        FundingWindowFactory()


def test_the_funds_take_as_many_queries_at_any_size(client, as_, work, head):
    filled(work, head, 2)
    pages = [url_of("funds", work), work.get_absolute_url(), reverse("funding:windows")]
    pages.append(work.commitments.first().get_absolute_url())
    pages.append(FundingWindowFactory().get_absolute_url())
    as_(head)
    few = [count(client, page) for page in pages]
    filled(work, head, 9)
    for _number in range(5):
        receive(work.commitments.first(), head, 5)
        ProjectFactory()
    assert [count(client, page) for page in pages] == few
    assert max(few) < 40


# --- the budget --------------------------------------------------------------------------------------


def test_a_budget_is_typed_kept_and_published(as_, project, head, client):
    as_(head)
    address = url_of("budget", project)
    assert "Baris 3" in text_of(client.get(address))
    answer = client.post(address, typed(2, volume_1="abc", tambah="1"))
    assert answer.url == f"{address}#baris"
    html = text_of(client.get(address))
    assert 'value="abc"' in html
    assert "Baris 3" in html
    assert "sumerr" not in html  # what is only kept is not complained about
    revision = str(BudgetDraft.objects.get().revision)
    page = client.post(address, typed(2, volume_1="abc", terbit="1", revision=revision))
    assert "6,2 atau 1.500" in text_of(page)
    assert not Budget.objects.exists()
    revision = str(BudgetDraft.objects.get().revision)
    answer = client.post(address, typed(2, terbit="1", revision=revision))
    assert answer.url == f"{url_of('funds', project)}#rab"
    assert Budget.objects.get().lines.count() == 2
    html = text_of(client.get(reverse("projects:budget_version", args=[project.code, 1])))
    assert "Rp12.400.012" in html
    assert 'value="6,2"' in text_of(client.get(address))  # the next one begins with this one


def test_two_who_write_the_budget(as_, project, head, secretary, client):
    as_(head).post(url_of("budget", project), typed(1, simpan="1"))
    as_(secretary).post(
        url_of("budget", project), typed(1, unit_0="meter", simpan="1", revision="1")
    )
    page = as_(head).post(
        url_of("budget", project), typed(1, unit_0="batang", simpan="1", revision="1")
    )
    html = text_of(page)
    assert 'value="batang"' in html
    assert 'name="revision" value="2"' in html
    assert BudgetDraft.objects.get().typed["unit_0"] == ["meter"]


def test_200_lines_go_through(as_, project, head, client):
    prices = {f"unit_price_{index}": "100.000" for index in range(200)}
    answer = as_(head).post(url_of("budget", project), typed(200, terbit="1", **prices))
    assert answer.status_code == 302
    assert Budget.objects.get().lines.count() == 200


@pytest.mark.parametrize(
    "hostile",
    [{"rows": "x"}, {"rows": "\x00"}, {"revision": "9" * 50}, {"hapus": "-1"},
     {"after": "9" * 50, "terbit": "1"}, {"after": "x", "terbit": "1"}],
)  # fmt: skip
def test_hostile_rows_make_no_error(as_, project, head, hostile):
    page = as_(head).post(url_of("budget", project), typed(1) | hostile)
    assert page.status_code in (200, 302)


def test_the_draft_is_thrown_away(as_, project, head, client):
    as_(head).post(url_of("budget", project), typed(1, simpan="1"))
    client.post(url_of("discard_budget", project))
    assert not BudgetDraft.objects.exists()


# --- contributions -------------------------------------------------------------------------------------


def test_from_the_plan_to_the_receipt(as_, work, head, partner_heads, client):
    partner = partner_heads[0]
    answer = as_(head).post(url_of("contribute", work), given(region=partner.region_id))
    made = Commitment.objects.get()
    assert answer.url == made.get_absolute_url()
    page = text_of(as_(partner).get(made.get_absolute_url()))
    assert "Ya, kami berkomitmen" in page
    commit = reverse("projects:commit", args=[work.code, 1])
    assert "Pilih sumbernya" in text_of(client.post(commit, {"source": ""}))
    assert fresh(made).state == "planned"
    client.post(commit, {"source": "dana_desa"})
    assert (fresh(made).state, fresh(made).source) == ("committed", "dana_desa")
    assert client.post(commit).url == made.get_absolute_url()  # a second click
    address = reverse("projects:receive", args=[work.code, 1])
    form = {
        "terima-token": str(uuid.uuid4()), "terima-on": in_days(0).isoformat(),
        "terima-amount": "20 juta", "terima-paper_number": "KW-7", "terima-file": paper(),
    }  # fmt: skip
    as_(head).post(address, form)
    assert Receipt.objects.get().file.name.endswith(".pdf")
    page = text_of(client.get(made.get_absolute_url()))
    assert "Rp20.000.000" in page
    back = reverse("projects:reverse_receipt", args=[work.code, 1, 1])
    assert "Rp20.000.000" in text_of(client.get(back))
    assert "Batalkan penerimaan</button>" in text_of(client.get(back))
    assert "Tulis alasannya" in text_of(client.post(back, {"reason": " "}))
    client.post(back, {"reason": "Salah angka."})
    assert fresh(made).received == 0
    as_(partner).post(reverse("projects:uncommit", args=[work.code, 1]), {"tarik-reason": "Batal."})
    assert fresh(made).state == "withdrawn"
    assert "Batal." in text_of(client.get(url_of("funds", work)))


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"region": "99.99.99.2001"}, "region"),
        ({"region": ""}, "region"),
        ({"region": "-"}, "party_name"),
        ({"party_name": "CV Maju"}, "party_name"),
        ({"kind": "emas"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"source": ""}, "source"),
        ({"worth": ""}, "worth"),
        ({"worth": "0"}, "worth"),
        ({"worth": "-1"}, "worth"),
        ({"worth": "1" + "0" * 400}, "worth"),
        ({"kind": "land", "worth": "", "note": ""}, "note"),
        ({"note": "x" * 201}, "note"),
        ({"year": "0"}, "year"),
        ({"kind": "labour", "days": "5"}, "day_worth"),
        ({"kind": "labour", "days": "1000000", "day_worth": "1000000000000000"}, "day_worth"),
        ({"kind": "labour", "days": "-1"}, "days"),
        ({"kind": "labour", "worth": "5", "days": "200", "day_worth": "100.000"}, "worth"),
        ({"token": "abc"}, "token"),
    ],
)
def test_a_wrong_contribution_is_told_and_not_written(as_, project, head, wrong, where):
    page = as_(head).post(url_of("contribute", project), given(region=head.region_id) | wrong)
    assert page.status_code == 200
    assert where in page.context["form"].errors
    assert not Commitment.objects.exists()


def test_labour_days_make_the_worth(as_, work, head):
    form = given(region=head.region_id, kind="labour", worth="", days="650", day_worth="100.000")
    as_(head).post(url_of("contribute", work), form | {"source": "swadaya"})
    made = Commitment.objects.get()
    assert (made.worth, made.days) == (65_000_000, 650)
    committing.commit(made, by=head)
    address = reverse("projects:receive", args=[work.code, 1])
    as_(head).post(
        address,
        {"terima-on": in_days(0).isoformat(), "terima-days": "40", "terima-paper_number": "DH-1"},
    )
    assert Receipt.objects.get().amount == 4_000_000


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"on": in_days(2).isoformat()}, "on"),
        ({"on": "1950-01-01"}, "on"),
        ({"on": "kemarin"}, "on"),
        ({"amount": ""}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"amount": "1" + "0" * 400}, "amount"),
        ({"paper_number": ""}, "paper_number"),
        ({"paper_number": "x" * 61}, "paper_number"),
        ({"file": upload(b"PK\x03\x04", "bukti.pdf")}, "file"),
        ({"file": upload(b"%PDF-rusak", "bukti.jpg", "image/jpeg")}, "file"),
    ],
)
def test_a_wrong_receipt_is_told_and_not_written(as_, work, head, wrong, where):
    made = CommitmentFactory(project=work, committed=True)
    if "file" in wrong:
        wrong["file"].seek(0)
    form = {"on": in_days(0).isoformat(), "amount": "5", "paper_number": "KW-1"} | wrong
    page = as_(head).post(
        reverse("projects:receive", args=[work.code, made.number]),
        {f"terima-{name}": value for name, value in form.items()},
    )
    assert page.status_code == 200
    assert where in page.context["receipt_form"].errors
    assert not Receipt.objects.exists()


def test_more_than_promised_is_said(as_, work, head):
    made = CommitmentFactory(project=work, committed=True, worth=10)
    address = reverse("projects:receive", args=[work.code, made.number])
    form = {"on": in_days(0).isoformat(), "amount": "11", "paper_number": "KW-1"}
    page = as_(head).post(address, {f"terima-{k}": v for k, v in form.items()}, follow=True)
    assert "lebih banyak daripada yang dijanjikan" in text_of(page).lower()


def test_forms_that_are_opened_lead_back(as_, work, head):
    made = CommitmentFactory(project=work, committed=True)
    for name in ("receive", "uncommit"):
        answer = as_(head).get(reverse(f"projects:{name}", args=[work.code, made.number]))
        assert answer.url == made.get_absolute_url()


def test_a_contribution_of_another_project_is_not_found(client, work):
    CommitmentFactory(number=7)
    assert client.get(reverse("projects:commitment", args=[work.code, 7])).status_code == 404


def labour(work, head, **words):
    return CommitmentFactory(
        project=work, committed=True, kind="labour", source="swadaya", note="Gali pipa", **words
    )


@pytest.mark.parametrize(("days", "where"), [("", "days"), ("0", "days"), ("1000000", "days")])
def test_days_that_make_no_amount(as_, work, head, days, where):
    made = labour(work, head, days=1, day_worth=10**15, worth=10**15)
    form = {"on": in_days(0).isoformat(), "paper_number": "DH-1", "days": days}
    address = reverse("projects:receive", args=[work.code, made.number])
    page = as_(head).post(address, {f"terima-{name}": value for name, value in form.items()})
    assert where in page.context["receipt_form"].errors


def test_days_may_be_worth_nothing(as_, work, head):
    made = labour(work, head, days=5, day_worth=0, worth=0)
    form = {"on": in_days(0).isoformat(), "paper_number": "DH-1", "days": "5"}
    address = reverse("projects:receive", args=[work.code, made.number])
    as_(head).post(address, {f"terima-{name}": value for name, value in form.items()})
    assert (Receipt.objects.get().amount, fresh(made).state) == (0, "received")


def test_land_is_received_without_a_figure(as_, work, head):
    made = CommitmentFactory(project=work, committed=True, kind="land", worth=0, note="Lahan")
    form = {"on": in_days(0).isoformat(), "paper_number": "BAST-1"}
    address = reverse("projects:receive", args=[work.code, made.number])
    as_(head).post(address, {f"terima-{name}": value for name, value in form.items()})
    assert fresh(made).state == "received"


def test_what_the_proposal_names_is_taken_over_by_a_button(as_, project, head, client):
    ContributionFactory(version=project.current, amount=30_000_000)
    assert "Ambil dari usulan" in text_of(as_(head).get(url_of("funds", project)))
    for _click in range(2):
        answer = client.post(url_of("take_over", project))
        assert answer.url == f"{url_of('funds', project)}#kontribusi"
    assert Commitment.objects.count() == 1


def test_a_partner_notes_down_its_own(as_, project, partner_heads):
    partner = partner_heads[0]
    html = text_of(as_(partner).get(url_of("contribute", project)))
    assert "party_name" not in html
    assert f'value="{partner.region_id}" selected' in html  # the only one to choose
    as_(partner).post(url_of("contribute", project), given(region=partner.region_id))
    assert Commitment.objects.get().region == partner.region


def test_a_reason_is_wanted_to_take_a_contribution_back(as_, project, head):
    made = CommitmentFactory(project=project)
    page = as_(head).post(reverse("projects:uncommit", args=[project.code, made.number]), {})
    assert "Tulis alasannya" in text_of(page)
    assert fresh(made).state == "planned"


def refusing(*args, **kwargs):
    raise Refusal("Terlalu sering.")


def test_what_was_typed_stays_when_an_action_refuses(
    as_, work, project, head, partner_heads, monkeypatch
):
    for module, name in ((committing, "plan_contribution"), (committing, "receive"), (offering, "offer"),
                         (budgeting, "set_sharing")):  # fmt: skip
        monkeypatch.setattr(module, name, refusing)
    made = CommitmentFactory(project=work, committed=True)
    receipt = {"terima-on": in_days(0).isoformat(), "terima-amount": "5", "terima-note": "Catatan"}
    page = as_(head).post(
        reverse("projects:receive", args=[work.code, made.number]),
        receipt | {"terima-paper_number": "KW-9"},
    )
    assert "Terlalu sering." in text_of(page)
    assert 'value="KW-9"' in text_of(page)
    page = as_(head).post(url_of("contribute", work), given(region=head.region_id))
    assert "Terlalu sering." in text_of(page)
    assert "Terlalu sering." in text_of(
        as_(head).post(url_of("sharing", work), {"method": "equal"})
    )
    project.funding_gap = 50_000_000
    project.save()
    page = as_(partner_heads[0]).post(url_of("offer", project), given())
    assert "Terlalu sering." in text_of(page)


# --- the rule ---------------------------------------------------------------------------------------


def test_the_rule_begins_with_the_inhabitants_of_the_profiles(as_, project, head, lead):
    ProfileFactory(region=lead, population=1234)
    html = text_of(as_(head).get(url_of("sharing", project)))
    assert 'value="1.234"' in html
    sent = {
        "method": "inhabitants",
        "inhabitants_0": "1234",
        "inhabitants_1": "5",
        "inhabitants_2": "6",
    }
    answer = as_(head).post(url_of("sharing", project), sent)
    assert answer.url == f"{url_of('funds', project)}#pembagian"
    assert "1.234" in text_of(as_(head).get(url_of("funds", project)))
    for method, values in (
        ("benefit", ("40", "30", "30")),
        ("free", ("1", "2", "3")),
        ("equal", ()),
    ):
        name = {"benefit": "percent", "free": "amount"}.get(method)
        form = {"method": method} | {f"{name}_{n}": value for n, value in enumerate(values)}
        assert as_(head).post(url_of("sharing", project), form).status_code == 302
        assert as_(head).get(url_of("sharing", project)).status_code == 200
    assert SharingRule.objects.count() == 4


# --- offers -----------------------------------------------------------------------------------------


def test_an_offer_is_made_and_accepted(as_, project, head, partner_heads, client):
    project.funding_gap = 5_000_000
    project.save()
    partner = partner_heads[0]
    form = given(worth="5 juta")
    as_(partner).post(url_of("offer", project), form)
    as_(partner).post(url_of("offer", project), form)
    offer = Offer.objects.get()
    client.logout()
    assert "tawaran" not in text_of(client.get(url_of("funds", project)))
    html = text_of(as_(head).get(url_of("funds", project)))
    accept = reverse("projects:accept_offer", args=[project.code, offer.pk])
    assert accept in html
    for _click in range(2):
        client.post(accept)
    made = Commitment.objects.get()
    assert (made.state, made.region, made.offer) == ("committed", partner.region, offer)


def test_an_offer_is_declined_with_a_reason(as_, project, head, client):
    offer = OfferFactory(project=project)
    address = reverse("projects:decline_offer", args=[project.code, offer.pk])
    assert "Tulis alasannya" in text_of(as_(head).post(address, {"reason": ""}))
    client.post(address, {"reason": "Sudah ada."})
    offer.refresh_from_db()
    assert (offer.state, offer.reason) == ("declined", "Sudah ada.")
    assert as_(MandateFactory()).get(address).status_code == 404


def test_an_offer_is_written_and_taken_back(as_, project, partner_heads, client):
    project.funding_gap = 5_000_000
    project.save()
    partner = partner_heads[0]
    page = as_(partner).get(url_of("offer", project))
    assert "Rp5.000.000" in text_of(page)
    page = client.post(url_of("offer", project), given(worth=""))
    assert "worth" in page.context["form"].errors
    offer = OfferFactory(project=project, region=partner.region)
    address = reverse("projects:take_back_offer", args=[project.code, offer.pk])
    assert address in text_of(client.get(url_of("funds", project)))
    client.post(address)
    offer.refresh_from_db()
    assert offer.state == "withdrawn"


def test_the_list_shows_those_that_seek_funds(client):
    seeking, covered = ProjectFactory(funding_gap=5), ProjectFactory()
    html = text_of(client.get(reverse("projects:list"), {"dana": "cari"}))
    assert seeking.title in html
    assert covered.title not in html
    assert client.get(reverse("projects:list"), {"dana": "x\x00"}).status_code == 200


# --- windows ----------------------------------------------------------------------------------------


def test_the_catalogue_names_open_ones_first(client):
    closed = FundingWindowFactory(opens_on=in_days(-60), closes_on=in_days(-1))
    coming = FundingWindowFactory(opens_on=in_days(20))
    always = FundingWindowFactory(closes_on=None)
    soon = FundingWindowFactory(closes_on=in_days(3), sectors=["water"], most=5_000_000)
    hidden = FundingWindowFactory(is_public=False)
    page = client.get(reverse("funding:windows"))
    assert [row[0] for row in page.context["windows"]] == [soon, always, coming, closed]
    assert client.get(hidden.get_absolute_url()).status_code == 404
    narrowed = client.get(reverse("funding:windows"), {"sektor": "roads"})
    assert soon not in [row[0] for row in narrowed.context["windows"]]
    for strange in ({"sektor": "x"}, {"page": "abc"}, {"page": "99"}):
        assert client.get(reverse("funding:windows"), strange).status_code == 200


def test_windows_and_projects_find_each_other(client, project):
    project.funding_gap = 412_500_000
    project.save()
    fits = FundingWindowFactory(sectors=["water"], most=100_000_000, levels=["village"])
    FundingWindowFactory(sectors=["roads"])
    FundingWindowFactory(levels=["subdistrict"])
    FundingWindowFactory(most=1_000_000)
    FundingWindowFactory(opens_on=in_days(200), closes_on=None)
    page = client.get(url_of("funds", project))
    assert [fit.window for fit in page.context["windows"]] == [fits]
    assert "air bersih" in " ".join(page.context["windows"][0].reasons)
    assert project.title in text_of(client.get(fits.get_absolute_url()))
    other = FundingWindowFactory(sectors=["roads"], levels=["subdistrict"])
    assert project.title not in text_of(client.get(other.get_absolute_url()))
