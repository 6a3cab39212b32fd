import re
import uuid
from contextlib import nullcontext
from datetime import timedelta
from importlib import import_module
from unittest import mock

import factory
import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agreements import actions, kinds, life_notices, notices, sources
from agreements.models import Agreement, Fulfilment
from agreements.signing import AT_ONCE, Named, Plan
from tests.factories.on_paper import ThirdPartyFactory, scan, third_on_paper, witness_on_paper
from tests.factories.projects import ProjectFactory, head_of
from tests.factories.villages import RegionFactory
from tests.papers import pdf_bytes

S = Agreement.State
# What is asked at home; a test that empties all tables takes the migration's rows with it.
SHIPPED = import_module("agreements.migrations.0006_templates").HOME
TEXT = """BAB I
RUANG LINGKUP

Pasal 1
Kerja sama meliputi jaringan pipa dari mata air Kali Bening.

Pasal 2
(1) Setiap desa membayar iuran.
(2) Iuran dicatat oleh bendahara."""


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


class AgreementFactory(factory.django.DjangoModelFactory):
    """A draft of two villages with their heads, out of a running project that both sit in.

    ``regions=[…]`` chooses the parties (the first one drafts), ``plan=`` order and witnesses,
    ``state=`` leads to another state by the real actions, ``approved=[region, …]`` gives approvals to an
    open one, ``annexes=[heading, …]`` adds files, ``owes=[{…}]`` writes obligations into the draft (of the first party, unless they say otherwise). Nobody is told
    of what happened before the test, unless it says ``told=True``.
    """

    class Meta:
        model = "agreements.Agreement"

    kind = "permakades"
    title = factory.Sequence(lambda n: f"Air bersih Kali Bening {n}")
    text = TEXT
    starts_on = factory.LazyFunction(lambda: in_days(-10))
    ends_on = factory.LazyFunction(lambda: in_days(355))

    @classmethod
    def _create(cls, model, *args, told=False, **kwargs):
        silent = [nullcontext(), nullcontext()]
        if not told:
            silent = [mock.patch.object(each, "_send") for each in (notices, life_notices)]
        with silent[0], silent[1]:
            return cls._lead_to(model, *args, **kwargs)

    @classmethod
    def _lead_to(
        cls,
        model,
        *args,
        state=S.DRAFT,
        regions=None,
        approved=(),
        owes=(),
        annexes=(),
        plan=AT_ONCE,
        **kwargs,
    ):
        regions = regions or [RegionFactory(), RegionFactory()]
        heads = [head_of(region) for region in regions]
        kwargs.setdefault("drafted_for", regions[0])
        if "project" not in kwargs and "meeting" not in kwargs:
            kwargs["project"] = ProjectFactory(
                lead=regions[0], partners=regions[1:], state="running"
            )
        agreement = super()._create(model, *args, **kwargs)
        for position, head in enumerate(heads, 1):
            PartyFactory(
                agreement=agreement, region=head.region, position=position,
                signer_name=str(head.user), signer_title=head.title,
            )  # fmt: skip
        if kinds.KINDS[agreement.kind].third_party:
            third = ThirdPartyFactory(agreement=agreement)
            agreement.text += f"\nPihak ketiga adalah {third.name}, diwakili {third.signer_name}."
            agreement.save()
        for words in owes:
            ObligationFactory(agreement=agreement, **words)
        drafter = head_of(agreement.drafted_for)
        for title in annexes:
            annex(agreement, drafter, title)
        if state == S.WITHDRAWN:
            return actions.withdraw(agreement, by=drafter, reason="Menunggu musyawarah desa.")
        if state != S.DRAFT:
            agreement = actions.open_for_approval(agreement, by=drafter, plan=plan)
            for head in heads:
                if state != S.OPEN or head.region in approved:
                    give_word(agreement, head)
            if state != S.OPEN:
                for place in range(1, plan.needed + 1):
                    witness_on_paper(agreement, drafter, number=place)
                if agreement.third_parties.exists():
                    third_on_paper(agreement, drafter)
        if state == S.ENDED:
            end_together(agreement, heads, "achieved", "Tujuan kerja sama tercapai.")
        return Agreement.objects.select_related("current", "drafted_for").get(pk=agreement.pk)


def proposed(agreement, by, kind="suspend", **words):
    """``by`` proposes to suspend it from today for thirty days, unless the words say otherwise; third
    parties have signed."""
    days = {
        "suspend": {"from_on": in_days(0), "until_on": in_days(29)},
        "resume": {"from_on": in_days(1)},
        "end": {"ground": "agreed"},
    }[kind]
    if agreement.third_parties.exists():
        days["paper"] = scan()
    words = {"token": uuid.uuid4(), "reason": "Mata air surut.", **days, **words}
    return actions.propose(agreement, by=by, kind=kind, **words)


def agree(proposal, *heads):
    """The word of each, after a fresh proof."""
    for head in heads:
        actions.agree(proposal, by=head, method="password")
    proposal.refresh_from_db()
    return proposal


def drawn_up(agreement, by, **words):
    """``by`` draws up a report of the days since the term began."""
    words = {
        "token": uuid.uuid4(), "starts_on": agreement.starts_on, "ends_on": in_days(0)
    } | words  # fmt: skip
    return actions.draw_up(agreement, by=by, **words)


def submitted(agreement, by, **words):
    """A report that ``by`` has submitted as it was drawn up."""
    report = drawn_up(agreement, by, **words)
    return actions.submit(report, by=by, seen=report.revision)


def end_together(agreement, heads, ground="agreed", reason="Sepakat diakhiri."):
    """The heads of all parties agree to end it."""
    agree(proposed(agreement, heads[0], "end", ground=ground, reason=reason), *heads)
    agreement.refresh_from_db()
    return agreement


def suspended(heads, **words):
    """An agreement of their regions in force, suspended from today for thirty days."""
    agreement = AgreementFactory(state=S.IN_FORCE, regions=[head.region for head in heads])
    agree(proposed(agreement, heads[0], **words), *heads)
    return agreement


def give_word(agreement, head, sha256=None, method="password"):
    """The head approves the text that is open now."""
    agreement.refresh_from_db()
    shown = sha256 or agreement.current.sha256
    return actions.approve(agreement, by=head, sha256=shown, method=method)


class PartyFactory(factory.django.DjangoModelFactory):
    """A further party of a draft."""

    class Meta:
        model = "agreements.Party"

    agreement = factory.SubFactory(AgreementFactory)
    region = factory.SubFactory(RegionFactory)
    name = factory.SelfAttribute("region.full_name")
    position = factory.LazyAttribute(lambda o: o.agreement.parties.count() + 1)
    signer_name = "Sutrisno"
    signer_title = "Kepala Desa"


class ObligationFactory(factory.django.DjangoModelFactory):
    """Twelve million rupiah that a party (``region``, else the first one) of a draft owes once."""

    class Meta:
        model = "agreements.Obligation"

    class Params:
        region = None

    agreement = factory.SubFactory(AgreementFactory)
    party = factory.LazyAttribute(
        lambda o: (
            o.agreement.parties.get(region=o.region) if o.region else o.agreement.parties.first()
        )
    )
    kind = "money"
    what = "Iuran pemeliharaan pipa utama"
    amount = 12_000_000
    first_due = factory.LazyFunction(lambda: in_days(10))
    saved_by = factory.LazyAttribute(lambda o: head_of(o.agreement.drafted_for))


def due_day(**words):
    """The first due day of a sealed agreement that names this obligation."""
    where = {name: words.pop(name) for name in ("regions", "project", "ends_on") if name in words}
    agreement = AgreementFactory(state=S.IN_FORCE, owes=[words], **where)
    return Fulfilment.objects.with_subject().filter(obligation__agreement=agreement).first()


class FulfilmentActFactory(factory.django.DjangoModelFactory):
    """A report with its proof, straight into the table, past the action."""

    class Meta:
        model = "agreements.FulfilmentAct"

    fulfilment = factory.LazyFunction(due_day)
    party = factory.SelfAttribute("fulfilment.obligation.party")
    kind = "reported"
    given = 12_000_000
    file = "agreements.fulfilmentact/bukti.pdf"
    sha256 = "0" * 64
    mandate = factory.LazyAttribute(lambda o: head_of(o.party.region))
    person_name = "Sutrisno"
    office_title = "Kepala Desa"


def clausal(regions, kind="permakades", **words):
    """A draft by clauses of these regions out of a running project, as the action makes it."""
    ask_at_home()
    heads = [head_of(region) for region in regions]
    project = ProjectFactory(lead=regions[0], partners=regions[1:], state="running")
    words = {
        "title": "Air bersih Kali Bening", "starts_on": in_days(1), "ends_on": in_days(400),
    } | words  # fmt: skip
    return actions.draft(
        by=heads[0], source=sources.of_project(project), kind=kind, regions=regions, **words
    )


def ask_at_home():
    """The rows of the migration, where they are not."""
    for kind, step, compulsory in SHIPPED:
        HomeRuleFactory(kind=kind, step=step, compulsory=compulsory)


def fill(agreement, by):
    """Every clause without a gap, so that it can be opened."""
    for clause in agreement.clauses.filter(removed=False):
        text = re.sub(r"\[isi:[^\]]*\]", "menurut kesepakatan", clause.text)
        actions.write_clause(
            agreement, clause.pk, by=by, seen=clause.revision, title=clause.title, text=text
        )
    agreement.refresh_from_db()
    return agreement


class TemplateClauseFactory(factory.django.DjangoModelFactory):
    """One clause of a template."""

    class Meta:
        model = "agreements.TemplateClause"

    kind = "mou"
    part = 5
    text = "Para pihak sepakat tentang $judul."
    position = factory.Sequence(lambda n: n + 1)


class ClauseFactory(factory.django.DjangoModelFactory):
    """A further article of a draft."""

    class Meta:
        model = "agreements.Clause"

    agreement = factory.SubFactory(AgreementFactory, by_clauses=True)
    part = 5
    title = "Iuran"
    text = "Setiap pihak membayar iuran."
    position = factory.Sequence(lambda n: n + 100)
    saved_by = factory.LazyAttribute(lambda o: head_of(o.agreement.drafted_for))


class RemarkFactory(factory.django.DjangoModelFactory):
    """A comment of the drafting region on a clause."""

    class Meta:
        model = "agreements.Remark"

    clause = factory.SubFactory(ClauseFactory)
    text = "Mohon diperjelas."
    revision = 1
    mandate = factory.SelfAttribute("clause.saved_by")
    region = factory.SelfAttribute("mandate.region")
    person_name = "Sutrisno"
    office_title = "Kepala Desa"


class RemarkReplyFactory(factory.django.DjangoModelFactory):
    """Proposed words that were not taken over."""

    class Meta:
        model = "agreements.RemarkReply"

    remark = factory.SubFactory(RemarkFactory, words="Lain.")
    accepted = False
    reason = "Sudah diatur di pasal lain."
    mandate = factory.SelfAttribute("remark.mandate")
    person_name = "Sutrisno"
    office_title = "Kepala Desa"


class VersionFactory(factory.django.DjangoModelFactory):
    """The version of an agreement that is open."""

    class Meta:
        model = "agreements.Version"

    @classmethod
    def _create(cls, model, *args, **kwargs):
        return AgreementFactory(state=S.OPEN, **kwargs).current


class SignatureFactory(factory.django.DjangoModelFactory):
    """The approval of the drafting region; the other party's is still awaited."""

    class Meta:
        model = "agreements.Signature"

    @classmethod
    def _create(cls, model, *args, **kwargs):
        agreement = AgreementFactory(state=S.OPEN, **kwargs)
        return give_word(agreement, head_of(agreement.drafted_for))


ON_PAPER = Named("Sri Lestari", "Notaris")


def named(mandate):
    """A witness with an account, as the drafter chooses him."""
    return Named(str(mandate.user), mandate.capacity, mandate.pk)


class SigningFactory(factory.django.DjangoModelFactory):
    """The way of an open agreement that needs one witness, who has no account."""

    class Meta:
        model = "agreements.Signing"

    @classmethod
    def _create(cls, model, *args, **kwargs):
        plan = Plan(needed=1, witnesses=(ON_PAPER,))
        return AgreementFactory(state=S.OPEN, plan=plan, **kwargs).current.signing


class WitnessFactory(factory.django.DjangoModelFactory):
    """That witness."""

    class Meta:
        model = "agreements.Witness"

    @classmethod
    def _create(cls, model, *args, **kwargs):
        return SigningFactory(**kwargs).witnesses.get()


class AttestationFactory(factory.django.DjangoModelFactory):
    """What that witness has signed on paper."""

    class Meta:
        model = "agreements.Attestation"

    @classmethod
    def _create(cls, model, *args, **kwargs):
        agreement = WitnessFactory(**kwargs).signing.version.agreement
        return witness_on_paper(agreement, head_of(agreement.drafted_for))


class SignedPaperFactory(factory.django.DjangoModelFactory):
    """The scan behind it."""

    class Meta:
        model = "agreements.SignedPaper"

    @classmethod
    def _create(cls, model, *args, **kwargs):
        return AttestationFactory(**kwargs).paper


def annex(agreement, by, title="Peta jaringan pipa", content=None, name="peta.pdf"):
    """``by`` adds an annex to the draft; each heading has a file of its own."""
    content = pdf_bytes(Judul=pikepdf.String(title)) if content is None else content
    file = SimpleUploadedFile(name, content)
    return actions.add_annex(agreement, by=by, title=title, file=file)


class AnnexFactory(factory.django.DjangoModelFactory):
    """An annex of a draft."""

    class Meta:
        model = "agreements.Annex"

    @classmethod
    def _create(cls, model, *args, **kwargs):
        agreement = AgreementFactory(**kwargs)
        return annex(agreement, head_of(agreement.drafted_for))


def attest(agreement, witness, sha256=None):
    """The named witness attests the text that is open now."""
    agreement.refresh_from_db()
    shown = sha256 or agreement.current.sha256
    return actions.attest(agreement, by=witness, sha256=shown, method="password")


class RegistrationFactory(factory.django.DjangoModelFactory):
    """The number of the drafting region's copy; straight into the table, past the action."""

    class Meta:
        model = "agreements.Registration"

    party = factory.LazyFunction(lambda: AgreementFactory(state=S.IN_FORCE).parties.first())
    region = factory.SelfAttribute("party.region")
    kind = factory.SelfAttribute("party.agreement.kind")
    number = factory.Sequence(lambda n: str(n + 1))
    key = factory.SelfAttribute("number")
    dated_on = factory.LazyFunction(timezone.localdate)
    year = factory.SelfAttribute("dated_on.year")
    mandate = factory.LazyAttribute(lambda o: head_of(o.region))
    person_name = "Sri Wahyuni"
    office_title = "Sekretaris Desa"


class RegisterEntryFactory(factory.django.DjangoModelFactory):
    """The entry of a sealed agreement, as the seal made it."""

    class Meta:
        model = "agreements.RegisterEntry"

    @classmethod
    def _create(cls, model, *args, **kwargs):
        return AgreementFactory(state=S.IN_FORCE, **kwargs).entry


class HomeRuleFactory(factory.django.DjangoModelFactory):
    """A compulsory assembly for joint regulations, as shipped; there once."""

    class Meta:
        model = "agreements.HomeRule"
        django_get_or_create = ["kind", "step"]

    kind = "permakades"
    step = "1_musdes"
    compulsory = True


class HomePaperFactory(factory.django.DjangoModelFactory):
    """The result of the assembly of the drafting region, straight into the table."""

    class Meta:
        model = "agreements.HomePaper"

    party = factory.LazyFunction(lambda: AgreementFactory(by_clauses=True).parties.first())
    step = "1_musdes"
    held_on = factory.LazyFunction(timezone.localdate)
    paper = "agreements.homepaper/berita-acara.pdf"
    sha256 = "0" * 64
    mandate = factory.LazyAttribute(lambda o: head_of(o.party.region))
    person_name = "Sutrisno"
    office_title = "Kepala Desa"


def settle_at_home(agreement, *regions):
    """Every step that blocks, of these parties or of all."""
    parties = agreement.parties.filter(region__in=regions) if regions else agreement.parties.all()
    for party in parties:
        for step in ("1_musdes", "2_bpd"):
            HomePaperFactory(party=party, step=step)
