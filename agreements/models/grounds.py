"""Why a cooperation ends in law, and how one agreement follows another."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EndGround(models.TextChoices):
    """Why a cooperation ends in law (Permendagri 96/2017); the last one the calendar finds."""

    AGREED = "agreed", _("all parties agreed to end it")
    ACHIEVED = "achieved", _("its aim is reached")
    FORCE_MAJEURE = "force_majeure", _("events beyond control make it impossible")
    BREACH = "breach", _("a party does not keep it")
    REPLACED = "replaced", _("a new agreement takes its place")
    UNLAWFUL = "unlawful", _("it is contrary to the law")
    OBJECT_LOST = "object_lost", _("its object is lost")
    HARMFUL = "harmful", _("it harms the village, the region or the nation")
    TERM_OVER = "term_over", _("its term is over")


class FollowsAs(models.TextChoices):
    """How an agreement takes the place of an earlier one."""

    RENEWAL = "renewal", _("renewal")
    AMENDMENT = "amendment", _("change of words")
    REPLACEMENT = "replacement", _("replacement")
