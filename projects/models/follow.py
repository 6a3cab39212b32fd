"""Who follows a project: its news come into that person's inbox."""

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
