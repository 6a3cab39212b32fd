"""What is written: the exact text that is approved, the sheet (a PDF with a QR to its check), and the
sheet to be signed with ink."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from agreements import acknowledgement, kinds, signing, wording
from agreements.models import Agreement, ThirdSignature
from agreements.promises import Promise
from core import formats, pdf, qr, seals

# The text is one in every language of the page, and its words stay as they were approved.
FOLLOWS = {
    Agreement.FollowsAs.RENEWAL: "Memperpanjang",
    Agreement.FollowsAs.AMENDMENT: "Mengubah",
    Agreement.FollowsAs.REPLACEMENT: "Mengganti",
}
TEMPLATE = Path(__file__).parent / "typst" / "sheet.typ"


def canonical_text(agreement, number, plan):
    """The exact text of version ``number``, signed as ``plan`` says, as the rows stand now."""
    parties = sorted(agreement.parties.all(), key=lambda party: party.position)
    return wording.canonical(
        kind=kinds.KINDS[agreement.kind].written,
        code=agreement.code,
        number=number,
        title=agreement.title,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        parties=[
            wording.PartyWords(
                name=party.name, code=party.region_id, number=party.number,
                signer_name=party.signer_name, signer_title=party.signer_title,
            )
            for party in parties
        ]
        + [words_of_third(party) for party in _thirds(agreement)],
        body=agreement.text,
        follows=_follows(agreement),
        promises=promise_lines(agreement),
        signing=plan.lines,
        annexes=lines_of(annexes_of(agreement)),
    )  # fmt: skip


def _thirds(agreement):
    return sorted(agreement.third_parties.all(), key=lambda party: party.position)


def _third_numbers(agreement):
    """Name of each third party, and the number under which it has signed the current version."""
    signed = ThirdSignature.objects.filter(version=agreement.current_id)
    numbers = dict(signed.values_list("third_party", "number"))
    return [(party.name, numbers.get(party.pk, "")) for party in _thirds(agreement)]


def words_of_third(party):
    """A third party as the text names it."""
    return wording.ThirdWords(party.name, party.seat, party.signer_name, party.signer_title)


def annexes_of(agreement):
    """The annexes of the text as it stands, in their order."""
    return agreement.annexes.standing().order_by("position")


def lines_of(annexes):
    """Rows of annexes, in their order, as the text names them."""
    return [_words_of(annex).line(place) for place, annex in enumerate(annexes, 1)]


def annexes_printed(agreement):
    """The same for paper: what each is, and its SHA-256 for a line of its own."""
    return [
        {"what": _words_of(annex).what, "sha256": annex.sha256} for annex in annexes_of(agreement)
    ]


def _words_of(annex):
    return wording.AnnexWords(annex.title, annex.ending, annex.size, annex.sha256)


def _follows(agreement):
    """Which exact text it renews, changes or replaces; nothing where it follows none."""
    before = agreement.follows
    if before is None:
        return ()
    does = FOLLOWS[agreement.follows_as]
    sha256 = before.current.sha256
    return (f"{does}: {before.code}, nomor register {before.entry}, sidik naskah {sha256}",)


def snapshot(agreement):
    """The clauses as a version keeps them."""
    if not agreement.by_clauses:
        return []
    rows = agreement.clauses.filter(removed=False)
    return [list(row) for row in rows.values_list("pk", "part", "title", "text")]


def promise_lines(agreement, **words):
    """The obligations as the text names them, in its order."""
    rows = agreement.obligations.in_text_order().select_related(
        "party", "third_party", "commitment__project"
    )
    return [_promise(row).line(agreement.ends_on, **words) for row in rows]


def printed_promises(agreement):
    """The same lines, with their days as the sheets write them."""
    return promise_lines(agreement, say=formats.day)


def _promise(row):
    source = ""
    if row.commitment:
        source = f"kontribusi {row.commitment.number} proyek {row.commitment.project.code}"
    code = "pihak ketiga" if row.third_party_id else row.party.region_id
    return Promise(
        party=row.owed_by.name, code=code, kind=row.kind, amount=row.amount,
        unit=row.unit, what=row.what, first=row.first_due, rhythm=row.rhythm, source=source,
        month_day=row.month_day,
    )  # fmt: skip


def check_url(agreement):
    """The address that the QR leads to."""
    return settings.SITE_URL + reverse("agreements:check", args=[agreement.check_code])


def domain():
    """The portal's name on the net, printed beside the QR so that nobody is led elsewhere."""
    return urlsplit(settings.SITE_URL).netloc


def sheet(agreement):
    """The PDF's bytes; the same agreement gives the same bytes."""
    return pdf.make(TEMPLATE, sheet_data(agreement), moment=agreement.sealed_at)


def signing_sheet(agreement):
    """The current version as a PDF to be signed with ink; a scan of it stands for a click."""
    version = agreement.current
    return pdf.make(TEMPLATE, signing_data(agreement), moment=version.made_at)


def signing_data(agreement):
    """What the template prints with lines to sign on, instead of approvals."""
    parties = list(agreement.parties.select_related("region__parent").order_by("position"))
    plan = signing.plan_of(agreement.current)
    return {
        **_text_data(agreement, parties, agreement.current.made_at),
        "signers": [
            {
                "office": f"{party.signer_title} {party.region.name}",
                "name": party.signer_name,
                "place": party.region.name,
            }
            for party in parties
        ],
        "thirds": [
            {"office": f"{party.signer_title} {party.name}", "name": party.signer_name}
            for party in _thirds(agreement)
        ],
        "witnesses": [
            {"office": witness.office, "name": witness.name} for witness in plan.witnesses
        ],
    }


def sheet_data(agreement):
    """All that the template prints, ready as Indonesian text (the caller speaks Indonesian)."""
    version, zone = agreement.current, agreement.zone
    parties = list(agreement.parties.select_related("region__parent").order_by("position"))
    thirds = version.third_signatures.select_related("paper").order_by("third_party__position")
    return {
        **_text_data(agreement, parties, agreement.sealed_at),
        "signed": [_signed(row, zone) for row in _signatures(version)],
        "thirds": [_signed_by_third(row) for row in thirds],
        "sealed_at": formats.moment(agreement.sealed_at, zone),
        "approvals": [
            _word(row, row.region_name, row.office_title, zone) for row in _signatures(version)
        ]
        + [_word(row, row.party_name, row.office_title, zone) for row in thirds],
        "witnesses": [
            _word(row, row.office_title, "", zone)
            for row in version.attestations.select_related("paper").order_by("witness__position")
        ],
        "check_code": seals.grouped(agreement.check_code),
        "check_url": check_url(agreement),
        "qr": qr.svg_file(check_url(agreement)),
    }


def _text_data(agreement, parties, moment):
    """What both sheets print of the text; ``moment`` is the date of the document."""
    version = agreement.current
    return {
        "dated_on": formats.local(moment, agreement.zone).date().isoformat(),
        **heading_of(agreement, parties),
        "title": agreement.title,
        "starts_on": formats.day(agreement.starts_on),
        "ends_on": formats.day(agreement.ends_on),
        "blocks": [
            {"kind": block.kind, "text": block.text, "level": block.level}
            for block in wording.blocks(agreement.text)
        ],
        "promises": printed_promises(agreement),
        "annexes": annexes_printed(agreement),
        **official_places(agreement, parties),
        "version": version.number,
        "sha256": version.sha256,
        "short": seals.short(version.sha256),
        "code": agreement.code,
        "domain": domain(),
        "site": settings.SITE_NAME,
    }


def official_places(agreement, parties):
    """What is written by hand or filled in after the seal: places for numbers, for the secretary who
    promulgates a regulation, and for who acknowledges it."""
    rules = kinds.KINDS[agreement.kind]
    return {
        "blanks": [party.name for party in parties if not party.number]
        + [name for name, number in _third_numbers(agreement) if not number],
        "regulation": rules.gazette,
        "secretaries": [
            {"office": f"Sekretaris {party.name}", "place": party.region.name, "name": party.name}
            for party in parties
        ]
        if rules.gazette
        else [],
        "acknowledged": [
            acknowledgement.office_over(region)
            for region in acknowledgement.above(agreement, [party.region for party in parties])
        ],
    }


def heading_of(agreement, parties):
    """ "PERATURAN BERSAMA", who makes it, and the number that each side gives it."""
    if agreement.kind == agreement.Kind.JOINT_REGULATION:
        makers = [f"{party.signer_title} {party.region.name}" for party in parties]
        heading = "Peraturan Bersama"
    else:
        makers = [party.name for party in [*parties, *_thirds(agreement)]]
        heading = kinds.KINDS[agreement.kind].written
    return {
        "heading": heading,
        "makers": wording.listed(makers),
        "numbers": [
            {"name": name, "number": number}
            for name, number in [
                *((party.name, party.number) for party in parties),
                *_third_numbers(agreement),
            ]
            if number
        ],
    }


def _signatures(version):
    rows = version.signatures.select_related("party__region", "paper")
    return rows.order_by("party__position")


def _signed(row, zone):
    """The block of a head: his word as it was given, with room for ink beside it."""
    paper = getattr(row, "paper", None)
    record = (
        _on_paper(paper) if paper
        else f"Disetujui secara elektronik pada {formats.moment(row.at, zone)}"
    )  # fmt: skip
    return {
        "office": f"{row.office_title} {row.party.region.name}",
        "name": row.person_name,
        "place": row.party.region.name,
        "record": record,
    }


def _on_paper(paper):
    return f"Ditandatangani di atas kertas tanggal {formats.day(paper.signed_on)}"


def _signed_by_third(row):
    """The block of a third party, which has signed on paper."""
    return {
        "office": f"{row.office_title} {row.party_name}",
        "name": row.person_name,
        "record": _on_paper(row.paper),
    }


def _word(row, region, office, zone):
    """A line of the table of approvals or of witnesses: who, when, and how it was given."""
    paper = getattr(row, "paper", None)
    how = (
        f"di atas kertas tanggal {formats.day(paper.signed_on)}; dicatat oleh "
        f"{paper.person_name}, {paper.office_title}; sidik pindaian {seals.short(paper.sha256)}"
        if paper
        else f"dikonfirmasi dengan {row.get_method_display().lower()}"
    )
    return {
        "region": region,
        "name": row.person_name,
        "office": office,
        "at": formats.moment(row.at, zone),
        "how": how,
    }
