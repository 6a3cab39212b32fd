"""Asking for a training, supporting what others ask for, and answering it with a training."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from core import audit, states
from core.access import require
from core.errors import Refusal
from meetings import training_notices, training_rules
from meetings.models import TopicRequest, TopicSupport

State = TopicRequest.State


@transaction.atomic
def ask_for_topic(*, user, acting, **wish):
    """Ask for a training; who asks is its first supporter. ``wish``: topic, title, reason."""
    require(training_rules.can_ask(user))
    asked = TopicRequest.objects.create(asked_by=user, mandate=acting, supports=1, **wish)
    TopicSupport.objects.create(request=asked, user=user)
    audit.record("meetings.topic_asked", asked, by=acting or user)
    return asked


@transaction.atomic
def support_topic(asked, *, user, acting):
    """Say that one wants it too; each person counts once."""
    require(training_rules.can_ask(user))
    asked = TopicRequest.objects.select_for_update(no_key=True).get(pk=asked.pk)
    if asked.state != State.OPEN:
        raise Refusal(_("This topic is answered or was taken back."))
    try:
        with transaction.atomic():
            TopicSupport.objects.create(request=asked, user=user)
    except IntegrityError as twice:
        raise Refusal(_("You support this topic already.")) from twice
    TopicRequest.objects.filter(pk=asked.pk).update(supports=F("supports") + 1)
    audit.record("meetings.topic_supported", asked, by=acting or user)


@transaction.atomic
def withdraw_topic(asked, *, user):
    """Take a request back, or remove what does not belong here."""
    require(training_rules.can_withdraw_topic(user, asked))
    states.move(asked, "state", to=State.WITHDRAWN)
    audit.record("meetings.topic_withdrawn", asked, by=user)


def answer_topics(requests, *, training, by):
    """The training answers these requests; whoever supported one is told. Within a transaction."""
    for asked in sorted(requests, key=lambda row: row.pk):
        states.move(asked, "state", to=State.PLANNED, training=training)
        audit.record("meetings.topic_answered", asked, by=by, reason=str(training))
        for support in asked.support.filter(user__is_active=True).select_related("user"):
            training_notices.topic_answered(asked, support.user, training)
