"""Pages of regions: the directory, a village, a subdistrict, a regency."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from core.paging import CappedPaginator
from core.text import tidy
from core.views import trail_for
from villages import chart, rules
from villages.models import Forum, Mandate, Profile, Region
from villages.models.profile import Sector

Level = Region.Level


@method_decorator([login_not_required, require_safe], name="dispatch")
class Villages(ListView):
    """Villages that take part, narrowed by words, place, strength, need, and "has a project"."""

    template_name = "villages/region_list.html"
    context_object_name = "villages"
    paginate_by = 24
    paginator_class = CappedPaginator

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        get = request.GET.get
        self.chosen = {
            "q": tidy(get("q", ""))[:100],
            "wilayah": "".join(char for char in get("wilayah", "")[:13] if char in "0123456789."),
            "kekuatan": get("kekuatan") if get("kekuatan") in Sector else "",
            "kebutuhan": get("kebutuhan") if get("kebutuhan") in Sector else "",
            "proyek": "1" if get("proyek") else "",
        }

    def get_queryset(self):
        chosen = self.chosen
        villages = Region.objects.joined().filter(level=Level.VILLAGE).order_by("name", "code")
        if chosen["q"]:
            villages = villages.found(chosen["q"])
        if chosen["wilayah"]:
            villages = villages.filter(code__startswith=chosen["wilayah"])
        if chosen["kekuatan"]:
            villages = villages.filter(profile__strengths__contains=[chosen["kekuatan"]])
        if chosen["kebutuhan"]:
            villages = villages.filter(profile__needs__contains=[chosen["kebutuhan"]])
        if chosen["proyek"]:
            villages = villages.filter(partnerships__project__proposed_at__isnull=False).distinct()
        return villages.select_related("profile").with_ancestors()

    def get_context_data(self, **kwargs):
        joined = Region.objects.joined().filter(parent=OuterRef("pk"), level=Level.VILLAGE)
        subdistricts = Region.objects.filter(Exists(joined), level=Level.SUBDISTRICT)
        return super().get_context_data(**kwargs) | {
            "chosen": self.chosen,
            "filters": sum(1 for name in self.chosen if name != "q" and self.chosen[name]),
            "subdistricts": subdistricts.select_related("parent").order_by("name")[:300],
            "sectors": Sector.choices,
        }


def representatives_of(region):
    """Verified ones of today: names, offices and terms; never phone or address."""
    mandates = Mandate.objects.valid_at().filter(region=region).select_related("user")
    order = list(rules.OFFICE_ORDER)
    return sorted(mandates, key=lambda mandate: (order.index(mandate.office), mandate.pk))


def share_text(region):
    """What is sent to WhatsApp: the name and the short address."""
    return f"{region.full_name}: {settings.SITE_URL}{region.get_absolute_url()}"


def invite_text(region):
    """To somebody who could speak for a village that has not joined."""
    return _(
        "%(region)s has no representative yet in the forum where villages work together. "
        "Would you like to register? %(url)s"
    ) % {
        "region": region.full_name,
        "url": settings.SITE_URL + region.get_absolute_url(),
    }


def _chart(profiles):
    """The dots of those whose place is known."""
    return chart.dots([(profile.region, *profile.place) for profile in profiles if profile.place])


@login_not_required
@require_safe
def village(request, code):
    """A village in a minute; one without an account says so and invites."""
    region = get_object_or_404(
        Region.objects.with_ancestors().select_related("profile"), pk=code, level=Level.VILLAGE
    )
    profile = getattr(region, "profile", None)
    around = Profile.objects.filter(region__parent=region.parent_id).select_related("region")
    return render(
        request,
        "villages/region_village.html",
        {
            "region": region,
            "profile": profile,
            "representatives": representatives_of(region),
            "forums": Forum.objects.of_region(region)[:10],
            "projects": region.projects.visible_to(request.user)[:3],
            "dots": _chart(around) if profile and profile.place else [],
            "invite_text": invite_text(region),
            "can_edit": profile and rules.can_edit_profile(request.acting, region),
            "share_text": share_text(region),
            "trail": trail_for(request, region),
        },
    )


@login_not_required
@require_safe
def subdistrict(request, code):
    """Its villages, those that take part and those still to join, its officers and forums."""
    region = get_object_or_404(
        Region.objects.with_ancestors().select_related("profile"),
        pk=code, level=Level.SUBDISTRICT,
    )  # fmt: skip
    villages = Region.objects.filter(parent=region).select_related("profile").order_by("name")
    joined = [village for village in villages if hasattr(village, "profile")]
    for village in joined:
        village.profile.region = village
    return render(
        request,
        "villages/region_subdistrict.html",
        {
            "region": region,
            "profile": getattr(region, "profile", None),
            "joined": joined,
            "missing": [village for village in villages if not hasattr(village, "profile")],
            "total": len(villages),
            "representatives": representatives_of(region),
            "forums": Forum.objects.of_region(region)[:10],
            "dots": _chart(village.profile for village in joined),
            "can_found": rules.can_found_forum(request.acting)
            and request.acting.region_id == region.pk,
            "can_edit": rules.can_edit_profile(request.acting, region),
            "share_text": share_text(region),
            "trail": trail_for(request, region),
        },
    )


@login_not_required
@require_safe
def regency(request, code):
    """Its subdistricts, with how many of their villages take part."""
    region = get_object_or_404(
        Region.objects.with_ancestors().select_related("profile"), pk=code, level=Level.REGENCY
    )
    joined = Count("children", filter=Q(children__profile__isnull=False))
    subdistricts = Region.objects.filter(parent=region).annotate(
        joined=joined, villages=Count("children")
    )
    return render(
        request,
        "villages/region_regency.html",
        {
            "region": region,
            "subdistricts": subdistricts.order_by("-joined", "name"),
            "representatives": representatives_of(region),
            "forums": Forum.objects.of_region(region)[:10],
            "can_found": rules.can_found_forum(request.acting)
            and request.acting.region_id == region.pk,
            "share_text": share_text(region),
            "trail": trail_for(request, region),
        },
    )
