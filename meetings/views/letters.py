"""The official letter: on the site (PDF, DOCX), from the link in the mail (PDF), and as a draft."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.language import speaking
from core.access import ALLOW
from core.uploads import made_paper_response
from meetings import links, rules
from meetings.documents import letters as documents
from meetings.documents.letters_docx import letter_docx
from meetings.models import Guest, Meeting
from meetings.views.answering import behind_link, closed, private, signed, verdict_of

DRAFT = "konsep-surat-undangan"


@require_safe
def letter(request, pk, ending="pdf"):
    """The invited read their own; the region that calls gets one for each of the invited.

    ``surat`` names an earlier one, which says what took its place.
    """
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    acting = request.acting
    if not rules.takes_part(acting, meeting):
        raise Http404
    invitations = meeting.invitations.all()
    if meeting.organiser_id != acting.region_id:
        invitations = invitations.filter(region=acting.region_id)
        guests = []
    else:
        guests = [str(guest) for guest in meeting.guests.all()]
    number = request.GET.get("surat", "")
    groups = documents.groups_of(invitations)
    return _download(meeting, *groups, guests, ending=ending, number=number)


@private
@require_safe
@behind_link
def letter_by_link(request, token):
    """The letter of the region for which the link speaks, as long as it speaks."""
    invitation, mandate = signed(token)
    with speaking(mandate.user):
        if not (verdict := verdict_of(mandate, ALLOW)):
            return closed(request, verdict.reason, status=410)
    own = invitation.meeting.invitations.filter(pk=invitation.pk)
    return _download(invitation.meeting, *documents.groups_of(own))


@private
@require_safe
@behind_link
def letter_for_guest(request, token):
    """A guest's letter, from the link in his mail."""
    pk = links.read_guest(token)
    guest = get_object_or_404(Guest.objects.select_related("meeting"), pk=pk)
    return _download(guest.meeting, [], [], [str(guest)])


def _download(meeting, addressees, without_vote, guests=(), *, ending="pdf", number=""):
    """The letter that holds now, or the one with this row's ``number``."""
    letters = meeting.letters.select_related("meeting").order_by("-pk")
    if number:
        is_row = number.isascii() and number.isdecimal() and len(number) < 19
        letters = letters.filter(pk=number) if is_row else letters.none()
    chosen = letters.first()
    if chosen is None:
        raise Http404
    make = letter_docx if ending == "docx" else documents.letter_pdf
    content = make(
        chosen.content,
        addressees,
        without_vote=without_vote,
        guests=guests,
        url=settings.SITE_URL + meeting.get_absolute_url(),
        moment=chosen.created_at,
        mark=documents.mark_of(chosen),
    )
    return made_paper_response(content, f"surat-undangan-{meeting.pk}-{chosen.order}", ending)


def draft(addressees, without_vote, guests, content):
    """The letter of a meeting that is not yet called, for the preview."""
    pdf = documents.letter_pdf(
        content, addressees, without_vote=without_vote, guests=guests,
        url=settings.SITE_URL, moment=timezone.now(),
    )  # fmt: skip
    return made_paper_response(pdf, DRAFT)
