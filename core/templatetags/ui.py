"""Small pieces of a page, built from the classes in ``static/css``; seen live on ``/gaya/``.

Load with ``{% load ui %}``. All output is escaped; ``text``, ``label`` and ``name`` are plain text.

    {% icon "cal" %}                          outline icon from static/icons.svg (all names: /gaya/)
    {% icon "cal" "big" %}                    the same with a further class
    {% tag "Setuju" "ok" %}                   status word: ok wait bad info run plain, or none
    {% tag "Menunggu" "wait" "clock" %}       the same with an icon
    {% lamb "Desa Sumberrejo" %}              leaf-shaped badge with initials, colour from the name
    {% lamb user.full_name "sm" %}            the small one; always beside the visible name
    {% date_block meeting.start meeting.zone %}   month, day, weekday of a moment in an IANA zone
    {% date_block project.due %}              the same of a plain date
    {% seg 3 5 %}                             step 3 of 5 as five bars; say it in words beside it
    {% meter 214 400 "54 persen" %}           one <progress class="bar">, label for screen readers
    {% meter 214 400 "54 persen" "thin" %}    8 px high; "fat" is 22 px
    {% funding_bar spent committed planned "Terpakai 45 persen, …" %}   two layers over one plan
    {% quorum present proxy needed total "Enam dari tujuh desa hadir" %}  a box a region, mark at the need
    {% ring 70 "Profil lengkap 70 persen" %}  a figure in a ring
    {{ "text to share"|whatsapp }}            https://wa.me/?text=… (the person sends it himself)
    {{ phone|whatsapp_number }}               https://wa.me/62812…
    {{ session.user_agent|device }}           "Chrome, Android" of a browser's long name

Includes (the first line of each file says what it needs):

    {% include "core/_empty.html" with title=… text=… url=… action=… %}   empty state with one action
    {% include "core/_note.html" with kind="ok" text=… %}                 note: ok, off, bad or none
    {% include "core/_trail.html" %}          "Riwayat", from ``trail``
    {% include "core/_pages.html" %}          links to the other pages, from ``page_obj``

``{{ form }}`` draws the summary of mistakes and every field; ``{{ form.name.as_field_group }}`` one field;
``{% include "core/_mistakes.html" %}`` the summary alone, where a page draws its fields one by one.
"""

from datetime import datetime
from functools import lru_cache
from urllib.parse import quote
from zlib import crc32

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from core import formats
from core.text import initials

register = template.Library()

LAMB_COLOURS = "abcde"
# What browsers call themselves, the telling name before the one that all use.
_BROWSERS = ("Edg", "OPR", "SamsungBrowser", "UCBrowser", "Firefox", "Chrome", "Safari")
_BROWSER_NAMES = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet"}
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
# Words before a proper name say what it is, not which: "Desa Sumberrejo" is "SU".
_GENERIC = {
    "desa",
    "kampung",
    "nagari",
    "gampong",
    "kelurahan",
    "kecamatan",
    "kabupaten",
    "kota",
}


@lru_cache(maxsize=512)
def _drawing(name, extra, storage):
    """Kept, for a page has dozens; ``storage`` names what gives static files their addresses."""
    return format_html(
        '<svg class="i{}{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        " " if extra else "",
        extra,
        static("icons.svg"),
        name,
    )


@register.simple_tag
def icon(name, extra=""):
    """An outline icon beside a word; hidden from screen readers, for the word says it."""
    return _drawing(name, extra, settings.STORAGES["staticfiles"]["BACKEND"])


@register.simple_tag
def tag(text, kind="", icon_name=""):
    """A status as word, shape and colour; never a link."""
    drawing = icon(icon_name) if icon_name else ""
    return format_html('<span class="tag {}">{}{}</span>', kind, drawing, text)


@register.simple_tag
def lamb(name, size=""):
    """A badge with two letters; it repeats a name that stands beside it, so it is hidden."""
    name = str(name)
    words = [word for word in name.partition(",")[0].split() if word.lower() not in _GENERIC]
    colour = LAMB_COLOURS[crc32(name.encode()) % len(LAMB_COLOURS)]
    return format_html(
        '<span class="lamb {}{}" aria-hidden="true">{}</span>',
        colour,
        f" {size}" if size else "",
        initials(" ".join(words)),
    )


@register.simple_tag
def date_block(when, zone=None):
    """Nov / 25 / Rabu, of a date or of a moment on the clocks of ``zone``."""
    if isinstance(when, datetime):
        when = formats.local(when, zone or timezone.get_current_timezone_name()).date()
    return format_html(
        '<time class="date" datetime="{}"><b>{}</b><strong class="num">{}</strong>'
        "<span>{}</span></time>",
        when.isoformat(),
        formats.short_month(when),
        when.day,
        formats.weekday(when),
    )


def _boxes(classes):
    return format_html_join("", '<i class="{}"></i>', ((name,) for name in classes))


@register.simple_tag
def seg(current, total):
    """Steps as bars: those before ``current`` are done, ``current`` is now."""
    steps = range(1, total + 1)
    states = ("on" if step < current else "now" if step == current else "" for step in steps)
    return format_html('<span class="seg" aria-hidden="true">{}</span>', _boxes(states))


@register.simple_tag
def meter(value, most, label, size=""):
    """A share of a whole; the browser's own progress element."""
    return format_html(
        '<progress class="bar {}" value="{}" max="{}" aria-label="{}"></progress>',
        size,
        max(0, min(value, most)),
        max(most, 1),
        label,
    )


def _percent(part, whole):
    """0 to 100 with one digit, as text that CSS-free SVG understands."""
    return f"{max(0, min(100, 100 * part / whole)):.1f}%" if whole else "0%"


@register.simple_tag
def funding_bar(spent, committed, planned, label):
    """What is spent within what is committed within what is planned."""
    return format_html(
        '<svg class="bar fat" role="img" aria-label="{}">'
        '<rect class="soft" width="{}" height="100%"/><rect class="full" width="{}" height="100%"/>'
        "</svg>",
        label,
        _percent(committed, planned),
        _percent(spent, planned),
    )


@register.simple_tag
def quorum(present, proxy, needed, total, label):
    """One box a region: present, by proxy (striped), missing; a mark where the quorum is met."""
    states = ["y"] * present + ["p"] * proxy
    states += [""] * max(0, total - len(states))
    needed = max(0, min(needed, len(states)))
    return format_html(
        '<div class="quo{}" role="img" aria-label="{}">{}<b></b>{}</div>',
        " many" if len(states) > 20 else "",
        label,
        _boxes(states[:needed]),
        _boxes(states[needed:]),
    )


@register.simple_tag
def ring(percent, label):
    """A figure between 0 and 100 in a ring."""
    percent = max(0, min(100, percent))
    return format_html(
        '<svg class="ring" viewBox="0 0 80 80" role="img" aria-label="{}">'
        '<circle cx="40" cy="40" r="34"/>'
        '<circle class="full" cx="40" cy="40" r="34" pathLength="100" stroke-dasharray="{} 100" '
        'transform="rotate(-90 40 40)"/><text x="40" y="49" text-anchor="middle">{}</text></svg>',
        label,
        percent,
        percent,
    )


@register.filter
def whatsapp(text):
    """The address that opens WhatsApp with this text ready to send."""
    return "https://wa.me/?text=" + quote(str(text), safe="")


@register.filter
def whatsapp_number(phone):
    """The address that opens a chat with a number kept as +62…"""
    return "https://wa.me/" + "".join(char for char in str(phone) if char.isdigit())


@register.filter
def device(user_agent):
    """Browser and system in two words, as far as they can be told."""
    browser = next((name for name in _BROWSERS if name in user_agent), "")
    system = next((name for name in _SYSTEMS if name in user_agent), "")
    names = [name for name in (_BROWSER_NAMES.get(browser, browser), system) if name]
    return ", ".join(names) or user_agent[:60]


@register.filter
def lead_in(bound, error=""):
    """Row and name of a field before what is wrong with it: "Baris 2, Satuan: "; a question needs no
    colon, and a mistake that names its row itself says all."""
    row, label = str(getattr(bound.field, "row", "")), str(bound.label or "").strip()
    label = ", ".join(each for each in (row, label) if each)
    if not label or (row and error.startswith(row)):
        return ""
    return f"{label} " if label[-1] in "?:." else f"{label}: "


@register.filter
def trim(text):
    """Without the blanks and line ends around: ``{% filter trim %}{% block … %}{% endfilter %}``."""
    return text.strip()
