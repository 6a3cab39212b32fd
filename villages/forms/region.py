"""Choosing regions in any form, with and without JavaScript.

    class ProposalForm(AsksForRegions, forms.Form):
        lead = RegionField(label=_("Lead village"), levels=[Region.Level.VILLAGE])
        partners = RegionsField(label=_("Partners"), max_choices=Project.MAX_PARTNERS)

        def __init__(self, *args, acting, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["partners"].known = neighbours_of(acting.region)  # offered without search

``cleaned_data`` holds a ``Region``, or a list of them, with ancestors. ``initial`` takes regions or
codes. What is typed goes with the form: the button "Cari" sends the whole form, which comes back
with everything that was typed and with the regions found; ``AsksForRegions`` keeps such a form
from being valid and from complaining of its other fields. With htmx the list appears while typing.
A page that shows the form must print ``{{ form.media }}`` (base.html does).
"""

from dataclasses import dataclass

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.text import tidy
from villages.models import Region
from villages.models.region import AT_MOST


@dataclass(frozen=True)
class Picked:
    """What a form sent: chosen codes, what was typed, and whether the button "Cari" was pressed."""

    codes: tuple = ()
    text: str = ""
    searching: bool = False


def picked_from(data, name):
    """Read a form's answer (or that of the search view) without believing any of it.

    The button asks for a search only when the text is new: Enter in another field of the form
    presses the first button as well.
    """
    codes = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
    codes = [codes] if isinstance(codes, str) else codes
    text = tidy(data.get(f"{name}_q") or "")[:100]
    asked = tidy(data.get(f"{name}_asked") or "")
    pressed = f"{name}_search" in data
    return Picked(
        codes=tuple(dict.fromkeys(code for code in map(tidy, map(str, codes)) if code))[:200],
        text=text,
        searching=bool(pressed and text and (text != asked or not codes)),
    )


def choices_of(picked, known=(), *, levels=()):
    """What a picker shows, as pairs of region and "is it chosen": the known ones, then others.

    The others are those chosen so far and those found for the text.
    """
    known = list(known)
    shown = {region.code for region in known}
    found = list(Region.objects.search(picked.text, levels=levels)) if picked.text else []
    chosen = Region.objects.with_ancestors().filter(code__in=set(picked.codes) - shown)
    others = {region.code: region for region in [*chosen.order_by("code"), *found]}
    return {
        "known": [(region, region.code in picked.codes) for region in known],
        "offered": [
            (region, code in picked.codes) for code, region in others.items() if code not in shown
        ],
        "nothing_found": bool(picked.text) and not found,
        "full": len(found) == AT_MOST,
    }


class RegionPicker(forms.Widget):
    """A search box, its button, and the list to choose from; ``core/field.html`` frames it."""

    template_name = "villages/widgets/region_picker.html"
    use_fieldset = True
    multiple = False
    levels = ()
    known = ()

    class Media:
        js = [forms.Script("django_htmx/htmx-2.min.js", defer=True)]

    def value_from_datadict(self, data, files, name):
        return picked_from(data, name)

    def id_for_label(self, id_, index=None):
        return f"{id_}_0" if id_ else ""

    def get_context(self, name, value, attrs):
        picked = value if isinstance(value, Picked) else Picked(codes=codes_of(value))
        context = super().get_context(name, None, attrs)
        context["picker"] = {
            "name": name,
            "id": (attrs or {}).get("id") or f"id_{name}",
            "type": "checkbox" if self.multiple else "radio",
            "text": picked.text,
            "invalid": "aria-invalid" in context["widget"]["attrs"],
            "url": search_address(name, self.levels, self.multiple),
            **choices_of(picked, self.known, levels=self.levels),
        }
        return context


class RegionsPicker(RegionPicker):
    multiple = True


class HiddenRegions(forms.MultipleHiddenInput):
    """What was picked, carried along by a page that does not ask for it."""

    def get_context(self, name, value, attrs):
        codes = value.codes if isinstance(value, Picked) else codes_of(value)
        return super().get_context(name, list(codes), attrs)


def codes_of(value):
    """The codes of what a field was given as ``initial``."""
    if not value:
        return ()
    values = [value] if isinstance(value, (str, Region)) else value
    return tuple(str(getattr(each, "pk", each)) for each in values)


def search_address(name, levels, multiple):
    """Where htmx asks for the list of a picker."""
    levels = "".join(str(int(level)) for level in levels)
    many = "&banyak=1" if multiple else ""
    return f"{reverse('villages:region_search')}?untuk={name}&tingkat={levels}{many}"


class RegionsField(forms.Field):
    """Several regions: those in ``known`` (set by the form) can be ticked at once, others found.

    ``levels``: which levels of region may be chosen, all that take part by default.
    """

    widget = RegionsPicker
    hidden_widget = HiddenRegions
    default_error_messages = {
        "required": _("Choose at least one region."),
        "search": _("Choose from the regions found, or correct the name."),
        "unknown": _("There is no such region. Please choose from the list."),
        "level": _("This kind of region cannot be chosen here: %(region)s."),
    }
    too_many = ngettext_lazy(
        "Choose at most %(limit)d region.", "Choose at most %(limit)d regions.", "limit"
    )

    def __init__(self, *, levels=(), max_choices=40, **kwargs):
        super().__init__(**kwargs)
        self.max_choices = max_choices
        self.levels = self.widget.levels = tuple(levels)

    @property
    def known(self):
        return self.widget.known

    @known.setter
    def known(self, regions):
        """Regions offered without a search, with ancestors; a queryset or a list."""
        self.widget.known = regions

    def clean(self, value):
        picked = value if isinstance(value, Picked) else Picked(codes=codes_of(value))
        if not picked.codes and picked.text:
            raise self._error("search")
        if not picked.codes and self.required:
            raise self._error("required")
        return self._regions(picked.codes)

    def _regions(self, codes):
        if len(codes) > self.max_choices:
            raise forms.ValidationError(
                self.too_many % {"limit": self.max_choices}, code="too_many"
            )
        wanted = [code for code in codes if len(code) <= 13 and "\0" not in code]
        regions = Region.objects.can_take_part().with_ancestors().in_bulk(wanted)
        if len(regions) < len(codes):
            raise self._error("unknown")
        for region in regions.values():
            if self.levels and region.level not in self.levels:
                raise self._error("level", region=region)
        return [regions[code] for code in codes]

    def _error(self, code, **params):
        return forms.ValidationError(self.error_messages[code], code=code, params=params)

    def has_changed(self, initial, data):
        codes = data.codes if isinstance(data, Picked) else codes_of(data)
        return set(codes_of(initial)) != set(codes)


class RegionField(RegionsField):
    """One region; the cleaned value is a ``Region`` or None."""

    widget = RegionPicker
    default_error_messages = {"required": _("Choose a region.")}

    def __init__(self, **kwargs):
        super().__init__(max_choices=1, **kwargs)

    def clean(self, value):
        regions = super().clean(value)
        return regions[0] if regions else None


class AsksForRegions:
    """A form with region fields, put before ``forms.Form``: "Cari" brings it back, unjudged."""

    @property
    def is_searching(self):
        """Was it the button "Cari" that sent the form?"""
        fields = (name for name, field in self.fields.items() if isinstance(field, RegionsField))
        return self.is_bound and any(
            picked_from(self.data, self.add_prefix(name)).searching for name in fields
        )

    def full_clean(self):
        super().full_clean()
        if self.is_searching:
            self._errors.clear()

    def is_valid(self):
        return super().is_valid() and not self.is_searching
