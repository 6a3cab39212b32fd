"""The milestones of a project's work: what is done by when, by whom, and how much it weighs."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models.project import Project
from villages.models import Region

# At the end of the transaction, for the set is written row by row.
_weights_add_up = pgtrigger.Trigger(
    name="milestone_weights_add_up",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    timing=pgtrigger.Deferred,
    func="""
        IF (
            SELECT SUM(weight) FROM projects_milestone
            WHERE project_id = COALESCE(NEW.project_id, OLD.project_id)
        ) <> 100 THEN
            RAISE EXCEPTION 'the weights of the milestones of a project add up to 100';
        END IF;
        RETURN NULL;
    """,
)


class Milestone(models.Model):
    """A step of the work; the weights of all steps of a project add up to 100."""

    MOST = 20

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("milestone"), max_length=150)
    weight = models.PositiveSmallIntegerField(_("weight in percent"))
    owner = models.ForeignKey(Region, models.PROTECT, related_name="milestones")
    planned_on = models.DateField(_("planned for"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                name="milestone_number_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="milestone_weighs_something", condition=Q(weight__gte=1, weight__lte=100)
            ),
            models.CheckConstraint(name="milestone_has_title", condition=~Q(title="")),
        ]
        triggers = [_weights_add_up]

    def __str__(self):
        return self.title
