"""Regions of Indonesia by their dotted Kemendagri code, and what people call them."""

from functools import reduce
from operator import or_

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Concat, Greatest, Length, Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.formats import zone_of_code
from villages.typed import take_apart

AT_MOST = 20  # candidates shown for what was typed
FEWEST_LETTERS = 3  # below this every tenth region would match


class RegionQuerySet(models.QuerySet):
    def within(self, region):
        """The region itself and its whole offspring: a prefix of the code."""
        return self.filter(code__startswith=region.code)

    def can_take_part(self):
        """Those that have representatives: villages of all kinds, subdistricts, regencies."""
        return self.filter(level__gte=Region.Level.REGENCY, replaced_by__isnull=True)

    def joined(self):
        """Those with a profile, that is, with a verified representative once."""
        return self.filter(profile__isnull=False)

    def with_ancestors(self):
        return self.select_related("parent__parent__parent")

    def named(self, text):
        """Those with ``text`` in the name or at the beginning of the code, in no order."""
        typed = take_apart(text)
        if typed.code:
            return self.filter(code__startswith=typed.code)
        return self.filter(squeezed__contains=typed.name) if typed.name else self.none()

    def found(self, text):
        """All that ``search`` would find among these, as rows of a list: those spelled so, else
        those with a typo; the best first."""
        typed = take_apart(text)
        if typed.code:
            return self.named(typed.code).order_by("level", "code")
        regions = self._in_places(typed.places)
        spelled = regions._spelled(typed)
        if len(typed.name) < FEWEST_LETTERS or spelled.exists():
            return spelled
        return regions._alike(typed)

    def search(self, text, *, levels=()):
        """The best ``AT_MOST`` for what was typed, as a list with ancestors, best first.

        By part of the name, with a typo, or by code. Both sides are squeezed, so "sido dadi"
        finds Sidodadi and Sido Dadi. First keys only, from the indexes; likeness is asked only
        where the letters as typed do not fill the list.
        """
        typed = take_apart(text)
        regions = self.can_take_part()
        if levels:
            regions = regions.filter(level__in=levels)
        keys = regions._keys_for(typed)
        found = self.model.objects.with_ancestors().in_bulk(keys)
        return [found[key] for key in keys]

    def _keys_for(self, typed):
        if typed.code:
            return list(self.named(typed.code).order_by("level", "code").pks()[:AT_MOST])
        regions = self._in_places(typed.places)
        keys = list(regions._spelled(typed).pks()[:AT_MOST])
        if len(keys) < AT_MOST and len(typed.name) >= FEWEST_LETTERS:
            alike = regions._alike(typed).exclude(pk__in=keys)
            keys += alike.pks()[: AT_MOST - len(keys)]
        return keys

    def _in_places(self, places):
        """Within regions that are called so, else alike: their codes begin its code."""
        regions = self
        for place in places:
            around = self.model.objects.filter(level__lt=Region.Level.VILLAGE)
            called = Q(squeezed__startswith=place) | Q(squeezed__trigram_similar=place)
            alike = around.filter(called).order_by(TrigramSimilarity("squeezed", place).desc())
            best = alike.values_list("code", "squeezed")[:30]
            codes = [code for code, name in best if name == place] or [code for code, _ in best]
            beginnings = (Q(code__startswith=f"{code}.") for code in codes)
            regions = regions.filter(reduce(or_, beginnings, Q(pk__in=[])))
        return regions

    def pks(self):
        return self.values_list("pk", flat=True)

    def _spelled(self, typed):
        """Exactly so called, then beginning so, then containing it; one or two letters: exactly."""
        if len(typed.name) < FEWEST_LETTERS:
            return self.filter(squeezed=typed.name) if typed.name else self.none()
        closeness = Case(
            When(squeezed=typed.name, then=Value(0)),
            When(squeezed=typed.bare, then=Value(1)),
            When(squeezed__startswith=typed.name, then=Value(2)),
            default=Value(3),
        )
        of_that_word = Q(level=typed.level) | Q(word=typed.local.title())
        said = Case(When(of_that_word, then=Value(0)), default=Value(1))
        spelled = Q(squeezed__contains=typed.name)
        if len(typed.bare) >= FEWEST_LETTERS:
            spelled |= Q(squeezed__contains=typed.bare)
        regions = self.filter(spelled)
        return regions.order_by(closeness, said, Length("squeezed"), "level", "code")

    def _alike(self, typed):
        """With a typo; without a place also "Sukamaju Cilamaya", where the second word is one."""
        name = typed.name
        likeness = TrigramSimilarity("squeezed", name)
        if not typed.places:
            likeness = Greatest(
                likeness,
                TrigramSimilarity(Concat("squeezed", "parent__squeezed"), name),
                TrigramSimilarity(Concat("squeezed", "parent__parent__squeezed"), name),
            )
        return self.filter(squeezed__trigram_similar=name).order_by(likeness.desc(), "code")


class Region(models.Model):
    """A province, regency, subdistrict or village. Names are not unique; the code is."""

    class Level(models.IntegerChoices):
        PROVINCE = 1, _("province")
        REGENCY = 2, _("regency")
        SUBDISTRICT = 3, _("subdistrict")
        VILLAGE = 4, _("village")

    class Kind(models.TextChoices):
        PROVINCE = "province", _("province")
        REGENCY = "regency", _("regency")
        CITY = "city", _("city")
        SUBDISTRICT = "subdistrict", _("subdistrict")
        URBAN_VILLAGE = "urban", _("kelurahan")
        VILLAGE = "village", _("village")
        CUSTOMARY_VILLAGE = "customary", _("customary village")

    code = models.CharField(_("code"), max_length=13, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    word = models.CharField(
        _("local word"),
        max_length=30,
        help_text=_("Desa, Kampung, Kecamatan: said before the name."),
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    squeezed = models.GeneratedField(
        expression=Func(
            Lower(F("name")), Value("[^a-z0-9]+"), Value(""), Value("g"), function="regexp_replace"
        ),
        output_field=models.CharField(max_length=100),
        db_persist=True,
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="region_code_fits_level",
                condition=models.Q(level=1, code__regex=r"^\d\d$")
                | models.Q(level=2, code__regex=r"^\d\d\.\d\d$")
                | models.Q(level=3, code__regex=r"^\d\d\.\d\d\.\d\d$")
                | models.Q(level=4, code__regex=r"^\d\d\.\d\d\.\d\d\.\d{4}$"),
            ),
            models.CheckConstraint(
                name="region_has_parent_below_province",
                condition=models.Q(level=1) ^ models.Q(parent__isnull=False),
            ),
        ]
        indexes = [
            GinIndex(OpClass(F("squeezed"), name="gin_trgm_ops"), name="region_squeezed_trgm"),
        ]

    def __str__(self):
        return self.full_name

    def get_absolute_url(self):
        page = PAGES.get(self.level)
        if page is None:
            return f"{reverse('villages:list')}?wilayah={self.code}"
        return reverse(page, args=[self.code])

    @property
    def full_name(self):
        """Desa Sojokerto, Kampung Bangun Rejo, Kecamatan Leksono."""
        return f"{self.word} {self.name}".strip()

    @property
    def whereabouts(self):
        """Kecamatan Leksono, Kabupaten Wonosobo, Jawa Tengah."""
        above, names = self.parent, []
        while above is not None:
            names.append(above.name if above.level == self.Level.PROVINCE else above.full_name)
            above = above.parent
        return ", ".join(names)

    @property
    def zone(self):
        """The IANA zone of this place."""
        return zone_of_code(self.code)

    @property
    def is_village(self):
        return self.level == self.Level.VILLAGE

    @property
    def is_subdistrict(self):
        return self.level == self.Level.SUBDISTRICT

    @property
    def is_urban(self):
        """A kelurahan: a part of the regency's government, without village head or BPD."""
        return self.kind == self.Kind.URBAN_VILLAGE

    def contains(self, other):
        """Is ``other`` this region or a part of it?"""
        return other.code == self.code or other.code.startswith(self.code + ".")


PAGES = {
    Region.Level.REGENCY: "villages:regency",
    Region.Level.SUBDISTRICT: "villages:subdistrict",
    Region.Level.VILLAGE: "villages:village",
}


class LocalTermsQuerySet(models.QuerySet):
    def of(self, region):
        """The words of the region's regency; the usual ones where none are set."""
        return self.filter(regency=region.code[:5]).first() or LocalTerms()


class LocalTerms(models.Model):
    """What a regency calls its villages, their heads and its village office."""

    regency = models.OneToOneField(
        Region, models.PROTECT, related_name="local_terms", limit_choices_to={"level": 2}
    )
    village = models.CharField(_("word for village"), max_length=30, default="Desa")
    village_head = models.CharField(
        _("word for village head"), max_length=60, default="Kepala Desa"
    )
    village_secretary = models.CharField(
        _("word for village secretary"), max_length=60, default="Sekretaris Desa"
    )
    village_official = models.CharField(
        _("word for village official"), max_length=60, default="Perangkat Desa"
    )
    village_office = models.CharField(
        _("regency's office for villages"), max_length=80, default="Dinas PMD"
    )

    objects = LocalTermsQuerySet.as_manager()

    class Meta:
        verbose_name = _("local terms")
        verbose_name_plural = _("local terms")

    def __str__(self):
        return f"{self.regency}: {self.village}"
