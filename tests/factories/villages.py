from datetime import timedelta

import factory
from django.utils import timezone

from tests.factories.accounts import UserFactory
from villages.models import Mandate, Region

K, L = Region.Kind, Region.Level


class RegionFactory(factory.django.DjangoModelFactory):
    """Regions with a parent chain under 33.07 (Wonosobo); a village by default.

    Codes of its own begin at 4001 (subdistricts: 13 to 72), so that however long a run goes on,
    they never meet one that a test names.
    """

    class Meta:
        model = "villages.Region"
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"33.07.05.{4001 + n % 5000}")
    name = factory.Sequence(lambda n: f"Desa Contoh {n}")
    level = L.VILLAGE
    kind = K.VILLAGE
    word = "Desa"
    parent = factory.LazyAttribute(lambda o: SubdistrictFactory(code=o.code[:8]))


class SubdistrictFactory(RegionFactory):
    code = factory.Sequence(lambda n: f"33.07.{13 + n % 60}")
    name = factory.LazyAttribute(lambda o: f"Kecamatan Contoh {o.code[-2:]}")
    level, kind, word = L.SUBDISTRICT, K.SUBDISTRICT, "Kecamatan"
    parent = factory.LazyAttribute(lambda o: RegencyFactory(code=o.code[:5]))


class RegencyFactory(RegionFactory):
    code = "33.07"
    name = "Wonosobo"
    level, kind, word = L.REGENCY, K.REGENCY, "Kabupaten"
    parent = factory.LazyAttribute(lambda o: ProvinceFactory(code=o.code[:2]))


class ProvinceFactory(RegionFactory):
    code = "33"
    name = "Jawa Tengah"
    level, kind, word = L.PROVINCE, K.PROVINCE, "Provinsi"
    parent = None


class MandateFactory(factory.django.DjangoModelFactory):
    """A verified village head; other offices by ``office=``, other states by traits."""

    class Meta:
        model = "villages.Mandate"

    class Params:
        pending = factory.Trait(state=Mandate.State.SUBMITTED, decided_at=None, decided_by=None)
        ended = factory.Trait(
            state=Mandate.State.ENDED, ended_at=factory.LazyFunction(timezone.now)
        )

    user = factory.SubFactory(UserFactory)
    region = factory.SubFactory(RegionFactory)
    office = "head"
    title = "Kepala Desa"
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=365))
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365))
    decree_number = "141/12/2025"
    decree = factory.django.FileField(filename="sk.pdf", data=b"%PDF-1.4 contoh")
    state = Mandate.State.VERIFIED
    decided_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=360))
    decided_by = factory.SubFactory(UserFactory)


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A verified foundation of Wonosobo; ``waiting=True`` for one that is not checked yet."""

    class Meta:
        model = "villages.Organisation"

    class Params:
        waiting = factory.Trait(state="registered", decided_at=None)

    kind = "ngo"
    name = factory.Sequence(lambda n: f"Yayasan Contoh {n}")
    legal_number = "AHU-0001.AH.01.04"
    home = factory.SubFactory(RegencyFactory)
    address = "Jalan Contoh 1"
    sectors = ["water"]
    offers = "Hibah kecil untuk air bersih."
    state = "verified"
    decided_at = factory.LazyFunction(timezone.now)


class PartnerFactory(MandateFactory):
    """A verified representative of an organisation."""

    region = None
    organisation = factory.SubFactory(OrganisationFactory)
    office = "partner"
    title = "Direktur"
    decree_number = "ST-01/2026"


class ForumFactory(factory.django.DjangoModelFactory):
    """A forum at home in a subdistrict, without members; add them with ``members=[…]``."""

    class Meta:
        model = "villages.Forum"
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Forum Contoh {n}")
    home = factory.SubFactory(SubdistrictFactory)

    @factory.post_generation
    def members(self, create, extracted, **kwargs):
        for region in extracted or []:
            self.memberships.create(region=region)


class ProfileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "villages.Profile"

    region = factory.SubFactory(RegionFactory)
