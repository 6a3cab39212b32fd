"""A planned rule ready to show: how it stands, whom it touches, and who has said what."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from agreements.models import ADOPTED, Affected, PlannedRule, RuleComment
from core import formats
from villages.models import Region

S = PlannedRule.State
MOST_ASKED = 200  # regions


@dataclass(frozen=True)
class Standing:
    """``key`` is one of ``board_standings``; ``kind`` is the colour of the tag."""

    key: str
    word: str
    kind: str
    icon: str


@dataclass(frozen=True)
class Asked:
    """A region that is asked, why, and the last comment that it made (or None: silence)."""

    region: Region
    ground: str
    comment: RuleComment | None = None

    @property
    def why(self):
        return Affected.Ground(self.ground).label


def standing_of(planned, today):
    """The state of the row and the calendar together."""
    if planned.state == S.DRAFT:
        return Standing("draft", _("Draft"), "info", "edit")
    if planned.state == S.ANNOUNCED:
        if planned.comments_until >= today:
            return Standing("open", _("Open for comments"), "wait", "chat")
        return Standing("waiting", _("Comments are over"), "", "clock")
    if planned.outcome in ADOPTED:
        if planned.in_force_on > today:
            return Standing("coming", _("Adopted, not yet in effect"), "ok", "check")
        return Standing("in_force", _("In effect"), "ok", "check")
    word = _("Withdrawn") if planned.state == S.WITHDRAWN else _("Given up")
    return Standing("given_up", word, "", "x")


def area_of(region, area, chosen=()):
    """The codes of the regions concerned."""
    if area == PlannedRule.Area.OWN:
        return [region.pk]
    if area == PlannedRule.Area.SUBDISTRICT:
        return [region.parent_id if region.is_village else region.pk]
    return [each.pk for each in chosen]


def touched_by(planned, overlaps):
    """Who is asked when it is announced, as pairs of region and ground: those named, those in the
    area (with the villages of a subdistrict), those that meet it by an overlap; each once, and
    never the region that plans it."""
    named = planned.named_codes
    inside = Q(pk__in=planned.area_codes) | Q(parent__in=planned.area_codes)
    met = [code for each in overlaps for code in each.regions]
    rows = Region.objects.can_take_part().filter(inside | Q(pk__in=[*named, *met]))
    regions = {region.pk: region for region in rows.exclude(pk=planned.region_id)}
    areas = [
        code
        for code, region in regions.items()
        if code in planned.area_codes or region.parent_id in planned.area_codes
    ]
    grounds = {}
    for codes, ground in (
        (named, Affected.Ground.NAMED),
        (areas, Affected.Ground.AREA),
        (met, Affected.Ground.OVERLAP),
    ):
        for code in codes:
            if code in regions:
                grounds.setdefault(code, ground)
    return [(regions[code], ground) for code, ground in grounds.items()]


def problems(touched):
    """Why it cannot be announced so, as sentences."""
    if len(touched) <= MOST_ASKED:
        return []
    return [
        _(
            "%(number)s regions would be asked; at most %(most)s can be. Choose a smaller area or "
            "name fewer regions."
        )
        % {"number": formats.number(len(touched)), "most": formats.number(MOST_ASKED)}
    ]


def asked_of(planned):
    """The regions that were asked, each with its last word; those that are silent come last."""
    said = (
        planned.comments.filter(is_affected=True).order_by("region_id", "-pk").distinct("region_id")
    )
    last = {comment.region_id: comment for comment in said.defer("words")}
    rows = planned.affected.select_related("region").order_by("region__level", "region")
    asked = [Asked(row.region, row.ground, last.get(row.region_id)) for row in rows]
    return sorted(asked, key=lambda each: each.comment is None)


def comments_of(planned, *, affected):
    """The comments of those asked, or of others, newest first, with replies and corrections."""
    rows = planned.comments.filter(is_affected=affected).order_by("-pk")
    return rows.select_related("region", "version", "corrects", "corrected_by").prefetch_related(
        "replies"
    )


def regions_named(codes):
    """The regions of codes in their order."""
    found = Region.objects.in_bulk(codes)
    return [found[code] for code in codes if code in found]
