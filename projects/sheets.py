"""A proposal as labelled paragraphs: to check, to read, and to compare version with version."""

from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import formats, seals
from core.differences import pieces
from projects import fits, pages
from projects.models import Contribution, Version
from villages.models import Region
from villages.models.profile import Sector


@dataclass(frozen=True)
class Line:
    """One labelled paragraph; ``page`` is where it is written; ``text`` may have several lines."""

    key: str
    label: str
    page: str
    text: str


@dataclass(frozen=True)
class Change:
    """A line that differs: pieces of text, each kept (""), taken out ("del") or put in ("ins")."""

    label: str
    page: str
    pieces: list

    @property
    def before(self):
        return [piece for piece in self.pieces if piece[0] != "ins"]

    @property
    def after(self):
        return [piece for piece in self.pieces if piece[0] != "del"]


@dataclass
class Section:
    """A page of the proposal: what differs on it, and which requests of partners concern it."""

    title: str
    changes: list = field(default_factory=list)
    requests: list = field(default_factory=list)


def _sectors(values):
    return ", ".join(capfirst(str(Sector(value).label)) for value in values)


def _regions(regions):
    """By name: the order in which they were chosen says nothing."""
    return "\n".join(sorted(region.full_name for region in regions))


def contribution_text(contribution):
    """Desa Sojokerto: uang, Rp50.000.000, APB Desa."""
    parts = [str(Contribution.Kind(contribution["kind"]).label)]
    if contribution["amount"]:
        parts.append(formats.rupiah(contribution["amount"]))
    if contribution["note"]:
        parts.append(contribution["note"])
    return f"{contribution['region'].full_name}: {', '.join(parts)}"


def gift_text(contribution):
    """Tenaga kerja: 30 hari; what it is, without who and how much."""
    kind = capfirst(str(Contribution.Kind(contribution["kind"]).label))
    return f"{kind}: {contribution['note']}" if contribution["note"] else kind


def _contributions(contributions):
    return "\n".join(map(contribution_text, contributions))


def _fits(said):
    return "\n".join(map(fits.fit_text, said))


def attachment_text(attachment):
    """Map of the pipes (PDF, 120 KB, SHA-256 3f9a…): another file of that name is another text."""
    size, mark = formats.file_size(attachment.size), seals.short(attachment.sha256)
    return f"{attachment.title} ({attachment.ending}, {size}, SHA-256 {mark})"


def _attachments(attachments):
    return "\n".join(map(attachment_text, attachments))


def _home_first(required):
    if required:
        return str(_("Yes: the result of its assembly (Musdes) stands before each consent"))
    return str(_("Not required"))


LINES = (
    ("title", _("Name of the project"), pages.AIM, str),
    ("problem", _("Problem"), pages.AIM, str),
    ("aim", _("Aim"), pages.AIM, str),
    ("field", _("Field of cooperation"), pages.AIM, lambda v: capfirst(str(Version.Field(v).label))),
    ("sectors", _("Sectors"), pages.AIM, _sectors),
    ("place", pgettext_lazy("of a project", "Place"), pages.PARTNERS, str),
    ("partners", _("Partners"), pages.PARTNERS, _regions),
    ("cost", _("Rough cost"), pages.COST, formats.rupiah),
    ("contributions", _("Contributions"), pages.COST, _contributions),
    ("starts_on", _("Work begins"), pages.SCHEDULE, formats.day),
    ("ends_on", _("Work ends"), pages.SCHEDULE, formats.day),
    ("timetable", _("Steps on the way"), pages.SCHEDULE, str),
    ("fits", _("Fit to the plans"), pages.SCHEDULE, _fits),
    ("attachments", _("Attachments"), pages.ATTACHMENTS, _attachments),
    ("home_first", _("Assembly at home first"), pages.SCHEDULE, _home_first),
    ("answer_by", _("Answers wanted by"), pages.SCHEDULE, formats.long_day),
    ("change_note", _("What has changed"), pages.NOTE, str),
)  # fmt: skip
# What is said about a version but is no part of what the partners consent to.
ASIDE = frozenset({"answer_by", "change_note"})
ROWS = frozenset({"contributions", "fits", "attachments"})  # their order is no difference


def sheet(words):
    """The lines of a proposal from its ``words``; those that are missing are left out."""
    return [
        Line(key, label, page.slug, text(words[key]) if words[key] or words[key] == 0 else "")
        for key, label, page, text in LINES
        if key in words
    ]


def words_of(version):
    """The words of a version, as ``actions.propose`` took them, and its attachments."""
    contributions, said = list(version.contributions.all()), list(version.fits.all())
    codes = {*version.partner_codes, *(each.region_id for each in [*contributions, *said])}
    regions = Region.objects.in_bulk(codes)
    words = {
        name: getattr(version, name)
        for name in ("title", "problem", "aim", "field", "sectors", "place", "cost")
    }
    return words | {
        "partners": [regions[code] for code in version.partner_codes],
        "contributions": [
            {
                "region": regions[each.region_id],
                "kind": each.kind,
                "amount": each.amount,
                "note": each.note,
            }
            for each in contributions
        ],
        "starts_on": version.starts_on,
        "ends_on": version.ends_on,
        "timetable": version.timetable,
        "fits": [
            {
                "region": regions[each.region_id],
                "standing": each.standing,
                "reference": each.reference,
                "year": each.year,
            }
            for each in said
        ],
        "attachments": list(version.attachments.all()),
        "home_first": version.home_first,
    }


def typed_of(version, answer_by):
    """The words of a version as somebody would have typed them, page by page: for a change."""
    contributions = list(version.contributions.all())
    rows = {"cost": [formats.rupiah(version.cost)], "rows": [str(max(1, len(contributions)))]}
    for index, each in enumerate(contributions):
        rows |= {
            f"region_{index}": [each.region_id],
            f"kind_{index}": [each.kind],
            f"amount_{index}": [formats.rupiah(each.amount) if each.amount else ""],
            f"note_{index}": [each.note],
        }
    return {
        pages.AIM.slug: {
            "title": [version.title],
            "problem": [version.problem],
            "aim": [version.aim],
            "field": [version.field],
            "sectors": list(version.sectors),
        },
        pages.PARTNERS.slug: {
            "place": [version.place],
            "partners": list(version.partner_codes),
        },
        pages.COST.slug: rows,
        pages.SCHEDULE.slug: {
            "starts_on": [version.starts_on.isoformat()],
            "ends_on": [version.ends_on.isoformat()],
            "timetable": [version.timetable],
            "answer_by": [answer_by.isoformat()],
            **_typed_fits(version),
            "home_first": ["on"] if version.home_first else [],
        },
    }


def _typed_fits(version):
    typed = {}
    for each in version.fits.all():
        values = (each.standing, each.reference, str(each.year or ""))
        typed |= {
            name: [value] for name, value in zip(fits.names_of(each.region_id), values, strict=True)
        }
    return typed


def compare(before, after):
    """What differs between the words of two versions, line by line."""
    old = {line.key: line.text for line in sheet(before)}
    return [
        Change(line.label, line.page, pieces(old.get(line.key, ""), line.text))
        for line in sheet(after)
        if line.key not in ASIDE and not _is_same(line, old.get(line.key, ""))
    ]


def _is_same(line, before):
    if line.key in ROWS:
        return sorted(line.text.split("\n")) == sorted(before.split("\n"))
    return line.text == before


def sections_of(changes, requests=()):
    """The changes, and the requests beside them, by the pages of the proposal."""
    sections = {step.slug: Section(step.title) for step in pages.STEPS}
    for change in changes:
        sections[change.page].changes.append(change)
    for request in requests:
        title = pages.title_of(request.section)
        sections.setdefault(request.section, Section(title)).requests.append(request)
    return [each for each in sections.values() if each.changes or each.requests]
