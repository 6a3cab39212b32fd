"""Sample content for the style guide: invented places and people, as they would stand on a page."""

import re
from datetime import UTC, date, datetime
from functools import cache
from types import SimpleNamespace

from django import forms
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.templatetags.static import static
from django.utils.dates import WEEKDAYS_ABBR

from core import qr
from core.differences import pieces
from core.forms import LongTextField, MoneyField, PhoneField, TextField
from core.views import Trail
from meetings.quorum import Quorum
from meetings.ranking import Tally
from meetings.views.polls import Cell, Row
from meetings.views.reminders import Line
from meetings.views.warned import Warned
from projects import atlas, board, places, timeline
from projects.cards import Card, state_badge
from projects.models import Project
from projects.progress import Entry
from projects.sheets import Change, Section
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
    return Trail(lines=[refusal, line], more=True)


def _progress():
    """Four milestones: one reached late, one overdue, two ahead."""
    steps = [
        ("Survei mata air", date(2026, 6, 20), date(2026, 7, 3)),
        ("Bak penampung kedua", date(2026, 11, 15), None),
        ("Sambungan rumah", date(2027, 1, 31), None),
        ("Serah terima", date(2027, 3, 31), None),
    ]
    things = [(SimpleNamespace(title=title), *days) for title, *days in steps]
    return SimpleNamespace(
        picture=timeline.picture(things, date(2026, 6, 1), date(2027, 3, 31), MEETING.date()),
        picture_words="Satu dari empat tonggak selesai, satu terlambat",
    )


def _entries():
    """A report with a photo and everything that a report may say."""
    photo = SimpleNamespace(
        caption="Bak penampung pertama",
        get_stage_display="setengah jadi (50%)",
        large_url="#kerja",
        small_url=static("og.png"),
        small_size=(480, 252),
    )
    report = SimpleNamespace(
        number=4,
        region=SimpleNamespace(full_name="Desa Sumberrejo"),
        on=date(2026, 11, 19),
        person_name="Budi Santoso",
        office_title="Kepala Desa",
        percent=45,
        spent=187_300_000,
        work="Pipa induk terpasang sampai batas Desa Tanjungsari.",
        reached=["Survei mata air"],
        going_back="Sebagian pipa dibongkar kembali setelah longsor.",
        obstacles="Hujan tiga hari berturut-turut.",
        next_steps="Menyambung bak kedua.",
        photos=SimpleNamespace(all=[photo]),
    )
    return [Entry(report, is_too_dear=True)]


def _month_week():
    """A week of the month's table: outside, plain, today, with a meeting, with a cancelled one."""
    day = SimpleNamespace
    titles = {25: "Tarif air", 27: "Bank sampah"}
    return [
        day(
            number=number,
            is_outside=number < 24,
            is_today=number == 24,
            title=titles.get(number, ""),
            is_off=number == 27,
        )
        for number in range(23, 30)
    ]


def _sittings():
    """What the pages of meetings show and no other page."""
    yes, maybe, no = (
        Cell("Bisa", "ok", "check"),
        Cell("Jika perlu", "wait", "hand"),
        Cell("Tidak bisa", "bad", "x"),
    )
    silent = Cell("Belum menjawab")
    return {
        "weekdays": WEEKDAYS_ABBR.values(),
        "month_week": _month_week(),
        "poll_date": SimpleNamespace(
            is_best=True,
            tally=Tally(1, MEETING, yes=2, if_needed=1),
            warnings=["Hari itu hari pasar di Karanganyar."],
        ),
        "poll_dates": [SimpleNamespace(short=short) for short in ("25 Nov", "26 Nov")],
        "poll_rows": [
            Row("Desa Sumberrejo", "Budi Santoso", [yes, no]),
            Row("Desa Karanganyar", "Siti Aminah", [maybe, yes]),
            Row("Desa Tanjungsari", "", [silent, silent]),
        ],
        "warned": Warned(["Jumat pukul 11.30 sampai 13.00 adalah waktu salat Jumat."], []),
        "lacking": Quorum.of(invited=7, in_person=3, by_proxy=1, rule=(2, 3)),
        "reminder": Line(
            pk=1,
            who="Desa Karanganyar",
            office="Kepala Desa",
            what="Satu hari sebelum rapat",
            when="Selasa, 24 November 2026 pukul 09.00 WIB",
            label="Menunggu",
            kind="wait",
            icon="clock",
            why="",
            along="bersama 1 pengingat lain",
            stop=False,
            resend=False,
            seen=None,
        ),
        "door_code": qr.svg("https://forum.example/d/contoh", "Kode QR contoh"),
    }


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
    return Card(project, [], state_badge(project), STAGE_OF[state].label, 2, late, None)


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
        "board_columns": _board(),
        "map_sheet": _sheet(),
        "changes": _sections(),
        "page_obj": Paginator(range(95), 20).page(2),
        "photo": static("og.png"),
        "progress": _progress(),
        "entries": _entries(),
        **_sittings(),
    }
