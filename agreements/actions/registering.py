"""Each side gives the sealed agreement a number of its own, and promulgates it."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import numbers, rules
from agreements.actions.locking import locked
from agreements.models import Party, Registration
from core import audit
from core.access import require
from core.errors import Refusal
from core.formats import day, local
from core.sending import sent_before


class Taken(Refusal):
    """The region has given this number to another agreement of the kind and year."""

    field = "number"


class TakenInGazette(Taken):
    """The region has used this number in its gazette in that year already."""

    field = "gazette_number"


class TooEarly(Refusal):
    """The number is dated before the agreement was sealed."""


class Renumbered(Refusal):
    """Somebody has noted another number since the page was opened."""


@transaction.atomic
def register(agreement, *, by, seen, token, number, dated_on, **rest):
    """Note the number of ``by``'s region; a later row replaces an earlier one.

    ``seen`` is the number of the row that the page showed (0 for none). The same form (``token``)
    sent twice is one row.
    """
    agreement = locked(agreement)
    require(rules.can_register(by, agreement))
    party = agreement.parties.get(region=by.region_id)
    number = numbers.bare(number, dated_on.year)
    if found := sent_before(party.registrations, token, number=number, dated_on=dated_on, **rest):
        return found
    before = party.registrations.filter(replaced_at=None).first()
    if (before.pk if before else 0) != seen:
        raise Renumbered(_("Another number was noted in the meantime. Please compare."))
    if dated_on < (sealed_on := _sealed_on(agreement)):
        raise TooEarly(
            _("All parties had approved on %(day)s; the number cannot be older.")
            % {"day": day(sealed_on)}
        )
    row = Registration(
        party=party, region=by.region, kind=agreement.kind, year=dated_on.year, number=number,
        key=numbers.key_of(number), dated_on=dated_on, token=token, mandate=by,
        person_name=str(by.user), office_title=by.title, **rest,
    )  # fmt: skip
    if row.promulgated_on:
        row.gazette_key = numbers.key_of(numbers.bare(row.gazette_number, row.promulgated_on.year))
    _refuse_number_of_a_text(row)
    _replace(before, row)
    verb = "agreements.renumbered" if before else "agreements.numbered"
    audit.record(
        verb, agreement, by=by, proves=row,
        number=row.written, before=before.written if before else "",
    )  # fmt: skip
    return row


def _sealed_on(agreement):
    """The day of the last approval, where the agreement was drafted."""
    return local(agreement.sealed_at, agreement.zone).date()


def _refuse_number_of_a_text(row):
    """Texts of earlier agreements name their numbers themselves."""
    named = Party.objects.filter(region=row.region, agreement__kind=row.kind).exclude(number="")
    sealed = named.filter(agreement__sealed_at__isnull=False).exclude(pk=row.party_id)
    for text in sealed.values_list("number", flat=True):
        if numbers.key_of(numbers.bare(text, row.year)) == row.key:
            raise Taken(_taken(row))


def _replace(before, row):
    try:
        with transaction.atomic():
            if before:
                Registration.objects.filter(pk=before.pk).update(replaced_at=timezone.now())
            row.save(force_insert=True)
    except IntegrityError as error:
        if "registration_gazette_number_once_a_year" in str(error):
            raise TakenInGazette(_taken_in_gazette(row)) from error
        if "registration_number_once_a_year" in str(error):
            raise Taken(_taken(row)) from error
        raise


def _taken(row):
    return _(
        "%(region)s has used number %(number)s already for another agreement of this kind."
    ) % {
        "region": row.region.full_name,
        "number": row.written,
    }


def _taken_in_gazette(row):
    return _("%(region)s has used number %(number)s already in its gazette of %(year)d.") % {
        "region": row.region.full_name,
        "number": row.gazette_number,
        "year": row.promulgated_on.year,
    }
