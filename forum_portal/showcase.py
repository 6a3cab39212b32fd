"""Sample content for the style guide: invented places and people, as they would stand on a page."""

import re
from datetime import UTC, datetime
from functools import cache
from types import SimpleNamespace

from django import forms
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator

from core.forms import LongTextField, MoneyField, PhoneField, TextField
from projects import atlas, board, places
from projects.cards import Card, state_badge
from projects.models import Project
from projects.stages import STAGE_OF, Stage
from villages.models import Region

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


def _board():
    """Two columns; the second one has more than it shows."""
    water = _card("Jaringan air bersih Kali Bening", "Desa Sumberrejo", Project.State.PROPOSED)
    road = _card(
        "Jalan usaha tani", "Desa Karanganyar", Project.State.RUNNING, "Laporan terlambat 5 hari"
    )
    return [
        board.Column(Stage.DELIBERATION, 1, [water]),
        board.Column(Stage.RUNNING, 12, [road]),
        board.Column(Stage.FINISHED, 0, []),
    ]


def _card(title, lead, state, late=""):
    project = Project(
        title=title, state=state, lead=Region(word="", name=lead), percent=62 if late else None
    )
    project.seat_count = 3
    return Card(project, [], state_badge(project), STAGE_OF[state].label, 2, late)


def _sheet():
    places_there = [
        ("1", "Sumberrejo", 1, -7.41, 109.87),
        ("2", "Karanganyar", 2, -7.38, 109.88),
        ("3", "Tanjungsari", 0, -7.40, 109.84),
    ]
    bonds = [("1", "2", False), ("1", "3", True)]
    partners = [places.Partner("3", "Tanjungsari", None, None, True)]
    leads = [
        places.Lead("1", "Sumberrejo", "Desa Sumberrejo", -7.41, 109.87, 2, 1, 1, partners),
        places.Lead("2", "Karanganyar", "Desa Karanganyar", -7.38, 109.88, 1, 0, 2, []),
    ]
    return places.Sheet("contoh", "Kabupaten contoh", atlas.draw(places_there, bonds), leads)


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
        "board_columns": _board(),
        "map_sheet": _sheet(),
        "page_obj": Paginator(range(95), 20).page(2),
    }
