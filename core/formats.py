"""Indonesian dates, times, money and numbers as plain functions (ux.md §2).

Parts that belong together are joined with no-break spaces. The words come from the active
language; the shapes ("09.00", "Rp1.500.000") are the same in both.
"""

from zoneinfo import ZoneInfo

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

NBSP = "\u00a0"
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
# Provinces by the first two digits of a region's code; all others are on western time.
CENTRAL = frozenset("51 52 53 63 64 65 71 72 73 74 75 76".split())
EASTERN = frozenset("81 82 91 92 93 94 95 96".split())


def zone_of_code(code):
    """The IANA zone of a region by its dotted code: "33.07.05" → "Asia/Jakarta"."""
    province = code[:2]
    if province in CENTRAL:
        return "Asia/Makassar"
    return "Asia/Jayapura" if province in EASTERN else "Asia/Jakarta"


def day_in(code, moment=None):
    """The date that the clocks of a region show now, or at ``moment``, whoever reads it."""
    return local(moment or timezone.now(), zone_of_code(code)).date()


def zone_label(zone):
    """ "Asia/Makassar" → "WITA"."""
    return ZONES.get(str(zone), str(zone))


def local(moment, zone):
    """``moment`` (aware) on the clocks of ``zone`` (an IANA name)."""
    return moment.astimezone(ZoneInfo(str(zone)))


def day(date):
    """22 November 2026."""
    return NBSP.join((str(date.day), str(MONTHS[date.month]), str(date.year)))


def short_month(date):
    """Nov."""
    return str(MONTHS_3[date.month]).title()


def weekday(date):
    """Rabu."""
    return str(WEEKDAYS[date.weekday()])


def long_day(date):
    """Rabu, 25 November 2026."""
    return f"{weekday(date)}, {day(date)}"


def clock(moment, zone):
    """09.00 WIB."""
    return f"{local(moment, zone):%H.%M}{NBSP}{zone_label(zone)}"


def at_clock(moment, zone):
    """pukul 09.00 WIB."""
    return _("at %(time)s") % {"time": clock(moment, zone)}


def moment(value, zone):
    """Rabu, 25 November 2026 pukul 09.00 WIB."""
    return f"{long_day(local(value, zone))} {at_clock(value, zone)}"


def span(start, end, zone):
    """pukul 09.00 sampai 11.30 WIB; names the second day where the end is on another one."""
    first, last = local(start, zone), local(end, zone)
    if first.date() == last.date():
        return _("from %(start)s to %(end)s") % {
            "start": f"{first:%H.%M}",
            "end": clock(end, zone),
        }
    return _("from %(start)s to %(day)s at %(end)s") % {
        "start": clock(start, zone),
        "day": long_day(last),
        "end": clock(end, zone),
    }


def days_away(date, today=None):
    """3 hari lagi, besok, hari ini, kemarin, 7 hari lalu."""
    days = (date - (today or timezone.localdate())).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days == -1:
        return _("yesterday")
    if days > 0:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": number(days)}
    return ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": number(-days)}


def number(value):
    """1.234 (integers; Indonesian: dots; English: commas)."""
    text = f"{value:,}"
    return text if get_language() == "en" else text.replace(",", ".")


def file_size(size):
    """1.023 byte, 537,2 KB; Django's own Indonesian says "bita", and our exact texts say "byte"."""
    if size < 1024:
        return ngettext("%(size)s byte", "%(size)s bytes", size) % {"size": number(size)}
    return filesizeformat(size)


def figure(value):
    """1.234,5 (a decimal with at most two places; Indonesian: comma before the places)."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    if get_language() == "en":
        return text
    return text.translate(str.maketrans(",.", ".,"))


def degrees(value):
    """−7,4097 (a latitude or longitude; Indonesian: comma before the places)."""
    text = f"{value:.4f}".replace("-", "−")
    return text if get_language() == "en" else text.replace(".", ",")


def rupiah(amount):
    """Rp1.500.000 in every language, as written in Indonesia; ``amount`` in whole rupiah."""
    return "Rp" + f"{amount:,}".replace(",", ".")


def rupiah_short(amount):
    """Rp187,3 juta; Rp8,4 miliar, rounded half up; below a million as it is."""
    for size, word in ((10**12, _("trillion")), (10**9, _("billion")), (10**6, _("million"))):
        # what would round up to a thousand of the smaller word already takes this one
        nearly = size // 20_000 if size > 10**6 else 0
        if amount >= size - nearly:
            tenths = (amount * 20 + size) // (2 * size)
            whole, rest = divmod(tenths, 10)
            digits = number(whole) + (f",{rest}" if rest else "")
            return f"Rp{digits}{NBSP}{word}"
    return rupiah(amount)


def webcal(address):
    """An address of a calendar in the form that opens the calendar program."""
    return address.replace("https://", "webcal://", 1).replace("http://", "webcal://", 1)


def nip(value):
    """198001172006041002 → 19800117 200604 1 002: birth, entry, sex, order."""
    if len(value) != 18:
        return value
    return NBSP.join((value[:8], value[8:14], value[14], value[15:]))


def phone(value):
    """+6281234567890 → 0812-3456-7890."""
    if not value.startswith("+62"):
        return value
    digits = "0" + value[3:]
    return "-".join(part for part in (digits[:4], digits[4:8], digits[8:]) if part)


def before_stop(name):
    """A name at the end of a sentence: "S.Pd." brings its own full stop."""
    return str(name).removesuffix(".")
