"""The record (berita acara) of a dispute's result as one exact Indonesian text, and its PDF."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils.translation import override

from agreements import dispute_rules
from agreements.documents import domain
from core import formats, pdf, qr, seals
from core.text import tidy

TEMPLATE = Path(__file__).parent / "typst" / "record.typ"
# Words of the text, which no translation changes afterwards.
ABOUT = {
    "whole": "kesepakatan secara keseluruhan",
    "project": "proyek",
}


def text_of(dispute, outcome, *, title=None):
    """What is hashed, confirmed and signed: every fact in its line. ``title``: what the agreement or
    project was called then."""
    title = title or dispute.subject.title
    with override("id"):
        lines = [
            title_of(outcome),
            "",
            *(f"{label}: {value}" for label, value in _facts_of(dispute, outcome, title)),
            "",
            "Yang disepakati:",
            outcome.agreed,
            "",
            "Tindak lanjut:",
            *duty_lines(outcome),
        ]
    return tidy("\n".join(lines), lines=True)


def title_of(outcome):
    """With or without a mediator."""
    return f"BERITA ACARA {'MEDIASI' if outcome.mediated else 'MUSYAWARAH'}"


def _facts_of(dispute, outcome, title):
    """Label and value of each fact, in Indonesian."""
    parties = [party.name for party in dispute_rules.sides(dispute)]
    parties += [dispute.third_party] if dispute.third_party else []
    return [
        ("Perkara", f"{dispute.code}, versi {outcome.number}"),
        (_subject_of(dispute), f"{title} ({dispute.subject.code})"),
        ("Pokok perselisihan", dispute.label or ABOUT[dispute.about]),
        ("Para pihak", "; ".join(parties)),
        ("Diajukan", formats.day(dispute.raised_on)),
        ("Hari dan tanggal", formats.long_day(outcome.held_on)),
        ("Tempat", outcome.place),
        ("Dipimpin oleh", outcome.led_by),
        ("Hadir", "; ".join(outcome.present.splitlines())),
    ]


def _subject_of(dispute):
    return "Kesepakatan" if dispute.agreement_id else "Proyek"


def facts_in(text):
    """Label and value of each fact, as the text has them: a project may have another title by now."""
    lines = text.split("\n\n", 2)[1].split("\n")
    return [
        (label, value.strip()) for label, _colon, value in (row.partition(":") for row in lines)
    ]


def duty_lines(outcome):
    """Who does what until when; one line each."""
    lines = [
        f"{number}. {party}: {what}, paling lambat {formats.day(date.fromisoformat(day))}"
        for number, (party, what, day) in enumerate(outcome.duties, 1)
    ]
    return lines or ["-"]


def sheet(dispute):
    """The PDF of a settled dispute; the same record gives the same bytes. Its foot says whether it is
    public."""
    with override("id"):
        return pdf.make(TEMPLATE, sheet_data(dispute), moment=dispute.closed_at)


def sheet_data(dispute):
    """All that the template prints; the caller speaks Indonesian."""
    outcome, zone = dispute.outcome, dispute.zone
    url = f"{settings.SITE_URL}{dispute.get_absolute_url()}"
    words = list(outcome.words.select_related("party__region"))
    return {
        "dated_on": formats.local(dispute.closed_at, zone).date().isoformat(),
        "head": _letterhead(dispute),
        "title": title_of(outcome),
        "facts": [{"label": label, "value": value} for label, value in facts_in(outcome.text)],
        "agreed": outcome.agreed.split("\n"),
        "duties": duty_lines(outcome),
        "parties": [_block(word, word.party.region.name, zone) for word in words if word.party_id],
        "mediator": next(
            (_block(word, dispute.desk.name, zone) for word in words if word.party_id is None), None
        ),
        "outside": dispute.third_party,
        "is_public": dispute.published_at is not None,
        "sha256": outcome.sha256,
        "short": seals.short(outcome.sha256),
        "code": dispute.code,
        "domain": domain(),
        "address": url.partition("://")[2],
        "site": settings.SITE_NAME,
        "qr": qr.svg_file(url),
    }


def _letterhead(dispute):
    """PEMERINTAH KABUPATEN WONOSOBO, KECAMATAN LEKSONO; of a deliberation, that of no office."""
    if not dispute.outcome.mediated:
        return []
    desk = dispute.desk
    lines = [desk.full_name.upper()]
    if desk.is_subdistrict:
        lines.insert(0, desk.parent.full_name.upper())
    lines[0] = f"PEMERINTAH {lines[0]}"
    return lines


def _block(word, region, zone):
    return {
        "office": f"{word.office_title} {region}",
        "name": word.person_name,
        "at": formats.moment(word.at, zone),
        "how": f"dikonfirmasi dengan {word.get_method_display().lower()}",
    }
