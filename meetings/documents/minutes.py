"""Official record (berita acara) and minutes (notulen): what they say, and their PDFs.

Both are made of ``Minutes.record`` as it was sent (of a draft as it stands), so the paper can say
nothing that was not confirmed. They are Indonesian, whoever reads them.
"""

from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from core import formats, logos, pdf, qr, seals, spelling
from meetings import addenda, minutes_record, minutes_text
from meetings.documents.letters import letterhead_of
from meetings.models import Minutes
from meetings.witness import NOBODY, title_above
from villages.models import Region

FOLDER = Path(__file__).parent.parent / "typst"
HERE = {"hadir", "hadir terlambat", "diwakili"}
STATES = {
    Minutes.State.DRAFT: "Draf, belum diperiksa",
    Minutes.State.REVIEW: "Sedang diperiksa, belum disahkan",
    Minutes.State.APPROVED: "Disahkan, belum disegel",
    Minutes.State.SEALED: "",
}


def official_record(minutes):
    """The PDF of the official record, with room for the signatures."""
    return _pdf("record.typ", minutes)


def notes(minutes):
    """The PDF of the minutes: what was said about each item."""
    return _pdf("notes.typ", minutes)


def _pdf(template, minutes):
    data = paper_of(minutes)
    data["logo"] = logos.svg_file(data["logo"])
    return pdf.make(FOLDER / template, data, moment=_moment(minutes))


def _moment(minutes):
    return minutes.sealed_at or minutes.sent_at or minutes.updated_at


def check_url(minutes):
    """The address that the QR leads to."""
    return settings.SITE_URL + reverse("meetings:minutes_verify", args=[minutes.check_code])


def paper_of(minutes):
    """All that both papers print, ready as Indonesian text."""
    with override("id"):
        return _paper(minutes)


def _paper(minutes):
    meeting = minutes.meeting
    record = minutes_record.gather(minutes) if minutes.is_draft else minutes.record
    organiser = Region.objects.with_ancestors().get(pk=meeting.organiser_id)
    attendance = record["attendance"]
    return {
        **letterhead_of(meeting, organiser),
        "title": record["title"],
        "kind": record["kind"],
        "held_for": record["held_for"],
        "opening": opening_of(record),
        "quorum": quorum_of(attendance),
        "leaders": leaders_of(record),
        "entries": [
            {"title": entry["title"], "lines": lines_of(entry)} for entry in record["entries"]
        ],
        "matters": [entry["title"] for entry in record["entries"] if entry["kind"] == "item"],
        "decisions": _with_votes(minutes_text.adopted(record)),
        "rejected": _with_votes(minutes_text.rejected(record)),
        "tasks": record["tasks"],
        "attendance": [
            {
                **row,
                "region": minutes_text.region_of(row),
                "who": ", ".join(part for part in (row["name"], row["office"]) if part),
            }
            for row in attendance["rows"]
        ],
        "also": [
            {"region": row["region"], "who": minutes_text.who_also(row)}
            for row in attendance.get("also", ())
        ],
        "place": organiser.name,
        "signed_on": formats.day(_day(record)),
        "signatures": signatures_of(record, meeting),
        "approval": approval_of(minutes),
        "state": STATES[minutes.state],
        "addenda": [
            {
                "title": f"Adendum {row.number}{'' if stands.is_approved else ' (belum disahkan)'}",
                "lines": row.text.split("\n"),
                "at": _at(row.at, meeting),
                "standing": words_on(stands),
            }
            for row, stands in addenda.standings_of(minutes)
        ],
        "sha256": minutes.sha256,
        "short": seals.short(minutes.sha256) if minutes.sha256 else "",
        "check_code": seals.grouped(minutes.check_code),
        "check_url": check_url(minutes),
        "domain": urlsplit(settings.SITE_URL).netloc,
        "site": settings.SITE_NAME,
        "qr": qr.svg_file(check_url(minutes)),
        "on": formats.local(_moment(minutes), meeting.zone).date().isoformat(),
    }


def _with_votes(rows):
    return [row | {"lines": minutes_text.vote_lines(row)} for row in rows]


def words_on(stands):
    """Whether an addendum is approved; if not, who has said what: silence is written as silence."""
    if stands.is_approved:
        return "Disahkan: dibenarkan oleh semua wilayah yang diundang."
    here, asked = len(stands.confirmed), len(stands.regions)
    objecting = "; ".join(row.region_name for row in stands.objected)
    silent = "; ".join(region.full_name for region in stands.silent)
    parts = [
        f"Belum disahkan: dibenarkan oleh {here} dari {asked} wilayah yang diundang.",
        f"Keberatan: {objecting}." if objecting else "",
        f"Belum menanggapi: {silent}." if silent else "",
    ]
    return " ".join(part for part in parts if part)


def lines_of(entry):
    """What was said, what became of the item, and which papers lay on the table."""
    outcome = entry.get("outcome", "")
    return [
        *([f"Butir ini {outcome}."] if outcome else []),
        *(entry["text"].split("\n") if entry["text"] else []),
        *(f"Bahan: {row['title']}" for row in entry.get("papers", ())),
    ]


def _at(moment, meeting):
    return formats.moment(moment, meeting.zone)


def _day(record):
    return _start(record).date()


def _start(record):
    return formats.local(datetime.fromisoformat(record["starts_at"]), record["zone"])


def opening_of(record):
    """Pada hari ini, Rabu tanggal dua puluh lima …, bertempat di …, telah dilaksanakan …"""
    start, zone = _start(record), record["zone"]
    end = datetime.fromisoformat(record["ends_at"])
    words = spelling.spelled_day(
        start, weekday=formats.weekday(start), month=formats.day(start).split(formats.NBSP)[1]
    )
    return (
        f"Pada hari ini, {words} ({start:%d-%m-%Y}), pukul {start:%H.%M} s.d. "
        f"{formats.clock(end, zone)}, bertempat di {record['place']}, telah dilaksanakan "
        f"{record['kind']} {record['held_for']} dengan pokok bahasan “{record['title']}”, "
        f"atas undangan {record['organiser']}."
    )


def quorum_of(attendance):
    """Rapat dihadiri wakil 9 (sembilan) dari 14 (empat belas) wilayah …"""
    here, invited = attendance["represented"], attendance["invited"]
    noun = minutes_text.counted(attendance)
    return (
        f"Rapat dihadiri wakil dari {here} ({spelling.spelled(here)}) {noun} dari {invited} "
        f"({spelling.spelled(invited)}) {noun} yang diundang, sebagaimana daftar hadir "
        f"terlampir. {_rule(attendance)}"
    ).rstrip()


def _rule(attendance):
    if not minutes_text.has_quorum(attendance):
        return " ".join(minutes_text.second_sitting(attendance))
    needed = attendance["needed"]
    met = "tercapai" if attendance["met"] else "tidak tercapai"
    return f"Kuorum sebanyak {needed} ({spelling.spelled(needed)}) {minutes_text.counted(attendance)} {met}."


def leaders_of(record):
    """Pairs of what and who; a line for those who were named."""
    pairs = [
        ("Pimpinan rapat", record["chair"]),
        ("Notulis", record["note_taker"]),
        ("Narasumber", record["resource_persons"]),
    ]
    return [[what, who] for what, who in pairs if who]


def signatures_of(record, meeting):
    """Blocks for ink: chair, note taker, a wakil of each region that was there, and the witness."""
    wakils = [
        {
            "title": f"{'Tamu,' if row.get('guest') else 'Wakil'} {row['region']}",
            "name": row["name"],
        }
        for row in record["attendance"]["rows"]
        if row["state"] in HERE
    ]
    return {
        "chair": {"title": "Pimpinan rapat", "name": record["chair"]},
        "note_taker": {"title": "Notulis", "name": record["note_taker"]},
        "wakils": wakils,
        "witness": witness_of(record, meeting),
    }


def witness_of(record, meeting):
    """Mengetahui: as the record has it. Minutes that were sent before name the office alone."""
    kept = record.get("witness") or {**NOBODY, "title": title_above(meeting)}
    return kept | {"nip": formats.nip(kept["nip"])}


def approval_of(minutes):
    """How it was approved, and who was silent: silence is written as silence."""
    meeting = minutes.meeting
    if not minutes.is_public:
        return None
    confirmed = {
        row.region_name: row for row in minutes.confirmations.filter(text_sha256=minutes.sha256)
    }
    if minutes.approved_how == Minutes.How.SITTING:
        day = formats.day(formats.local(minutes.approved_in.starts_at, meeting.zone))
        how = f"Disahkan dalam rapat “{minutes.approved_in}” tanggal {day}."
    else:
        how = f"Dibenarkan oleh semua wilayah yang diundang, {_at(minutes.approved_at, meeting)}."
    rows = []
    for row in minutes.record["attendance"]["rows"]:
        word = confirmed.get(row["region"])
        rows.append(
            {
                "region": row["region"],
                "who": f"{word.person_name}, {word.office_title}" if word else "",
                "at": _at(word.at, meeting) if word else "belum menanggapi",
            }
        )
    return {"how": how, "rows": rows}
