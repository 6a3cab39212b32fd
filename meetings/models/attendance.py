"""Who came to a meeting, who was awaited, and how that is known."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped, never_emptied
from meetings import guards
from meetings.models.meeting import Meeting
from villages.models import Mandate, Region


class AttendanceQuerySet(models.QuerySet):
    def confirmed(self):
        """Known to the portal or to the minute taker; what a stranger typed at the door is not."""
        return self.filter(is_confirmed=True)

    def here(self):
        """Those in the room, whether for themselves or for somebody else."""
        return self.filter(state__in=Attendance.HERE)

    def of_regions(self):
        return self.filter(region__isnull=False)


class Attendance(TimeStamped):
    """One person who came to a sitting or was awaited there, for a region or as a guest.

    ``name`` is the person who was awaited or who came; where somebody else sits in his place, that
    one is ``substitute``. ``sitting`` is 1, or 2 after a postponement: those of the first sitting
    stay on record and count no more.
    """

    MAX_PEOPLE = 500

    class State(models.TextChoices):
        PRESENT = "present", _("present")
        LATE = "late", _("came late")
        EXCUSED = "excused", _("excused")
        ABSENT = "absent", _("did not come")
        REPRESENTED = "represented", _("represented")

    IN_PERSON = (State.PRESENT, State.LATE)
    HERE = (*IN_PERSON, State.REPRESENTED)

    class Sex(models.TextChoices):
        MALE = "L", _("male")
        FEMALE = "P", _("female")

    class How(models.TextChoices):
        QR = "qr", _("by QR code")
        LIST = "list", _("by the minute taker's list")
        PAPER = "paper", _("from the signed paper list")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    sitting = models.PositiveSmallIntegerField(_("sitting"), default=1)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="attendances"
    )
    institution = models.CharField(_("institution of a guest"), max_length=120, blank=True)
    name = models.CharField(_("name"), max_length=120)
    office = models.CharField(_("office or element"), max_length=120, blank=True)
    sex = models.CharField(_("male or female"), max_length=1, choices=Sex, blank=True)
    phone = models.CharField(_("phone number"), max_length=16, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PRESENT)
    substitute = models.CharField(_("represented by"), max_length=120, blank=True)
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="attendances"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="attendances"
    )
    how = models.CharField(_("recorded"), max_length=6, choices=How)
    arrived_at = models.DateTimeField(_("arrived"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_confirmed = models.BooleanField(_("confirmed"), default=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["region", "institution", "pk"]
        constraints = [
            models.CheckConstraint(
                name="attendance_of_region_or_institution",
                condition=Q(region__isnull=False, institution="")
                | (Q(region__isnull=True) & ~Q(institution="")),
            ),
            models.CheckConstraint(
                name="attendance_substitute_is_named",
                condition=(Q(state="represented") & ~Q(substitute=""))
                | (~Q(state="represented") & Q(substitute="")),
            ),
            models.CheckConstraint(
                name="attendance_who_is_here_has_arrived",
                condition=Q(state__in=["present", "late", "represented"], arrived_at__isnull=False)
                | Q(state__in=["excused", "absent"], arrived_at__isnull=True),
            ),
            models.CheckConstraint(
                name="attendance_person_has_mandate",
                condition=Q(user__isnull=True, mandate__isnull=True)
                | Q(user__isnull=False, mandate__isnull=False),
            ),
            models.CheckConstraint(
                name="attendance_confirmed_by_somebody",
                condition=Q(is_confirmed=False) | Q(recorded_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["meeting", "sitting", "user"], name="attendance_one_a_person"
            ),
            models.UniqueConstraint(
                "meeting", "sitting", "region", Lower("name"), name="attendance_one_name_a_region"
            ),
            models.UniqueConstraint(
                "meeting",
                "sitting",
                Lower("institution"),
                Lower("name"),
                name="attendance_one_name_an_institution",
                condition=Q(region__isnull=True),
            ),
        ]
        triggers = [never_emptied(), guards.attendance_stands_as_sent]

    def __str__(self):
        return f"{self.name}: {self.meeting}"

    @property
    def is_here(self):
        return self.state in self.HERE

    @property
    def attends_for(self):
        """The region or the guest's institution, in words."""
        return self.region.full_name if self.region else self.institution
