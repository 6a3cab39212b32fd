"""The word given: an agreement, its exact texts, its parties and who approved which text.

The database itself keeps the promise: words change only in a draft, versions and approvals never,
and nothing comes into force before every party has approved the current version (``guards``).
"""

from datetime import timedelta

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements import guards, life_guards
from agreements.models.counting import number_of
from agreements.models.grounds import EndGround, FollowsAs
from agreements.models.searching import BODY, found_by
from agreements.validity import LADDER, LOOK_BACK, SOON
from core.codes import project_code, secret_code
from core.models import TimeStamped, append_only, never_emptied
from core.sheets import WithSheet
from core.uploads import random_name
from meetings.models import AgendaItem, Decision, Meeting
from projects.models import Project
from villages.models import Mandate, Region


def standings(today):
    """Where agreements can stand on a day, as conditions. The calendar decides whether a term is
    over, whether or not the nightly task has run. Drafts stand apart from all others."""
    in_force = Q(state=Agreement.State.IN_FORCE, ends_on__gte=today)
    return {
        "all": ~Q(state=Agreement.State.DRAFT),
        "in_force": in_force,
        "open": Q(state=Agreement.State.OPEN),
        "soon": in_force & Q(starts_on__lte=today, ends_on__lt=today + timedelta(days=SOON)),
        "over": Q(state=Agreement.State.ENDED)
        | Q(state=Agreement.State.IN_FORCE, ends_on__lt=today),
        "withdrawn": Q(state=Agreement.State.WITHDRAWN),
        "draft": Q(state=Agreement.State.DRAFT),
    }


class AgreementQuerySet(models.QuerySet):
    def public(self):
        """In force or over: what was promised can be read by everybody."""
        return self.filter(state__in=[Agreement.State.IN_FORCE, Agreement.State.ENDED])

    def visible_to(self, user):
        """Public ones; drafts for the region that writes; the rest, and drafts that are shown to the
        parties, for parties and their camat. A successor that is shown, for those of the earlier
        one too: there is one at a time."""
        own = Mandate.objects.held_by(user).values("region")
        seats = Party.objects.filter(Q(region__in=own) | Q(region__parent__in=own))
        theirs, drafted = seats.values("agreement"), Agreement.objects.filter(drafted_for__in=own)
        earlier = Q(follows__in=theirs) | Q(follows__in=drafted.values("pk"))
        return self.filter(
            Q(state__in=[Agreement.State.IN_FORCE, Agreement.State.ENDED])
            | Q(drafted_for__in=own)
            | Q(pk__in=theirs, current__isnull=False)
            | Q(Q(pk__in=theirs) | earlier, shared_at__isnull=False)
        )

    def of_region(self, region):
        """Those in which the region is a party, or which it drafted."""
        parties = Party.objects.filter(region=region)
        return self.filter(Q(pk__in=parties.values("agreement")) | Q(drafted_for=region))

    def awaiting_approval_of(self, region):
        approved = Signature.objects.filter(version=OuterRef("current"), party__region=region)
        parties = Party.objects.filter(region=region).values("agreement")
        return self.filter(~Exists(approved), pk__in=parties, state=Agreement.State.OPEN)

    def on_the_clock(self, since):
        """By clauses, and open or sealed since that moment: the parties have things to settle."""
        is_open = Q(state=Agreement.State.OPEN, current__made_at__gte=since)
        is_sealed = Q(state=Agreement.State.IN_FORCE, sealed_at__gte=since)
        return self.filter(is_open | is_sealed, by_clauses=True).order_by("pk")

    def asking_after_seal(self, region, today, *, numbers):
        """In force, and near their end without a successor in the making, or (``numbers``) without
        the region's own number.

        ``is_ending`` and ``unnumbered`` say which; a number that stands in the text is one.
        """
        own = Party.objects.filter(agreement=OuterRef("pk"), region=region, number="")
        without = own.filter(~Exists(Party.objects.filter(
            pk=OuterRef("pk"), registrations__replaced_at=None, registrations__isnull=False
        )))  # fmt: skip
        lacks = Exists(without) if numbers else models.Value(False)
        rows = self.of_region(region).filter(state=Agreement.State.IN_FORCE, ends_on__gte=today)
        living = Agreement.objects.filter(follows=OuterRef("pk"))
        living = living.exclude(state=Agreement.State.WITHDRAWN)
        ending = standings(today)["soon"] & ~Q(Exists(living))
        asking = rows.annotate(unnumbered=lacks, is_ending=ending)
        return asking.filter(Q(unnumbered=True) | Q(is_ending=True))

    def asking_evaluation(self, region, now):
        """In force for so long that a yearly evaluation may be open; ``answered``: the newest year
        that the region has answered, or None."""
        answers = Party.objects.filter(agreement=OuterRef("pk"), region=region).order_by()
        newest = answers.annotate(newest=models.Max("evaluation_answers__year")).values("newest")
        rows = self.filter(state=Agreement.State.IN_FORCE, parties__region=region)
        rows = rows.filter(sealed_at__lt=now - timedelta(days=334)).select_related("drafted_for")
        return rows.annotate(answered=models.Subquery(newest))

    def standing(self, key, today):
        """Those that stand so on a day: one of the keys of ``standings``."""
        return self.filter(standings(today)[key])

    def on_the_ladder(self, today):
        """In force, and near a day on which the parties are told that the term ends."""
        one_day = timedelta(days=1)  # zones differ by less
        near = Q()
        for left in LADDER:
            last = today + timedelta(days=left)
            near |= Q(ends_on__range=(last - LOOK_BACK - one_day, last + one_day))
        return self.filter(near, state=Agreement.State.IN_FORCE)

    def within(self, region):
        """Those with a party in the region or a part of it."""
        inside = Q(region=region) | Q(region__code__startswith=f"{region.pk}.")
        return self.filter(pk__in=Party.objects.filter(inside).values("agreement"))

    def with_party_named(self, words):
        """With a party whose name, then or now, holds the words, or a third party's."""
        named = Party.objects.filter(Q(name__icontains=words) | Q(region__name__icontains=words))
        third = self.filter(third_parties__name__icontains=words).order_by().values("pk")
        return self.filter(Q(pk__in=named.values("agreement")) | Q(pk__in=third))

    def entered_in(self, year):
        """With a number of the register of that year."""
        return self.filter(entry__year=year)

    def matching(self, words):
        """The text holds the words, each at least as a beginning; or title or a party's own number
        holds them as they stand; or they are the code or the number in the register."""
        return self.filter(pk__in=found_by(Agreement, words))

    def without_sheet(self):
        """Sealed ones whose PDF is still to be made."""
        return self.public().filter(sheet="")

    def with_approvals(self):
        """How many parties there are, third ones too, and how many have signed the current version."""
        third = self.model.third_parties.rel.related_model
        own, current = OuterRef("pk"), OuterRef("current")
        signed = third.signatures.rel.related_model
        return self.annotate(
            approved=number_of(Signature, version=current) + number_of(signed, version=current),
            party_count=number_of(Party, agreement=own) + number_of(third, agreement=own),
        )

    def with_pause(self, today):
        """Whether it is suspended on a day, and until when (None: until further notice)."""
        now = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
        pauses = self.model.pauses.rel.related_model.objects.filter(now, agreement=OuterRef("pk"))
        until = models.Subquery(pauses.values("ends_on"))
        return self.annotate(is_paused=Exists(pauses), paused_until=until)

    def replaced_since(self, today):
        """Still in force, though a sealed successor has begun."""
        begun = Agreement.objects.filter(
            follows=OuterRef("pk"), sealed_at__isnull=False, starts_on__lte=today
        )
        return self.filter(Exists(begun), state=Agreement.State.IN_FORCE, ends_on__gte=today)

    def with_signing(self):
        """With the way of signing of the current version, and whether a certified file is there."""
        papers = Version.objects.filter(
            pk=OuterRef("current"), papers__isnull=False,
            papers__signature=None, papers__attestation=None, papers__third_signature=None,
        )  # fmt: skip
        rows = self.select_related("current__signing")
        return rows.annotate(has_certified=Exists(papers))


class Agreement(WithSheet, TimeStamped):
    """An instrument of a kind between regions, out of a project or a meeting.

    ``text`` is the body as it stands now; what is approved are the versions made of it.
    ``follows``: the earlier one that it renews, changes or replaces (``succession``).
    ``by_clauses``: the body is made of the clauses (``wording.composed``), and the parties settle it
    at home first; what was recorded before that is one text. ``shared_at``: since when the parties
    read the draft and remark on it.
    """

    TRAIL_IS_SEALED = True  # core.audit

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open for approval")
        IN_FORCE = "in_force", _("in force")
        ENDED = "ended", _("ended")
        WITHDRAWN = "withdrawn", _("withdrawn")

    # An open one goes back to draft only within the action that makes the next version.
    STATE_MOVES = {
        State.DRAFT: {State.OPEN, State.WITHDRAWN},
        State.OPEN: {State.DRAFT, State.IN_FORCE, State.WITHDRAWN},
        State.IN_FORCE: {State.ENDED},
    }

    class Kind(models.TextChoices):
        JOINT_REGULATION = "permakades", _("joint regulation of village heads")
        JOINT_CONTRACT = "perjanjian", _("joint agreement with a third party")
        SUBDISTRICT_ACCORD = "kesepakatan", _("joint accord of subdistricts")
        MEMORANDUM = "mou", _("memorandum of understanding")

    EndGround, FollowsAs = EndGround, FollowsAs

    code = models.CharField(
        _("code"), max_length=8, unique=True, default=project_code, editable=False
    )
    check_code = models.CharField(
        _("code on the sheet"), max_length=26, unique=True, default=secret_code, editable=False
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), max_length=60000)
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    agenda_items = models.ManyToManyField(
        AgendaItem, related_name="agreements", blank=True, verbose_name=_("items of agendas")
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors",
        verbose_name=_("agreement that it follows"),
    )  # fmt: skip
    follows_as = models.CharField(
        _("way in which it follows"), max_length=11, choices=FollowsAs, blank=True
    )
    by_clauses = models.BooleanField(_("drafted clause by clause"), default=False)
    shared_at = models.DateTimeField(_("shown to the parties"), null=True, blank=True)
    drafted_for = models.ForeignKey(Region, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    current = models.OneToOneField(
        "Version", models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField(_("term starts"))
    ends_on = models.DateField(_("term ends"))
    sealed_at = models.DateTimeField(_("in force since"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended or withdrawn"), null=True, blank=True)
    end_ground = models.CharField(_("ground in law"), max_length=13, choices=EndGround, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=500, blank=True)
    end_paper = models.FileField(
        _("paper of the deliberation"), upload_to=random_name, max_length=120, blank=True
    )
    end_paper_sha256 = models.CharField(_("SHA-256 of that paper"), max_length=64, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="agreement_out_of_project_or_meeting",
                condition=Q(project__isnull=False) | Q(meeting__isnull=False),
            ),
            models.CheckConstraint(
                name="agreement_term_in_order", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="agreement_open_has_version",
                condition=Q(state__in=["draft", "withdrawn"]) | Q(current__isnull=False),
            ),
            models.CheckConstraint(
                name="agreement_in_force_is_sealed",
                condition=Q(state__in=["in_force", "ended"]) ^ Q(sealed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="agreement_over_has_time_and_reason",
                condition=Q(
                    ~Q(end_reason=""), state__in=["ended", "withdrawn"], ended_at__isnull=False
                )
                | (~Q(state__in=["ended", "withdrawn"]) & Q(ended_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="agreement_end_paper_has_hash",
                condition=Q(end_paper="", end_paper_sha256="")
                | (~Q(end_paper="") & ~Q(end_paper_sha256="") & Q(state="ended")),
            ),
            models.CheckConstraint(
                name="agreement_ended_has_ground",
                condition=Q(state="ended") ^ Q(end_ground=""),
            ),
            models.CheckConstraint(
                name="agreement_follows_in_a_way",
                condition=Q(follows__isnull=True, follows_as="")
                | Q(Q(follows__lt=F("id")), ~Q(follows_as=""), follows__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["follows"],
                condition=~Q(state="withdrawn"),
                name="agreement_one_successor",
            ),
            models.CheckConstraint(
                name="agreement_sheet_has_hash",
                condition=Q(sheet="", sheet_sha256="")
                | (~Q(sheet="") & ~Q(sheet_sha256="") & Q(sealed_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="agreement_by_state"),
            models.Index(fields=["state", "ends_on"], name="agreement_by_end"),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="agreement_title_trgm"),
            GinIndex(BODY, name="agreement_text_words"),
        ]
        triggers = [
            never_emptied(),
            guards.agreement_keeps_its_word,
            life_guards.agreement_ends_by_the_word_of_all,
            guards.successor_is_of_a_sealed_agreement,
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("agreements:detail", args=[self.code])

    @property
    def key(self):
        """How the outbox names it."""
        return f"{self._meta.label_lower}:{self.pk}"

    @property
    def zone(self):
        """The IANA zone of the region that drafted it; all its times are shown there."""
        return self.drafted_for.zone


class Version(models.Model):
    """Canonical text (``wording.canonical``) with its SHA-256; approvals refer to it.

    ``clauses`` are those that its body was made of; empty where it was one text.

    Never changed. ``seal`` binds the row to the version before (``seals.seal``).
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"))
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)
    language = models.CharField(_("language"), max_length=2, default="id")
    # [number of the clause, part, heading, words]: to compare versions piece by piece.
    clauses = models.JSONField(_("clauses"), default=list, blank=True)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    seal = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("version of an agreement")
        verbose_name_plural = _("versions of agreements")
        ordering = ["agreement", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="agreement_version_number_once"
            )
        ]
        triggers = append_only("agreement_version_is_fixed")

    def __str__(self):
        return f"{self.agreement} ({self.number})"

    def facts(self):
        """What the seal covers."""
        return {
            "agreement": self.agreement_id,
            "number": self.number,
            "sha256": self.sha256,
            "language": self.language,
            "made_at": self.made_at.isoformat(),
            "made_by": self.made_by_id,
        }


class Party(models.Model):
    """A region that is bound; who signs for it is named in the text.

    ``number`` is that of a text which names one; now it is given after the seal (``Registration``).
    ``name`` is the region's name as it was then: regions are renamed, texts are not.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    region = models.ForeignKey(Region, models.PROTECT, related_name="agreement_parties")
    name = models.CharField(_("region then"), max_length=150)
    position = models.PositiveSmallIntegerField(_("position"))
    number = models.CharField(_("number in the text"), max_length=80, blank=True)
    signer_name = models.CharField(_("represented by"), max_length=100, blank=True)
    signer_title = models.CharField(_("office"), max_length=80)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["agreement", "position"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "region"], name="party_once"),
            models.UniqueConstraint(
                fields=["agreement", "position"],
                name="party_one_a_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
        indexes = [
            GinIndex(OpClass(Upper("number"), name="gin_trgm_ops"), name="party_number_trgm")
        ]
        triggers = [never_emptied(), guards.party_is_fixed_outside_a_draft]

    def __str__(self):
        return f"{self.region}: {self.agreement}"


class Signature(models.Model):
    """A party's recorded approval of one exact version; not a certified electronic signature.

    On paper (``Method.PAPER``) name and office are those of who signed, the mandate that of who
    recorded it, and the scan is its ``paper``.
    ``seal`` binds the row to the approval before, the first one to its version's seal.
    """

    class Method(models.TextChoices):
        PASSWORD = "password", _("password")
        PASSKEY = "webauthn", _("passkey")
        APP = "totp", _("code from an app")
        RECOVERY = "recovery_codes", _("recovery code")
        PAPER = "paper", _("signature on paper")

    version = models.ForeignKey(Version, models.CASCADE, related_name="signatures")
    party = models.ForeignKey(Party, models.PROTECT, related_name="signatures")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)
    region_name = models.CharField(_("region then"), max_length=150)
    text_sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)
    method = models.CharField(_("confirmed with"), max_length=20, choices=Method)
    at = models.DateTimeField(_("approved"))
    seal = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="signature_one_a_party")
        ]
        triggers = [
            *append_only("signature_is_fixed"),
            guards.signature_is_of_the_open_text,
            guards.signature_waits_its_turn,
        ]

    def __str__(self):
        return f"{self.party.region}: {self.version}"

    def facts(self):
        """What the seal covers."""
        return {
            "version": self.version_id,
            "party": self.party_id,
            "mandate": self.mandate_id,
            "person_name": self.person_name,
            "office_title": self.office_title,
            "region_name": self.region_name,
            "text_sha256": self.text_sha256,
            "method": self.method,
            "at": self.at.isoformat(),
        }
