"""The columns of the noticeboard as a file, and the rows for them."""

from django.conf import settings
from django.db.models import Count, Prefetch, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from agreements.models import PlannedRule, RuleComment, RuleOutcome
from agreements.noticeboard import standing_of
from core import formats
from core.tables import Column, Kind

MOST = 10_000  # rows in one file
# Fields of a planned rule that no column shows, and why.
LEFT_OUT = {
    "id": "the code names a planned rule",
    "created_at": "what was written before it was announced concerns its writers only",
    "updated_at": "every row says when the data was taken",
    "text": "too long for a cell; it stands on the rule's page",
    "why": "too long for a cell; it stands on the rule's page",
    "named_codes": "who was asked, and why, stands on the rule's page",
    "circles": "worked out of the area for the search of overlaps",
    "file": "a file of its own on the rule's page",
    "revision": "concerns its writers only",
    "token": "guards against a second click",
    "made_by": "the versions on the rule's page say who wrote them",
}


def _at(name):
    """The date of a moment, where it was planned."""

    def value(planned):
        moment = getattr(planned, name)
        return formats.local(moment, planned.zone).date() if moment else None

    return value


def _outcome(name, empty=""):
    """A fact of the outcome that counts."""
    return lambda planned: getattr(planned.counting[-1], name) if planned.counting else empty


TEXT, DAY, NUMBER = Kind.TEXT, Kind.DAY, Kind.NUMBER
COLUMNS = (
    Column("kode", _("Code"), _("Short name of the planned rule; its address ends with it."),
           lambda p: p.code, TEXT, "code", 12),
    Column("jenis", _("Kind"), _("What sort of rule it will be."),
           lambda p: capfirst(p.get_kind_display()), TEXT, "kind", 26),
    Column("judul", _("Title"), _("What it is about."), lambda p: p.title, TEXT, "title", 44),
    Column("wilayah", _("Planned by"), _("Region that plans it."),
           lambda p: p.region.full_name, TEXT, "region", 26),
    Column("kode_wilayah", _("Code of the region"), _("Kemendagri code of that region."),
           lambda p: p.region_id, width=16),
    Column("bidang", _("Field"), _("One of the four fields of village affairs."),
           lambda p: capfirst(p.get_field_display()), TEXT, "field", 26),
    Column("sektor", _("Sectors"), _("Sectors that it touches; parted by semicolons."),
           lambda p: "; ".join(p.sector_labels), TEXT, "sectors", 30),
    Column("cakupan", _("Regions concerned"), _("How wide it holds."),
           lambda p: capfirst(p.get_area_display()), TEXT, "area", 22),
    Column("kode_cakupan", _("Codes of the regions concerned"),
           _("Kemendagri codes of these regions; parted by semicolons."),
           lambda p: "; ".join(p.area_codes), TEXT, "area_codes", 30),
    Column("keadaan", _("State"), _("Where it stands on the day of the file, by its state and by the calendar."),
           lambda p: p.standing.word, TEXT, "state", 26),
    Column("diumumkan", _("Announced on"), _("Day on which it was announced."),
           _at("announced_at"), DAY, "announced_at"),
    Column("versi", _("Version"), _("Number of the version that stands now."),
           lambda p: p.current.number if p.current else None, NUMBER, "current", 10),
    Column("tanggapan_sampai", _("Comments until"), _("Last day for comments."),
           lambda p: p.comments_until, DAY, "comments_until"),
    Column("rencana_berlaku", _("Planned to take effect on"), _("Day from which it was planned to hold."),
           lambda p: p.effective_on, DAY, "effective_on"),
    Column("mendukung", _("Comments in support"), _("Comments that stand and support it."),
           lambda p: p.supports, NUMBER, width=10),
    Column("keberatan_sebagian", _("Comments with concerns"), _("Comments that stand and have concerns."),
           lambda p: p.concerns, NUMBER, width=10),
    Column("menolak", _("Objections"), _("Comments that stand and object."),
           lambda p: p.objections, NUMBER, width=10),
    Column("hasil", _("Outcome"), _("What became of it after the comments; empty until it is recorded."),
           lambda p: capfirst(p.get_outcome_display()), TEXT, "outcome", 26),
    Column("nomor", _("Number"), _("Number of the adopted rule."), _outcome("number"), width=22),
    Column("tanggal", _("Dated"), _("Date that stands on the adopted rule."),
           _outcome("dated_on", None), DAY),
    Column("nomor_berita_desa", _("Number in the gazette"), _("Number in the village gazette."),
           _outcome("gazette_number"), width=22),
    Column("diundangkan", _("Promulgated on"), _("Day of the promulgation."),
           _outcome("promulgated_on", None), DAY),
    Column("berlaku", _("Takes effect on"), _("Day from which the adopted rule holds."),
           lambda p: p.in_force_on, DAY, "in_force_on"),
    Column("ringkasan", _("What came of the comments"), _("As the region that planned it has written it."),
           _outcome("summary"), width=44),
    Column("ditutup", _("Closed on"), _("Day on which the outcome was recorded or it was withdrawn."),
           _at("closed_at"), DAY, "closed_at"),
    Column("alasan_penarikan", _("Why it was withdrawn"), _("Empty where it was not."),
           lambda p: p.close_reason, TEXT, "close_reason", 44),
    Column("sidik_berkas", _("SHA-256 of the draft text"), _("By it anybody can tell whether a file is this one; empty without a file."),
           lambda p: p.sha256, TEXT, "sha256", 66),
    Column("alamat", _("Address"), _("Page of the planned rule on this portal."),
           lambda p: settings.SITE_URL + p.get_absolute_url(), width=48),
    Column("data_per", _("Data of"), _("Moment at which the data was taken, with its distance from world time."),
           lambda p: p.taken_at, width=28),
)  # fmt: skip


def _standing_comments(stance):
    return Count("comments", filter=Q(comments__stance=stance, comments__corrected_by__isnull=True))


def rows_of(found, today, now):
    """At most ``MOST`` of the planned rules in their order, with all that the columns ask for."""
    stance = RuleComment.Stance
    rows = PlannedRule.objects.filter(pk__in=found.order_by("-pk").values("pk")[:MOST])
    rows = rows.select_related("region", "current").defer("text", "why")
    rows = rows.annotate(
        supports=_standing_comments(stance.SUPPORT),
        concerns=_standing_comments(stance.CONCERN),
        objections=_standing_comments(stance.OBJECTION),
    ).prefetch_related(
        Prefetch("outcomes", queryset=RuleOutcome.objects.order_by("pk"), to_attr="counting")
    )
    for planned in rows.order_by("-pk").iterator(chunk_size=1000):
        planned.standing = standing_of(planned, today)
        planned.taken_at = formats.local(now, planned.zone).isoformat(timespec="minutes")
        yield planned


def is_cut(found):
    """Are there more than one file holds?"""
    return found.order_by()[MOST : MOST + 1].exists()
