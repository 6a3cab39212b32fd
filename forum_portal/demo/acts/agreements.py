"""Agreements drafted clause by clause, settled at home, approved, sealed, acknowledged, numbered,
fulfilled and ended."""

import re
import uuid
from dataclasses import replace

from django.utils import timezone

from agreements import actions, signing, templates
from agreements import sources as origins
from agreements.actions.drafting import facts_of, fingerprint, words_of
from agreements.filling import filled
from agreements.models import Agreement, Clause, Fulfilment
from core.formats import local
from core.text import tidy
from forum_portal.demo import papers
from forum_portal.demo.agreements import DEEDS
from projects.models import Project
from villages.models import Mandate

_PLACE = re.compile(r"\$(?:alasan|lingkup|bidang|langkah|dana)|\[isi:[^\]]*\]")
METHOD = "password"  # how the demo's heads have confirmed that it was them
PAPERS = {"1_musdes": "Berita Acara Musyawarah Desa", "2_bpd": "Keputusan BPD"}


def plan(story):
    """Put all agreements into the story's timeline."""
    for deed in DEEDS:
        story.on(deed.drafted, succeed if deed.follows else draft, deed, hour=10)
        if deed.shown is not None:
            story.on(deed.shown, show, deed, hour=9)
        if deed.opened is not None:
            story.on(deed.opened, open_for_approval, deed, hour=10)
        for owed in deed.owes:
            _plan_given(story, deed, owed)
        for region, step, day in deed.settled:
            story.on(day, settle, deed, region, step, hour=11)
        for number, (region, day) in enumerate(deed.approves):
            story.on(day, approve, deed, region, hour=13 + number % 4)
        for witness, day in deed.attests:
            story.on(day, attest, deed, witness, hour=19)
        for place, third in enumerate(deed.thirds, 1):
            story.on(third.signed, sign_for_third, deed, place, third, hour=20)
        for mailbox, day in deed.acknowledged:
            story.on(day, acknowledge, deed, mailbox, hour=11)
        if deed.state not in (Agreement.State.DRAFT, Agreement.State.OPEN):
            last = max([day for _who, day in deed.approves] + [each.signed for each in deed.thirds])
            for region, number in zip(deed.parties, deed.numbers, strict=True):
                if number:
                    story.on(last + 2, give_number, deed, region, number, hour=14)
        if deed.over is not None:
            story.on(deed.over, let_run_out, hour=1)
        if deed.ended is not None:
            story.on(deed.ended, end, deed, hour=15)


def _plan_given(story, deed, owed):
    for turn, (reported, confirmed) in enumerate(owed.given):
        story.on(reported, report, deed, owed, turn, hour=9)
        if confirmed is not None:
            story.on(confirmed, confirm, deed, owed, turn, hour=16)


def draft(story, deed):
    by = story.mandate(deed.drafter)
    project = Project.objects.get(pk=story.projects[deed.of].pk)
    agreement = actions.draft(
        by=by,
        source=origins.of_project(project),
        kind=deed.kind,
        title=deed.title,
        regions=[story.region(code) for code in deed.parties],
        starts_on=story.day(deed.term[0]),
        ends_on=story.day(deed.term[1]),
    )
    story.agreements[deed.key] = agreement
    _write(agreement, deed, by)
    for title in deed.annexes:
        file = papers.annex(title=title, agreement=agreement.title)
        actions.add_annex(agreement, by=by, title=title, file=file)
    if deed.thirds:
        _name_thirds(agreement, deed, by)
    for owed in deed.owes:
        third = agreement.third_parties.get(name=owed.third) if owed.third else None
        actions.add_obligation(
            agreement, by=by, token=uuid.uuid4(), party=agreement.parties.get(region=owed.region),
            third_party=third, kind=owed.kind, what=owed.what, amount=owed.amount, unit=owed.unit,
            first_due=story.day(owed.due), rhythm=owed.rhythm,
        )  # fmt: skip


def _name_thirds(agreement, deed, by):
    """What the page of title, term and parties does."""
    entries = tuple(
        actions.ThirdEntry(None, each.name, each.seat, each.signer_name, each.signer_title)
        for each in deed.thirds
    )
    words = replace(words_of(agreement), thirds=entries)
    actions.change(agreement, by=by, seen=fingerprint(agreement), words=words)


def succeed(story, deed):
    """A draft out of an agreement that is there, with some other words."""
    by, before = story.mandate(deed.drafter), story.agreements[deed.follows]
    agreement = actions.succeed(
        before, by=by, way=deed.way, title=deed.title, starts_on=story.day(deed.term[0]),
        ends_on=story.day(deed.term[1]),
    )  # fmt: skip
    story.agreements[deed.key] = agreement
    for matter, text in deed.rewritten:
        _save(agreement, agreement.clauses.get(matter=matter), text, by)


def let_run_out(story):
    """What the nightly task does."""
    actions.end_terms_that_are_over(timezone.localdate())


def _write(agreement, deed, by):
    """The template with its places filled in order; a draft still has some."""
    fillings = iter(deed.words)
    facts = facts_of(agreement, agreement.parties.select_related("region"))
    rows = templates.shipped(deed.kind)
    for clause, row in zip(agreement.clauses.all(), rows, strict=True):
        text = _PLACE.sub(lambda place: next(fillings, place[0]), row["text"])
        _save(agreement, clause, filled(text, facts), by)


def _save(agreement, clause, text, by):
    words = tidy(text, lines=True)
    actions.write_clause(
        agreement, clause.pk, by=by, seen=clause.revision, title=clause.title, text=words
    )


def _fresh(story, deed):
    return Agreement.objects.select_related("current", "drafted_for").get(
        pk=story.agreements[deed.key].pk
    )


def show(story, deed):
    """The draft goes to the parties; one of them proposes other words for a clause."""
    agreement = _fresh(story, deed)
    by = story.mandate(deed.drafter)
    actions.share(agreement, by=by)
    for region, matter, text, words, taken in deed.remarks:
        clause = Clause.objects.get(agreement=agreement, matter=matter)
        said = actions.remark(
            agreement, clause.pk, by=story.head(region), token=uuid.uuid4(),
            seen=clause.revision, text=text, words=words,
        )  # fmt: skip
        if taken:
            actions.reply(agreement, said.pk, by=by, accepted=True, reason="", seen=clause.revision)


def open_for_approval(story, deed):
    """Once; and where a clause was changed after it was open, as the next version again."""
    by = story.mandate(deed.drafter)
    way = _plan(story, deed)
    agreement = actions.open_for_approval(_fresh(story, deed), by=by, plan=way)
    for matter, text in deed.changed:
        agreement = actions.rework(agreement, by=by)
        _save(agreement, agreement.clauses.get(matter=matter), text, by)
        agreement = actions.open_for_approval(agreement, by=by, plan=way)


def _plan(story, deed):
    witnesses = []
    for who in deed.witnesses:
        if isinstance(who, tuple):
            witnesses.append(signing.Named(*who))
        else:
            mandate = story.mandate(who)
            witnesses.append(signing.Named(str(mandate.user), mandate.capacity, mandate.pk))
    return signing.Plan(deed.in_order, deed.needed, tuple(witnesses))


def settle(story, deed, region, step):
    agreement, by = _fresh(story, deed), _secretary(region)
    number = f"{int(region[-2:])}/{'BA' if step == '1_musdes' else 'BPD'}/{story.today.year}"
    paper = papers.from_home(
        what=PAPERS[step], number=number, region=by.region.full_name, title=agreement.title
    )
    actions.record_home(
        agreement, step, by=by, token=uuid.uuid4(), number=number, paper=paper,
        held_on=agreement.current.made_at.date(),
    )  # fmt: skip


def _secretary(region):
    found = Mandate.objects.valid_at().filter(region=region, office="secretary")
    return found.with_people().latest("decided_at")


def approve(story, deed, region):
    agreement, head = _fresh(story, deed), story.head(region)
    sha256 = agreement.current.sha256
    if region not in deed.on_paper:
        actions.approve(agreement, by=head, sha256=sha256, method=METHOD)
        return
    day = timezone.localdate()
    sheet = papers.signed_sheet(
        title=agreement.title, name=str(head.user), office=head.title, region=head.region.full_name
    )
    actions.sign_on_paper(
        agreement, by=head, sha256=sha256, signed_on=day, name=str(head.user), title=head.title,
        paper=sheet,
    )  # fmt: skip


def attest(story, deed, witness):
    """With an account, or on paper, which the drafter records."""
    agreement = _fresh(story, deed)
    sha256 = agreement.current.sha256
    if isinstance(witness, str):
        actions.attest(agreement, by=story.mandate(witness), sha256=sha256, method=METHOD)
        return
    name, office = deed.witnesses[witness - 1]
    sheet = papers.signed_sheet(title=agreement.title, name=name, office=office, region="Saksi")
    actions.attest_on_paper(
        agreement, witness, by=story.mandate(deed.drafter), sha256=sha256,
        signed_on=timezone.localdate(), paper=sheet,
    )  # fmt: skip


def sign_for_third(story, deed, place, third):
    agreement = _fresh(story, deed)
    sheet = papers.signed_sheet(
        title=agreement.title, name=third.signer_name, office=third.signer_title, region=third.name
    )
    actions.sign_for_third(
        agreement, place, by=story.mandate(deed.drafter), sha256=agreement.current.sha256,
        signed_on=timezone.localdate(), name=third.signer_name, title=third.signer_title,
        number=third.number, paper=sheet,
    )  # fmt: skip


def acknowledge(story, deed, mailbox):
    """The camat here, or with ink, and a party uploads the scan."""
    agreement, by = _fresh(story, deed), story.mandate(mailbox)
    sha256 = agreement.current.sha256
    if by.region.is_subdistrict:
        actions.acknowledge_agreement(agreement, by=by, sha256=sha256, method=METHOD)
        return
    camat = story.head(by.region.parent_id)
    words = {"name": str(camat.user), "office": camat.title, "region": camat.region.full_name}
    actions.acknowledge_on_paper(
        agreement, camat.region, by=by, sha256=sha256, signed_on=timezone.localdate(),
        name=words["name"], title=words["office"],
        paper=papers.signed_sheet(title=agreement.title, **words),
    )  # fmt: skip


def give_number(story, deed, region, number):
    """On the day of the seal; a regulation is promulgated on the same day."""
    agreement = _fresh(story, deed)
    sealed = local(agreement.sealed_at, agreement.zone).date()
    gazette = {"gazette_number": number, "promulgated_on": sealed}
    actions.register(
        agreement, by=_secretary(region), seen=0, token=uuid.uuid4(), number=number,
        dated_on=sealed, **(gazette if deed.kind == Agreement.Kind.JOINT_REGULATION else {}),
    )  # fmt: skip


def _due_day(story, deed, owed, turn):
    days = Fulfilment.objects.with_subject().filter(
        obligation__agreement=story.agreements[deed.key].pk, obligation__what=owed.what
    )
    return days.order_by("due_on")[turn]


def report(story, deed, owed, turn):
    day = _due_day(story, deed, owed, turn)
    paper = papers.receipt(
        number=f"{turn + 1}/BKT/{story.today.year}", party=day.obligation.owed_by.name,
        project=owed.what,
    )  # fmt: skip
    actions.report(
        day, by=_secretary(owed.region), token=uuid.uuid4(), given=owed.amount, file=paper
    )


def confirm(story, deed, owed, turn):
    """The first of the other parties says that it is so."""
    day = _due_day(story, deed, owed, turn)
    other = next(code for code in deed.parties if code != owed.region)
    actions.confirm(day, by=_secretary(other), seen=day.acts.latest("pk").pk)


def end(story, deed):
    """The heads of all parties agree that it is over."""
    heads = [story.head(code) for code in deed.parties]
    proposal = actions.propose(
        _fresh(story, deed), by=heads[0], kind="end", token=uuid.uuid4(), ground=deed.end_ground,
        reason=deed.end_reason,
    )  # fmt: skip
    for head in heads:
        actions.agree(proposal, by=head, method=METHOD)
