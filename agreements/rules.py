"""Who may do what with an agreement. Rights come first, then the agreement's state.

Each docstring is the policy; each no says why, and who can.
"""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreements import (
    kinds,
    obligations,
    printing,
    ratification,
    recitals,
    signing,
    succession,
    terms,
    wording,
)
from agreements.models import Agreement, HomeRule, Matter, Signature, Step
from core import formats
from core.access import ALLOW, deny, too_late
from core.text import tidy
from villages.models import Mandate
from villages.roles import Permission, grants, may, of_region, offices_granting

S = Agreement.State


def can_draft(acting, source):
    """Heads, secretaries and subdistrict officers of a region that takes part in the project or
    meeting, when the project is agreed or running, or the meeting is not cancelled."""
    if not grants(acting, Permission.RECORD_AGREEMENT):
        return deny(
            _(
                "Heads and secretaries of villages, and the subdistrict's officers, draft "
                "agreements. Please ask yours."
            )
        )
    if not source.has(acting.region):
        return deny(_("Only regions that take part in it draft an agreement out of it."))
    return too_late(source.unripe) if source.unripe else ALLOW


def must_be_party(acting):
    """A village drafts only what binds itself; a subdistrict may draft for those it facilitates."""
    return not acting.region.is_subdistrict


def can_change(acting, agreement):
    """Who may draft for the region that drafted it, until it is sealed or withdrawn."""
    if not may(acting, Permission.RECORD_AGREEMENT, agreement.drafted_for):
        return deny(
            _(
                "Only the representatives of %(region)s, which drafted it, may change this agreement."
            )
            % {"region": agreement.drafted_for.full_name}
        )
    if agreement.state not in (S.DRAFT, S.OPEN):
        return too_late(
            _("This agreement can no longer be changed: it is %(state)s.")
            % {"state": agreement.get_state_display()}
        )
    return ALLOW


def can_answer(acting, agreement):
    """The same people say no to proposed words, also while the text is open for approval; to take
    words over is to write the clause."""
    if not (verdict := can_change(acting, agreement)):
        return verdict
    if not agreement.by_clauses:
        return too_late(_("This agreement was recorded as one text and has no clauses."))
    return ALLOW


def can_write_clauses(acting, agreement):
    """The same people, clause by clause, while it is a draft; an open one is taken back first."""
    if not (verdict := can_answer(acting, agreement)):
        return verdict
    return can_write_draft(acting, agreement)


def can_write_draft(acting, agreement):
    """The same people, while it is a draft: obligations and annexes are approved with the text, so
    while it is open for approval they stay as they are."""
    if not (verdict := can_change(acting, agreement)):
        return verdict
    if agreement.state != S.DRAFT:
        return too_late(_("It is open for approval. Take it back to draft first."))
    return ALLOW


def can_share(acting, agreement):
    """The same people show a draft to the parties, once."""
    if not (verdict := can_write_clauses(acting, agreement)):
        return verdict
    return too_late(_("The parties see this draft already.")) if agreement.shared_at else ALLOW


def can_rework(acting, agreement):
    """The same people take an open one back, to change several clauses before it is opened again."""
    if not (verdict := can_change(acting, agreement)):
        return verdict
    if agreement.state != S.OPEN or not agreement.by_clauses:
        return too_late(_("Only an agreement by clauses that is open for approval is taken back."))
    return ALLOW


def can_remark(acting, agreement):
    """Heads, secretaries and subdistrict officers of a party or of the region that drafted it,
    while the draft is shown to the parties or open for approval."""
    if not grants(acting, Permission.RECORD_AGREEMENT) or not has_part(acting, agreement):
        return deny(_("Heads and secretaries of the parties say what they think of a clause."))
    if not agreement.by_clauses:
        return too_late(_("This agreement was recorded as one text and has no clauses."))
    shown = agreement.state == S.DRAFT and agreement.shared_at
    if not shown and agreement.state != S.OPEN:
        return too_late(_("Remarks are made while the draft is shown or open for approval."))
    return ALLOW


def has_part(acting, agreement):
    """Does he act for a party or for the region that drafted it?"""
    if acting.region_id == agreement.drafted_for_id:
        return True
    return agreement.parties.filter(region=acting.region_id).exists()


def can_withdraw(acting, agreement):
    """The same people, for as long as they may change it."""
    return can_change(acting, agreement)


def can_open(acting, agreement):
    """The same people, once, when nothing is lacking."""
    if not (verdict := can_change(acting, agreement)):
        return verdict
    if agreement.state != S.DRAFT:
        return too_late(_("This agreement is open for approval already."))
    missing = lacks(agreement)
    return too_late(" ".join(missing)) if missing else ALLOW


def lacks(agreement, today=None):
    """What has to be done before the words can be put before the parties, as sentences."""
    parties = list(agreement.parties.select_related("region"))
    found = kinds.problems(kinds.KINDS[agreement.kind], [party.region for party in parties])
    nameless = [party.region.full_name for party in parties if not party.signer_name]
    if nameless:
        found.append(_("Write who represents %(names)s.") % {"names": ", ".join(nameless)})
    if kinds.KINDS[agreement.kind].third_party:
        found += _lacks_thirds(agreement, parties)
    found += signing.strangers(parties, today or timezone.localdate())
    if agreement.by_clauses:
        found += _lacks_clauses(agreement)
    found += obligations.problems(agreement)
    if wrong := printing.problem(_printed(agreement, parties)):
        found.append(wrong)
    if gaps := wording.unfilled(agreement.text):
        found.append(
            _("Fill in the places marked [isi: …] in the text; %(number)d are left.")
            % {"number": len(gaps)}
        )
    today = today or timezone.localdate()
    if wrong := terms.problem(agreement, today):
        found.append(wrong)
    return found + succession.problems(agreement, today)


def _lacks_thirds(agreement, parties):
    """Nobody named, a party or its signer named again, or a third party or signer of whom the text
    does not speak."""
    thirds = list(agreement.third_parties.order_by("position"))
    names = [third.name for third in thirds]
    if not names:
        return [_("Name the third party: who it is, and who represents it.")]
    own, text = {party.name.casefold() for party in parties}, tidy(agreement.text).casefold()
    return (
        [
            _("%(name)s is a party already, so it cannot be a third party.") % {"name": name}
            for name in names
            if name.casefold() in own
        ]
        + [
            _(
                "The text does not name the third party %(name)s. Write it where the parties are named."
            )
            % {"name": name}
            for name in names
            if name.casefold() not in text
        ]
        + [
            _("The text does not name %(who)s, who signs for %(name)s. Write who represents it.")
            % {"who": third.signer_name, "name": third.name}
            for third in thirds
            if third.signer_name.casefold() not in text
        ]
        + [
            _(
                "%(who)s signs for a party and cannot sign for the third party %(name)s as well. Name "
                "somebody else."
            )
            % {"who": third.signer_name, "name": third.name}
            for third in signing.on_both_sides(parties, thirds)
        ]
    )


def _printed(agreement, parties):
    """All that people wrote and the PDF shows."""
    names = [part for p in parties for part in (p.name, p.number, p.signer_name, p.signer_title)]
    owed = agreement.obligations.values_list("what", "unit")
    thirds = agreement.third_parties.values_list("name", "seat", "signer_name", "signer_title")
    headings = agreement.annexes.standing().values_list("title", flat=True)
    words = [word for row in [*owed, *thirds] for word in row]
    return "".join([agreement.title, agreement.text, *names, *words, *headings])


def _lacks_clauses(agreement):
    """Compulsory matters without words ("-" is none); a term or title that the clauses do not name."""
    clauses = list(agreement.clauses.filter(removed=False))
    words = {row.matter: row.text for row in clauses if row.matter}
    empty = [m.label for m in Matter if not any(char.isalpha() for char in words.get(m, ""))]
    found = []
    if empty:
        found.append(
            _("Compulsory, and still empty: %(matters)s.") % {"matters": ", ".join(map(str, empty))}
        )
    with override("id"):
        days = [formats.day(day) for day in (agreement.starts_on, agreement.ends_on)]
    term = words.get(Matter.TERM, "")
    if term and not all(tidy(day) in term for day in days):
        found.append(
            _("The clause on the term does not name %(start)s and %(end)s, as the term says.")
            % {"start": days[0], "end": days[1]}
        )
    if wrong := recitals.title_problem(agreement, clauses):
        found.append(wrong)
    return found


def heads(acting, agreement):
    """Is the person the head of a party, acting as such? He alone gives or refuses its word."""
    if acting is None or not agreement.parties.filter(region=acting.region_id).exists():
        return deny(_("Only the heads of the parties approve this agreement."))
    if not grants(acting, Permission.APPROVE_AGREEMENT):
        return deny(
            _("Only the head approves for %(region)s: %(who)s.")
            % {"region": acting.region.full_name, "who": _head_of(acting.region)}
        )
    return ALLOW


def _head_of(region):
    mandate = (
        Mandate.objects.valid_at()
        .filter(region=region, office__in=offices_granting(Permission.APPROVE_AGREEMENT))
        .select_related("user")
        .first()
    )
    return f"{mandate.user}, {mandate.title}" if mandate else _("nobody is verified yet")


def is_involved(acting, agreement):
    """Parties, the region that drafted it, and the subdistricts of both follow the negotiation."""
    if of_region(acting) is None:
        return False
    own = acting.region_id
    if own in (agreement.drafted_for_id, agreement.drafted_for.parent_id):
        return True
    return agreement.parties.filter(Q(region=own) | Q(region__parent=own)).exists()


def approval_of(region_id, agreement):
    """The region's approval of the current version, or None."""
    return Signature.objects.filter(
        version=agreement.current_id, party__region=region_id
    ).first()  # fmt: skip


def can_decline(acting, agreement):
    """The head of a party says why not, while the current version is open, not yet approved by him
    and its term is not over; the agreement stays open."""
    if not (verdict := heads(acting, agreement)):
        return verdict
    return _awaits_word_of(acting, agreement)


def _awaits_word_of(acting, agreement):
    """Is the current version open, within its term and not yet approved by this region?"""
    if approval_of(acting.region_id, agreement):
        return too_late(
            _("%(region)s has approved this version already.") % {"region": acting.region.full_name}
        )
    return _is_open(agreement)


def _is_open(agreement):
    if agreement.state != S.OPEN:
        return too_late(
            _("This agreement does not wait for approval: it is %(state)s.")
            % {"state": agreement.get_state_display()}
        )
    today, region = timezone.localdate(), agreement.drafted_for.full_name
    if agreement.ends_on < today:
        return too_late(
            _("The term is over already. Please ask %(region)s to change it.") % {"region": region}
        )
    if wrong := terms.problem(agreement, today):
        return too_late(
            _("%(problem)s Only %(region)s can change it.") % {"problem": wrong, "region": region}
        )
    return ALLOW


def can_approve(acting, agreement):
    """Whoever may decline may approve instead, once, when his village has settled at home what the
    kind asks for, and, where they sign in order, when it is his turn. His mandate must hold at that
    moment, the action looks again: who has come into the office since signs in it, though the text
    names his predecessor."""
    if not (verdict := can_decline(acting, agreement)):
        return verdict
    return _is_ready(acting, agreement)


def _is_ready(acting, agreement):
    if missing := ratification.lacking(agreement, acting.region):
        steps = ", ".join(str(rule.get_step_display()) for rule in missing)
        return too_late(
            _("Before you approve, %(region)s needs: %(steps)s.")
            % {"region": acting.region.full_name, "steps": steps}
        )
    turn = signing.turn_of(agreement)
    if turn and turn.region_id != acting.region_id:
        return too_late(
            _(
                "The parties sign in order. Now it is the turn of %(turn)s; you get a mail when it "
                "is yours."
            )
            % {"turn": turn.region.full_name}
        )
    return ALLOW


def can_sign_on_paper(acting, agreement):
    """The head or the secretary of a party (of a subdistrict: its officer) records that its head has
    signed on paper, for his own region only, when the head could approve here."""
    is_party = acting and agreement.parties.filter(region=acting.region_id).exists()
    if not is_party or not grants(acting, Permission.RECORD_AGREEMENT):
        return deny(_("Heads and secretaries of the parties record what was signed on paper."))
    if not (verdict := _awaits_word_of(acting, agreement)):
        return verdict
    return _is_ready(acting, agreement)


def can_attest(acting, agreement):
    """A named witness, in the office in which he was named, once, while it is open; where they sign
    in order, after all parties. His mandate must hold at that moment; the action looks again."""
    witness = signing.witness_of(acting, agreement)
    if witness is None:
        return deny(_("Only the named witnesses attest this agreement."))
    return _awaits(witness, agreement)


def can_record_attestation(acting, agreement, witness):
    """Who may draft for the region that drafted it records what a witness without an account has
    signed on paper, at the same time as others may attest. A witness with an account who has left his
    office signs nothing in it, on paper either."""
    if not (verdict := _drafts(acting, agreement)):
        return verdict
    if gone := signing.awaited_in_vain(agreement, [witness]):
        return too_late(signing.instead_of(gone, agreement))
    if witness.mandate_id:
        return too_late(_("This witness attests here with an account of his or her own."))
    return _awaits(witness, agreement)


def can_record_third(acting, agreement, party):
    """The same people record once, while it is open, that a third party has signed on paper; where
    they sign in order, after all parties."""
    if not (verdict := _drafts(acting, agreement)):
        return verdict
    if party.signatures.filter(version=agreement.current_id).exists():
        return too_late(_("%(name)s has signed this version already.") % {"name": party.name})
    if not (verdict := _is_open(agreement)):
        return verdict
    if turn := signing.turn_of(agreement):
        return too_late(
            _(
                "The third party follows when all parties have signed. Now it is the turn of %(turn)s."
            )
            % {"turn": turn.region.full_name}
        )
    return ALLOW


def _drafts(acting, agreement):
    if may(acting, Permission.RECORD_AGREEMENT, agreement.drafted_for):
        return ALLOW
    return deny(
        _("Only the representatives of %(region)s, which drafted it, record this.")
        % {"region": agreement.drafted_for.full_name}
    )


def _awaits(witness, agreement):
    if hasattr(witness, "attestation"):
        return too_late(_("This witness has attested already."))
    if not (verdict := _is_open(agreement)):
        return verdict
    if turn := signing.turn_of(agreement):
        return too_late(
            _("The witnesses follow when all parties have signed. Now it is the turn of %(turn)s.")
            % {"turn": turn.region.full_name}
        )
    if third := signing.turn_of_third(agreement):
        return too_late(
            _("The witnesses follow when %(name)s has signed as well.") % {"name": third.name}
        )
    return ALLOW


def can_add_certified(acting, agreement):
    """Heads, secretaries and subdistrict officers of a party or of the region that drafted it, while
    it is open or in force."""
    if not grants(acting, Permission.RECORD_AGREEMENT) or not has_part(acting, agreement):
        return deny(_("Heads and secretaries of the parties add a certified document."))
    if agreement.state not in (S.OPEN, S.IN_FORCE):
        return too_late(_("A certified document is added while it is open or in force."))
    return ALLOW


def can_record_home(acting, agreement, step):
    """The head or the secretary of a village that is party, for a step that the kind asks for: at
    home from when the draft is shown or open; the copy to the regent after the seal."""
    region = acting.region if acting else None
    is_party = region and agreement.parties.filter(region=region).exists()
    if not is_party or not grants(acting, Permission.RECORD_AGREEMENT):
        return deny(_("Heads and secretaries of the parties record what is settled at home."))
    if not agreement.by_clauses or not ratification.settles(region):
        return too_late(_("Nothing is to be settled at home for this agreement."))
    if not HomeRule.objects.filter(kind=agreement.kind, step=step).exists():
        return too_late(_("This kind of agreement does not ask for this."))
    if step == Step.REPORT:
        text = _("The copy goes to the regent when the agreement is in force.")
        return too_late(text) if agreement.sealed_at is None else ALLOW
    shown = agreement.state == S.DRAFT and agreement.shared_at
    if not shown and agreement.state not in (S.OPEN, S.IN_FORCE):
        return too_late(_("This is recorded when the draft is shown to you or open for approval."))
    return ALLOW


def can_register(acting, agreement):
    """The secretary of a party (of a subdistrict: its camat or an officer) gives the sealed agreement
    the number of his own register, and corrects it."""
    if acting is None or not agreement.parties.filter(region=acting.region_id).exists():
        return deny(_("Only the secretaries of the parties give it a number."))
    if not grants(acting, Permission.KEEP_REGISTER):
        return deny(
            _("The secretary of %(region)s gives it a number; ask him or her.")
            % {"region": acting.region.full_name}
        )
    if agreement.sealed_at is None:
        return too_late(_("Numbers are given when all parties have approved."))
    return ALLOW


def can_number_third(acting, agreement):
    """The secretary (of a subdistrict: its camat or an officer) of the region that drafted it notes
    the number that a third party has given the sealed agreement, and corrects it."""
    region = agreement.drafted_for
    if not may(acting, Permission.KEEP_REGISTER, region):
        words = (
            _("The camat or an officer of %(region)s notes this number; ask them.")
            if region.is_subdistrict
            else _("The secretary of %(region)s notes this number; ask him or her.")
        )
        return deny(words % {"region": region.full_name})
    if agreement.sealed_at is None:
        return too_late(_("Numbers are given when all parties have approved."))
    return ALLOW


def can_end(acting, agreement):
    """The head of any party records a fact that ends it, with the reason, while it is in force.

    Ending is deliberated by all parties beforehand; all are told, and the trail keeps who did it. That
    they agree to end it, or that its aim is reached, all of them say (``life_rules.can_end_on``).
    """
    if not (verdict := heads(acting, agreement)):
        return verdict
    if agreement.state != S.IN_FORCE:
        return too_late(
            _("Only an agreement in force can end; this one is %(state)s.")
            % {"state": agreement.get_state_display()}
        )
    return ALLOW
