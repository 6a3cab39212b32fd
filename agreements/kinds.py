"""Kinds of agreement and their rules, as data: who may be party, how many, which words.

``name`` is for pages and follows the reader; ``written`` stands on the paper and is Indonesian.
"""

from dataclasses import dataclass
from pathlib import Path
from string import Template

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement
from villages.models import Region

MAX_PARTIES = 60  # as many as a meeting may invite
_VILLAGES = frozenset({Region.Kind.VILLAGE, Region.Kind.CUSTOMARY_VILLAGE})
_ALL = _VILLAGES | {Region.Kind.URBAN_VILLAGE, Region.Kind.SUBDISTRICT}
_TEXTS = Path(__file__).parent / "texts"


@dataclass(frozen=True)
class Rules:
    """What holds for one kind. ``note`` explains to people who may be a party."""

    key: str
    written: str
    note: str | Promise
    basis: str
    members: frozenset
    least: int = 2

    @property
    def name(self):
        return Agreement.Kind(self.key).label

    def admits(self, region):
        return region.kind in self.members

    def starting_text(self, *, pihak, penandatangan, judul, mulai, selesai):
        """The template with the eight matters of Permendagri 96/2017 as headings."""
        text = Template((_TEXTS / f"{self.key}.txt").read_text("utf-8"))
        return text.substitute(
            pihak=pihak, penandatangan=penandatangan, judul=judul, mulai=mulai, selesai=selesai
        ).strip()


KINDS = {
    rules.key: rules
    for rules in (
        Rules(
            key=Agreement.Kind.JOINT_REGULATION,
            written="Peraturan Bersama Kepala Desa",
            note=gettext_lazy("Between villages, signed by their heads. Each has its own number."),
            basis="UU 6/2014 Pasal 91–93, Permendagri 96/2017",
            members=_VILLAGES,
        ),
        Rules(
            key=Agreement.Kind.SUBDISTRICT_ACCORD,
            written="Kesepakatan Bersama Antarkecamatan",
            note=gettext_lazy("Between subdistricts, acknowledged by the regent."),
            basis="PP 17/2018",
            members=frozenset({Region.Kind.SUBDISTRICT}),
        ),
        Rules(
            key=Agreement.Kind.MEMORANDUM,
            written="Nota Kesepahaman",
            note=gettext_lazy("Between villages, kelurahan and subdistricts of any kind."),
            basis="Permendagri 96/2017",
            members=_ALL,
        ),
    )
}


def fitting(regions):
    """The kind to suggest for these regions."""
    for rules in KINDS.values():
        if len(regions) >= rules.least and all(rules.admits(region) for region in regions):
            return rules
    return KINDS[Agreement.Kind.MEMORANDUM]


def _names(regions):
    return ", ".join(region.full_name for region in regions)


def problems(rules, regions):
    """Why these regions cannot make an agreement of this kind, as sentences; empty if they can."""
    found = []
    outside = [region for region in regions if not rules.admits(region)]
    kelurahan = [region for region in outside if region.kind == Region.Kind.URBAN_VILLAGE]
    others = [region for region in outside if region not in kelurahan]
    if kelurahan:
        found.append(
            _(
                "%(names)s has no village head of its own: a kelurahan may attend, but cannot "
                "be a party to this kind. Leave it out, or choose a memorandum of understanding."
            )
            % {"names": _names(kelurahan)}
        )
    if others:
        found.append(
            _("%(names)s cannot be a party to this kind. %(note)s")
            % {"names": _names(others), "note": rules.note}
        )
    if len(regions) < rules.least:
        found.append(_("Choose at least %(least)d parties.") % {"least": rules.least})
    if len(regions) > MAX_PARTIES:
        found.append(_("Choose at most %(most)d parties.") % {"most": MAX_PARTIES})
    return found
