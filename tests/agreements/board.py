"""What is done with planned rules, by their real actions."""

import uuid
from datetime import timedelta

import pgtrigger
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agreements import actions
from agreements.models import PlannedRule
from tests.factories.projects import head_of
from tests.papers import pdf_bytes

TEXT = "Setiap rumah membayar iuran sampah Rp10.000 sebulan; sampah diangkut dua kali sepekan."
WHY = "Sungai tercemar sampah rumah tangga."


def pdf():
    return SimpleUploadedFile("rancangan.pdf", pdf_bytes(), "application/pdf")


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def words(**given):
    """What the form of a planned rule hands over."""
    return {
        "kind": "perdes", "title": "Pengelolaan sampah rumah tangga", "field": "development",
        "sectors": ["waste"], "text": TEXT, "why": WHY, "area": "own", "chosen": [], "named": [],
        "comments_until": in_days(14), "effective_on": in_days(30),
    } | given  # fmt: skip


def draft(region, *, by=None, token=None, **given):
    return actions.plan_rule(
        by=by or head_of(region), token=token or uuid.uuid4(), **words(**given)
    )


def announced(region, *, by=None, **given):
    by = by or head_of(region)
    planned = draft(region, by=by, **given)
    return actions.announce(planned, by=by, seen=planned.revision)


def fresh(planned):
    return PlannedRule.objects.with_subject().get(pk=planned.pk)


def ended(planned, days=1):
    """Its time to comment was over so many days ago; the database lets nobody shorten it."""
    with pgtrigger.ignore("agreements.PlannedRule:planned_rule_keeps_its_word"):
        PlannedRule.objects.filter(pk=planned.pk).update(
            comments_until=in_days(-days), announced_at=planned.announced_at - timedelta(days=30)
        )
    return fresh(planned)


def comment(planned, by, *, stance="concern", text="Truk lewat jalan kami.", **given):
    given = {"token": uuid.uuid4(), "seen": planned.current.number} | given
    return actions.comment_on_rule(planned, by=by, stance=stance, text=text, **given)


def decide(planned, by, *, result="adopted", **given):
    facts = {"summary": "Jam angkut digeser.", "number": "3 Tahun 2026", "dated_on": in_days(0),
             "gazette_number": "", "promulgated_on": None, "in_force_on": in_days(10)}  # fmt: skip
    if result == "given_up":
        facts |= {"number": "", "dated_on": None, "in_force_on": None}
    facts |= {"token": uuid.uuid4(), "seen": 0} | given
    return actions.decide_rule(planned, by=by, result=result, **facts)
