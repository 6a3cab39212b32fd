"""What this floor tells people: one function a message, a line in the inbox and a letter.

All are essential: whoever applies waits for the answer, whoever checks is waited for.
"""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.language import speaking
from accounts.models import User
from core import formats
from notifications.actions import post, tell
from notifications.letters import letter
from villages.models import Mandate

CLAIM_RECEIVED = "villages.claim_received"


def claim_received(mandate):
    """To those who can check it: officers of the region's own subdistrict, else further up."""
    for user in checkers_of(mandate):
        with speaking(user):
            title = _("%(name)s has applied as %(title)s of %(region)s") % _words(mandate)
        _send(
            user, mandate, CLAIM_RECEIVED, "claim_received", title,
            url=reverse("villages:check", args=[mandate.pk]), when=mandate.submitted_at,
        )  # fmt: skip


def mandate_verified(mandate):
    """To the applicant: he may act."""
    with speaking(mandate.user):
        title = _("You may act as %(title)s of %(region)s") % _words(mandate)
    _answer(mandate, "villages.mandate_verified", "mandate_verified", title)


def mandate_returned(mandate):
    """To the applicant: what is missing."""
    with speaking(mandate.user):
        title = _("Please correct your application as %(title)s of %(region)s") % _words(mandate)
    _answer(mandate, "villages.mandate_returned", "mandate_returned", title, body=mandate.reason)


def mandate_refused(mandate):
    """To the applicant: no, and why."""
    with speaking(mandate.user):
        title = _("Your application as %(title)s of %(region)s was refused") % _words(mandate)
    _answer(mandate, "villages.mandate_refused", "mandate_refused", title, body=mandate.reason)


def mandate_ended(mandate, *, by_holder):
    """To the holder: he may not act any more. One who resigned himself gets the receipt as well."""
    with speaking(mandate.user):
        title = _("Your mandate as %(title)s of %(region)s has ended") % _words(mandate)
    _answer(
        mandate, "villages.mandate_ended", "mandate_ended", title,
        body=mandate.reason, when=mandate.ended_at, by_holder=by_holder,
    )  # fmt: skip


def checkers_of(mandate):
    """Officers of the village's subdistrict, else of the regency; operators where there is none.
    Of an organisation, those of the regency in which it is at home.

    For a subdistrict or regency: its other officers and those of the regency above, if it has one
    already; the first is the operators' matter.
    """
    for code in _care_of(mandate):
        officers = Mandate.objects.caring().filter(region=code).exclude(user=mandate.user_id)
        people = User.objects.filter(pk__in=officers.values("user"), is_active=True)
        if found := list(people.order_by("pk")):
            return found
    operators = User.objects.filter(is_staff=True, is_active=True)
    return list(operators.exclude(pk=mandate.user_id).order_by("pk")[:20])


def _care_of(mandate):
    """Codes of the regions whose officers check it, the nearest first."""
    region = mandate.region
    if region is None:
        home = mandate.organisation.home_id
        return (home[:5],) if home else ()
    if region.is_village:
        return (region.code[:8], region.code[:5])
    if not Mandate.objects.caring(region).exists():
        return ()
    return (region.code, region.code[:5])


def _answer(mandate, kind, template, title, *, body="", when=None, **more):
    _send(
        mandate.user, mandate, kind, template, title, url=mandate.get_absolute_url(),
        when=when or mandate.decided_at, body=body, **more,
    )  # fmt: skip


def _send(user, mandate, kind, template, title, *, url, when, body="", **more):
    """``when`` is part of the mail's key: the same event never sends twice, the next round does."""
    tell(user, kind=kind, title=title, url=url, about=mandate.key, body=body)
    with speaking(user):
        context = {**_words(mandate), "mandate": mandate, "url": url, "reason": body, **more}
    words = letter(f"villages/mail/{template}", user, context)
    post(
        user, key=f"{kind}:{mandate.pk}:{user.pk}:{int(when.timestamp() * 1000)}", kind=kind,
        about=mandate.key, **words._asdict(),
    )  # fmt: skip


def _words(mandate):
    """In the language of the moment."""
    days = {"starts": formats.day(mandate.starts_on)}
    if mandate.ends_on:
        days["ends"] = formats.day(mandate.ends_on)
    term = _("from %(starts)s to %(ends)s") if mandate.ends_on else _("from %(starts)s")
    return {
        "name": mandate.user.full_name,
        "title": mandate.title,
        "region": mandate.party.full_name,
        "submitted": formats.day(timezone.localdate(mandate.submitted_at)),
        "term": term % days,
        "number": mandate.decree_number,
    }
