"""The PDF of a sealed agreement: made once, after the seal, by a worker.

"Sealed and without a sheet" is the row's own state, so a worker that dies, a broker that is
away or a template that fails loses nothing: the next tick finds the row again.
"""

import logging
from functools import partial

from celery import current_app
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils.translation import override
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from agreements import documents, seals
from agreements.models import Agreement
from core import audit

logger = logging.getLogger(__name__)


def ask_for_sheet(agreement):
    """Once the seal is committed, hint to a worker; without it the next tick makes the PDF."""
    transaction.on_commit(partial(_hint, agreement.pk))


def _hint(agreement_id):
    try:
        current_app.send_task("agreements.tasks.make_sheet", [agreement_id], retry=False)
    except (OperationalError, RedisError, OSError) as error:
        logger.warning("broker is away, the next tick will make the PDF: %s", error)


def make_sheet(agreement):
    """Make and keep the PDF, unless there is one; True if this call made it."""
    if agreement.sealed_at is None or agreement.sheet:
        return False
    try:
        with override("id"):
            content = documents.sheet(agreement)
    except Exception as error:
        Agreement.objects.filter(pk=agreement.pk, sheet="").update(
            sheet_tries=F("sheet_tries") + 1, sheet_error=str(error)[:300]
        )
        raise
    return _keep(agreement, content)


def _keep(agreement, content):
    """File first, row second: of two workers one row wins, and the other's file goes."""
    sheet = Agreement(pk=agreement.pk).sheet
    sheet.save("sheet.pdf", ContentFile(content), save=False)
    with transaction.atomic():
        kept = Agreement.objects.filter(pk=agreement.pk, sheet="").update(
            sheet=sheet.name, sheet_sha256=seals.digest_of_file(content), sheet_error=""
        )
        if kept:
            audit.record("agreements.sheet_made", agreement, by=audit.SYSTEM)
    if not kept:
        sheet.delete(save=False)
    return bool(kept)
