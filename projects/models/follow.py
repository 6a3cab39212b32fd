"""Who follows a project: its news come into that person's inbox, and once a day by mail."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from projects.models.project import Project


class FollowQuerySet(models.QuerySet):
    def standing(self, project, user):
        """How many follow the project ("number"), and whether the person is among them ("mine")."""
        mine = Count("pk", filter=Q(user=user.pk))
        return self.filter(project=project).aggregate(number=Count("pk"), mine=mine)

    def by_mail(self):
        """Of those, the ones whose news go out by mail as well."""
        return self.to_tell().filter(by_mail=True)

    def to_tell(self):
        """Those whose accounts are open; a project that can be followed is seen by everybody."""
        return self.filter(user__is_active=True).exclude(project__state=Project.State.DRAFT)


class Follow(models.Model):
    """A person's wish to hear of a project, whether or not his region takes part."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="follows")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows", verbose_name=_("person")
    )
    since = models.DateTimeField(_("since"), auto_now_add=True)
    by_mail = models.BooleanField(_("news by mail too"), default=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("follower of a project")
        verbose_name_plural = _("followers of projects")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "user"], name="follow_once_a_person")
        ]

    def __str__(self):
        return f"{self.user}: {self.project}"


class Digest(models.Model):
    """Until when a follower has been told by mail, and whether he wants to be at all.

    Whoever writes the letter holds the row, so that the same news go out once.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+",
        verbose_name=_("person"),
    )  # fmt: skip
    is_wanted = models.BooleanField(_("wants news by mail"), default=True)
    looked_on = models.DateField(_("last looked for news on"), null=True, blank=True)
    told_until = models.DateTimeField(_("told until"), null=True, blank=True)

    class Meta:
        verbose_name = _("daily news of a follower")
        verbose_name_plural = _("daily news of followers")
        constraints = [
            models.CheckConstraint(
                name="digest_looked_has_both",
                condition=Q(looked_on__isnull=True, told_until__isnull=True)
                | Q(looked_on__isnull=False, told_until__isnull=False),
            )
        ]

    def __str__(self):
        return str(self.user)
