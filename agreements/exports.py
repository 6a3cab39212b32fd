"""The columns of the register as a file, and the rows for them."""

from django.conf import settings
from django.db.models import Prefetch
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from agreements import documents
from agreements.models import Agreement, Party, Registration
from agreements.standing import standing_of
from core import formats
from core.tables import Column, Kind

MOST = 10_000  # rows in one file
# Fields of an agreement that no column shows, and why.
LEFT_OUT = {
    "id": "the code names an agreement",
    "created_at": "what was written before it was opened concerns its writers only",
    "updated_at": "every row says when the data was taken",
    "text": "too long for a cell; it is a file of its own on the agreement's page",
    "meeting": "stands on the agreement's page, where the reader may see the meeting",
    "decision": "stands on the agreement's page, where the reader may see the meeting",
    "agenda_items": "stand on the pages of the meetings",
    "by_clauses": "how it was written matters to its writers only",
    "shared_at": "what was written before it was opened concerns its writers only",
    "sheet": "a file of its own on the agreement's page",
    "sheet_tries": "concerns operators only",
    "sheet_error": "concerns operators only",
    "end_paper": "a file of its own on the agreement's page",
    "end_paper_sha256": "proves that file",
}


def _at(name):
    """The date of a moment of the agreement, where it was drafted."""

    def value(agreement):
        moment = getattr(agreement, name)
        return formats.local(moment, agreement.zone).date() if moment else None

    return value


def _entry(name):
    return lambda agreement: getattr(getattr(agreement, "entry", None), name, None)


def _of_parties(value):
    """What each party has, in the order of the parties."""

    def joined(agreement):
        return "; ".join(filter(None, map(value, agreement.parties.all())))

    return joined


def _number(party):
    """The party's own number: the one given after the seal, else the one in the text."""
    own = next(iter(party.counting), None)
    written = own.written if own else party.number
    return f"{party.name}: {written}" if written else ""


def _successor(agreement):
    return next((row.code for row in agreement.sealed_successors), "")


TEXT, DAY, NUMBER = Kind.TEXT, Kind.DAY, Kind.NUMBER
COLUMNS = (
    Column("kode", _("Code"), _("Short name of the agreement; its address ends with it."),
           lambda a: a.code, TEXT, "code", 12),
    Column("nomor_register", _("Register number"),
           _("Number in the register of this portal: number, kind and year; empty until all parties have approved."),
           lambda a: str(getattr(a, "entry", "")), TEXT, width=22),
    Column("tahun_register", _("Year of the register"), _("Year in which all parties had approved."),
           _entry("year"), NUMBER, width=10),
    Column("urutan", _("Running number"), _("Running number within the kind and the year."),
           _entry("number"), NUMBER, width=10),
    Column("jenis", _("Kind"), _("One of the four kinds of agreement."),
           lambda a: capfirst(a.get_kind_display()), TEXT, "kind", 34),
    Column("judul", _("Title"), _("Title of the agreement."),
           lambda a: a.title, TEXT, "title", 44),
    Column("keadaan", _("State"), _("Where it stands on the day of the file, by its state and by the calendar."),
           lambda a: a.standing.word, TEXT, "state", 26),
    Column("pihak", _("Parties"), _("Regions that are bound, as they were called then; parted by semicolons."),
           _of_parties(lambda party: party.name), width=44),
    Column("kode_pihak", _("Codes of the parties"), _("Kemendagri codes of these regions in the same order."),
           _of_parties(lambda party: party.region_id), width=30),
    Column("jumlah_pihak", _("Number of parties"), _("How many regions are bound."),
           lambda a: len(a.parties.all()), NUMBER, width=10),
    Column("pihak_ketiga", _("Third parties"),
           _("Companies, offices or organisations that are bound as well; parted by semicolons."),
           lambda a: "; ".join(p.name for p in a.third_parties.all()), TEXT, width=30),
    Column("nomor_pihak", _("Numbers of the parties"),
           _("Number that each party has given it in a register of its own, as far as it is noted; parted by semicolons."),
           _of_parties(_number), width=44),
    Column("penyusun", _("Drafted by"), _("Region that drafted it."),
           lambda a: a.drafted_for.full_name, TEXT, "drafted_for", 26),
    Column("mulai", _("Term starts"), _("First day of the term."),
           lambda a: a.starts_on, DAY, "starts_on"),
    Column("berakhir", _("Term ends"), _("Last day of the term."),
           lambda a: a.ends_on, DAY, "ends_on"),
    Column("disahkan", _("Approved by all on"), _("Day on which the last party approved; since then it is binding."),
           _at("sealed_at"), DAY, "sealed_at"),
    Column("diakhiri", _("Ended or withdrawn on"), _("Day on which it was ended or withdrawn."),
           _at("ended_at"), DAY, "ended_at"),
    Column("dasar_pengakhiran", _("Ground of the end"), _("Ground in law on which it ended; empty while it has not."),
           lambda a: capfirst(a.get_end_ground_display()), TEXT, "end_ground", 34),
    Column("alasan_pengakhiran", _("Why it ended"), _("What was written when it was ended or withdrawn."),
           lambda a: a.end_reason, TEXT, "end_reason", 44),
    Column("lanjutan_dari", _("Follows"), _("Code of the earlier agreement that it renews, changes or replaces; empty where it follows none."),
           lambda a: a.follows.code if a.follows else "", TEXT, "follows", 12),
    Column("cara_lanjutan", _("Way in which it follows"), _("Renewal, change of words or replacement of the earlier agreement."),
           lambda a: capfirst(a.get_follows_as_display()), TEXT, "follows_as", 20),
    Column("dilanjutkan_oleh", _("Followed by"), _("Code of the sealed agreement that follows it; empty while there is none."),
           _successor, TEXT, width=12),
    Column("proyek", _("Project"), _("Code of the project out of which it comes; empty where it comes from a meeting."),
           lambda a: a.project.code if a.project else "", TEXT, "project", 12),
    Column("versi", _("Version"), _("Number of the version that is approved or open for approval."),
           lambda a: a.current.number if a.current else None, NUMBER, "current", 10),
    Column("sidik_naskah", _("SHA-256 of the text"), _("By it anybody can tell whether a text is this one."),
           lambda a: a.current.sha256 if a.current else "", TEXT, width=66),
    Column("sidik_pdf", _("SHA-256 of the PDF"), _("By it anybody can tell whether a PDF is this one; empty until it is made."),
           lambda a: a.sheet_sha256, TEXT, "sheet_sha256", 66),
    Column("alamat_cek", _("Check page"), _("Page on which anybody can check a paper or a file."),
           lambda a: documents.check_url(a) if a.sealed_at else "", TEXT, "check_code", 60),
    Column("alamat", _("Address"), _("Page of the agreement on this portal."),
           lambda a: settings.SITE_URL + a.get_absolute_url(), width=48),
    Column("data_per", _("Data of"), _("Moment at which the data was taken, with its distance from world time."),
           lambda a: a.taken_at, width=28),
)  # fmt: skip


def rows_of(agreements, today, now):
    """At most ``MOST`` of the agreements in their order, with all that the columns ask for."""
    numbers = Registration.objects.filter(replaced_at=None)
    parties = Party.objects.prefetch_related(
        Prefetch("registrations", queryset=numbers, to_attr="counting")
    )
    sealed = Agreement.objects.filter(sealed_at__isnull=False).only("code", "follows")
    related = ("entry", "drafted_for", "project", "current", "follows")
    rows = agreements.with_pause(today).select_related(*related)
    rows = rows.defer("text", "current__text", "current__clauses", "follows__text")
    rows = rows.prefetch_related(
        Prefetch("parties", queryset=parties),
        "third_parties",
        Prefetch("successors", queryset=sealed, to_attr="sealed_successors"),
    )
    for agreement in rows[:MOST].iterator(chunk_size=1000):
        agreement.standing = standing_of(agreement, today)
        agreement.taken_at = formats.local(now, agreement.zone).isoformat(timespec="minutes")
        yield agreement


def is_cut(agreements):
    """Are there more than one file holds?"""
    return agreements.order_by()[MOST : MOST + 1].exists()
