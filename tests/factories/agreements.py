from contextlib import nullcontext
from datetime import timedelta
from unittest import mock

import factory
from django.utils import timezone

from agreements import actions, notices
from agreements.models import Agreement
from tests.factories.projects import ProjectFactory, head_of
from tests.factories.villages import RegionFactory

S = Agreement.State
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

    ``regions=[…]`` chooses the parties (the first one drafts), ``state=`` leads to another state
    by the real actions, ``approved=[region, …]`` gives approvals to an open one. Nobody is told
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
        silence = nullcontext() if told else mock.patch.object(notices, "_send")
        with silence:
            return cls._lead_to(model, *args, **kwargs)

    @classmethod
    def _lead_to(cls, model, *args, state=S.DRAFT, regions=None, approved=(), **kwargs):
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
        drafter = head_of(agreement.drafted_for)
        if state == S.WITHDRAWN:
            return actions.withdraw(agreement, by=drafter, reason="Menunggu musyawarah desa.")
        if state != S.DRAFT:
            agreement = actions.open_for_approval(agreement, by=drafter)
            for head in heads:
                if state != S.OPEN or head.region in approved:
                    give_word(agreement, head)
        if state == S.ENDED:
            actions.end(
                agreement, by=heads[0], ground="achieved", reason="Tujuan kerja sama tercapai."
            )
        return Agreement.objects.select_related("current", "drafted_for").get(pk=agreement.pk)


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
