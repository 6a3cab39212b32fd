"""The official letter with its number; the book's row is locked until the letter stands.

Lock order: meeting, book, invitations, reminders, mails.
"""

from django.utils import timezone

from core import formats
from meetings import changes
from meetings.documents import letters as documents
from meetings.models import Letter, LetterBook

PRINTED = (
    "title",
    "kind",
    "starts_at",
    "zone",
    "place",
)  # of the facts; it lasts "until it is over"


def write_letter(meeting, *, wishes, agenda, replaces=None):
    """Number the invitation and keep what it says. Called by actions, within their transaction."""
    now = timezone.now()
    dated = formats.local(now, meeting.zone).date()
    book = _book_of(meeting, dated.year)
    book.last += 1
    book.save(update_fields=["last"])
    number = documents.number_of(meeting, book.last, dated)
    content = documents.content_of(
        meeting, agenda=agenda, number=number, dated=dated, wishes=wishes, replaces=replaces
    )
    return Letter.objects.create(
        meeting=meeting, book=book, order=book.last, number=number, dated=dated,
        replaces=replaces, content=content,
    )  # fmt: skip


def rewrite_letter(meeting, before):
    """A new letter with a new number in place of the earlier one, if that is no longer true.

    ``before`` are the facts (``changes.facts_of``) with which the earlier one was written.
    """
    if not is_out_of_date(changes.facts_of(meeting), before):
        return None
    agenda = list(meeting.agenda.values("title"))
    earlier = Letter.objects.latest_of(meeting)
    wishes = documents.wishes_of(earlier)
    return write_letter(meeting, wishes=wishes, agenda=agenda, replaces=earlier)


def is_out_of_date(facts, written):
    """Does a letter that was written with other facts say what is no longer true?"""
    return any(facts[name] != written[name] for name in PRINTED)


def _book_of(meeting, year):
    """This year's book, held until the end of the transaction: the forum's, or the organiser's."""
    whose = {"forum": meeting.forum} if meeting.forum else {"region": meeting.organiser}
    LetterBook.objects.bulk_create([LetterBook(year=year, **whose)], ignore_conflicts=True)
    return LetterBook.objects.select_for_update(of=("self",)).get(year=year, **whose)
