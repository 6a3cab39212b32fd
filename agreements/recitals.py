"""How the text of a successor names the agreement that it renews, changes or replaces, and what of
the earlier words is brought up to date. The caller speaks Indonesian.
"""

import re

from django.utils.translation import gettext as _

from agreements import documents, kinds, succession
from agreements.models import Agreement, Matter, PartChoices, Registration
from core import formats
from core.text import tidy

RENEWAL, AMENDMENT, REPLACEMENT = Agreement.FollowsAs
LONGEST_TITLE = 200
_DOES = {RENEWAL: "memperpanjang", AMENDMENT: "mengubah", REPLACEMENT: "mengganti"}
_FIRST, _AGAIN = "Perubahan atas ", ("Kedua", "Ketiga", "Keempat", "Kelima", "lagi")
_CHANGED = re.compile(rf"Perubahan (?:({'|'.join(_AGAIN)}) )?atas ")
_NAMING_TITLE = (PartChoices.OPENING, PartChoices.CONSIDERING, PartChoices.ENACTING)
_GIVING_TITLE = (PartChoices.OPENING, PartChoices.ENACTING)


def title_of(way, title):
    """ "Perubahan atas …", then "Perubahan Kedua atas …"; a renewal keeps its title."""
    if way != AMENDMENT:
        return title
    found = _CHANGED.match(title)
    if found is None:
        return (_FIRST + title)[:LONGEST_TITLE].rstrip()
    place = min(_AGAIN.index(found[1]) + 1, len(_AGAIN) - 1) if found[1] else 0
    bare = title[found.end() :]
    return f"Perubahan {_AGAIN[place]} atas {bare}"[:LONGEST_TITLE].rstrip()


def short_name(agreement):
    """ "Peraturan Bersama tentang … (nomor register 2/PERMAKADES/2026)"."""
    heading = _heading(agreement)
    return f"{heading} tentang {agreement.title} (nomor register {agreement.entry})"


def _heading(agreement):
    is_regulation = agreement.kind == Agreement.Kind.JOINT_REGULATION
    return "Peraturan Bersama" if is_regulation else kinds.KINDS[agreement.kind].written


def full_name(agreement):
    """With its makers, the day of its seal, and the numbers that the parties have given it."""
    parties = list(agreement.parties.select_related("region").order_by("position"))
    data = documents.heading_of(agreement, parties)
    is_regulation = agreement.kind == Agreement.Kind.JOINT_REGULATION
    makers = data["makers"] if is_regulation else f"antara {data['makers']}"
    sealed = formats.day(formats.local(agreement.sealed_at, agreement.zone).date())
    numbers = "; ".join([f"nomor register {agreement.entry}, {sealed}", *_own_numbers(parties)])
    return f"{data['heading']} {makers} tentang {agreement.title} ({numbers})"


def _own_numbers(parties):
    counting = Registration.objects.filter(party__in=parties, replaced_at=None)
    given = {row.party_id: row.written for row in counting}
    numbers = [(party.name, given.get(party.pk) or party.number) for party in parties]
    return [f"Nomor {number} ({name})" for name, number in numbers if number]


def recital(way, before, today):
    """The reason that stands under "Menimbang"."""
    name = full_name(before)
    if way == AMENDMENT:
        return f"bahwa beberapa ketentuan dalam {name} perlu diubah;"
    if way == REPLACEMENT:
        return f"bahwa {name} tidak sesuai lagi dengan keadaan dan perlu diganti;"
    held = formats.day(succession.last_day(before))
    if succession.runs(before, today):
        return f"bahwa {name} berlaku sampai dengan {held} dan para pihak sepakat memperpanjangnya;"
    return f"bahwa {name} telah berakhir pada {held} dan para pihak sepakat melanjutkannya;"


def closing(way, before):
    """Heading and words of the article that says what becomes of the earlier text."""
    this, name = f"{_heading(before)} ini", short_name(before)
    later = (
        f"(2) Kewajiban yang jatuh tempo sebelum {this} mulai berlaku tetap dipenuhi menurut naskah "
        f"sebelumnya; kewajiban sesudahnya dipenuhi menurut {this}."
    )
    if way == RENEWAL:
        return "Perpanjangan", f"(1) {this} memperpanjang {name}.\n{later}"
    again = "; ketentuan yang tidak diubah dimuat kembali di sini" if way == AMENDMENT else ""
    ends = (
        f"(1) Pada saat {this} mulai berlaku, {name} dicabut dan dinyatakan tidak berlaku{again}."
    )
    return "Pencabutan", f"{ends}\n{later}"


def statement(way, before):
    """The same for a text that is not made of clauses."""
    return f"Naskah ini {_DOES[way]} {full_name(before)}."


def names_the_one_before(text, before):
    """Does it speak of what ``before`` itself follows? Such words do not go on."""
    return before.follows is not None and f"nomor register {before.follows.entry}" in text


def refreshed(row, old, new):
    """The words of a clause with the parties of today, in the clause on the term its new days, and
    where the instrument is named its new title; ``old`` and ``new`` as ``drafting.facts_of``."""
    names = ["pihak", "penandatangan"]
    if row.part in _NAMING_TITLE:
        names.append("judul")
    if row.matter == Matter.TERM:
        names += ["mulai", "selesai"]
    return replaced(row.text, {tidy(old[name]): tidy(new[name]) for name in names})


def retitled(text, agreement, old, told):
    """The words of a clause with the title of today where they hold the ``old`` one word for word.

    What names the text before stays, and so do a title in quotation marks, for a project or a
    meeting is called that, and what the source ``told``.
    """
    if names_the_one_before(text, agreement):
        return text
    stays = [f"“{tidy(old)}”", *(tidy(words, lines=True) for words in told)]
    return replaced(text, {words: words for words in stays} | {tidy(old): agreement.title})


def title_problem(agreement, clauses):
    """Says that opening or enacting words give the instrument another title than it has; else ""."""
    own = [row.text for row in clauses if row.part in _GIVING_TITLE]
    texts = [text for text in own if not names_the_one_before(text, agreement)]
    named = f"{_heading(agreement)} tentang"
    _before, *given = re.split(re.escape(f"{named} "), tidy("\n".join(texts)), flags=re.IGNORECASE)
    title = agreement.title.casefold()
    if not given or any(words.lstrip('“"').casefold().startswith(title) for words in given):
        return ""
    return _(
        "The text goes on with other words than the title, “%(title)s”, where it says “%(named)s”. "
        "Change those words, or the title."
    ) % {"title": agreement.title, "named": named}


def replaced(text, words):
    """Each word by its new one, in one pass, so that none is replaced twice."""
    longest_first = sorted(filter(None, words), key=len, reverse=True)
    if not longest_first:
        return text
    pattern = "|".join(re.escape(word) for word in longest_first)
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", lambda found: words[found[0]], text)
