"""Sample content for the style guide: invented places and people, as they would stand on a page."""

import re
from datetime import UTC, datetime
from functools import cache
from types import SimpleNamespace

from django import forms
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator

from core.forms import LongTextField, MoneyField, PhoneField, TextField
from projects.differences import pieces
from projects.sheets import Change, Section

TOKENS = """paper surface sunken line field ink ink-2 ink-3 primary primary-strong primary-soft
primary-wash deep kunyit kunyit-ink kunyit-soft sogan sogan-soft mengkudu mengkudu-soft nila
nila-soft daun daun-soft""".split()

MEETING = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


class SampleForm(forms.Form):
    """One field of each kind."""

    title = TextField(label="Nama proyek", help_text="Singkat, misalnya Jaringan air bersih.")
    cost = MoneyField(label="Perkiraan biaya", help_text="Perkiraan kasar cukup.")
    phone = PhoneField(label="Nomor telepon (boleh kosong)", required=False)
    note = LongTextField(label="Catatan (boleh kosong)", rows=3, required=False)
    day = forms.DateField(label="Tanggal", widget=forms.DateInput(attrs={"type": "date"}))
    sector = forms.ChoiceField(
        label="Bidang", choices=[("water", "Air bersih"), ("roads", "Jalan dan jembatan")]
    )
    partners = forms.MultipleChoiceField(
        label="Desa mitra",
        choices=[("ka", "Desa Karanganyar"), ("ts", "Desa Tanjungsari")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Desa mitra menerima undangan, belum berarti setuju.",
    )
    letter = forms.FileField(
        label="Surat tugas", help_text="PDF, JPEG, atau PNG, paling besar 10 MB."
    )
    sure = forms.BooleanField(label="Saya sudah membaca usulan ini")


@cache
def icon_names():
    """Every sign of the sprite, read from the file itself."""
    with open(finders.find("icons.svg"), encoding="utf-8") as file:
        return re.findall(r'<symbol id="([^"]+)" viewBox="0 0 24 24"', file.read())


def _trail():
    line = SimpleNamespace(
        at=MEETING,
        who="Budi Santoso",
        capacity="Kepala Desa, Desa Sumberrejo",
        sentence="mengajukan usulan",
        reason="",
    )
    refusal = SimpleNamespace(
        at=MEETING,
        who="Siti Aminah",
        capacity="Kepala Desa, Desa Karanganyar",
        sentence="meminta perubahan",
        reason="Bagian desa kami perlu dihitung ulang.",
    )
    return [refusal, line]


def _sections():
    """A part of a proposal that differs between two versions, with the request that led to it."""
    reply = SimpleNamespace(
        answer="accepted",
        get_answer_display="diterima",
        reason="Kami pakai pipa 3 inci.",
        person_name="Budi Santoso",
        office_title="Kepala Desa",
    )
    wish = SimpleNamespace(
        consent=SimpleNamespace(region=SimpleNamespace(full_name="Desa Karanganyar")),
        text="Kurangi biaya pipa induk.",
        answered=reply,
    )
    changes = [
        Change(label, "", pieces(old, new))
        for label, old, new in (
            ("Perkiraan biaya", "Rp412.500.000", "Rp398.000.000"),
            ("Kontribusi", "Pipa induk 4 inci. Bak dua buah.", "Pipa induk 3 inci. Bak dua buah."),
        )
    ]
    return [Section("Biaya dan kontribusi", changes, [wish])]


def context():
    """What the template of the style guide prints."""
    answers = {"cost": "empat ratus juta", "phone": "12", "sector": "water"}
    wrong = SampleForm({f"wrong-{name}": value for name, value in answers.items()}, prefix="wrong")
    return {
        "tokens": TOKENS,
        "icons": icon_names(),
        "meeting_at": MEETING,
        "sample_form": SampleForm(),
        "wrong_form": wrong,
        "trail": _trail(),
        "changes": _sections(),
        "page_obj": Paginator(range(95), 20).page(2),
    }
