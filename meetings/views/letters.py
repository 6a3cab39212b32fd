"""The official letter as PDF: on the site, from the link in the mail, and as a draft."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.uploads import made_paper_response
from meetings import links, rules
from meetings.documents import letters as documents
from meetings.models import Guest, Letter, Meeting
from meetings.views.answering import private, signed
from villages.models import Region

DRAFT = "konsep-surat-undangan"


@require_safe
def letter(request, pk):
    """The invited read their own; the region that calls gets one for each of the invited."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    acting = request.acting
    if not rules.takes_part(acting, meeting):
        raise Http404
    regions = Region.objects.filter(invitations__meeting=meeting).order_by("code")
    if meeting.organiser_id != acting.region_id:
        regions = regions.filter(pk=acting.region_id)
        return _download(meeting, documents.addressees_of(list(regions)))
    guests = [str(guest) for guest in meeting.guests.all()]
    return _download(meeting, documents.addressees_of(list(regions)), guests)


@private
@require_safe
def letter_by_link(request, token):
    """The letter of the region for which the link speaks, as long as it speaks."""
    invitation, mandate = signed(token)
    if not (mandate.is_current and mandate.user.is_active):
        raise Http404
    return _download(invitation.meeting, documents.addressees_of([invitation.region]))


@private
@require_safe
def letter_for_guest(request, token):
    """A guest's letter, from the link in his mail."""
    try:
        pk = links.read_guest(token)
    except links.Unreadable as unreadable:
        raise Http404 from unreadable
    guest = get_object_or_404(Guest.objects.select_related("meeting"), pk=pk)
    return _download(guest.meeting, [], [str(guest)])


def _download(meeting, addressees, guests=()):
    latest = Letter.objects.latest_of(meeting)
    if latest is None:
        raise Http404
    content = documents.letter_pdf(
        latest.content,
        addressees,
        guests=guests,
        url=settings.SITE_URL + meeting.get_absolute_url(),
        moment=latest.created_at,
    )
    return made_paper_response(content, f"surat-undangan-{meeting.pk}-{latest.order}")


def draft(addressees, guests, content):
    """The letter of a meeting that is not yet called, for the preview."""
    pdf = documents.letter_pdf(
        content, addressees, guests=guests, url=settings.SITE_URL, moment=timezone.now()
    )
    return made_paper_response(pdf, DRAFT)
