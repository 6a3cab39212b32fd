"""The way through the portal, as people walk it: from the registration to the sealed agreement.

Once with scripts, every page looked at; once without, for everything must work there too.
"""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement
from agreements.tasks import make_sheet
from meetings.models import Invitation, Meeting, Reminder
from meetings.tasks import queue_due_reminders
from notifications.models import Mail
from notifications.tasks import send_due_mail
from projects.models import Project
from tests.browser.reader import Reader
from tests.factories.agreements import ask_at_home
from tests.factories.villages import MandateFactory, RegionFactory, SubdistrictFactory
from tests.papers import pdf_bytes
from villages.models import Mandate

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

EMAIL, PASSWORD = "siti.maryamah@contoh.example", "mata-air-sojokerto-7"
TITLE = "Jaringan air bersih dua desa"


def iso(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def places():
    """Two villages of one subdistrict; the officer and the second village's head are there already."""
    leksono = SubdistrictFactory(code="33.07.05", name="Leksono")
    village = {"parent": leksono, "word": "Desa"}
    sojokerto = RegionFactory(code="33.07.05.2004", name="Sojokerto", **village)
    besani = RegionFactory(code="33.07.05.2005", name="Besani", **village)
    officer = MandateFactory(region=leksono, office="kecamatan", title="Kasi PMD")
    head = MandateFactory(region=besani, user__full_name="Nur Hidayanto")
    ask_at_home()
    return sojokerto, besani, officer, head


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def reader(open_page, request):
    """``reader()`` is somebody new at another browser."""

    def sit_down():
        page = open_page("/", java_script_enabled=request.param)
        page.set_default_timeout(30_000)
        return Reader(page, looks=request.param)

    return sit_down


def newest_mail(kind, to):
    return Mail.objects.filter(kind__contains=kind, to=to).latest("pk")


def test_from_the_registration_to_the_sealed_agreement(reader, places):
    sojokerto, besani, officer, head = places
    siti, visitor = reader(), reader()
    nur = reader().sign_in(head.user.email)

    register(siti)
    apply(siti, sojokerto)
    check(reader().sign_in(officer.user.email))
    project = propose(siti, besani)
    consent(nur, project)
    meeting = call(siti, project)
    answer_by_link(visitor, meeting, head)
    remind(meeting, head)
    agreement = agree(siti, nur, project)
    read(visitor, agreement)


def register(siti):
    siti.open("/").follow("Daftarkan desa Anda")
    siti.type(full_name="Siti Maryamah", phone="0812-3456-7890", email=EMAIL)
    siti.type(password1=PASSWORD, password2=PASSWORD).press("Daftar")
    code = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{2,})?)\s*$", newest_mail("", EMAIL).text, re.M)
    siti.type(code=code[1]).press("Lanjut")
    siti.open(reverse("start")).reads("Siti Maryamah").reads("Anda mewakili siapa")


def apply(siti, region):
    siti.follow("Ajukan diri sebagai perwakilan")
    siti.type(q="sojokerto").press("Cari").tick("wilayah", region.pk).press("Lanjut")
    siti.tick("office", "head").type(decree_number="141/7/2026")
    siti.type(starts_on=iso(-100), ends_on=iso(900))
    paper = {"name": "sk.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes()}
    siti.page.set_input_files('[name="decree"]', paper)
    siti.press("Kirim pengajuan").reads("Menunggu")
    siti.open(reverse("start")).reads("Menunggu pemeriksaan")


def check(officer):
    officer.open(reverse("start")).follow("Periksa perwakilan").follow("Siti Maryamah")
    officer.press("Terima")
    assert Mandate.objects.get(user__email=EMAIL).state == "verified"


def propose(siti, partner):
    siti.open(reverse("start")).reads("Kepala Desa, Desa Sojokerto").follow("Ajukan proyek")
    siti.type(title=TITLE, problem="Sumur kering.", aim="Air bersih mengalir sepanjang tahun.")
    siti.tick("field", "development").tick("sectors", "water").press("Lanjut")
    siti.type(place="Mata air Kali Bening").tick("partners", partner.pk).press("Lanjut")
    siti.type(cost="250 juta", amount_0="150 juta", note_0="APB Desa")
    siti.choose("kind_0", "cash").press("Lanjut")
    siti.type(starts_on=iso(30), ends_on=iso(200), answer_by=iso(10)).press("Lanjut")
    paper = {"name": "peta.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes()}
    siti.type(title="Peta jalur pipa").page.set_input_files('[name="file"]', paper)
    siti.press("Lanjut").press("Ajukan ke 1 mitra")
    project = Project.objects.get(title=TITLE)
    assert project.state == "proposed"
    return project


def consent(nur, project):
    nur.open(reverse("start")).follow(f"Jawab usulan: {TITLE}")
    nur.tick("answer", "given").press("Kirim jawaban")
    project.refresh_from_db()
    assert project.state == "agreed"


def call(siti, project):
    siti.open(project.get_absolute_url()).reads("Disepakati")
    siti.open(f"{reverse('meetings:call')}?proyek={project.code}")
    siti.type(title="Jadwal gali pipa", day=iso(9), start="09:00", end="11:00")
    siti.type(place="Balai Desa Sojokerto", agenda__0__title="Giliran dusun")
    siti.press("Lihat undangan").press("Kirim undangan")
    return Meeting.objects.get(project=project)


def answer_by_link(visitor, meeting, head):
    """From the mail, signed in nowhere: opening answers nothing, the button does."""
    link = re.search(
        r"/pertemuan/jawab/([^/\s]+)/\s", newest_mail("meetings.called", head.user.email).text
    )
    visitor.open(reverse("meetings:answer_link", args=[link[1]]))
    invitation = Invitation.objects.get(meeting=meeting, region=head.region)
    assert invitation.answer == "none"
    visitor.reads("Desa Besani").press("Hadir")
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.answered_by) == ("attends", head)


def remind(meeting, head):
    """The clock's own tasks; by day, as it were, for at night nobody is reminded."""
    rows = Reminder.objects.filter(meeting=meeting, mandate=head, minutes_before=1440)
    assert rows.update(due_at=timezone.now()) == 1
    queue_due_reminders()
    Mail.objects.filter(kind="meetings.reminder").update(due_at=timezone.now(), day_zone="")
    send_due_mail()

    sent = [m for m in mail.outbox if m.to == [head.user.email] and "Pengingat" in m.subject]
    assert len(sent) == 1
    assert "Jadwal gali pipa" in sent[0].subject


def agree(siti, nur, project):
    siti.open(f"{reverse('agreements:draft')}?proyek={project.code}")
    siti.tick("kind", "permakades").type(title="Pengelolaan air bersih dua desa")
    siti.type(starts_on=iso(0), ends_on=iso(700)).press("Simpan draf")
    agreement = Agreement.objects.get(project=project)
    fill_clauses(siti, agreement)
    siti.open(reverse("agreements:open", args=[agreement.code])).press("Buka untuk persetujuan")
    for head in (siti, nur):
        settle_at_home(head, agreement)
    approve(siti, agreement, "Sojokerto", PASSWORD)
    approve(nur, agreement, "Besani", "sandi-rahasia-desa")
    agreement.refresh_from_db()
    assert agreement.state == "in_force"
    make_sheet(agreement.pk)
    return agreement


def fill_clauses(siti, agreement):
    """The gaps that only people can fill."""
    for clause in agreement.clauses.filter(removed=False, text__contains="[isi:"):
        siti.open(reverse("agreements:clause", args=[agreement.code, clause.pk]))
        siti.type(text=re.sub(r"\[isi:[^\]]*\]", "sesuai musyawarah", clause.text))
        siti.press("Simpan klausul")


def settle_at_home(head, agreement):
    """What the village's own assembly and council have said, each with its paper."""
    for step in ("1_musdes", "2_bpd"):
        head.open(reverse("agreements:home_record", args=[agreement.code, step]))
        head.type(held_on=iso(0))
        paper = {"name": "berita-acara.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes()}
        head.page.set_input_files('[name="paper"]', paper)
        head.press("Catat")


def approve(head, agreement, village, password):
    """Only with a fresh proof that it is the head who presses."""
    head.open(reverse("agreements:approve", args=[agreement.code]))
    head.press(f"Setujui atas nama Desa {village}")
    if head.page.locator('[name="password"]').count():
        head.type(password=password).press("Lanjut")


def read(visitor, agreement):
    """Anybody reads what was agreed, checks the sheet, and takes the PDF."""
    visitor.open(agreement.get_absolute_url()).reads("Berlaku").reads("Nur Hidayanto")
    visitor.open(reverse("agreements:check", args=[agreement.check_code]))
    visitor.reads("Siti Maryamah")
    paper = visitor.page.request.get(reverse("agreements:sheet", args=[agreement.code]))
    assert paper.status == 200
    assert paper.body().startswith(b"%PDF-")
    visitor.open("/").reads("1\nkesepakatan berlaku")
