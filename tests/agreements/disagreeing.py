"""What is done in disputes, by their real actions."""

import uuid
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agreements.actions import disputing, hearing, publishing, resolving, resolving_on_paper
from agreements.dispute_topics import topics_of
from agreements.models import Dispute
from agreements.signing import Named, Plan
from tests.factories.agreements import ON_PAPER, AgreementFactory
from tests.factories.projects import head_of
from tests.papers import pdf_bytes

FACTS = "Iuran tidak dibayar sejak Juni; pompa berhenti dua kali."
SECRET = "dua kali"
TWO = Plan(needed=2, witnesses=(ON_PAPER, Named("Budi", "Guru")))


def proof():
    return SimpleUploadedFile("paper.pdf", pdf_bytes(), "application/pdf")


def fresh(dispute):
    return Dispute.objects.with_subject().get(pk=dispute.pk)


def raise_about(subject, by, *, against=None, topic=0, **words):
    """A dispute of ``by`` against all others, about the whole."""
    if against is None:
        parties = getattr(subject, "parties", None) or subject.partnerships
        codes = parties.values_list("region", flat=True)
        against = [code for code in codes if code != by.region_id]
    words = {
        "facts": FACTS, "wish": "Bayar tunggakan.", "token": uuid.uuid4(),
        "since": timezone.localdate() - timedelta(days=40),
    } | words  # fmt: skip
    return disputing.raise_dispute(
        subject, by=by, against=against, topic=topics_of(subject)[topic], **words
    )


def disputed(villages, **words):
    """A dispute of the first village against the others about an agreement in force."""
    agreement = AgreementFactory(state="in_force", regions=list(villages))
    return raise_about(agreement, head_of(villages[0]), **words)


def contract(villages):
    """In force between the villages and a company, before two witnesses."""
    return AgreementFactory(kind="perjanjian", state="in_force", regions=list(villages), plan=TWO)


def contracted(villages, *, against=(), **words):
    """A dispute of the first village against the company with which the villages have agreed."""
    agreement = contract(villages)
    third = agreement.third_parties.get().name
    return raise_about(
        agreement, head_of(villages[0]), against=list(against), third_party=third, **words
    )  # fmt: skip


def timed_out(dispute):
    """Its time to deliberate was over yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Dispute.objects.filter(pk=dispute.pk).update(deliberate_until=yesterday)
    return fresh(dispute)


def passed_on(dispute, by=None):
    """All sides say that the deliberation has failed, as far as it is needed."""
    for head in by or [head_of(party.region) for party in dispute.parties.all()]:
        if fresh(dispute).state == "deliberation":
            disputing.pass_on(dispute, by=head)
    return fresh(dispute)


def mediated(dispute, by):
    """In mediation by ``by``."""
    return disputing.accept(passed_on(dispute), by=by)


def say(dispute, by, text="Kami sudah membayar.", **words):
    return hearing.say(dispute, by=by, token=uuid.uuid4(), text=text, **words)


def sit(dispute, by, *, days=3, **words):
    start = timezone.now() + timedelta(days=days)
    facts = {
        "starts_at": start, "ends_at": start + timedelta(hours=2), "zone": dispute.zone,
        "answer_by": start, "place": "Pendopo Kecamatan", "link": "", "token": uuid.uuid4(),
    } | words  # fmt: skip
    return hearing.call_session(dispute, by=by, **facts)


def write(dispute, by, *, seen=0, **words):
    party = dispute.parties.last()
    due = (timezone.localdate() + timedelta(days=30)).isoformat()
    said = {
        "held_on": timezone.localdate(), "place": "Pendopo", "led_by": str(by.user),
        "present": "Kepala Desa Sojokerto\nKepala Desa Besani", "agreed": "Tunggakan dicicil.",
        "duties": [[party.name, "membayar cicilan pertama", due]],
    } | words  # fmt: skip
    return resolving.write_result(dispute, by=by, seen=seen, **said)


def confirm(dispute, by):
    dispute = fresh(dispute)
    return resolving.confirm_result(
        dispute, by=by, sha256=dispute.outcome.sha256, method="password"
    )


def sign(dispute, by):
    dispute = fresh(dispute)
    return resolving.sign_result(dispute, by=by, sha256=dispute.outcome.sha256, method="password")


def on_paper(dispute, by, act=resolving_on_paper.record_third, **words):
    """Who keeps the case records that the third party has signed the record on paper today."""
    dispute = fresh(dispute)
    said = {
        "sha256": dispute.outcome.sha256, "signed_on": timezone.localdate(), "paper": proof(),
        "name": "Hendra Wijaya", "title": "Direktur",
    } | words  # fmt: skip
    return act(dispute, by=by, **said)


def by_governor(dispute, by, **words):
    """The same of the governor, who mediates."""
    said = {"name": "Bagus Hartono", "title": "Gubernur Jawa Tengah"} | words
    return on_paper(dispute, by, resolving_on_paper.record_mediator, **said)


def settled(dispute, camat):
    """Mediated, written, confirmed by all, by a third party on paper, and signed."""
    dispute = mediated(dispute, camat)
    write(dispute, camat)
    for party in dispute.parties.all():
        confirm(dispute, head_of(party.region))
    if dispute.third_party:
        on_paper(dispute, camat)
    sign(dispute, camat)
    return fresh(dispute)


def disclose(dispute, by):
    """The head agrees that the result be public."""
    dispute = fresh(dispute)
    return publishing.publish(
        dispute, by=by, sha256=dispute.outcome.sha256, method="password"
    )  # fmt: skip


def public(dispute):
    """Settled, and made public by all heads."""
    for party in dispute.parties.all():
        disclose(dispute, head_of(party.region))
    return fresh(dispute)
