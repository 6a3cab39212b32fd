"""The official letter of invitation (surat undangan): what it says, and its PDF.

What it says is put together once, when it is written, and kept in ``Letter.content``; the PDF is
made of that whenever somebody asks for it. Letters are Indonesian, whoever reads them. One that
holds no more says so on every page.
"""

from pathlib import Path

from django.conf import settings
from django.utils.translation import override

from core import audit, formats, logos, pdf, qr
from meetings import changes
from meetings.models import Letter, Meeting
from villages import numbering
from villages.models import LocalTerms, Profile, Region
from villages.models.mandate import Office
from villages.titles import title_of

TEMPLATE = Path(__file__).parent.parent / "typst" / "letter.typ"
USUAL_CLASS = "005"  # invitations, in the older rules of filing and in most offices still
AS_GUEST = (
    "Bapak/Ibu kami undang sebagai tamu, tanpa hak suara. Undangan ini tidak memerlukan konfirmasi."
)
WITHOUT_VOTE = (
    "Wilayah Bapak/Ibu diundang sebagai tamu: tidak dihitung dalam kuorum dan tidak mempunyai hak "
    "suara."
)
IN_THE_NAME_OF = {Office.SECRETARY, Office.SUBDISTRICT_OFFICER, Office.REGENCY_OFFICER}


def number_of(meeting, order, day):
    """The number by the forum's template; by the usual one where a region calls for a project."""
    if meeting.forum:
        return meeting.forum.letter_number(order, day)
    return numbering.written(
        numbering.USUAL,
        order=order,
        day=day,
        classification=USUAL_CLASS,
        unit=meeting.organiser_id,
    )


def content_of(meeting, *, agenda, number, dated, wishes, replaces=None):
    """All that the letter says, as Indonesian text, save whom it goes to.

    ``wishes``: ``nature``, ``note`` and ``copies`` as the person has chosen them.
    """
    organiser = Region.objects.with_ancestors().get(pk=meeting.organiser_id)
    with override("id"):
        return {
            **letterhead_of(meeting, organiser),
            "number": number,
            "place": organiser.name,
            "date": formats.day(dated),
            "nature": wishes.get("nature", Letter.Nature.IMPORTANT.value).capitalize(),
            "subject": f"Undangan {meeting.title}",
            "kind": meeting.get_kind_display(),
            "of": meeting.of_whom,
            "day": _days(meeting),
            "clock": f"{formats.clock(meeting.starts_at, meeting.zone)} s.d. selesai",
            "venue": _venue(meeting),
            "title": meeting.title,
            "items": [item["title"] for item in agenda],
            "note": wishes.get("note", ""),
            "answer_by": formats.moment(meeting.answer_by, meeting.zone),
            "earlier": _earlier(replaces),
            "sitting": changes.second_sitting(meeting),
            "signer": signer_lines(meeting.called_by, organiser),
            "name": str(meeting.called_by.user),
            "nip": formats.nip(meeting.called_by.user.nip),
            "copies": list(wishes.get("copies", [])),
        }


def wishes_of(letter):
    """What the person chose for this letter, for the one that takes its place."""
    if letter is None:
        return {}
    content = letter.content
    return {
        "nature": content["nature"].lower(),
        "note": content["note"],
        "copies": content["copies"],
    }


def letterhead_of(meeting, organiser):
    """The forum's own lines, address and logo, else those of its home; a project's organiser's own.

    ``logo`` is the name of a stored file, which ``core.logos`` draws.
    """
    forum, home, lines, address = meeting.forum, organiser, [], ""
    if forum:
        home = Region.objects.with_ancestors().get(pk=forum.home_id)
        lines = [line for line in forum.letterhead.splitlines() if line.strip()]
        address = forum.letter_address
    own = [forum.name.upper()] if forum else []
    return {
        "head": lines or [*region_lines(home), *own],
        "address": address or _address(home),
        "logo": forum.letter_logo.name if forum else "",
    }


def letterhead_of_region(code):
    """A region's own lines and address, for papers that no forum sends."""
    region = Region.objects.with_ancestors().get(pk=code)
    return {"head": region_lines(region), "address": _address(region), "logo": ""}


def region_lines(region):
    """PEMERINTAH KABUPATEN WONOSOBO, KECAMATAN LEKSONO, DESA SOJOKERTO."""
    chain = [region]
    while chain[0].parent and chain[0].level > Region.Level.REGENCY:
        chain.insert(0, chain[0].parent)
    first, *below = (each.full_name.upper() for each in chain)
    return [f"PEMERINTAH {first}", *below]


def _address(region):
    """The office's address and phone as the region tells them."""
    profile = Profile.objects.filter(region=region).first()
    if profile is None:
        return ""
    phone = f"Telepon {formats.phone(profile.office_phone)}" if profile.office_phone else ""
    return ", ".join(part for part in (profile.office_address, phone) if part)


def signer_lines(mandate, region):
    """Who signs: the head himself, or "a.n." the head and the signer's own office below."""
    if mandate.office not in IN_THE_NAME_OF:
        return [f"{mandate.title} {region.name}"]
    return [f"a.n. {head_of(region, LocalTerms.objects.of(region))}", mandate.title]


def head_of(region, terms):
    """To whom a letter to the region goes: Kepala Desa Sojokerto, Camat Leksono, Bupati Wonosobo."""
    if region.level == Region.Level.REGENCY:
        title = "Wali Kota" if region.kind == Region.Kind.CITY else "Bupati"
    else:
        office = Office.HEAD if region.is_village else Office.SUBDISTRICT_HEAD
        title = title_of(office, region, terms)
    return f"{title} {region.name}"


def addressees_of(regions):
    """The first line of the address for each region, in their order."""
    regencies = {region.code[:5] for region in regions}
    terms = {row.regency_id: row for row in LocalTerms.objects.filter(regency__in=regencies)}
    usual = LocalTerms()
    return [head_of(region, terms.get(region.code[:5], usual)) for region in regions]


def groups_of(invitations):
    """The first lines of the letters to those who vote, and to those who would be guests there."""
    rows = list(invitations.select_related("region").order_by("region"))
    voting = set(invitations.counting().values_list("pk", flat=True))
    return [
        addressees_of([row.region for row in rows if (row.pk in voting) is votes])
        for votes in (True, False)
    ]


def usual_copies(region):
    """Who gets a copy by habit: the region above the one that calls."""
    above = region.parent
    if above is None or above.level < Region.Level.REGENCY:
        return []
    return [head_of(above, LocalTerms.objects.of(above))]


def _days(meeting):
    first, last = (
        formats.local(moment, meeting.zone).date()
        for moment in (meeting.starts_at, meeting.ends_at)
    )
    if first == last:
        return formats.long_day(first)
    return f"{formats.long_day(first)} s.d. {formats.long_day(last)}"


def _venue(meeting):
    """The link itself is no secret for paper: it stands in the mail's calendar file."""
    if meeting.place and meeting.link:
        return f"{meeting.place}, juga daring"
    return meeting.place or "Daring; tautan ada di halaman pertemuan"


def _earlier(letter):
    """The letter that this one takes the place of."""
    if letter is None:
        return None
    content = letter.content
    return {
        "number": letter.number,
        "date": content["date"],
        "day": content["day"],
        "clock": content["clock"],
        "venue": content["venue"],
    }


def _replacing(earlier):
    if earlier is None:
        return ""
    return (
        f"Menyusul surat kami Nomor {earlier['number']} tanggal {earlier['date']}, kami beritahukan "
        f"bahwa rapat yang semula direncanakan pada {earlier['day']} pukul {earlier['clock']} di "
        f"{earlier['venue']} berubah. Surat tersebut tidak berlaku lagi dan diganti dengan surat ini."
    )


def mark_of(letter):
    """What stands above a letter that holds no more: replaced, or of a cancelled meeting."""
    newer = Letter.objects.filter(replaces=letter).first()
    if newer:
        return {"word": "DIGANTI", "text": f"Diganti oleh surat nomor {newer.number}."}
    meeting = letter.meeting
    if meeting.state != Meeting.State.CANCELLED:
        return None
    cancelled = audit.last_time(meeting, "meetings.cancelled")
    with override("id"):
        day = f" pada {formats.day(formats.local(cancelled, meeting.zone))}" if cancelled else ""
    return {
        "word": "DIBATALKAN",
        "text": f"Rapat ini dibatalkan{day}. Alasan: {meeting.cancel_reason}",
    }


def letter_pdf(content, addressees, *, url, moment, without_vote=(), guests=(), mark=None):
    """One file with a letter for each of ``addressees``, who answer, of those ``without_vote``, who
    answer as well, and of ``guests``, who need not; the same data gives the same bytes."""
    data = data_of(
        content, addressees, guests, without_vote=without_vote, url=url, moment=moment, mark=mark
    )
    drawn = {"logo": logos.svg_file(data["logo"]), "qr": qr.svg_file(data["page"])}
    return pdf.make(TEMPLATE, data | drawn, moment=moment)


def data_of(content, addressees, guests=(), *, url, moment, without_vote=(), mark=None):
    """All that a letter prints, save the pictures; ``letters`` are to whom, and what is asked of
    him."""
    shown = url.removeprefix("https://").removeprefix("http://")
    answers = (
        f"Mohon konfirmasi kehadiran paling lambat {content['answer_by']} melalui {shown} atau "
        "dengan memindai kode QR di bawah. Apabila berhalangan, mohon menunjuk wakil yang membawa "
        "surat kuasa."
    )
    return {
        **content,
        "logo": content.get("logo", ""),
        "nip": content.get("nip", ""),
        "sitting": content.get("sitting", ""),
        "letters": [
            *({"to": to, "asks": answers, "is_guest": False} for to in addressees),
            *(
                {"to": to, "asks": f"{WITHOUT_VOTE} {answers}", "is_guest": False}
                for to in without_vote
            ),
            *({"to": to, "asks": AS_GUEST, "is_guest": True} for to in guests),
        ],
        "mark": mark,
        "earlier_text": _replacing(content["earlier"]),
        "page": url,
        "url": shown,
        "site": settings.SITE_NAME,
        "on": formats.local(moment, "Asia/Jakarta").date().isoformat(),
    }
