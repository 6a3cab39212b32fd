"""What the assemblies at home say, before the heads answer."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.access import require
from core.errors import Refusal
from core.sending import sent_before
from projects import rules
from projects.actions.locking import locked
from projects.models import Consent, HomeResult, assembly_of


def result_of(project, region_id):
    """The newest result of the region for the version about which it is asked, or None."""
    found = HomeResult.objects.filter(version=project.asked, region=region_id)
    return found.order_by("-pk").first()


def carriable_result(project, region_id):
    """The newest result for an older version, while there is none for that one."""
    if result_of(project, region_id):
        return None
    older = HomeResult.objects.filter(version__project=project, region=region_id)
    return older.select_related("version").order_by("-version__number", "-pk").first()


@transaction.atomic
def record_result(project, *, by, number, token, agrees, held_on, paper_number, paper=None):
    """Record what the assembly of the person's region says to version ``number``, as shown.

    A later row corrects an earlier one; the same form (``token``) sent twice is one row. Either
    ``paper_number``, the number of the berita acara, or the file ``paper`` proves it.
    """
    project = _open(project, number, by=by)
    own = HomeResult.objects.filter(version=project.asked, region=by.region)
    facts = {"agrees": agrees, "held_on": held_on, "number": paper_number, "paper": paper or ""}
    if found := sent_before(own, token, **facts):
        return found
    return _record(project, by, token=token, **facts)


@transaction.atomic
def carry_result(project, *, by, number):
    """Let the region's result for an older version count for version ``number``, as shown."""
    project = _open(project, number, by=by)
    before = carriable_result(project, by.region_id)
    if before is None:
        if given := result_of(project, by.region_id):
            return given
        raise Refusal(_("There is no result for an older version."))
    return _record(
        project, by, token=before.token, agrees=before.agrees, held_on=before.held_on,
        number=before.number, paper=before.paper.name, carried_from=before,
    )  # fmt: skip


def _open(project, number, *, by):
    project = locked(project)
    require(rules.can_record_result(by, project))
    if number != project.asked.number:
        raise Refusal(_("The proposal has changed. Please read the new version first."))
    return project


def _record(project, by, *, agrees, **words):
    given = project.answer_of(by.region_id)
    if given and given.answer == Consent.Answer.GIVEN and not agrees:
        text = _(
            "%(region)s has consented to this version already. A refusal counts for a new version."
        )
        raise Refusal(text % {"region": by.region.full_name})
    result = HomeResult.objects.create(
        version=project.asked,
        region=by.region,
        kind=assembly_of(by.region),
        agrees=agrees,
        mandate=by,
        person_name=str(by.user),
        office_title=by.title,
        **words,
    )
    verb = "projects.home_agreed" if agrees else "projects.home_refused"
    audit.record(verb, project, by=by, version=project.asked.number)
    return result
