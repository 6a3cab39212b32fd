"""A proposal that is too large for its partners, sent upward as a copy, and all that is said to it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.codes import project_code
from core.formats import zone_of_code
from core.models import TimeStamped, append_only
from projects import guards
from projects.models.project import Project, Version
from villages.models import Mandate, Region


class EscalationQuerySet(models.QuerySet):
    def upward(self):
        """Those that lie with their receiver, or that it has taken up."""
        return self.filter(state__in=Escalation.UPWARD)

    def received_within(self, region):
        """Sent to the region or to one within it."""
        return self.filter(receiver__code__startswith=region.code)

    def awaiting_answer_of(self, region):
        """Those to which the region itself has to say something."""
        return self.filter(receiver=region, state=Escalation.State.SENT)

    def awaiting_reply_of(self, region):
        """Those in which the region, as the lead, was asked back."""
        return self.filter(project__lead=region, state=Escalation.State.ASKED)

    def with_words(self):
        """What a line of a list shows."""
        return self.select_related("project__lead", "receiver", "version").defer(
            "version__problem", "version__aim", "version__timetable"
        )


class Escalation(TimeStamped):
    """The copy of one version at the subdistrict or the regency that was asked; it keeps its words.

    A copy that is taken up may go on in another copy of the same receiver (``part_of``): several
    proposals then have one answer, and the copy shows them all as its origins.
    """

    class State(models.TextChoices):
        SENT = "sent", pgettext_lazy("escalation", "waits for an answer")
        ASKED = "asked", pgettext_lazy("escalation", "asked back")
        TAKEN_UP = "taken_up", pgettext_lazy("escalation", "taken up")
        DECLINED = "declined", pgettext_lazy("escalation", "not taken up")
        TAKEN_BACK = "back", pgettext_lazy("escalation", "taken back")
        CLOSED = "closed", pgettext_lazy("escalation", "closed with its proposal")

    STATE_MOVES = {
        State.SENT: {
            State.ASKED, State.TAKEN_UP, State.DECLINED, State.TAKEN_BACK, State.CLOSED,
        },
        State.ASKED: {State.SENT, State.TAKEN_BACK, State.CLOSED},
    }  # fmt: skip
    OPEN = (State.SENT, State.ASKED)
    UPWARD = (*OPEN, State.TAKEN_UP)  # it lies there, or goes on there

    class Ask(models.TextChoices):
        LEAD = "lead", _("take over the lead")
        FUND = "fund", _("help with the funds")
        COORDINATE = "coordinate", _("coordinate those concerned")
        PERMIT = "permit", _("give or arrange a permit")

    code = models.CharField(
        _("code"), max_length=8, unique=True, default=project_code, editable=False
    )
    project = models.ForeignKey(Project, models.CASCADE, related_name="escalations")
    version = models.ForeignKey(Version, models.CASCADE, related_name="escalations")
    receiver = models.ForeignKey(
        Region, models.PROTECT, related_name="escalations", verbose_name=_("sent to")
    )
    ask = models.CharField(_("what is asked"), max_length=10, choices=Ask)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.SENT)
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts",
        verbose_name=_("goes on in"),
    )  # fmt: skip

    objects = EscalationQuerySet.as_manager()

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(state__in=["sent", "asked"]),
                name="escalation_one_open",
            ),
            models.UniqueConstraint(
                fields=["project", "receiver"],
                condition=Q(state="taken_up"),
                name="escalation_taken_up_once",
            ),
            models.CheckConstraint(
                name="escalation_part_is_taken_up",
                condition=Q(part_of__isnull=True) | Q(state="taken_up"),
            ),
            models.CheckConstraint(
                name="escalation_part_of_another",
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
            ),
        ]
        indexes = [
            models.Index(fields=["receiver", "state", "-id"], name="escalation_received"),
        ]
        triggers = [guards.escalation_is_a_copy]

    def __str__(self):
        return f"{self.version.title} > {self.receiver.full_name}"

    def get_absolute_url(self):
        return reverse("projects:escalation", args=[self.code])

    @property
    def zone(self):
        """The zone of its times: that of the receiver."""
        return zone_of_code(self.receiver_id)


class EscalationStep(models.Model):
    """What one side said, and in which office; never changed.

    A note of the receiver may name where the matter was proposed onward (the list, the year) and at
    which rank.
    """

    class Kind(models.TextChoices):
        SENT = "sent", pgettext_lazy("step", "Sent on")
        QUESTION = "question", pgettext_lazy("step", "Asked back")
        REPLY = "reply", pgettext_lazy("step", "Replied")
        TAKEN_UP = "taken_up", pgettext_lazy("step", "Taken up")
        DECLINED = "declined", pgettext_lazy("step", "Not taken up")
        TAKEN_BACK = "back", pgettext_lazy("step", "Taken back")
        CLOSED = "closed", pgettext_lazy("step", "Closed with its proposal")
        NOTE = "note", pgettext_lazy("step", "How it goes on")

    class List(models.TextChoices):
        DU_RKP = "du_rkp", _("DU-RKP Desa")
        SUBDISTRICT = "kecamatan", _("Musrenbang Kecamatan")
        REGENCY = "kabupaten", _("Musrenbang Kabupaten")
        PROVINCE = "provinsi", _("Musrenbang Provinsi")

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="steps")
    kind = models.CharField(_("what happened"), max_length=8, choices=Kind)
    text = models.CharField(_("words"), max_length=1000)
    list = models.CharField(_("proposed onward in"), max_length=10, choices=List, blank=True)
    year = models.PositiveSmallIntegerField(_("for the year"), null=True, blank=True)
    rank = models.PositiveSmallIntegerField(_("rank in the list"), null=True, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)
    region_name = models.CharField(_("region then"), max_length=150)

    class Meta:
        verbose_name = _("step of an escalation")
        verbose_name_plural = _("steps of escalations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="escalation_step_has_words", condition=~Q(text="")),
            models.CheckConstraint(
                name="escalation_list_has_year_and_rank_a_list",
                condition=Q(list="", year__isnull=True, rank__isnull=True)
                | (
                    ~Q(list="")
                    & Q(kind="note", year__isnull=False)
                    & (Q(rank__isnull=True) | Q(rank__gte=1))
                ),
            ),
        ]
        triggers = append_only("escalation_step_is_fixed")

    def __str__(self):
        return f"{self.escalation_id}: {self.get_kind_display()}"
