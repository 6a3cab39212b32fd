"""Which part of a version a partner wants changed, and what the lead says to it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import append_only
from projects import pages
from projects.models.project import Consent
from villages.models import Mandate


class ChangeRequestQuerySet(models.QuerySet):
    def open(self):
        """Without an answer of the lead."""
        return self.filter(reply=None)

    def of_project(self, project):
        """To any version, with all that is shown of them."""
        found = self.filter(consent__version__project=project)
        return found.select_related("consent__region", "consent__version", "reply")

    def between(self, project, first, last):
        """To versions from number ``first`` to the one before ``last``: what ``last`` replies to."""
        return self.of_project(project).filter(
            consent__version__number__gte=first, consent__version__number__lt=last
        )


class ChangeRequest(models.Model):
    """What a region wants changed in one part of a version; part of its answer, never changed.

    ``section`` is the page of the proposal (``pages.Step.slug``).
    """

    consent = models.ForeignKey(Consent, models.CASCADE, related_name="requests")
    section = models.SlugField(_("part of the proposal"), max_length=20)
    text = models.CharField(_("what should change"), max_length=1000)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a change")
        verbose_name_plural = _("requests for changes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consent", "section"], name="change_request_one_a_section"
            ),
            models.CheckConstraint(name="change_request_has_text", condition=~Q(text="")),
        ]
        triggers = append_only("change_request_is_fixed")

    def __str__(self):
        return f"{self.consent.region}: {self.section}"

    @property
    def title(self):
        """The heading of the part that it is about."""
        return pages.title_of(self.section)

    @property
    def answered(self):
        """The lead's reply, or None."""
        return getattr(self, "reply", None)


class ChangeReply(models.Model):
    """The lead's answer to a request: accepted, or refused with the reason; never changed."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("request", "accepted")
        REFUSED = "refused", pgettext_lazy("request", "not accepted")

    request = models.OneToOneField(ChangeRequest, models.CASCADE, related_name="reply")
    answer = models.CharField(_("answer"), max_length=8, choices=Answer)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    at = models.DateTimeField(_("answered"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    class Meta:
        verbose_name = _("reply to a request")
        verbose_name_plural = _("replies to requests")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="change_reply_no_has_reason", condition=Q(answer="accepted") | ~Q(reason="")
            )
        ]
        triggers = append_only("change_reply_is_fixed")

    def __str__(self):
        return f"{self.request}: {self.get_answer_display()}"
