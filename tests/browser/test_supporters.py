"""The way of an organisation, as its people walk it: from the registration to the receipt.

Once with scripts, every page looked at; once without, for everything must work there too.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.actions.funding import note_gap
from projects.models import Backing, Offer, Receipt
from tests.browser.reader import Reader
from tests.factories.accounts import UserFactory
from tests.factories.projects import head_of
from tests.factories.villages import (
    MandateFactory,
    ProfileFactory,
    RegionFactory,
    SubdistrictFactory,
)
from tests.papers import pdf_bytes
from tests.projects.reports import running
from villages.models import Organisation

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NAME = "Yayasan Mata Air Bersama"


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def reader(open_page, request):
    """``reader()`` is somebody new at another browser."""

    def sit_down():
        page = open_page("/", java_script_enabled=request.param)
        page.set_default_timeout(30_000)
        return Reader(page, looks=request.param)

    return sit_down


@pytest.fixture
def project():
    """A running project of two villages that lacks money."""
    subdistrict = SubdistrictFactory(code="33.07.05", name="Leksono")
    village = {"parent": subdistrict, "word": "Desa"}
    sojokerto = RegionFactory(code="33.07.05.2004", name="Sojokerto", **village)
    besani = RegionFactory(code="33.07.05.2005", name="Besani", **village)
    for region in (sojokerto, besani):
        ProfileFactory(region=region)
        MandateFactory(region=region)
    made = running(sojokerto, [besani])
    note_gap(made)
    return made


def paper():
    return {"name": "akta.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes()}


def test_from_the_registration_to_the_receipt(reader, project):
    officer = MandateFactory(
        region=project.lead.parent.parent, office="kabupaten", title="Kepala Bidang"
    )
    user, head = UserFactory(full_name="Anindya Larasati"), head_of(project.lead)
    anindya = reader().sign_in(user.email)

    register(anindya)
    check(reader().sign_in(officer.user.email))
    siti = reader().sign_in(head.user.email)
    invite(siti, project)
    accept(anindya, project)
    offer(anindya, project)
    take_on(siti, project)
    report(anindya, project)
    receive(siti, project)
    read(reader(), project)


def register(anindya):
    anindya.open(reverse("villages:claim")).follow("Anda mewakili organisasi? Daftarkan")
    anindya.choose("kind", "ngo").type(name=NAME, legal_number="AHU-1", address="Jalan Satu 1")
    anindya.type(home_q="Wonosobo").page.locator('[name="home_search"]').click()
    anindya.page.wait_for_load_state()
    anindya.tick("home", "33.07").tick("sectors", "water").type(offers="Hibah pipa.")
    anindya.type(position="Direktur", decree_number="ST-1")
    anindya.type(starts_on=timezone.localdate().isoformat())
    anindya.page.set_input_files('[name="decree"]', paper())
    anindya.press("Kirim pengajuan").reads("Menunggu pemeriksaan")


def check(officer):
    officer.open(reverse("start")).follow("Periksa perwakilan").follow("Anindya Larasati")
    officer.reads("AHU-1").press("Terima")
    assert Organisation.objects.get().is_verified


def invite(siti, project):
    siti.open(reverse("projects:funds", args=[project.code])).follow("Organisasi pendukung")
    siti.follow("Undang organisasi").type(q="mata air").press("Cari")
    siti.tick("organisation", Organisation.objects.get().pk).type(words="Mohon pipa 900 meter.")
    siti.press("Kirim undangan").reads("Mohon pipa 900 meter.")


def accept(anindya, project):
    anindya.open(reverse("start")).follow("Jawab undangan").reads("Mohon pipa 900 meter.")
    anindya.press("Ya, kami mendukung")
    assert Backing.objects.get().state == "accepted"


def offer(anindya, project):
    anindya.follow("Dana dan kontribusi").follow("Tawarkan dukungan")
    anindya.choose("kind", "goods").choose("source", "hibah").type(worth="7 juta", note="Pipa")
    anindya.press("Kirim tawaran")
    assert Offer.objects.get().party.name == NAME


def take_on(siti, project):
    siti.open(reverse("start")).follow("Jawab tawaran").reads(NAME).press("Terima")
    siti.reads(NAME)
    assert Offer.objects.get().commitment.state == "committed"


def report(anindya, project):
    anindya.open(reverse("projects:supports")).reads("Berkomitmen")
    anindya.open(reverse("projects:backers", args=[project.code])).follow("Laporkan dukungan Anda")
    anindya.type(work="Pipa sudah dikirim.", worth="7 juta")
    anindya.choose("commitment", str(Offer.objects.get().commitment_id))
    anindya.page.set_input_files('[name="proof_1"]', paper())
    anindya.press("Terbitkan laporan").reads("Unduh bukti 1")


def receive(siti, project):
    siti.open(reverse("projects:backers", args=[project.code])).follow("Laporan 1")
    siti.follow("Jadikan penerimaan")
    # The page comes back at the form, half of which lies under the bar; looked at from its top.
    siti.page.get_by_role("button", name="Simpan penerimaan").click()
    siti.page.wait_for_load_state()
    receipt = Receipt.objects.get()
    siti.open(receipt.commitment.get_absolute_url()).reads("Dari laporan 1")
    assert (receipt.amount, receipt.report.number) == (7_000_000, 1)


def read(visitor, project):
    """What everybody sees of it."""
    visitor.open(reverse("villages:organisations")).follow(NAME).reads("Hibah pipa.")
    visitor.follow("Yang didukung").follow(str(project))
    visitor.open(reverse("projects:funds", args=[project.code])).reads(NAME)
