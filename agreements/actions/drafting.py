"""From nothing to a text that the parties can approve, and from one version to the next."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreements import documents, kinds, notices, rules, signing, sources, wording
from agreements.actions.annexes import bind
from agreements.actions.clauses import begin, carry_title
from agreements.actions.locking import Changed, locked
from agreements.actions.obligations import lock_commitments, propose
from agreements.actions.third_parties import FIELDS as THIRD_FIELDS
from agreements.actions.third_parties import ThirdEntry, seat_thirds
from agreements.models import Agreement, Party, Signing, Version, Witness
from core import audit, formats, seals, states
from core.access import require
from core.errors import Refusal
from projects.models import Project
from villages.models import Mandate
from villages.roles import Permission, offices_granting

AGAIN = timedelta(minutes=2)  # within which the same form is taken for a second click
HEAD_TITLES = {True: "Camat", False: "Kepala Desa"}  # where nobody is verified yet


class Lacking(Refusal):
    """The words cannot be put before the parties yet."""


@dataclass(frozen=True)
class Entry:
    """What a drafter writes about one party."""

    region_id: str
    number: str
    signer_name: str
    signer_title: str


@dataclass(frozen=True)
class Words:
    """What a drafter writes; ``parties`` in the order in which they shall stand, the third ones
    (``thirds``) after them. Who is left out of those is no party any more."""

    title: str
    starts_on: date
    ends_on: date
    text: str
    parties: tuple
    thirds: tuple = ()


@transaction.atomic
def draft(*, by, source, kind, title, regions, starts_on, ends_on):
    """A draft with the clauses of the kind's template, filled with what the source tells, and
    heads as they are known today; what they bring to its project is proposed as obligations.

    The same form sent again within a moment gets the draft that it has made.
    """
    require(rules.can_draft(by, source))
    Mandate.objects.select_for_update(no_key=True).get(pk=by.pk)  # a second click waits here
    facts = {
        "kind": kind, "title": title, "project": source.project, "meeting": source.meeting,
        "decision": source.decision, "drafted_for": by.region, "starts_on": starts_on,
        "ends_on": ends_on, "by_clauses": True,
    }  # fmt: skip
    if twin := _twin_of(facts, regions):
        return twin
    agreement = Agreement.objects.create(**facts)
    parties = seat(agreement, regions)
    begin(agreement, by=by, facts=source.facts() | facts_of(agreement, parties))
    if source.project:
        propose(agreement, by=by)
    audit.record("agreements.drafted", agreement, by=by, kind=kind)
    return agreement


def seat(agreement, regions):
    """The parties of a new draft in this order, with their heads as they are known today."""
    heads = _heads_of(regions)
    parties = [
        Party(
            agreement=agreement, region=region, name=region.full_name, position=position,
            signer_name=str(heads[region.pk].user) if region.pk in heads else "",
            signer_title=heads[region.pk].title
            if region.pk in heads
            else HEAD_TITLES[region.is_subdistrict],
        )
        for position, region in enumerate(regions, 1)
    ]  # fmt: skip
    return Party.objects.bulk_create(parties)


@transaction.atomic
def draft_of_project(project, *, by):
    """The draft of an agreed project with all that is known filled in; who comes second or again
    gets the one that his region has begun."""
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)  # a second click waits here
    source = sources.of_project(project)
    require(rules.can_draft(by, source))
    begun = Agreement.objects.filter(
        project=project, drafted_for=by.region_id, state=Agreement.State.DRAFT
    )
    if there := begun.order_by("-pk").first():
        return there
    words = sources.suggested(source, timezone.localdate())
    if wrong := kinds.problems(kinds.KINDS[words["kind"]], words["regions"]):
        raise Refusal(" ".join(wrong))
    return draft(by=by, source=source, **words)


def _twin_of(facts, regions):
    """The draft of the same words and parties that was made a moment ago, or None."""
    moment_ago = timezone.now() - AGAIN
    recent = Agreement.objects.filter(
        **facts, state=Agreement.State.DRAFT, created_at__gte=moment_ago
    )
    wanted = [region.pk for region in regions]
    return next(
        (
            draft
            for draft in recent.order_by("-pk")[:5]
            if list(draft.parties.order_by("position").values_list("region", flat=True)) == wanted
        ),
        None,
    )


def _heads_of(regions):
    mandates = (
        Mandate.objects.valid_at()
        .filter(region__in=regions, office__in=offices_granting(Permission.APPROVE_AGREEMENT))
        .select_related("user")
    )
    return {mandate.region_id: mandate for mandate in mandates}


def facts_of(agreement, parties):
    """What every draft knows of itself, for the places of a template."""
    signers = [f"{party.signer_title} {party.region.name}" for party in parties]
    with override("id"):
        first_day, last_day = formats.day(agreement.starts_on), formats.day(agreement.ends_on)
    return {
        "pihak": wording.listed([party.name for party in parties]),
        "penandatangan": wording.listed(signers),
        "judul": agreement.title,
        "mulai": first_day,
        "selesai": last_day,
    }


@transaction.atomic
def change(agreement, *, by, seen, words):
    """Save other words. In a draft that is all; an open one gets its next version, and the
    approvals of the version before no longer count.

    ``seen`` is what ``fingerprint`` gave when the page was opened; other words since then are
    not overwritten (``Changed``). The same words again change nothing. Of the text of a draft by
    clauses nothing but the title is changed here, wherever it stands.
    """
    agreement = locked(agreement)
    require(rules.can_change(by, agreement))
    if agreement.by_clauses:
        words = replace(words, text="")
    if fingerprint(agreement) == _fingerprint(words):
        return agreement
    if fingerprint(agreement) != seen:
        raise Changed(_("This agreement was changed in the meantime."))
    if agreement.state == Agreement.State.OPEN:
        return _revise(agreement, by=by, words=words)
    _write(agreement, words, by=by)
    audit.record("agreements.edited", agreement, by=by)
    return agreement


def fingerprint(agreement):
    """Tells whether the words of an agreement are still those that a page showed."""
    return _fingerprint(words_of(agreement))


def words_of(agreement):
    """The words as they are saved; of one by clauses without the body."""
    entries = agreement.parties.values_list("region_id", "number", "signer_name", "signer_title")
    thirds = agreement.third_parties.order_by("position").values_list(*THIRD_FIELDS)
    return Words(
        agreement.title, agreement.starts_on, agreement.ends_on,
        "" if agreement.by_clauses else agreement.text,
        tuple(Entry(*entry) for entry in entries), tuple(ThirdEntry(*entry) for entry in thirds),
    )  # fmt: skip


def _fingerprint(words):
    return seals.seal(
        "",
        title=words.title,
        term=[words.starts_on.isoformat(), words.ends_on.isoformat()],
        text=words.text,
        parties=[list(vars(entry).values()) for entry in words.parties + words.thirds],
    )


def _write(agreement, words, *, by):
    """Put the words into the rows of a draft; another title goes into its clauses as well."""
    old, agreement.title = agreement.title, words.title
    if not agreement.by_clauses:
        agreement.text = words.text
    agreement.starts_on, agreement.ends_on = words.starts_on, words.ends_on
    agreement.save(update_fields=["title", "text", "starts_on", "ends_on", "updated_at"])
    parties = {party.region_id: party for party in agreement.parties.all()}
    if parties.keys() != {entry.region_id for entry in words.parties}:
        raise Refusal(_("The parties of an agreement cannot be exchanged. Draft a new one."))
    for position, entry in enumerate(words.parties, 1):
        party = parties[entry.region_id]
        party.position, party.number = position, entry.number
        party.signer_name, party.signer_title = entry.signer_name, entry.signer_title
    Party.objects.bulk_update(
        parties.values(), ["position", "number", "signer_name", "signer_title"]
    )
    seat_thirds(agreement, words.thirds, by=by)
    if agreement.by_clauses and old != words.title:
        carry_title(agreement, old, by=by)


def _revise(agreement, *, by, words):
    voided, plan = agreement.current.signatures.count(), signing.plan_of(agreement.current)
    states.move(agreement, "state", to=Agreement.State.DRAFT)
    _write(agreement, words, by=by)
    if missing := rules.lacks(agreement) + _problems(agreement, plan):
        raise Lacking(" ".join(missing))
    if gone := signing.departed(plan.witnesses):
        raise Lacking(signing.instead_of(gone, agreement))
    version = _new_version(agreement, by=by, plan=plan)
    states.move(agreement, "state", to=Agreement.State.OPEN, current=version)
    audit.record("agreements.version_made", agreement, by=by, version=version.number, voided=voided)
    notices.changed(agreement, by=by)
    return agreement


@transaction.atomic
def open_for_approval(agreement, *, by, plan=signing.AT_ONCE):
    """Make the text a version and put it before the heads of the parties, all at once or one after
    the other as ``plan`` says, and before its witnesses."""
    agreement = locked(agreement)
    lock_commitments(agreement)
    require(rules.can_open(by, agreement))
    if wrong := _problems(agreement, plan):
        raise Lacking(" ".join(wrong))
    _require_known(agreement, plan)
    version = _new_version(agreement, by=by, plan=plan)
    states.move(agreement, "state", to=Agreement.State.OPEN, current=version)
    audit.record("agreements.opened", agreement, by=by, version=version.number)
    notices.opened(agreement, by=by)
    return agreement


def _problems(agreement, plan):
    return signing.problems(plan, kinds.KINDS[agreement.kind], signing.signer_names(agreement))


def _require_known(agreement, plan):
    """Witnesses with an account hold an office at a party or its subdistrict today."""
    chosen = {witness.mandate_id for witness in plan.witnesses} - {None}
    if chosen - set(signing.candidates(agreement).values_list("pk", flat=True)):
        raise Lacking(_("A witness you chose holds no office here any more. Choose again."))


def _new_version(agreement, *, by, plan):
    last = agreement.versions.order_by("-number").first()
    number = last.number + 1 if last else 1
    text = documents.canonical_text(agreement, number, plan)
    version = Version(
        agreement=agreement, number=number, text=text, sha256=seals.digest(text),
        clauses=documents.snapshot(agreement), made_at=timezone.now(), made_by=by,
    )  # fmt: skip
    version.seal = seals.seal(last.seal if last else "", **version.facts())
    version.save(force_insert=True)
    bind(version)
    if plan.lines:
        _keep_plan(version, plan)
    return version


def _keep_plan(version, plan):
    way = Signing(version=version, in_order=plan.in_order, needed=plan.needed)
    witnesses = [
        Witness(signing=way, position=place, **vars(named))
        for place, named in enumerate(plan.witnesses, 1)
    ]
    way.seal = seals.seal(version.seal, **way.facts(witnesses))
    way.save(force_insert=True)
    Witness.objects.bulk_create(witnesses)
