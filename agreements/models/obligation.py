"""What a party owes by an agreement: drafted and signed with it, due on its days, given and confirmed."""

import uuid
from datetime import timedelta

import pgtrigger
from django.db import models
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements import guards, promises
from agreements.models.agreement import Agreement, Party
from agreements.models.third_party import ThirdParty
from core.forms import MAX_RUPIAH
from core.models import TimeStamped, append_only, never_emptied
from core.uploads import random_name
from projects.models import Commitment, Receipt
from villages.models import Mandate

# What is given is read from the project's own receipts; those taken back, and their counter rows,
# count nothing.
STANDING = Q(receipts__reverses=None, receipts__reversal=None)


def _given(report, kind):
    """What a report says was given: what the receipt that proves it counts today, else its own
    figure."""
    receipt = f"{report}receipt"
    return Case(
        When(**{f"{receipt}__isnull": True}, then=F(f"{report}given")),
        When(**{f"{receipt}__reversal__isnull": False}, then=0),
        When(**{kind: promises.MONEY}, then=F(f"{receipt}__amount")),
        default=Coalesce(F(f"{receipt}__days"), F(f"{report}given")),
        output_field=BigIntegerField(),
    )


def _kept(condition):
    """The confirmed parts of an obligation's days that later words have kept."""
    parts = FulfilmentAct.objects.filter(condition, fulfilment__obligation=OuterRef("pk"))
    parts = parts.kept().with_given().order_by().values("fulfilment__obligation")
    return Coalesce(Subquery(parts.annotate(sum=Sum("counts")).values("sum")), 0)


def _held_next(origin):
    """The obligation of the sealed agreement after it in which this one goes on."""
    return Obligation.objects.filter(origin=origin, agreement__sealed_at__isnull=False)


class ObligationQuerySet(models.QuerySet):
    def in_text_order(self):
        """Party by party, the third ones last, as the text names them."""
        third = F("third_party__position").asc(nulls_first=True)
        return self.order_by(third, "party__position", "pk")

    def with_sources(self):
        """With party and contribution, and the labour days that the project has received."""
        days = Commitment.objects.filter(pk=OuterRef("commitment")).order_by()
        days = days.annotate(came=Sum("receipts__days", filter=STANDING)).values("came")
        related = self.select_related("party__region", "third_party", "commitment__project")
        return related.annotate(days_received=Coalesce(Subquery(days), 0))

    def with_progress(self, today, until=None):
        """How often each is due, and what has become of it; ``until``: the day on which the
        agreement ended, after which nothing falls due any more."""
        S = Fulfilment.State  # noqa: N806
        owed = Q(fulfilments__state__in=OWED)
        if until:
            owed &= Q(fulfilments__owed_on__lte=until)
        given = _given("fulfilments__report__", kind="kind")
        is_given = Q(fulfilments__state__in=[S.CONFIRMED, S.PARTLY])
        is_claimed = Q(fulfilments__state=S.REPORTED)
        stands = owed | Q(fulfilments__state=S.CONFIRMED) | is_claimed
        is_past = Q(fulfilments__owed_on__lt=today)
        return self.annotate(
            times=Count("fulfilments", filter=stands),
            due=Count("fulfilments", filter=stands & Q(fulfilments__owed_on__lte=today)),
            past=Count("fulfilments", filter=stands & is_past),
            late=Count("fulfilments", filter=owed & is_past),
            partly=Count("fulfilments", filter=Q(fulfilments__state=S.PARTLY)),
            disputed=Count("fulfilments", filter=Q(fulfilments__state=S.DISPUTED)),
            confirmed=Count("fulfilments", filter=Q(fulfilments__state=S.CONFIRMED)),
            reported=Count("fulfilments", filter=is_claimed),
            released=Count("fulfilments", filter=Q(fulfilments__state=S.RELEASED)),
            carried=Count("fulfilments", filter=Q(fulfilments__state=S.CARRIED)),
            given=Coalesce(Sum(given, filter=is_given), 0),
            claimed=Coalesce(Sum(given, filter=is_claimed), 0),
            kept=_kept(~Q(fulfilment__state=S.RELEASED)),
            kept_of_released=_kept(Q(fulfilment__state=S.RELEASED)),
            next_due=Min("fulfilments__owed_on", filter=owed),
            first_day=Min("fulfilments"),
            goes_on=Exists(_held_next(OuterRef("pk"))),
        )


class Obligation(TimeStamped):
    """What a party owes, once or again and again until the term ends.

    Written while the agreement is a draft, a part of the text that is approved
    (``documents.canonical_text``), and fixed from then on. ``amount`` is rupiah, labour days or
    pieces of ``unit``; 0 where words alone say it. Of a ``commitment`` the project tells what came.
    ``origin`` is the obligation of the agreement before that goes on in it; where that falls on a later
    day of the month than the month of ``first_due`` has, ``month_day`` is that day. What a
    ``third_party`` owes, ``party`` keeps for it: it is reminded, and reports what came.
    """

    MOST = 30  # of one agreement

    class Kind(models.TextChoices):
        MONEY = promises.MONEY, _("money")
        WORK = promises.WORK, _("work")
        GOODS = promises.GOODS, _("goods")
        REPORT = promises.REPORT, _("report")

    class Rhythm(models.TextChoices):
        ONCE = promises.ONCE, _("once")
        MONTHLY = promises.MONTHLY, _("every month")
        QUARTERLY = promises.QUARTERLY, _("every three months")
        YEARLY = promises.YEARLY, _("every year")

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="obligations")
    party = models.ForeignKey(Party, models.CASCADE, related_name="obligations")
    third_party = models.ForeignKey(
        ThirdParty, models.RESTRICT, null=True, blank=True, related_name="obligations"
    )
    origin = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    what = models.CharField(_("what exactly"), max_length=200)
    amount = models.PositiveBigIntegerField(_("how much"), default=0)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    first_due = models.DateField(_("due on, the first time"))
    rhythm = models.CharField(_("how often"), max_length=9, choices=Rhythm, default=Rhythm.ONCE)
    month_day = models.PositiveSmallIntegerField(
        _("day of the month on which it goes on"), null=True, blank=True
    )
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, blank=True, related_name="obligations",
        verbose_name=_("contribution to the project"),
    )  # fmt: skip
    revision = models.PositiveIntegerField(_("revision"), default=1)
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)
    saved_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = ["agreement", "party__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "token"], name="obligation_once_a_form"),
            models.UniqueConstraint(
                fields=["agreement", "commitment"], name="obligation_one_a_commitment"
            ),
            models.CheckConstraint(
                name="obligation_commitment_comes_once",
                condition=Q(commitment__isnull=True) | Q(rhythm="once"),
            ),
            models.CheckConstraint(
                name="obligation_goes_on_at_the_end_of_a_month",
                condition=Q(month_day__isnull=True)
                | Q(month_day__range=(29, 31), first_due__day__lt=F("month_day"))
                & ~Q(rhythm="once"),
            ),
            models.CheckConstraint(name="obligation_says_what", condition=~Q(what="")),
            models.CheckConstraint(
                name="obligation_of_a_third_party_has_no_commitment",
                condition=Q(third_party__isnull=True) | Q(commitment__isnull=True),
            ),
            models.CheckConstraint(
                name="obligation_in_bounds", condition=Q(amount__lte=MAX_RUPIAH)
            ),
            models.CheckConstraint(
                name="obligation_counts_by_its_kind",
                condition=Q(kind="money", amount__gt=0, unit="")
                | Q(kind="work", unit="")
                | Q(kind="report", amount=0, unit="")
                | Q(kind="goods", amount=0, unit="")
                | (Q(kind="goods", amount__gt=0) & ~Q(unit="")),
            ),
        ]
        triggers = [guards.obligation_changes_in_a_draft_only, never_emptied("obligation_stays")]

    def __str__(self):
        return f"{self.owed_by.name}: {self.what}"

    @property
    def owed_by(self):
        """Who owes it: a party, or a third one."""
        return self.third_party or self.party

    def get_absolute_url(self):
        return reverse("agreements:obligation", args=[self.agreement.code, self.pk])

    @property
    def recurs(self):
        return self.rhythm != self.Rhythm.ONCE

    def due_days(self, last):
        """Every day on which its text lets it fall due, up to ``last``."""
        return promises.due_days(self.first_due, self.rhythm, last, self.month_day)

    def first_due_since(self, start, last):
        """The first of these days in another term, or None."""
        return promises.first_due_since(self.first_due, self.rhythm, start, last, self.month_day)

    def keep_rhythm(self):
        """Note the day of the month of what goes on in it, where the first day does not tell it."""
        self.month_day = None
        if self.recurs and self.origin and self.origin.recurs:
            day = self.origin.month_day or self.origin.first_due.day
            self.month_day = promises.month_day_of(self.first_due, day)

    @property
    def counts_in_project(self):
        """The project's receipts say what was given; a contribution that was taken back there
        leaves the word that was given here."""
        linked = self.commitment_id is not None
        return linked and self.commitment.state != Commitment.State.WITHDRAWN


def unmet():
    """Not reported, or disputed; of a contribution, not come in its project either."""
    came = Q(obligation__commitment__state=Commitment.State.RECEIVED)
    return ~came & Q(state__in=OWED)


class FulfilmentQuerySet(models.QuerySet):
    def with_subject(self):
        return self.with_next().select_related(
            "obligation__agreement__current", "obligation__agreement__drafted_for",
            "obligation__party__region", "obligation__third_party",
            "obligation__commitment__project", "report__receipt",
        )  # fmt: skip

    def with_next(self):
        """``goes_on``: the agreement after holds the obligation, and its term this day."""
        once = Q(rhythm=Obligation.Rhythm.ONCE)
        in_its_term = Q(agreement__ends_on__gte=OuterRef("due_on"))
        held = _held_next(OuterRef("obligation")).filter(once | in_its_term)
        return self.annotate(goes_on=Exists(held))

    def with_given(self):
        """``counts``: what the report that counts now says was given."""
        return self.annotate(counts=_given("report__", kind="obligation__kind"))

    def untouched(self):
        """No part of them was confirmed."""
        parts = FulfilmentAct.objects.kept().filter(fulfilment=OuterRef("pk"))
        return self.exclude(Exists(parts)).exclude(state=Fulfilment.State.PARTLY)

    def from_day(self, agreement, day):
        """Those of an agreement that are due on a day or later."""
        return self.filter(obligation__agreement=agreement, due_on__gte=day)

    def to_hand_on(self, agreement, day):
        """Those of them that nobody has met; what was given early, also a part of it, or released,
        stays where it was given."""
        return self.from_day(agreement, day).untouched().filter(unmet())

    def in_force(self):
        return self.filter(obligation__agreement__state=Agreement.State.IN_FORCE)

    def on_the_ladder(self, today):
        """Unmet, and near a day on which those who owe it are told."""
        one_day = timedelta(days=1)  # zones differ by less
        near = Q()
        for left in promises.LADDER:
            day = today + timedelta(days=left)
            near |= Q(owed_on__range=(day - promises.LOOK_BACK - one_day, day + one_day))
        return self.in_force().filter(near, unmet())

    def waiting_for(self, region, today, *, heads):
        """What the region owes soon or is late with; what others have reported and it may confirm;
        and (``heads``) from what it is asked to release a party. ``is_own`` says which."""
        own = Q(obligation__party__region=region)
        among = Party.objects.filter(
            agreement=OuterRef("obligation__agreement"), region=region
        )  # fmt: skip
        others = Party.objects.filter(
            agreement=OuterRef("obligation__agreement")
        ).exclude(region=region)  # fmt: skip
        asked = FulfilmentAct.objects.filter(
            fulfilment=OuterRef("pk"), kind=FulfilmentAct.Kind.RELEASED
        )
        to_give = own & unmet() & Q(owed_on__lte=today + promises.SOON)
        theirs = ~own | Q(alone=True) if heads else ~own
        to_confirm = theirs & Q(state=Fulfilment.State.REPORTED, among=True)
        to_release = Q(among=True, asked=True) & unmet() if heads else Q(pk__in=[])
        rows = self.in_force().annotate(
            is_own=Case(When(own, then=True), default=False),
            among=Exists(among),
            alone=~Exists(others),
            asked=Exists(asked) & ~Exists(asked.filter(party__region=region)),
        )
        return rows.filter(to_give | to_confirm | to_release)


class Fulfilment(TimeStamped):
    """One day on which an obligation is due, and what has become of it.

    Made for the whole term when the agreement is sealed. ``report`` is the act that counts now;
    the confirmed parts before it are the acts that a later one ``keeps``.
    ``owed_on`` is the day of the text, unless the agreement was suspended then (``pauses.owed_on``);
    empty while nobody knows. A day that the next agreement has taken from this one is ``CARRIED``:
    made anew there, or left out by its text (``with_next``).
    """

    class State(models.TextChoices):
        OPEN = "open", _("not reported yet")
        REPORTED = "reported", _("reported as given")
        PARTLY = "partly", _("confirmed in part")
        CONFIRMED = "confirmed", _("confirmed")
        DISPUTED = "disputed", _("disputed")
        RELEASED = "released", _("released by agreement")
        CARRIED = "carried", _("carried over by the next agreement")

    STATE_MOVES = {
        State.OPEN: {State.REPORTED, State.RELEASED, State.CARRIED},
        State.REPORTED: {State.OPEN, State.PARTLY, State.CONFIRMED, State.DISPUTED},
        State.PARTLY: {State.REPORTED, State.DISPUTED, State.RELEASED},
        State.CONFIRMED: {State.DISPUTED},
        State.DISPUTED: {
            State.REPORTED,
            State.PARTLY,
            State.CONFIRMED,
            State.RELEASED,
            State.CARRIED,
        },
    }

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="fulfilments")
    due_on = models.DateField(_("due on"))
    owed_on = models.DateField(_("owed on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    report = models.OneToOneField(
        "FulfilmentAct", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = FulfilmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("due day of an obligation")
        verbose_name_plural = _("due days of obligations")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["obligation", "due_on"], name="fulfilment_once_a_day"),
            models.CheckConstraint(
                name="fulfilment_given_has_report",
                condition=Q(state__in=["open", "partly", "released", "carried"])
                | Q(state__in=["reported", "confirmed", "disputed"], report__isnull=False),
            ),
            models.CheckConstraint(
                name="fulfilment_owed_later_only",
                condition=Q(owed_on__isnull=True) | Q(owed_on__gte=F("due_on")),
            ),
            models.CheckConstraint(
                name="fulfilment_open_has_no_report",
                condition=~Q(state="open") | Q(report__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["state", "owed_on"], name="fulfilment_by_owed_day")]
        triggers = [
            guards.fulfilment_is_of_a_sealed_agreement,
            pgtrigger.ReadOnly(name="fulfilment_day_is_fixed", fields=["obligation", "due_on"]),
            pgtrigger.Protect(name="fulfilment_is_kept", operation=pgtrigger.Delete),
            never_emptied("fulfilment_stays"),
        ]

    def __str__(self):
        return f"{self.obligation} ({self.due_on})"

    def get_absolute_url(self):
        return reverse("agreements:fulfilment", args=[self.obligation.agreement.code, self.pk])


OWED = [Fulfilment.State.OPEN, Fulfilment.State.PARTLY, Fulfilment.State.DISPUTED]


class FulfilmentActQuerySet(models.QuerySet):
    def kept(self):
        """Confirmed parts that stay, whatever is said to the rest."""
        return self.filter(kept_by__isnull=False)

    def with_given(self):
        """``counts``: what it says was given, by its own figure or by its receipt."""
        return self.annotate(counts=_given("", kind="fulfilment__obligation__kind"))


class FulfilmentAct(models.Model):
    """What a party has said to a due day: given, with proof; confirmed; not so; released. Never
    changed: what was wrong is taken back by a later row."""

    SEALED = (
        "fulfilment_id", "party_id", "kind", "given", "note", "sha256", "receipt_id", "keeps_id", "at",
        "mandate_id", "person_name", "office_title",
    )  # fmt: skip

    class Kind(models.TextChoices):
        REPORTED = "reported", _("reported that it is given")
        TAKEN_BACK = "taken_back", _("took the report back")
        CONFIRMED = "confirmed", _("confirmed it")
        DISPUTED = "disputed", _("disputed it")
        RELEASED = "released", _("agreed to release the party from it")

    fulfilment = models.ForeignKey(Fulfilment, models.PROTECT, related_name="acts")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    kind = models.CharField(_("what was said"), max_length=10, choices=Kind)
    given = models.PositiveBigIntegerField(_("how much was given"), default=0)
    note = models.CharField(_("note or reason"), max_length=500, blank=True)
    file = models.FileField(_("proof"), upload_to=random_name, max_length=120, blank=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    receipt = models.ForeignKey(
        Receipt, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("receipt of the project"),
    )  # fmt: skip
    keeps = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="kept_by",
        verbose_name=_("confirmed part that stays"),
    )  # fmt: skip
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)
    at = models.DateTimeField(_("recorded"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    objects = FulfilmentActQuerySet.as_manager()

    class Meta:
        verbose_name = _("word on an obligation")
        verbose_name_plural = _("words on obligations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["fulfilment", "token"], name="act_once_a_form"),
            models.UniqueConstraint(
                fields=["fulfilment", "party"],
                condition=Q(kind="released"),
                name="act_release_once_a_party",
            ),
            models.CheckConstraint(
                name="act_report_has_one_proof",
                condition=Q(kind="reported", receipt__isnull=True, given__lte=MAX_RUPIAH)
                & ~Q(file="")
                & ~Q(sha256="")
                | Q(
                    kind="reported",
                    receipt__isnull=False,
                    file="",
                    sha256="",
                    given__lte=MAX_RUPIAH,
                )
                | ~Q(kind="reported") & Q(receipt__isnull=True, file="", sha256="", given=0),
            ),
            models.CheckConstraint(
                name="act_dispute_has_reason", condition=~Q(kind="disputed") | ~Q(note="")
            ),
        ]
        triggers = append_only("act_is_fixed")

    def __str__(self):
        return f"{self.party.name}: {self.get_kind_display()}"
