"""The attendance list (daftar hadir): filled in as it is known, or empty for paper.

Lists are Indonesian, whoever reads them. Odd numbers sign on the left, even ones on the right.
"""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import override

from core import formats, logos, pdf, qr
from meetings import changes, doors, room
from meetings.documents.letters import letterhead_of
from meetings.models import Attendance
from meetings.totals import totals
from villages.models import Region

TEMPLATE = Path(__file__).parent.parent / "typst" / "attendance.typ"
A_REGION = 2  # empty lines for each invited region
GUESTS = 10  # and for others
GUEST = "(tamu)"  # an invited region that neither counts nor votes
WITHOUT_GUESTS = " Wilayah tamu tidak dihitung dan tidak memberikan suara."


def attendance_pdf(meeting, *, empty, moment):
    """The PDF's bytes; the same list at the same moment gives the same bytes."""
    with override("id"):
        data = data_of(meeting, empty=empty, moment=moment)
        data["logo"] = logos.svg_file(data["logo"])
        data["qr"] = qr.svg_file(data["url"]) if empty else ""
        return pdf.make(TEMPLATE, data, moment=moment)


def data_of(meeting, *, empty, moment):
    """All that a list prints, save the pictures; ready as Indonesian text."""
    organiser = Region.objects.with_ancestors().get(pk=meeting.organiser_id)
    invitations = list(meeting.invitations.select_related("region"))
    quorum = room.quorum_now(meeting, invitations)
    guests = room.guests_among(meeting, quorum, invitations)
    rows = [] if empty else _rows_of(meeting)
    here = [row for row in rows if row.is_here]
    return {
        **letterhead_of(meeting, organiser),
        "on": formats.local(moment, meeting.zone).date().isoformat(),
        "site": settings.SITE_NAME,
        "domain": urlsplit(settings.SITE_URL).netloc,
        "kind": meeting.get_kind_display(),
        "title": meeting.title,
        "sitting": "kedua" if meeting.is_second_call else "",
        "noun": _noun(meeting),
        "when": changes.when(meeting.starts_at, meeting.ends_at, meeting.zone),
        "venue": meeting.where,
        "empty": empty,
        "lines": _empty_lines(invitations, guests)
        if empty
        else [_line(row, meeting, guests) for row in here],
        "away": [_away(row, guests) for row in rows if not row.is_here],
        "totals": _totals(here, guests),
        "quorum": "" if empty else _quorum_words(meeting, quorum, guests),
        "url": doors.address_of(meeting) if empty else "",
    }


def _noun(meeting):
    """What the regions are called in the head of the column: Desa, Kecamatan or Wilayah."""
    invited = Region.objects.filter(invitations__meeting=meeting).order_by()
    words = list(invited.values_list("word", flat=True).distinct()[:2])
    return words[0] if len(words) == 1 else "Wilayah"


def _rows_of(meeting):
    """Those whom the minute taker knows of; region by region, guests last."""
    rows = meeting.roll.confirmed().select_related("region")
    return sorted(rows, key=lambda row: (row.region_id or "~", row.institution.lower(), row.pk))


def _marked(name, region_id, guests):
    """The region or institution; of a region that neither counts nor votes it is said."""
    return f"{name} {GUEST}" if region_id in guests else name


def _attends_for(row, guests):
    return _marked(row.attends_for, row.region_id, guests)


def _line(row, meeting, guests):
    return {
        "name": row.substitute or row.name,
        "sex": "" if row.substitute else row.sex,
        "office": f"mewakili {row.name}, {row.office}" if row.substitute else row.office,
        "region": _attends_for(row, guests),
        "phone": "" if row.substitute else formats.phone(row.phone),
        "signed": _signed(row, meeting),
    }


def _signed(row, meeting):
    """What stands in place of a signature where there is another proof."""
    if row.how == Attendance.How.PAPER:
        return "ttd. di kertas"
    if row.how == Attendance.How.QR:
        return f"QR {formats.clock(row.arrived_at, meeting.zone)}"
    return ""


def _away(row, guests):
    return f"{row.name}, {_attends_for(row, guests)} ({row.get_state_display()})"


def _empty_lines(invitations, guests):
    """Some lines for each invited region, and some for others."""
    blank = {"name": "", "sex": "", "office": "", "phone": "", "signed": ""}
    named = [
        blank | {"region": _marked(invitation.region.full_name, invitation.region_id, guests)}
        for invitation in invitations
        for _number in range(A_REGION)
    ]
    return named + [blank | {"region": ""}] * GUESTS


def _totals(here, guests):
    """Per region or institution, men and women; the sex of a substitute is not known."""
    lines, whole = totals(
        (_attends_for(row, guests), "" if row.substitute else row.sex) for row in here
    )
    return {
        "lines": [[line.name, *line[1:], line.all] for line in lines],
        "all": [*whole[1:], whole.all],
    }


def _quorum_words(meeting, quorum, guests):
    noun = "anggota" if guests else "wilayah"
    if not meeting.has_quorum:
        rule = ""
    elif quorum.is_second_call:
        rule = " Sidang kedua, sah dengan peserta yang hadir."
    else:
        met = "tercapai" if quorum.is_met else "belum tercapai"
        rule = f" Kuorum {quorum.needed} {noun}: {met}."
    return (
        f"{noun.capitalize()} yang hadir {quorum.represented} dari {quorum.invited} yang diundang"
        f" ({quorum.by_proxy} diwakili).{rule}{WITHOUT_GUESTS if guests else ''}"
    )
