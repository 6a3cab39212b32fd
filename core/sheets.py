"""A PDF that is made once, after the seal, by a worker, and kept with its hash.

"Sealed and without a sheet" is the row's own state, so a worker that dies, a broker that is
away or a template that fails loses nothing: the next tick finds the row again.
"""

import logging
from functools import partial

from celery import current_app
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from core import audit, pdf_seals, seals
from core.uploads import random_name

logger = logging.getLogger(__name__)


class WithSheet(models.Model):
    """The columns of a row that gets such a PDF."""

    sheet = models.FileField(_("PDF"), upload_to=random_name, max_length=120, blank=True)
    sheet_sha256 = models.CharField(_("SHA-256 of the PDF"), max_length=64, blank=True)
    sheet_tries = models.PositiveIntegerField(_("tries to make the PDF"), default=0)
    sheet_error = models.CharField(_("last mishap with the PDF"), max_length=300, blank=True)

    class Meta:
        abstract = True


def ask_worker(task, row):
    """Once the seal is committed, hint to a worker; without it the next tick makes the PDF."""
    transaction.on_commit(partial(_hint, task, row.pk))


def _hint(task, pk):
    try:
        current_app.send_task(task, [pk], retry=False)
    except (OperationalError, RedisError, OSError) as error:
        logger.warning("broker is away, the next tick will make the PDF: %s", error)


def make_once(row, compose, *, verb):
    """Keep the PDF that ``compose(row)`` makes, unless there is one; True if this call made it."""
    if row.sealed_at is None or row.sheet:
        return False
    try:
        with override("id"):
            content = pdf_seals.sealed(compose(row))
    except Exception as error:
        _without_sheet(row).update(sheet_tries=F("sheet_tries") + 1, sheet_error=str(error)[:300])
        raise
    return _keep(row, content, verb)


def _without_sheet(row):
    return type(row)._base_manager.filter(pk=row.pk, sheet="")


def _keep(row, content, verb):
    """File first, row second: of two workers one row wins, and the other's file goes."""
    sheet = type(row)(pk=row.pk).sheet
    sheet.save("sheet.pdf", ContentFile(content), save=False)
    sha256 = seals.digest_of_file(content)
    with transaction.atomic():
        kept = _without_sheet(row).update(sheet=sheet.name, sheet_sha256=sha256, sheet_error="")
        if kept:
            audit.record(verb, row, by=audit.SYSTEM, sha256=sha256)
    if not kept:
        sheet.delete(save=False)
    return bool(kept)
