"""The record (berita acara) of a dispute's result as one exact Indonesian text, and its PDF."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils.translation import override

from agreements import dispute_rules, mediation
from agreements.acknowledgement import office_over
from agreements.documents import domain
from agreements.models import OutcomePaper
from core import formats, pdf, qr, seals
from core.text import tidy

TEMPLATE = Path(__file__).parent / "typst" / "record.typ"
# Words of the text, which no translation changes afterwards.
ABOUT = {
    "whole": "kesepakatan secara keseluruhan",
    "project": "proyek",
}
IN_INK = "(tanda tangan di atas kertas)"


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
    mediator = [("Mediator", outcome.mediated_by)] if outcome.mediated_by else []
    return [
        ("Perkara", f"{dispute.code}, versi {outcome.number}"),
        (_subject_of(dispute), f"{title} ({dispute.subject.code})"),
        ("Pokok perselisihan", dispute.label or ABOUT[dispute.about]),
        ("Para pihak", "; ".join(parties)),
        ("Diajukan", formats.day(dispute.raised_on)),
        ("Hari dan tanggal", formats.long_day(outcome.held_on)),
        ("Tempat", outcome.place),
        *mediator,
        ("Dipimpin oleh", outcome.led_by),
        ("Hadir", "; ".join(outcome.present.splitlines())),
    ]


def office_of(dispute):
    """Camat Leksono, Bupati Wonosobo, Gubernur Jawa Tengah; it stands on papers and is Indonesian."""
    if dispute.level == mediation.MINISTER:
        return "Menteri Dalam Negeri"
    if dispute.level == mediation.GOVERNOR:
        return f"Gubernur {dispute.mediator.name}" if dispute.mediator else "Gubernur"
    return office_over(dispute.mediator or dispute.desk)


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


def signing_sheet(dispute):
    """The record that stands, not final yet, as a PDF to be signed with ink."""
    with override("id"):
        return pdf.make(TEMPLATE, sheet_data(dispute), moment=dispute.outcome.at)


def sheet_data(dispute):
    """All that the template prints; the caller speaks Indonesian."""
    outcome, zone = dispute.outcome, dispute.zone
    url = f"{settings.SITE_URL}{dispute.get_absolute_url()}"
    words = {word.party_id: word for word in outcome.words.all()}
    papers = {row.signer: row for row in outcome.papers.all()}
    sides = [
        _block(words.get(party.pk), party.region.name, zone) or _unsaid(party.name)
        for party in dispute_rules.sides(dispute)
    ]
    if dispute.third_party:
        sides.append(_ink(dispute.third_party, papers.get(OutcomePaper.Signer.THIRD), zone))
    return {
        "dated_on": formats.local(dispute.closed_at or outcome.at, zone).date().isoformat(),
        "head": _letterhead(dispute),
        "title": title_of(outcome),
        "facts": [{"label": label, "value": value} for label, value in facts_in(outcome.text)],
        "agreed": outcome.agreed.split("\n"),
        "duties": duty_lines(outcome),
        "parties": sides,
        "mediator": _mediator(dispute, words.get(None), papers) if outcome.mediated else None,
        "is_final": dispute.closed_at is not None,
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
    """PEMERINTAH KABUPATEN WONOSOBO, KECAMATAN LEKSONO; of a deliberation, and of an office that has
    no account here, that of none: the regency only keeps the case of a governor."""
    if not dispute.outcome.mediated or dispute_rules.is_outside(dispute):
        return []
    desk = dispute.desk
    lines = [desk.full_name.upper()]
    if desk.is_subdistrict:
        lines.insert(0, desk.parent.full_name.upper())
    lines[0] = f"PEMERINTAH {lines[0]}"
    return lines


def _mediator(dispute, word, papers):
    """Who has signed last; for an office without an account the officer has only recorded it."""
    if not dispute_rules.is_outside(dispute):
        return _block(word, dispute.desk.name, dispute.zone)
    office = dispute.outcome.mediated_by or office_of(dispute)
    row = papers.get(OutcomePaper.Signer.MEDIATOR)
    return _ink(office, row, dispute.zone, recorded=word)


def _block(word, region, zone):
    if word is None:
        return None
    how = f"dikonfirmasi dengan {word.get_method_display().lower()}"
    return {
        "office": f"{word.office_title} {region}",
        "name": word.person_name,
        "lines": [formats.moment(word.at, zone), how],
    }


def _unsaid(name):
    """A head who has not confirmed the record yet, on the sheet to be signed."""
    return {"office": name, "name": "", "lines": ["(belum dikonfirmasi)"]}


def _ink(signed_for, row, zone, recorded=None):
    """Who has signed on paper for a party or an office, and who has recorded that; else room for it."""
    recorded = row or recorded
    lines = [f"Dicatat oleh {recorded.person_name}, {_office(recorded)}"] if recorded else []
    if row is None:
        return {"office": signed_for, "name": "", "lines": [IN_INK, *lines]}
    signed = f"{row.signer_title}, {formats.day(row.signed_on)}"
    return {"office": signed_for, "name": row.signer_name, "lines": [signed, IN_INK, *lines]}


def _office(word):
    return f"{word.office_title}, {word.region_name}"
