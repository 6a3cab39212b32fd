"""How a version is to be signed, and how far that is: order, witnesses, who signs on which day."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Subquery
from django.utils.translation import gettext as _

from agreements import printing
from agreements.kinds import KINDS
from agreements.models import (
    OF_NO_WORD,
    Agreement,
    Attestation,
    Party,
    Signature,
    SignedPaper,
    ThirdParty,
    ThirdSignature,
    Witness,
)
from villages.models import Mandate
from villages.roles import Permission, offices_granting

MOST_WITNESSES = 4


@dataclass(frozen=True)
class Named:
    """A witness as the drafter names him; ``mandate_id`` where he attests with an account here."""

    name: str
    office: str
    mandate_id: int | None = None


@dataclass(frozen=True)
class Plan:
    """The drafter's choice; ``needed`` of the ``witnesses`` attest before it is sealed."""

    in_order: bool = False
    needed: int = 0
    witnesses: tuple = ()

    @property
    def lines(self):
        """What the exact text says of it; nothing where all sign at once without witnesses."""
        lines = ["Penandatanganan: berurutan menurut urutan pihak"] if self.in_order else []
        lines += [
            f"Saksi {place}: {witness.name}, {witness.office}"
            for place, witness in enumerate(self.witnesses, 1)
        ]
        if self.witnesses:
            lines.append(
                f"Kesaksian: paling sedikit {self.needed} dari {len(self.witnesses)} saksi"
            )
        return lines


AT_ONCE = Plan()


def problems(plan, rules, signers):
    """Why a version cannot be signed so, as sentences; ``signers`` are names of those who sign."""
    found, names = [], [_key(witness.name) for witness in plan.witnesses]
    if len(set(names)) < len(names):
        found.append(_("Somebody is named as a witness twice."))
    if len(names) > MOST_WITNESSES:
        found.append(_("Name at most %(most)d witnesses.") % {"most": MOST_WITNESSES})
    if {_key(name) for name in signers} & set(names):
        found.append(_("Who signs for a party cannot be its witness as well."))
    if wrong := printing.problem("".join(each.name + each.office for each in plan.witnesses)):
        found.append(wrong)
    if plan.needed > len(names):
        found.append(
            _("You ask for %(needed)d witnesses, but have named %(named)d.")
            % {"needed": plan.needed, "named": len(names)}
        )
    if plan.needed < rules.witnesses:
        found.append(
            _("For this kind at least %(least)d witnesses attest. Name them, and ask for as many.")
            % {"least": rules.witnesses}
        )
    elif names and not plan.needed:
        found.append(_("Write how many of the named witnesses must attest."))
    return found


def _key(name):
    return " ".join(name.casefold().split())


def candidates(agreement):
    """Verified holders at the parties and their subdistricts who can be witnesses here: all but
    those who sign for a party."""
    parties = agreement.parties.values("region")
    above = agreement.parties.values("region__parent")
    around = Mandate.objects.valid_at().filter(user__is_active=True)
    signing = around.filter(
        region__in=parties, office__in=offices_granting(Permission.APPROVE_AGREEMENT)
    )
    found = around.filter(region__in=parties) | around.filter(region__in=above)
    return found.exclude(user__in=signing.values("user")).with_people().order_by("region", "pk")


def departed(witnesses):
    """Those of the ``witnesses`` (rows, or as named) with an account who no longer hold the office in
    which they were named: they can attest neither here nor on paper."""
    named = {witness.mandate_id for witness in witnesses} - {None}
    if not named:
        return []
    holding = Mandate.objects.valid_at().filter(pk__in=named, user__is_active=True)
    gone = named - set(holding.values_list("pk", flat=True))
    return [witness for witness in witnesses if witness.mandate_id in gone]


def awaited_in_vain(agreement, witnesses):
    """Those of them, of the open version, who have not attested before they left."""
    if agreement.state != Agreement.State.OPEN:
        return []
    return departed([each for each in witnesses if not hasattr(each, "attestation")])


def instead_of(witnesses, agreement):
    """That these can be no witnesses any more, and what to do, as a sentence."""
    words = {
        "names": "; ".join(f"{witness.name}, {witness.office}" for witness in witnesses),
        "region": agreement.drafted_for.full_name,
    }
    if agreement.by_clauses:
        text = _(
            "%(names)s holds that office no more and cannot attest. %(region)s takes the agreement "
            "back to draft and names another witness when opening it again."
        )
    else:
        text = _(
            "%(names)s holds that office no more and cannot attest. %(region)s withdraws the agreement "
            "and drafts it anew with another witness."
        )
    return text % words


def of(version):
    """The row of a version, or None where all sign at once without witnesses."""
    return getattr(version, "signing", None)


def plan_of(version):
    """The choice with which a version was opened."""
    row = of(version)
    if row is None:
        return AT_ONCE
    witnesses = tuple(Named(w.name, w.office, w.mandate_id) for w in row.witnesses.all())
    return Plan(row.in_order, row.needed, witnesses)


def last_plan(agreement):
    """The choice with which it was opened the last time, or None when it never was."""
    version = agreement.versions.select_related("signing").order_by("-number").first()
    return plan_of(version) if version else None


def unsigned(agreement):
    """The parties that have not signed the current version, in their order."""
    return agreement.parties.exclude(signatures__version=agreement.current_id).order_by("position")


def unsigned_thirds(agreement):
    """The third parties whose signature on the current version is not recorded yet."""
    rows = agreement.third_parties.order_by("position")
    return rows.exclude(signatures__version=agreement.current_id)


def signer_names(agreement):
    """Who signs for a party or a third one, as the text names them."""
    sides = (agreement.parties, agreement.third_parties)
    return [name for rows in sides for name in rows.values_list("signer_name", flat=True)]


def on_both_sides(parties, thirds):
    """The third parties for which the text names somebody who signs for a party as well."""
    own = {_key(party.signer_name) for party in parties}
    return [third for third in thirds if _key(third.signer_name) in own]


def another_signer(third, name):
    """Why who bears this name cannot have signed for a third party; empty where the text names him."""
    if _key(third.signer_name) == _key(name):
        return ""
    return _(
        "The text names %(who)s as the one who signs for %(party)s. Let that person sign, or change "
        "the text."
    ) % {"who": f"{third.signer_name}, {third.signer_title}", "party": third.name}


def turn_of(agreement):
    """The party whose turn it is, where they sign in order; else None."""
    way = of(agreement.current)
    if way is None or not way.in_order:
        return None
    return unsigned(agreement).select_related("region").first()


def turn_of_third(agreement):
    """Where they sign in order and all parties have signed: the next third party, or None."""
    way = of(agreement.current)
    if way is None or not way.in_order:
        return None
    return unsigned_thirds(agreement).first()


def with_turn(agreements, mandate):
    """``turn`` of each at once, for lists: the region whose turn it is where they sign in order,
    else None; ``as_witness``: is this capacity a witness who has not attested yet?"""
    signed = Signature.objects.filter(party=OuterRef("pk"), version=OuterRef("agreement__current"))
    left = Party.objects.filter(
        ~Exists(signed), agreement=OuterRef("pk"), agreement__current__signing__in_order=True
    )
    asked = Witness.objects.filter(
        signing__version=OuterRef("current"), mandate=mandate, attestation=None
    )
    return agreements.annotate(
        turn=Subquery(left.order_by("position").values("region")[:1]), as_witness=Exists(asked)
    )


def is_up_to_thirds(agreement):
    """Have all parties signed, so that only third ones are awaited?"""
    return not unsigned(agreement).exists() and unsigned_thirds(agreement).exists()


def is_complete(agreement):
    """Have all parties signed, third ones too, and enough witnesses attested?"""
    if unsigned(agreement).exists() or unsigned_thirds(agreement).exists():
        return False
    row = of(agreement.current)
    return row is None or Attestation.objects.filter(version=row.version_id).count() >= row.needed


def witness_of(acting, agreement):
    """The witness of the current version that this capacity is, or None."""
    way = of(agreement.current)
    if acting is None or way is None:
        return None
    rows = Witness.objects.filter(signing=way, mandate=acting.pk)
    return rows.select_related("attestation").first()


@dataclass(frozen=True)
class ThirdSeat:
    """A third party, its signature of the current version or None, and the number it has given."""

    party: ThirdParty
    signature: ThirdSignature | None
    number: str


@dataclass(frozen=True)
class Way:
    """How the current version is signed, ready to show: ``witnesses`` with their ``attestation``,
    whose ``turn`` it is, the ``certified`` files beside it, and the third parties. ``departed``: who
    is awaited in vain, and ``instead`` what to do where too few others are left."""

    in_order: bool
    needed: int
    witnesses: list
    turn: Party | None
    certified: list
    thirds: list
    departed: list
    instead: str

    @property
    def attested(self):
        return sum(hasattr(witness, "attestation") for witness in self.witnesses)


def way_of(agreement, seats):
    """The way of an agreement (read ``with_signing``) of which the page shows ``seats``; six queries
    at most, none where all sign at once, no file was added and the kind has no third party."""
    row, papers = of(agreement.current), SignedPaper.objects.none()
    rows = Witness.objects.filter(signing=row) if row else Witness.objects.none()
    witnesses = list(rows.select_related("attestation__paper"))
    gone = awaited_in_vain(agreement, witnesses)
    too_few = row and len(witnesses) - len(gone) < row.needed
    if agreement.has_certified:
        papers = SignedPaper.objects.filter(version=agreement.current_id)
        papers = papers.filter(**OF_NO_WORD)
    left = [seat.party for seat in seats if not seat.approval]
    return Way(
        in_order=bool(row and row.in_order),
        needed=row.needed if row else 0,
        witnesses=witnesses,
        turn=left[0] if row and row.in_order and left else None,
        certified=list(papers),
        thirds=_thirds(agreement) if KINDS[agreement.kind].third_party else [],
        departed=gone,
        instead=instead_of(gone, agreement) if gone and too_few else "",
    )


def _thirds(agreement):
    rows = ThirdSignature.objects.filter(version=agreement.current_id).select_related("paper")
    signed = Prefetch("signatures", rows, to_attr="given")
    parties = agreement.third_parties.order_by("position").prefetch_related(signed, "numbers")
    return [_third_seat(party, next(iter(party.given), None)) for party in parties]


def _third_seat(party, signature):
    noted = next((row.number for row in party.numbers.all()), "")
    return ThirdSeat(party, signature, noted or (signature.number if signature else ""))


def heads_on(region, day):
    """Whom the portal knows as head of the region on a day, acting ones too; the latest first."""
    offices = offices_granting(Permission.APPROVE_AGREEMENT)
    held = Mandate.objects.held_on(day).filter(region=region, office__in=offices)
    return list(held.select_related("user").order_by("-starts_on", "-pk"))


def names(party, head):
    """Does the text name this head, in his office, as the one who signs for the party?"""
    named = (_key(party.signer_name), _key(party.signer_title))
    return named == (_key(str(head.user)), _key(head.title))


def strangers(parties, day):
    """Who is named as signing for a region of which the portal knows another head, as sentences; one
    query for all parties."""
    offices, known = offices_granting(Permission.APPROVE_AGREEMENT), {}
    held = Mandate.objects.held_on(day).filter(office__in=offices)
    held = held.filter(region__in=[party.region_id for party in parties]).select_related("user")
    for head in held.order_by("-starts_on", "-pk"):
        known.setdefault(head.region_id, []).append(head)
    return [
        _("The text names %(named)s for %(region)s. The verified head there is %(who)s; name him or her.")
        % {
            "named": f"{party.signer_name}, {party.signer_title}",
            "region": party.region.full_name,
            "who": "; ".join(f"{head.user}, {head.title}" for head in known[party.region_id]),
        }
        for party in parties
        if party.signer_name and party.region_id in known
        and not any(names(party, head) for head in known[party.region_id])
    ]  # fmt: skip


def signer_on(region, day, name, title):
    """Name and office of who signed for a region on paper that day, or why it cannot be he.

    Returns ``(name, title, "")`` or ``("", "", reason)``. Where the portal knows who was head, it
    was one of those, in the office as it was checked.
    """
    heads = heads_on(region, day)
    for head in heads:
        if _key(str(head.user)) == _key(name):
            return str(head.user), head.title, ""
    if not heads:
        return name, title, ""
    known = "; ".join(f"{head.user}, {head.title}" for head in heads)
    reason = _("On that day only this person could sign for %(region)s: %(who)s.")
    return "", "", reason % {"region": region.full_name, "who": known}
