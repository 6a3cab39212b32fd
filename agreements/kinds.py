"""Kinds of agreement and their rules, as data: who may be party, how many, what each must hold,
who acknowledges it, and what becomes of it on paper.

``name`` is for pages and follows the reader; ``written`` stands on the paper and is Indonesian.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement
from villages.models import Region

MAX_PARTIES = 60  # as many as a meeting may invite
STAMP_DUTY = 10_000  # rupiah, UU 10/2020
_VILLAGES = frozenset({Region.Kind.VILLAGE, Region.Kind.CUSTOMARY_VILLAGE})
_ALL = _VILLAGES | {Region.Kind.URBAN_VILLAGE, Region.Kind.SUBDISTRICT}


@dataclass(frozen=True)
class Rules:
    """What holds for one kind. ``note`` explains to people who may be a party.

    ``third_party``: one side at least is no region; the text names it and it signs on paper.
    ``chapters``: its articles stand in chapters (BAB). ``gazette``: each
    secretary promulgates it. ``joint_body``: a BKAD carries it out and reports on it where the
    villages have one. ``acknowledged``: whose acknowledgement stands at its end.
    """

    key: str
    written: str
    note: str | Promise
    basis: str
    members: frozenset
    least: int = 2
    acknowledged: str | Promise = ""
    chapters: bool = False
    gazette: bool = False
    joint_body: bool = False
    third_party: bool = False
    witnesses: int = 0
    stamp_duty: int = 0

    @property
    def name(self):
        return Agreement.Kind(self.key).label

    def admits(self, region):
        return region.kind in self.members


KINDS = {
    rules.key: rules
    for rules in (
        Rules(
            key=Agreement.Kind.JOINT_REGULATION,
            written="Peraturan Bersama Kepala Desa",
            note=gettext_lazy(
                "Between villages, signed by their heads. Each secretary gives it a number of "
                "the village's own and promulgates it in the village gazette."
            ),
            basis="UU 6/2014 Pasal 91–93, Permendagri 96/2017 Pasal 6, Permendagri 111/2014",
            members=_VILLAGES,
            acknowledged=gettext_lazy("the subdistrict head, on behalf of the regent"),
            chapters=True,
            gazette=True,
            joint_body=True,
        ),
        Rules(
            key=Agreement.Kind.JOINT_CONTRACT,
            written="Perjanjian Bersama",
            note=gettext_lazy(
                "Of villages with a third party, which the text names and which signs on paper "
                "before two witnesses, with stamp duty. Each side has its own number."
            ),
            basis="UU 6/2014 Pasal 93, Permendagri 96/2017 Pasal 6, UU 10/2020",
            members=_VILLAGES,
            least=1,
            acknowledged=gettext_lazy("the subdistrict head, on behalf of the regent"),
            third_party=True,
            witnesses=2,
            stamp_duty=STAMP_DUTY,
        ),
        Rules(
            key=Agreement.Kind.SUBDISTRICT_ACCORD,
            written="Kesepakatan Bersama Antarkecamatan",
            note=gettext_lazy("Between subdistricts, acknowledged by the regent."),
            basis="PP 17/2018",
            members=frozenset({Region.Kind.SUBDISTRICT}),
            acknowledged=gettext_lazy("the regent"),
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

ACKNOWLEDGED = [rules.key for rules in KINDS.values() if rules.acknowledged]


def fitting(regions):
    """The kind to suggest for these regions; whether there is a third party, they do not tell."""
    for rules in KINDS.values():
        enough = len(regions) >= rules.least and not rules.third_party
        if enough and all(rules.admits(region) for region in regions):
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
