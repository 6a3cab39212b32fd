"""Joint projects: what is proposed, who sits in them, and who said what to which version."""

from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import TrigramWordDistance
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Replace, Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.codes import project_code
from core.formats import local, zone_of_code
from core.models import TimeStamped, append_only
from projects import guards
from villages.models import Mandate, Region
from villages.models.profile import Sector

# How titles are searched: in capitals; without blanks for what they hold, with them for likeness.
LOUD_TITLE = Upper("title")
SQUEEZED_TITLE = Replace(LOUD_TITLE, Value(" "), Value(""))
# Of the project's row outside: the version about which the heads are asked (``Project.asked``).
ASKED_VERSION = Coalesce(OuterRef("pending"), OuterRef("current"))


class ProjectQuerySet(models.QuerySet):
    def public(self):
        """All but drafts."""
        return self.exclude(state=Project.State.DRAFT)

    def visible_to(self, user):
        """All that is public, and the drafts of the regions for which the user speaks."""
        own = Mandate.objects.held_by(user).values("region")
        return self.filter(~Q(state=Project.State.DRAFT) | Q(lead__in=own))

    def of_region(self, region):
        """With a seat for the region; the lead has one too."""
        seats = Partnership.objects.filter(region=region)
        return self.filter(pk__in=seats.values("project"))

    def within(self, region):
        """With a seat for the region or for a part of it."""
        return self.with_seat_in(region.code)

    def with_seat_in(self, code):
        """With a seat for a region whose code begins so."""
        seats = Partnership.objects.filter(region__code__startswith=code)
        return self.filter(pk__in=seats.values("project"))

    def supported_by(self, organisation_id):
        """Those that the organisation supports: with its yes, or with a contribution that stands."""
        given = Q(
            commitments__organisation=organisation_id,
            commitments__state__in=["committed", "received"],
        )
        backed = Q(backings__organisation=organisation_id, backings__state="accepted")
        found = Project.objects.order_by()
        return self.filter(
            Q(pk__in=found.filter(given).values("pk")) | Q(pk__in=found.filter(backed).values("pk"))
        )

    def followed_by(self, user):
        """Those whose news the person has asked for."""
        return self.filter(follows__user=user)

    def at_work_in(self, year):
        """Those whose proposal plans work in that year."""
        return self.filter(
            current__starts_on__lte=date(year, 12, 31), current__ends_on__gte=date(year, 1, 1)
        )

    def reporting_late(self, today):
        """Running ones whose report was due before ``today``, a day on the clocks of Jakarta."""
        return self.awaiting_report(until=today - timedelta(days=1))

    def titled(self, words):
        """With all the words in the title. Blanks do not count ("kerja sama" is "kerjasama")."""
        found = self.alias(squeezed=SQUEEZED_TITLE)
        for word in words.upper().split()[:6]:
            found = found.filter(squeezed__contains=word)
        return found

    def titled_like(self, words):
        """With all the words in the title; where none has them, those that come close, best first.

        Likeness costs far more than containing, so it is asked once, for the best hundred, and
        only where it is needed.
        """
        loud, found = words.upper(), self.titled(words)
        if found.exists():
            return found
        likeness = TrigramWordDistance(loud, LOUD_TITLE)
        near = self.alias(loud=LOUD_TITLE).filter(loud__trigram_word_similar=loud)
        near = near.order_by(likeness, "-pk")
        best = list(near.values_list("pk", flat=True)[:100])
        return self.filter(pk__in=best).order_by(likeness, "-pk")

    def awaiting_consent_of(self, region):
        """Those that ask the region and have no answer of it: proposals in which it has a seat, and
        amendments, which ask those that they would add as well."""
        seats = Partnership.objects.filter(region=region).values("project")
        named = Version.objects.filter(
            partner_codes__contains=[region.pk], amendment__state="pending"
        ).values("project")
        answered = Consent.objects.filter(version=ASKED_VERSION, region=region)
        asked = Q(state=Project.State.PROPOSED) | Q(pending__isnull=False)
        return self.filter(asked, ~Exists(answered), pk__in=seats.union(named))

    def with_seat_count(self):
        """``seat_count``: how many regions take part, the lead among them."""
        seats = Partnership.objects.filter(project=OuterRef("pk")).order_by()
        counted = seats.values("project").annotate(n=Count("pk")).values("n")
        return self.annotate(seat_count=Subquery(counted))

    def awaiting_report(self, until):
        """Running ones whose next report is due by that day."""
        return self.filter(state=Project.State.RUNNING, report_due_on__lte=until)

    def seeking_funds(self):
        """Going on, and nobody has promised a part of the cost yet."""
        return self.filter(state__in=Project.OPEN_STATES, funding_gap__gt=0)

    def with_words(self):
        """What a line of a list shows: the lead and the current version without its long texts."""
        rows = self.select_related("current", "lead").with_seat_count()
        return rows.defer("current__problem", "current__aim", "current__timetable")


class Project(TimeStamped):
    """A joint project. Its words live in versions; the current one is copied here for lists."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PROPOSED = "proposed", _("under deliberation")
        REVISING = "revising", _("needs revision")
        AGREED = "agreed", _("agreed")
        RUNNING = "running", _("running")
        FINISHED = "finished", _("finished")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        MERGED = "merged", pgettext_lazy("project", "merged")

    STATE_MOVES = {
        State.DRAFT: {State.PROPOSED},
        State.PROPOSED: {
            State.PROPOSED, State.REVISING, State.AGREED, State.DECLINED, State.WITHDRAWN,
            State.MERGED,
        },
        State.REVISING: {State.PROPOSED, State.WITHDRAWN, State.MERGED},
        State.AGREED: {State.PROPOSED, State.RUNNING, State.WITHDRAWN},
        State.RUNNING: {State.RUNNING, State.FINISHED, State.WITHDRAWN},
    }  # fmt: skip
    MAX_PARTNERS = 40
    # In which the proposal or the work goes on, so that money may still be found for it.
    OPEN_STATES = (State.PROPOSED, State.REVISING, State.AGREED, State.RUNNING)

    class Rhythm(models.TextChoices):
        FORTNIGHT = "fortnight", _("every two weeks")
        MONTH = "month", _("every month")
        QUARTER = "quarter", _("every three months")

    code = models.CharField(
        _("code"), max_length=8, unique=True, default=project_code, editable=False
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    lead = models.ForeignKey(
        Region, models.PROTECT, related_name="led_projects", verbose_name=_("lead region")
    )
    title = models.CharField(_("title"), max_length=150, blank=True)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    sectors = ArrayField(
        models.CharField(max_length=12, choices=Sector),
        verbose_name=_("sectors"),
        default=list,
        blank=True,
    )
    current = models.OneToOneField(
        "Version", models.PROTECT, null=True, blank=True, related_name="+"
    )
    pending = models.OneToOneField(
        "Version",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("amendment under deliberation"),
    )
    proposed_at = models.DateTimeField(_("proposed"), null=True, blank=True)
    answer_by = models.DateField(_("answers wanted by"), null=True, blank=True)
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    closed_at = models.DateTimeField(_("finished, declined or withdrawn"), null=True, blank=True)
    close_reason = models.CharField(_("reason of the withdrawal"), max_length=500, blank=True)
    phase = models.ForeignKey(
        "Phase",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("phase of a programme"),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
        verbose_name=_("goes on in"),
    )
    rhythm = models.CharField(
        _("how often it reports"), max_length=9, choices=Rhythm, default=Rhythm.MONTH
    )
    report_due_on = models.DateField(_("next report due"), null=True, blank=True)
    percent = models.PositiveSmallIntegerField(_("percent done"), null=True, blank=True)
    funding_gap = models.PositiveBigIntegerField(
        _("rupiah that nobody has promised yet"), default=0, editable=False
    )
    partners = models.ManyToManyField(Region, through="Partnership", related_name="projects")

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="project_proposed_has_version_and_time",
                condition=Q(state="draft", current__isnull=True)
                | (
                    ~Q(state="draft")
                    & Q(current__isnull=False, proposed_at__isnull=False, answer_by__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="project_agreed_has_time",
                condition=~Q(state__in=["agreed", "running", "finished"])
                | Q(agreed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="project_running_has_start",
                condition=~Q(state__in=["running", "finished"]) | Q(started_at__isnull=False),
            ),
            models.CheckConstraint(
                name="project_closed_has_time",
                condition=Q(state__in=["finished", "declined", "withdrawn", "merged"])
                ^ Q(closed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="project_merged_goes_on_elsewhere",
                condition=(Q(state="merged") ^ Q(merged_into__isnull=True))
                & (Q(merged_into__isnull=True) | ~Q(merged_into=F("id"))),
            ),
            models.CheckConstraint(
                name="project_withdrawn_has_reason",
                condition=~Q(state="withdrawn") | ~Q(close_reason=""),
            ),
            models.CheckConstraint(
                name="project_report_due_while_running",
                condition=Q(state="running") | Q(report_due_on__isnull=True),
            ),
            models.CheckConstraint(
                name="project_amended_while_running",
                condition=Q(pending__isnull=True) | (Q(state="running") & ~Q(pending=F("current"))),
            ),
            models.CheckConstraint(
                name="project_percent_up_to_100",
                condition=Q(percent__isnull=True) | Q(percent__lte=100),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="project_by_state"),
            models.Index(
                fields=["report_due_on"],
                name="project_report_due",
                condition=Q(report_due_on__isnull=False),
            ),
            models.Index(
                fields=["-id"],
                name="project_seeks_funds",
                condition=Q(
                    state__in=["proposed", "revising", "agreed", "running"], funding_gap__gt=0
                ),
            ),
            GinIndex(fields=["sectors"], name="project_sectors"),
            GinIndex(OpClass(SQUEEZED_TITLE, name="gin_trgm_ops"), name="project_title_holds"),
            GinIndex(OpClass(LOUD_TITLE, name="gin_trgm_ops"), name="project_title_is_like"),
        ]
        triggers = [guards.merging_ends_where_it_begins]

    def __str__(self):
        return self.title or str(_("Proposal without a title"))

    def get_absolute_url(self):
        return reverse("projects:detail", args=[self.code])

    @property
    def result_url(self):
        """The page of what it has brought."""
        return reverse("projects:result", args=[self.code])

    @property
    def requests_url(self):
        """Where requests for changes are read and replied to."""
        page = "adjustments" if self.state == self.State.RUNNING else "detail"
        return f"{reverse(f'projects:{page}', args=[self.code])}#permintaan"

    @property
    def key(self):
        """How the outbox names it."""
        return f"{self._meta.label_lower}:{self.pk}"

    @property
    def has_ended(self):
        """It was finished, withdrawn, declined or merged: it goes on no more."""
        return self.state not in (self.State.DRAFT, *self.OPEN_STATES)

    @property
    def end_words(self):
        """How it ended, in a sentence; empty while it goes on."""
        into = self.merged_into.title if self.merged_into_id else ""
        return {
            self.State.FINISHED: _("The work is finished."),
            self.State.DECLINED: _("All partners have declined the proposal."),
            self.State.WITHDRAWN: _("Withdrawn: %(reason)s") % {"reason": self.close_reason},
            self.State.MERGED: _("The proposal goes on in: %(title)s") % {"title": into},
        }.get(self.state, "")

    @property
    def zone(self):
        """The zone of its times: that of the lead."""
        return zone_of_code(self.lead_id)

    @property
    def other_seats(self):
        """How many partners beside the lead; of rows ``with_seat_count``."""
        return self.seat_count - 1

    def today_at(self, moment):
        """The date of a moment where it is at work."""
        return local(moment, self.zone).date()

    @property
    def today(self):
        return self.today_at(timezone.now())

    @property
    def started_on(self):
        return self.today_at(self.started_at)

    def has_seat(self, region_id):
        """Does the region take part? Cheap where ``partnerships`` is prefetched."""
        return any(seat.region_id == region_id for seat in self.partnerships.all())

    def in_charge(self, region):
        """Who answers for what ``region`` took on: it while it takes part, afterwards the lead."""
        return region if self.has_seat(region.pk) else self.lead

    @property
    def asked(self):
        """The version about which the heads are asked: the amendment under deliberation if there is
        one, else the current version; None for a draft."""
        return self.pending or self.current

    def is_asked(self, region_id):
        """Does the region answer? An amendment asks those whom it would add, too."""
        named = self.pending is not None and region_id in self.pending.partner_codes
        return named or self.has_seat(region_id)

    def answer_of(self, region_id):
        """The region's answer to the version about which the heads are asked, or None."""
        return self.asked.answer_of(region_id) if self.asked else None


class Version(models.Model):
    """One exact wording of a proposal; consent refers to it. Never changed, only followed."""

    class Field(models.TextChoices):
        GOVERNMENT = "government", _("village government")
        DEVELOPMENT = "development", _("village development")
        COMMUNITY = "community", _("community affairs")
        EMPOWERMENT = "empowerment", _("community empowerment")

    project = models.ForeignKey(Project, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=150)
    problem = models.TextField(_("problem"), max_length=4000)
    aim = models.TextField(_("aim"), max_length=4000)
    field = models.CharField(_("field of cooperation"), max_length=12, choices=Field)
    sectors = ArrayField(models.CharField(max_length=12, choices=Sector), verbose_name=_("sectors"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    cost = models.PositiveBigIntegerField(_("rough cost in rupiah"))
    starts_on = models.DateField(_("start"))
    ends_on = models.DateField(_("end"))
    timetable = models.TextField(_("timetable"), max_length=4000, blank=True)
    partner_codes = ArrayField(
        models.CharField(max_length=13), verbose_name=_("codes of the partners")
    )
    change_note = models.CharField(_("what has changed"), max_length=500, blank=True)
    home_first = models.BooleanField(_("assembly at home first"), default=False)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("version of a proposal")
        verbose_name_plural = _("versions of proposals")
        ordering = ["project", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="version_number_once"),
            models.CheckConstraint(
                name="version_dates_in_order", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]
        triggers = [*append_only("version_is_fixed"), guards.version_follows_replies]

    def __str__(self):
        return f"{self.title} ({self.number})"

    @property
    def was_in_force(self):
        """A proposal that went out, or an amendment to which all have consented."""
        amendment = getattr(self, "amendment", None)
        return amendment is None or amendment.state == amendment.State.IN_FORCE

    def answer_of(self, region_id):
        """The region's answer to it, or None. Cheap where ``consents`` is prefetched."""
        answers = self.consents.all()
        return next((given for given in answers if given.region_id == region_id), None)


class Partnership(models.Model):
    """A region's seat in a project."""

    class Role(models.TextChoices):
        LEAD = "lead", _("lead")
        PARTNER = "partner", _("partner")

    project = models.ForeignKey(Project, models.CASCADE, related_name="partnerships")
    region = models.ForeignKey(Region, models.PROTECT, related_name="partnerships")
    role = models.CharField(_("role"), max_length=8, choices=Role, default=Role.PARTNER)

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["role", "region"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "region"], name="partnership_one_seat_a_region"
            ),
            models.UniqueConstraint(
                fields=["project"], condition=Q(role="lead"), name="partnership_one_lead"
            ),
        ]

    def __str__(self):
        return f"{self.region}: {self.project}"


class Consent(models.Model):
    """A region's answer to one exact version, by its head; never changed."""

    class Answer(models.TextChoices):
        GIVEN = "given", pgettext_lazy("answer", "consents")
        CHANGES = "changes", pgettext_lazy("answer", "asks for changes")
        DECLINED = "declined", pgettext_lazy("answer", "declines")

    version = models.ForeignKey(Version, models.CASCADE, related_name="consents")
    region = models.ForeignKey(Region, models.PROTECT, related_name="consents")
    answer = models.CharField(_("answer"), max_length=8, choices=Answer)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    at = models.DateTimeField(_("answered"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "region"], name="consent_one_answer_a_version"
            ),
            models.CheckConstraint(
                name="consent_no_has_reason",  # who asks for changes says so part by part
                condition=Q(answer__in=["given", "changes"]) | ~Q(reason=""),
            ),
        ]
        triggers = [*append_only("consent_is_fixed"), guards.consent_follows_assembly]

    def __str__(self):
        return f"{self.region}: {self.get_answer_display()}"
