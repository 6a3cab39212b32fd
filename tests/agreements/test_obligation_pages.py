"""What the public, the parties and the others see of obligations, and the buttons that they have."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements import actions
from agreements.models import FulfilmentAct
from tests.agreements.owing import fresh, linked_day, proof, receive, report
from tests.factories.agreements import AgreementFactory, due_day, in_days
from tests.factories.money import CommitmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(villages, people):
    return due_day(regions=villages, first_due=in_days(-3))


def at(name, day, pk=None):
    return reverse(f"agreements:{name}", args=[day.obligation.agreement.code, pk or day.pk])


def page(client, who, address):
    if who:
        client.force_login(who.user)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def typed(**words):
    return {"token": uuid.uuid4(), "given": "12.000.000", "note": "Lunas.", "file": proof()} | words


def test_everybody_reads_what_is_promised_and_late(client, day):
    agreement = day.obligation.agreement

    detail = page(client, None, agreement.get_absolute_url())
    index = page(client, None, reverse("agreements:obligations", args=[agreement.code]))

    for html in (detail, index):
        assert "Terlambat" in html and "Rp12.000.000: Iuran pemeliharaan pipa utama" in html
        assert "Tunggakan hari ini: Rp12.000.000" in html
    assert "terbuka untuk umum" in index


def test_a_recurring_one_has_a_page_of_its_days(client, villages):
    day = due_day(regions=villages, rhythm="monthly", ends_on=in_days(1200))

    html = page(client, None, fresh(day).obligation.get_absolute_url())

    assert html.count("/tenggat/") == 24 and "?page=2" in html
    assert "Dijanjikan selama masa berlaku" in html
    missing = reverse("agreements:obligation", args=[day.obligation.agreement.code, 0])
    assert client.get(missing).status_code == 404


def test_a_report_goes_from_form_to_confirmation(client, day, people):
    html = page(client, people["drafting head"], day.get_absolute_url())
    assert "Menunggu laporan Anda" in html
    assert page(client, people["drafting head"], at("fulfil", day))

    sent = client.post(at("fulfil", day), typed(), follow=True).content.decode()
    assert "Sudah dilaporkan" in sent and "Lunas." in sent and "Tarik laporan kami" in sent

    html = page(client, people["other secretary"], day.get_absolute_url())
    assert "Apakah benar?" in html and "Rp12.000.000" in html
    seen = FulfilmentAct.objects.get().pk
    client.post(at("fulfilment_confirm", day), {"seen": seen})
    assert fresh(day).state == "confirmed"


def test_proofs_and_reasons_are_between_the_parties(client, day, people):
    client.force_login(people["drafting head"].user)
    client.post(at("fulfil", day), typed())
    act = FulfilmentAct.objects.get()
    actions.dispute(day, by=people["other head"], seen=act.pk, reason="Belum kami terima.")
    file = at("fulfilment_proof", day, act.pk)

    for who, status in (("other head", 200), ("own officer", 200), ("stranger head", 404)):
        client.force_login(people[who].user)
        assert client.get(file).status_code == status, who
    strange = page(client, None, day.get_absolute_url())
    assert "Belum kami terima." not in strange and "Lunas." not in strange
    assert "menyanggah" in strange and "Bukti dan alasan dibaca" in strange
    own = page(client, people["own camat"], day.get_absolute_url())
    assert "Belum kami terima." in own
    agreement = day.obligation.agreement.get_absolute_url()
    assert "Belum kami terima." in page(client, people["other head"], agreement)
    client.logout()
    assert "Belum kami terima." not in page(client, None, agreement)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"file": ""}, "Tambahkan bukti"),
        ({"given": ""}, "Silakan pilih lagi"),
        ({"given": "-4"}, "tidak boleh negatif"),
    ],
)
def test_a_report_that_lacks_something_keeps_what_was_typed(client, day, people, words, says):
    client.force_login(people["drafting head"].user)

    html = client.post(at("fulfil", day), typed(**words)).content.decode()

    assert says in html or "berkas" in html
    assert "Lunas." in html and fresh(day).state == "open"


def test_a_receipt_of_the_project_is_offered_instead_of_a_file(client, day, people, villages):
    project = day.obligation.agreement.project
    commitment = CommitmentFactory(project=project, region=villages[0], committed=True)
    receipt = receive(day, 7_000_000, commitment=commitment)
    assert "SP2D-1" in page(client, people["drafting head"], at("fulfil", day))

    both = client.post(at("fulfil", day), typed(receipt=receipt.pk)).content.decode()
    assert "jangan keduanya" in both
    client.post(at("fulfil", day), typed(receipt=receipt.pk, file=""))

    assert FulfilmentAct.objects.get().receipt == receipt
    assert "Penerimaan 1 di proyek" in page(client, people["other head"], day.get_absolute_url())


def test_a_receipt_that_was_taken_meanwhile_is_said(client, day, people, monkeypatch):
    client.force_login(people["drafting head"].user)
    refused = actions.NoProof("Penerimaan ini sudah menjadi bukti untuk hal lain.")
    monkeypatch.setattr(actions, "report", lambda *_a, **_k: (_ for _ in ()).throw(refused))

    html = client.post(at("fulfil", day), typed()).content.decode()

    assert "sudah menjadi bukti untuk hal lain" in html


def test_what_is_not_counted_asks_for_no_amount(client, villages, people):
    day = due_day(regions=villages, kind="report", amount=0, what="Laporan kas")

    assert 'name="given"' not in page(client, people["drafting head"], at("fulfil", day))


def test_the_project_is_named_where_it_counts(client, villages, people):
    day = linked_day(villages)
    receive(day, 20_000_000)

    html = page(client, people["drafting head"], day.get_absolute_url())

    assert "Rp20.000.000" in html and "Buka kontribusi" in html
    assert client.get(at("fulfil", day), follow=True).redirect_chain == [
        (day.get_absolute_url(), 302)
    ]


def test_a_dispute_wants_its_reason(client, day, people):
    seen = report(day, people["drafting head"]).pk
    client.force_login(people["other head"].user)

    html = client.post(at("fulfilment_dispute", day), {"seen": seen, "reason": ""}).content.decode()
    assert 'class="sumerr"' in html and fresh(day).state == "reported"
    client.post(at("fulfilment_dispute", day), {"seen": seen, "reason": "Belum."})

    assert fresh(day).state == "disputed"


def test_a_report_is_taken_back_by_a_button(client, day, people):
    seen = report(day, people["drafting head"]).pk
    client.force_login(people["drafting head"].user)

    told = client.post(at("unfulfil", day), {"seen": seen}, follow=True).content.decode()
    assert "Laporan Anda ditarik" in told and fresh(day).state == "open"


def test_a_button_without_what_was_seen_does_nothing(client, day, people):
    report(day, people["drafting head"])
    client.force_login(people["other head"].user)

    told = client.post(at("fulfilment_confirm", day), {}, follow=True).content.decode()

    assert "tidak lengkap" in told and fresh(day).state == "reported"


def test_heads_release_by_a_form(client, day, people, monkeypatch):
    client.force_login(people["drafting head"].user)
    assert 'class="sumerr"' in client.post(at("fulfilment_release", day), {}).content.decode()
    first = client.post(at("fulfilment_release", day), {"reason": "Gagal panen."}, follow=True)
    assert "Pembebasan berlaku bila semua pihak setuju" in first.content.decode()

    html = page(client, people["other head"], day.get_absolute_url())
    assert "1 dari 2" in html.replace("\u00a0", " ")
    assert "1 dari 2 kepala" in page(client, people["other secretary"], day.get_absolute_url())
    client.force_login(people["other head"].user)
    refused = actions.Unsaid("Tulis alasannya.")
    with monkeypatch.context() as patch:
        patch.setattr(actions, "release", lambda *_a, **_k: (_ for _ in ()).throw(refused))
        assert "Tulis alasannya." in client.post(at("fulfilment_release", day), {}).content.decode()
    last = client.post(at("fulfilment_release", day), {}, follow=True).content.decode()

    assert fresh(day).state == "released"
    assert "Semua pihak sudah setuju: pembebasan ini berlaku." in last
    assert "Pembebasan berlaku bila" not in last


def test_who_may_not_is_told_who_may(client, day, people):
    report(day, people["drafting head"])

    html = page(client, people["stranger head"], day.get_absolute_url())
    assert "pihak lain yang menyatakan" in html
    actions.take_back(day, by=people["drafting head"], seen=FulfilmentAct.objects.get().pk)
    html = page(client, people["other head"], day.get_absolute_url())
    assert "Hanya kepala, sekretaris, atau petugas Desa Sojokerto" in html


def test_days_of_another_agreement_are_not_found_here(client, day, villages):
    other = AgreementFactory(state="in_force", regions=villages)

    assert (
        client.get(reverse("agreements:fulfilment", args=[other.code, day.pk])).status_code == 404
    )


@pytest.mark.parametrize("who", [None, "other head"])
def test_a_page_costs_the_same_at_any_length(client, villages, people, who):
    few = due_day(regions=villages, rhythm="monthly", ends_on=in_days(60))
    many = due_day(regions=villages, rhythm="monthly", ends_on=in_days(700))
    for _ in range(3):
        act = report(many, people["drafting head"])
        actions.take_back(many, by=people["drafting head"], seen=act.pk)
    act = report(few, people["drafting head"])
    actions.take_back(few, by=people["drafting head"], seen=act.pk)
    if who:
        client.force_login(people[who].user)

    def cost(address):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    assert cost(few.get_absolute_url()) == cost(many.get_absolute_url())
    assert cost(few.obligation.get_absolute_url()) == cost(many.obligation.get_absolute_url())
